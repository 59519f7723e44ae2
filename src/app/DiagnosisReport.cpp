// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "DiagnosisReport.h"

#include "ClaimWording.h"
#include "JwtInspection.h"
#include "ProbeWording.h"
#include "ReportWording.h"
#include "TranscriptWording.h"
#include "VerdictWording.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

DiagnosisReport
begun(DiagnosisReport::Origin origin, const access::Verdict &verdict, const ReportContext &context)
{
    DiagnosisReport report;
    report.origin = origin;
    report.at = context.at;
    report.version = QStringLiteral(KEYTURN_VERSION);
    report.headline = headlineOf(verdict);
    report.explanation = explanationOf(verdict);
    report.verdict = verdict;
    report.token = context.token;
    return report;
}

ReportedRequest
reported(const QString &title, const http::Exchange &exchange, const access::HeaderStyle &style)
{
    return {
        title, exchange, exchange.credentialsSent ? access::accessHeaderNames(style) : QList<QByteArray>()};
}

bool isTelling(jwt::ClaimRole role)
{
    using enum jwt::ClaimRole;
    switch (role) {
    case Issuer:
    case Audience:
    case ClientId:
    case CommonName:
    case Expires:
    case IssuedAt:
    case Type:
        return true;
    default:
        return false;
    }
}

QString textOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isDouble())
        return QString::number(value.toDouble(), 'f', 0);
    const auto array = value.isArray() ? value.toArray() : QJsonArray{value};
    QStringList parts;
    for (const auto &each : array)
        parts.append(each.isString() ? each.toString() : each.toVariant().toString());
    return parts.join(u", "_s);
}

QList<ReportedClaim> claimsOf(const std::optional<QByteArray> &compact, const QDateTime &now)
{
    QList<ReportedClaim> claims;
    if (!compact)
        return claims;
    const auto inspection = inspectJwt(*compact, now);
    if (!inspection)
        return claims;
    for (const auto &claim : inspection->claims) {
        if (isTelling(claim.role))
            claims.append({claim.name, textOf(claim.value), meaningOf(claim, now)});
    }
    return claims;
}

void cover(access::Verdict &verdict, const SecretMask &mask)
{
    for (auto &seen : verdict.evidence)
        seen.value = mask.covered(seen.value, hiddenSecret);
}

} // namespace

DiagnosisReport reportOf(const RequestReport &seen, const ReportContext &context)
{
    auto report = begun(DiagnosisReport::Origin::Request, seen.verdict, context);
    report.requests.append(reported(titleOfOnlyRequest(), seen.exchange, context.style));
    report.claims = claimsOf(seen.jwt, context.at);
    report.notTested = notTestedBy(seen);
    return report;
}

DiagnosisReport reportOf(const ProbeReport &seen, const ReportContext &context)
{
    auto report = begun(DiagnosisReport::Origin::Probe, seen.verdict, context);
    const auto add = [&](ProbeStep step, const std::optional<http::Exchange> &exchange) {
        if (exchange)
            report.requests.append(reported(titleOf(step), *exchange, context.style));
    };
    add(ProbeStep::Control, seen.control);
    add(ProbeStep::AsXhr, seen.asXhr);
    add(ProbeStep::Credentialed, seen.credentialed);
    add(ProbeStep::BrokenSecret, seen.brokenSecret);
    report.claims = claimsOf(seen.jwt, context.at);
    report.discovery = seen.discovery;
    report.discovery->token.clear();
    if (seen.discoveryVerified)
        report.discoveryVerified = seen.discoveryVerified->isValid();
    report.notTested = notTestedBy(seen);
    return report;
}

DiagnosisReport reportOf(const transcripts::Judgement &seen, const ReportContext &context)
{
    auto report = begun(DiagnosisReport::Origin::Recorded, seen.verdict, context);
    const auto &transcript = seen.transcript;
    report.headline = headlineOf(seen);
    report.explanation = explanationOf(seen);
    report.notes = notesOn(transcript);
    if (const auto warning = warningFor(transcript.credentials); !warning.isEmpty())
        report.notes.append(warning);
    if (const auto &exchange = transcript.exchange) {
        report.requests.append(reported(titleOfRecordedRequest(), *exchange, transcript.style));
        if (exchange->answer)
            report.claims = claimsOf(jwtIn(exchange->request, *exchange->answer), context.at);
    }
    report.notTested = notTestedBy(seen);
    return report;
}

void hide(const Secret &secret, DiagnosisReport &report)
{
    SecretMask mask;
    mask.learn(secret, 1);
    hide(mask, report);
}

void hide(const SecretMask &mask, DiagnosisReport &report)
{
    if (mask.isEmpty())
        return;
    const auto covered = [&](const QByteArray &text) { return mask.covered(text, hiddenSecret); };
    for (auto &request : report.requests)
        http::replaceTexts(request.exchange, covered);
    cover(report.verdict, mask);
    report.headline = mask.covered(report.headline, hiddenSecret);
    report.explanation = mask.covered(report.explanation, hiddenSecret);
    for (auto &claim : report.claims)
        claim
            = {mask.covered(claim.name, hiddenSecret), mask.covered(claim.value, hiddenSecret),
               mask.covered(claim.meaning, hiddenSecret)};
    if (report.discovery) {
        auto &discovery = *report.discovery;
        for (auto *text : {&discovery.teamHost, &discovery.audience, &discovery.applicationHost})
            *text = mask.covered(*text, hiddenSecret);
    }
    if (report.token) {
        auto &token = *report.token;
        for (auto *text : {&token.name, &token.team, &token.environment})
            *text = mask.covered(*text, hiddenSecret);
    }
}

} // namespace keyturn
