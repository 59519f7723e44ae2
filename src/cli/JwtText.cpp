// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtText.h"

#include "ClaimWording.h"
#include "CompactJson.h"
#include "FindingWording.h"
#include "JwtWording.h"
#include "Terminal.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

// What is not could write lines of its own, which would be read as ours.
bool isOneLine(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar character) {
        return character.category() == QChar::Other_Control;
    });
}

QString textOf(const QJsonValue &value)
{
    if (value.isString() && isOneLine(value.toString()))
        return value.toString().isEmpty() ? u"(empty)"_s : value.toString();
    return compactJson(value);
}

Tone toneOf(jwt::Severity severity)
{
    switch (severity) {
    case jwt::Severity::Info:
        return Tone::Faint;
    case jwt::Severity::Warning:
        return Tone::Warning;
    case jwt::Severity::Danger:
        return Tone::Bad;
    }
    return Tone::Plain;
}

} // namespace

void showInspection(const Output &out, const JwtInspection &inspection, const QDateTime &now, int indent)
{
    const QString margin(indent, u' ');
    const auto header = QJsonDocument(inspection.jwt.jws.header).toJson(QJsonDocument::Compact);
    out.line(margin + u"Speaks for  "_s + out.toned(wordFor(inspection.subject), Tone::Strong));
    out.line(margin + u"Header      "_s + printable(QString::fromUtf8(header)));
    out.line(margin + u"Signature   %1 bytes, not checked here"_s.arg(inspection.jwt.jws.signature.size()));
    out.line(margin + u"Claims"_s);
    // A person reads no thousands of them.
    constexpr qsizetype mostClaims = 200;
    const auto shown = std::min(mostClaims, inspection.claims.size());
    for (const auto &claim : inspection.claims.first(shown)) {
        const auto value = printable(textOf(claim.value));
        const auto name = isOneLine(claim.name) ? claim.name : textOf(claim.name);
        out.line(margin + u"  "_s + out.toned(printable(name), Tone::Strong) + u": "_s + value);
        out.paragraph(out.toned(printable(meaningOf(claim, now)), Tone::Faint), indent + 6);
    }
    if (const auto rest = inspection.claims.size() - shown; rest > 0)
        out.line(margin + u"  and %1 more; --json has the whole payload"_s.arg(rest));
    out.line(margin + u"Validity    "_s + sentenceFor(inspection.validity));
    if (inspection.findings.isEmpty())
        return;
    out.line(margin + u"Worth knowing"_s);
    for (const auto &finding : inspection.findings) {
        const auto said = printable(sentenceFor(finding)) + u' ' + whyFor(finding.kind) + u" What to do: "_s
            + adviceFor(finding.kind);
        auto lines = wrapped(said, 80 - indent);
        const auto label = jwt::idOf(finding.severity);
        out.line(
            margin + u"  "_s + out.toned(label, toneOf(finding.severity)) + QString(9 - label.size(), u' ')
            + lines.takeFirst());
        for (const auto &line : std::as_const(lines))
            out.line(margin + QString(11, u' ') + line);
    }
}

void showVerification(
    const Output &out, const jwt::Verification &verification, int indent, const QStringList &facts)
{
    const QString margin(indent, u' ');
    const auto key
        = verification.keyId.isEmpty() ? u"no key id"_s : u"key "_s + printable(verification.keyId);
    const auto algorithm
        = verification.algorithm.isEmpty() ? u"no algorithm"_s : printable(verification.algorithm);
    if (verification.isValid()) {
        out.line(margin + out.toned(u"Valid"_s, Tone::Good) + u"  %1, %2"_s.arg(algorithm, key));
        return;
    }
    out.line(margin + out.toned(u"Not valid: "_s + jwt::idOf(*verification.refusal), Tone::Bad));
    for (const auto &fact : facts)
        out.paragraph(printable(fact), indent);
    // Where it is known what is malformed, the sentence for all that may be says nothing more.
    if (verification.refusal != jwt::Refusal::Malformed || facts.isEmpty())
        out.paragraph(sentenceFor(*verification.refusal), indent);
    // Where nothing of it can be read, that goes without saying.
    if (!verification.algorithm.isEmpty() || !verification.keyId.isEmpty())
        out.line(margin + out.toned(u"%1, %2"_s.arg(algorithm, key), Tone::Faint));
}

} // namespace keyturn::cli
