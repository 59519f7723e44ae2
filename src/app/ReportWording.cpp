// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ReportWording.h"

#include "ProbeWording.h"
#include "ReportScreen.h"
#include "SafeExchange.h"
#include "TimeWording.h"
#include "TransportWording.h"
#include "VerdictWording.h"

#include <QCoreApplication>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

using Kind = ReportBlock::Kind;

constexpr qsizetype mostBodyShown = 4000;
constexpr qsizetype mostBodyRead = 256 * 1024;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ReportWording)
};

class Writer
{
public:
    void title(const QString &text) { add({Kind::Title, text, {}, {}, false, 0}); }
    void section(const QString &text) { add({Kind::Section, text, {}, {}, true, 0}); }
    void part(const QString &text) { add({Kind::Part, text, {}, {}, true, 0}); }
    void ownParagraph(const QString &text) { add({Kind::Paragraph, text, {}, {}, true, 0}); }
    void ownBullets(const QStringList &items) { add({Kind::Bullets, {}, items, {}, true, 0}); }
    void bullets(const QStringList &items) { add({Kind::Bullets, {}, items, {}, false, 0}); }
    void table(const QList<QStringList> &rows) { add({Kind::Table, {}, {}, rows, false, 0}); }
    void code(const QString &text, qsizetype cutAt = 0) { add({Kind::Code, text, {}, {}, false, cutAt}); }
    void paragraph(const QString &text) { add({Kind::Paragraph, text, {}, {}, false, 0}); }

    ReportDocument document;

private:
    void add(const ReportBlock &block)
    {
        if (!block.text.isEmpty() || !block.items.isEmpty() || !block.rows.isEmpty())
            document.blocks.append(block);
    }
};

QString milliseconds(std::chrono::microseconds length)
{
    const double count = std::chrono::duration<double, std::milli>(length).count();
    return Words::tr("%1 ms").arg(QString::number(count, 'f', count < 10 ? 1 : 0));
}

QString timingText(const http::Timing &timing)
{
    QStringList phases;
    const auto add = [&phases](const QString &name, const http::Timing::Phase &length) {
        if (length)
            phases.append(name + u' ' + milliseconds(*length));
    };
    add(Words::tr("name"), timing.dns);
    add(Words::tr("connection"), timing.connect);
    add(Words::tr("TLS"), timing.tls);
    add(Words::tr("sending"), timing.send);
    add(Words::tr("waiting"), timing.wait);
    add(Words::tr("receiving"), timing.receive);
    if (timing.total.count() > 0)
        phases.append(Words::tr("in all %1").arg(milliseconds(timing.total)));
    return phases.join(u", "_s);
}

QString urlText(const QUrl &url)
{
    return QString::fromLatin1(url.toEncoded(QUrl::RemoveUserInfo));
}

QString headersText(const http::Headers &headers)
{
    QString text;
    for (const auto &header : headers)
        text += QString::fromUtf8(header.name) + u": "_s + QString::fromUtf8(shownValue(header)) + u'\n';
    return text;
}

QString requestText(const ReportedRequest &request)
{
    const auto &sent = request.exchange.request;
    QString text
        = QString::fromUtf8(sent.method) + u' ' + urlText(sent.url) + u'\n' + headersText(sent.headers);
    for (const auto &name : request.credentialNames)
        text += QString::fromUtf8(name) + u": "_s + u"[redacted] "_s + Words::tr("(sent, not shown)") + u'\n';
    if (!sent.body.isEmpty())
        text += u'\n' + Words::tr("(body of %1 bytes, not shown)").arg(sent.body.size()) + u'\n';
    return text.trimmed();
}

QString statusText(const http::Reply &reply)
{
    return u"%1 %2 %3"_s
        .arg(
            reply.protocol.isEmpty() ? u"HTTP"_s : reply.protocol, QString::number(reply.status),
            QString::fromUtf8(reply.reason))
        .trimmed();
}

QString hopText(const http::Hop &hop)
{
    auto text = Words::tr("%1 from %2 to %3")
                    .arg(QString::number(hop.status), urlText(hop.url), urlText(hop.location));
    if (hop.url.isEmpty())
        text = Words::tr("%1 to %2").arg(QString::number(hop.status), urlText(hop.location));
    text += hop.followed ? Words::tr(", followed") : Words::tr(", not followed");
    if (hop.credentialsSent)
        text += Words::tr("; the credentials had been sent to the first");
    QStringList names;
    for (const auto &name : hop.stripped)
        names.append(QString::fromUtf8(name));
    if (!names.isEmpty())
        text += Words::tr("; withheld from the second: %1").arg(names.join(u", "_s));
    return text + u'.';
}

void writeBody(Writer &writer, const http::Body &body)
{
    if (body.size == 0)
        return;
    auto decoder = QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    auto start = body.start.left(mostBodyRead);
    // A character that the limit has halved is no reason to call the rest binary.
    while (start.size() < body.start.size() && !start.isEmpty() && (start.back() & 0x80) != 0)
        start.chop(1);
    const QString text = decoder(start);
    if (decoder.hasError() || text.contains(QChar::Null))
        return writer.ownParagraph(Words::tr("The body is not text: %1 bytes, not shown.").arg(body.size));
    writer.ownParagraph(Words::tr("The body, %1 bytes:").arg(body.size));
    // What was not read to its end may end within a credential: far from that end nothing is halved.
    const bool isWhole = start.size() == body.size;
    writer.code(
        text,
        isWhole ? mostBodyShown
                : std::min<qsizetype>(mostBodyShown, std::max<qsizetype>(1, text.size() / 2)));
}

void writeTls(QList<QStringList> &rows, const http::Tls &tls)
{
    rows.append({Words::tr("TLS"), (tls.protocol + u", "_s + tls.cipher)});
    if (!tls.certificate)
        return;
    const auto &certificate = *tls.certificate;
    rows.append(
        {Words::tr("Certificate"),
         Words::tr("%1, issued by %2, for %3; valid to %4")
             .arg(
                 certificate.subject, certificate.issuer, certificate.names.mid(0, 8).join(u", "_s),
                 exactTime(certificate.notAfter))});
}

void writeRequest(Writer &writer, const ReportedRequest &request)
{
    const auto &exchange = request.exchange;
    writer.part(request.title);
    QStringList hops;
    for (const auto &hop : exchange.hops)
        hops.append(hopText(hop));
    if (!hops.isEmpty()) {
        writer.ownParagraph(Words::tr("Redirects:"));
        writer.bullets(hops);
    }
    // A recorded answer may come without its request.
    if (!exchange.request.url.isEmpty() || !exchange.request.headers.isEmpty())
        writer.code(requestText(request));
    if (!exchange.answer) {
        const auto &failure = exchange.answer.error();
        writer.ownParagraph(Words::tr("No answer came."));
        writer.bullets({sentenceFor(failure)});
        return;
    }
    const auto &reply = *exchange.answer;
    writer.code(statusText(reply) + u'\n' + headersText(reply.headers).trimmed());
    QList<QStringList> rows;
    if (const auto timing = timingText(reply.timing); !timing.isEmpty())
        rows.append({Words::tr("Time"), timing});
    if (reply.tls)
        writeTls(rows, *reply.tls);
    writer.table(rows);
    writeBody(writer, reply.body);
}

QString expiryText(const tokens::ServiceToken &token, const QDateTime &now)
{
    switch (token.expiry.kind) {
    case tokens::Expiry::Kind::At:
        return u"%1 (%2)"_s.arg(exactTime(token.expiry.at), relativeTime(token.expiry.at, now));
    case tokens::Expiry::Kind::Forever:
        return Words::tr("never");
    case tokens::Expiry::Kind::Unknown:
        break;
    }
    return Words::tr("not known");
}

void writeAnswer(Writer &writer, const DiagnosisReport &report)
{
    const auto &verdict = report.verdict;
    writer.title(report.headline);
    writer.paragraph(report.explanation);
    QList<QStringList> rows{
        {Words::tr("Confidence"), wordFor(verdict.confidence)},
        {Words::tr("Answered by"), verdict.layer ? answererOf(verdict) : Words::tr("not known")},
        {Words::tr("Outcome"), wordFor(verdict.outcome)},
        {Words::tr("Cause"), access::idOf(verdict.cause)},
    };
    if (const auto mode = wordFor(verdict.mode); !mode.isEmpty())
        rows.append({Words::tr("Organization"), mode});
    if (report.token) {
        const auto &token = *report.token;
        rows.append({Words::tr("Token"), token.name});
        rows.append({Words::tr("Client ID"), token.clientId});
        if (!token.environment.isEmpty())
            rows.append({Words::tr("Environment"), token.environment});
        rows.append({Words::tr("Token ends"), expiryText(token, report.at)});
        if (token.disabled)
            rows.append({Words::tr("State"), Words::tr("disabled, as Keyturn's records say")});
    }
    rows.append({Words::tr("Made"), Words::tr("%1 by Keyturn %2").arg(exactTime(report.at), report.version)});
    writer.table(rows);
}

void writeReasons(Writer &writer, const DiagnosisReport &report)
{
    QStringList evidence;
    for (const auto &seen : report.verdict.evidence)
        evidence.append(sentenceFor(seen));
    evidence.append(report.notes);
    if (!evidence.isEmpty()) {
        writer.section(Words::tr("Seen"));
        writer.bullets(evidence);
    }
    QStringList steps;
    for (const auto step : report.verdict.nextSteps)
        steps.append(sentenceFor(step));
    if (!steps.isEmpty()) {
        writer.section(Words::tr("What to do"));
        writer.ownBullets(steps);
    }
}

void writeDiscovery(Writer &writer, const DiagnosisReport &report)
{
    if (!report.discovery)
        return;
    const auto &discovery = *report.discovery;
    writer.section(Words::tr("What Access says about the address"));
    if (discovery.problem == access::DiscoveryProblem::NotOffered)
        return writer.ownParagraph(Words::tr("Asked directly, Access names no application here."));
    QList<QStringList> rows;
    const auto add = [&rows](const QString &name, const QString &value) {
        if (!value.isEmpty())
            rows.append({name, value});
    };
    add(Words::tr("Team"), discovery.teamHost);
    add(Words::tr("Application"), discovery.applicationHost);
    add(Words::tr("Audience"), discovery.audience);
    const bool isBelieved
        = report.discoveryVerified.value_or(false) && discovery.problem == access::DiscoveryProblem::None;
    add(Words::tr("Signature"),
        isBelieved                      ? Words::tr("made by the team")
            : !report.discoveryVerified ? Words::tr("not checked")
                                        : Words::tr("not made by the team"));
    if (discovery.problem != access::DiscoveryProblem::None)
        writer.ownParagraph(Words::tr("The answer is not what it should be, so it was not used."));
    writer.table(rows);
}

void writeJwt(Writer &writer, const DiagnosisReport &report)
{
    if (report.claims.isEmpty())
        return;
    writer.section(Words::tr("The JWT in the answer"));
    QList<QStringList> rows;
    for (const auto &claim : report.claims)
        rows.append({claim.name, claim.value, claim.meaning});
    writer.table(rows);
    writer.ownParagraph(Words::tr("Read, not verified. The JWT itself is a credential and is not shown."));
}

void writeRequests(Writer &writer, const DiagnosisReport &report)
{
    if (report.requests.isEmpty())
        return;
    writer.section(
        report.origin == DiagnosisReport::Origin::Recorded ? Words::tr("The exchange that was found")
                                                           : Words::tr("The requests that were made"));
    for (const auto &request : report.requests)
        writeRequest(writer, request);
}

void cut(ReportDocument &document)
{
    for (auto &block : document.blocks) {
        if (block.cutAt == 0 || block.text.size() <= block.cutAt)
            continue;
        auto end = block.cutAt;
        if (block.text.at(end - 1).isHighSurrogate())
            --end;
        block.text = block.text.left(end) + u'\n' + Words::tr("[cut here: there is more]");
    }
}

} // namespace

ReportDocument documentOf(const DiagnosisReport &report, const ReportOptions &options)
{
    Writer writer;
    writer.document.outcome = report.verdict.outcome;
    writeAnswer(writer, report);
    writeReasons(writer, report);
    if (!report.notTested.isEmpty()) {
        writer.section(Words::tr("What was not tested"));
        writer.ownBullets(report.notTested);
    }
    writeDiscovery(writer, report);
    writeJwt(writer, report);
    writeRequests(writer, report);
    writer.section(Words::tr("What is not in this report"));
    QStringList left{
        Words::tr("Client Secrets, API tokens, JWTs, cookies and Authorization values are taken out. "
                  "Client IDs are shortened. What neither its form nor its name tells apart may still stand "
                  "here: read it through before it leaves your hands.")};
    if (!options.showHosts)
        left.append(Words::tr(
            "Hosts, teams, paths, addresses, e-mails, audiences, Ray IDs and Client IDs have other "
            "names here; the same one has the same name everywhere. Queries of URLs are left out."));
    writer.ownBullets(left);

    ReportScreen(report, options.showHosts).pass(writer.document);
    cut(writer.document);
    return writer.document;
}

QString titleOfOnlyRequest()
{
    return Words::tr("The request");
}

QString titleOfRecordedRequest()
{
    return Words::tr("As the text tells it");
}

QStringList notTestedBy(const RequestReport &seen)
{
    QStringList notes;
    if (seen.exchange.credentialsSent || !seen.tokenId.isEmpty())
        notes.append(Words::tr(
            "The same request without credentials: whether anything guards the address does not show."));
    else
        notes.append(Words::tr("The request with a token."));
    notes.append(Words::tr("What Access itself says about the address. A diagnosis asks for it."));
    return notes;
}

QStringList notTestedBy(const ProbeReport &seen)
{
    QStringList notes;
    if (seen.tokenId.isEmpty())
        notes.append(Words::tr("The request with a token: none was chosen."));
    else if (!seen.credentialed)
        notes.append(Words::tr("The request with the token: it was not sent."));
    if (seen.discovery.problem == access::DiscoveryProblem::None && !seen.discoveryVerified)
        notes.append(Words::tr("Whether the team has signed what Access said: its keys could not be had."));
    if (seen.credentialed && !seen.brokenSecret)
        notes.append(Words::tr("The request with a deliberately wrong secret."));
    if (!seen.asXhr)
        notes.append(Words::tr("The request as a script in a page sends it."));
    return notes;
}

QStringList notTestedBy(const transcripts::Judgement &seen)
{
    QStringList notes{Words::tr("Nothing was sent: this judges a text that was left behind.")};
    if (seen.transcript.exchange && seen.transcript.known.credentialsSent == transcripts::Answered::Unknown)
        notes.append(Words::tr("Whether credentials were sent."));
    return notes;
}

} // namespace keyturn
