// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ReportScreen.h"

#include "EdgeReply.h"
#include "SafeExchange.h"
#include "TokenWording.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr QByteArrayView mark = "[redacted]";

QString shortenedClientIds(const QString &text)
{
    static const QRegularExpression clientId(u"\\b[0-9a-fA-F]{32}\\.access"_s);
    QString shortened;
    qsizetype done = 0;
    for (auto matches = clientId.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        shortened += text.mid(done, match.capturedStart() - done) + shortenedClientId(match.captured());
        done = match.capturedEnd();
    }
    return shortened + text.mid(done);
}

} // namespace

QString visible(const QString &text)
{
    QString seen;
    seen.reserve(text.size());
    QString plain = text;
    plain.replace(u"\r\n"_s, u"\n"_s);
    for (const auto character : std::as_const(plain)) {
        const auto code = character.unicode();
        const bool isLineOrTab = code == u'\n' || code == u'\t';
        const bool isTurning = (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e)
            || (code >= 0x2060 && code <= 0x206f) || code == 0x061c || code == 0xfeff || code == 0x00ad
            || (code >= 0xfff9 && code <= 0xfffb);
        if (code < 0x20 && !isLineOrTab)
            seen += QChar(0x2400 + code);
        else if (code == 0x7f)
            seen += QChar(0x2421);
        else if ((code > 0x7f && code < 0xa0) || isTurning)
            seen += u"[U+%1]"_s.arg(uint{code}, 4, 16, QChar(u'0')).toUpper();
        else
            seen += character;
    }
    return seen.isValidUtf16() ? seen : QString::fromUtf8(seen.toUtf8());
}

ReportScreen::ReportScreen(const DiagnosisReport &report, bool showHosts)
    : m_showHosts(showHosts)
{
    for (const auto &request : report.requests)
        learnCredentials(request.exchange);
    if (showHosts)
        return;
    for (const auto &request : report.requests)
        learnNames(request.exchange);
    if (report.discovery) {
        m_names.learnHost(report.discovery->teamHost);
        m_names.learnHost(report.discovery->applicationHost);
        m_names.learnAudience(report.discovery->audience);
    }
    if (report.token) {
        m_names.learnTeam(report.token->team);
        for (const auto &host : report.token->hosts)
            m_names.learnHost(host.section(u':', 0, 0));
    }
    for (const auto &claim : report.claims) {
        if (claim.name == u"aud")
            for (const auto &audience : claim.value.split(u", "_s))
                m_names.learnAudience(audience);
        if (claim.name == u"iss")
            m_names.learnHost(QUrl(claim.value).host());
    }
}

void ReportScreen::learnCredentials(const http::Exchange &exchange)
{
    for (const auto &value : credentialsByName(exchange))
        m_mask.learn(value);
}

void ReportScreen::learnNames(const http::Exchange &exchange)
{
    m_names.learnHost(exchange.request.url.host());
    m_names.learnPath(exchange.request.url.path(QUrl::FullyEncoded));
    for (const auto &hop : exchange.hops) {
        m_names.learnPath(hop.url.path(QUrl::FullyEncoded));
        m_names.learnHost(hop.url.host());
        m_names.learnHost(hop.location.host());
    }
    if (!exchange.answer)
        return;
    const auto marks = access::signalsOf(exchange.request, *exchange.answer);
    m_names.learnAudience(marks.audience);
    m_names.learnHost(marks.domain.section(u'/', 0, 0));
    if (marks.loginRedirect) {
        m_names.learnHost(marks.loginRedirect->teamHost);
        m_names.learnHost(marks.loginRedirect->applicationHost);
        m_names.learnAudience(marks.loginRedirect->audience);
    }
    if (exchange.answer->tls && exchange.answer->tls->certificate) {
        for (const auto &name : exchange.answer->tls->certificate->names)
            m_names.learnHost(name);
    }
}

QString
ReportScreen::withoutCredentials(const QString &text, const transcripts::Credentials &ofAllTexts) const
{
    const auto bytes = text.toUtf8();
    auto left = transcripts::Credentials(bytes).redactedText();
    left = m_mask.covered(ofAllTexts.withoutAny(left), mark);
    return withoutNamedSecrets(QString::fromUtf8(left));
}

QString ReportScreen::withoutNames(const QString &text, qsizetype limit)
{
    return m_showHosts ? shortenedClientIds(text) : m_names.hiddenIn(text, limit);
}

void ReportScreen::pass(ReportBlock &block, const transcripts::Credentials &ofAllTexts)
{
    const auto shown = [&](const QString &text) {
        const auto left = withoutCredentials(text, ofAllTexts);
        return visible(block.isOurs ? left : withoutNames(left, block.cutAt));
    };
    block.text = shown(block.text);
    for (auto &item : block.items)
        item = shown(item);
    for (auto &row : block.rows) {
        for (qsizetype cell = 1; cell < row.size(); ++cell)
            row[cell] = shown(row[cell]);
    }
}

void ReportScreen::pass(ReportDocument &document)
{
    QStringList texts;
    for (const auto &block : std::as_const(document.blocks)) {
        texts.append(block.text);
        texts.append(block.items);
        for (const auto &row : block.rows)
            texts.append(row.mid(1));
    }
    // A value that is a secret by its name in one text is one in the others as well.
    const auto all = texts.join(u'\n').toUtf8();
    const transcripts::Credentials ofAllTexts(all);
    for (auto &block : document.blocks)
        pass(block, ofAllTexts);
}

} // namespace keyturn
