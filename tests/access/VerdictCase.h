// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ExchangeBuilder.h"
#include "Verdict.h"

#include <QMetaType>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <optional>

// The words that the tables of verdicts are written in.
namespace keyturn::access {

using namespace Qt::StringLiterals;
using enum Confidence;
using Error = http::TransportError;

/// What was seen, and what should be made of it.
struct VerdictCase
{
    http::Exchange exchange = ExchangeBuilder();
    std::optional<http::Exchange> control = std::nullopt;
    std::optional<Discovery> discovery = std::nullopt;
    HeaderStyle style = HeaderStyle::two();
    std::optional<TokenKnowledge> token = std::nullopt;
    std::optional<http::Exchange> brokenSecret = std::nullopt;
    std::optional<Complaint> complaint = std::nullopt;

    Cause cause = Cause::Undetermined;
    std::optional<Layer> layer = std::nullopt;
    Outcome outcome = Outcome::Unknown;
    Confidence confidence = Possible;
    OrganizationMode mode = OrganizationMode::Unknown;
};

inline Verdict judge(const VerdictCase &seen)
{
    Observation observation{
        seen.exchange,
        seen.control ? &*seen.control : nullptr,
        seen.discovery ? &*seen.discovery : nullptr,
        seen.style,
        seen.token,
        seen.brokenSecret ? &*seen.brokenSecret : nullptr};
    observation.complaint = seen.complaint;
    return verdictOf(observation);
}

inline const auto login = QByteArrayLiteral(
    "https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid=f00d&redirect_url=%2Fdata");
inline const auto oauth
    = QByteArrayLiteral("Bearer realm=\"OAuth\", resource_metadata="
                        "\"https://api.example.com/.well-known/cloudflare-access-protected-resource/data\"");
inline const auto accessPage = QByteArrayLiteral(R"({"message":"Forbidden","status_code":403,"aud":"f00d"})");
inline const auto loginPage = QByteArrayLiteral("<title>Sign in \u30fb Cloudflare Access</title>");

inline ExchangeBuilder answer(int status)
{
    return ExchangeBuilder().status(status).throughCloudflare();
}

inline ExchangeBuilder loginRedirect()
{
    return answer(302).redirectingTo(login).header("Set-Cookie", "CF_AppSession=n0nce");
}

inline ExchangeBuilder redirect(const QByteArray &location)
{
    return answer(302).redirectingTo(location);
}

/// 401 or 403 by Access, as it marks it.
inline ExchangeBuilder refusal(int status)
{
    return answer(status).header("cf-access-aud", "f00d").header("cf-access-domain", "api.example.com");
}

inline ExchangeBuilder oauthChallenge()
{
    return answer(401).header("WWW-Authenticate", oauth);
}

inline QByteArray sessionOf(const QString &issuer)
{
    return "CF_Authorization=" + unsignedJwt({{u"iss"_s, issuer}}) + "; HttpOnly";
}

inline ExchangeBuilder withSession(ExchangeBuilder exchange)
{
    return exchange.header("Set-Cookie", sessionOf(u"https://acme.cloudflareaccess.com"_s));
}

/// An answer that no Cloudflare machine touched.
inline ExchangeBuilder elsewhere(int status)
{
    return ExchangeBuilder().status(status).header("Server", "nginx");
}

inline Discovery application()
{
    return {DiscoveryProblem::None, u"acme.cloudflareaccess.com"_s, u"f00d"_s, u"*.example.com"_s, {}};
}

inline ExchangeBuilder sent(ExchangeBuilder exchange)
{
    return exchange.withCredentials();
}

inline VerdictCase failed(Error error, Cause cause, Confidence confidence = Certain)
{
    return {
        .exchange = sent(ExchangeBuilder().failing(error, u"words of the engine"_s)),
        .cause = cause,
        .layer = Layer::Network,
        .outcome = Outcome::Unreachable,
        .confidence = confidence,
    };
}

inline VerdictCase atTheEdge(const ExchangeBuilder &exchange, Cause cause, Outcome outcome)
{
    return {
        .exchange = exchange, .cause = cause, .layer = Layer::Edge, .outcome = outcome, .confidence = Likely};
}

inline VerdictCase atTheWaf(const ExchangeBuilder &exchange, Cause cause)
{
    return {
        .exchange = exchange,
        .cause = cause,
        .layer = Layer::Waf,
        .outcome = Outcome::Refused,
        .confidence = Likely,
    };
}

inline VerdictCase refusedByAccess(const ExchangeBuilder &exchange, Cause cause, Confidence confidence)
{
    return {
        .exchange = exchange,
        .cause = cause,
        .layer = Layer::Access,
        .outcome = Outcome::Refused,
        .confidence = confidence,
    };
}

inline VerdictCase
atTheOrigin(const ExchangeBuilder &exchange, Cause cause, Outcome outcome, Confidence confidence)
{
    return {
        .exchange = exchange,
        .cause = cause,
        .layer = Layer::Origin,
        .outcome = outcome,
        .confidence = confidence,
    };
}

inline VerdictCase undetermined(const ExchangeBuilder &exchange)
{
    return {.exchange = exchange};
}

inline VerdictCase comparedWith(const ExchangeBuilder &control, VerdictCase seen)
{
    seen.control = control;
    return seen;
}

inline VerdictCase inMode(OrganizationMode mode, VerdictCase seen)
{
    seen.mode = mode;
    return seen;
}

inline VerdictCase discovered(VerdictCase seen)
{
    seen.discovery = application();
    return seen;
}

inline VerdictCase inOneHeader(VerdictCase seen)
{
    seen.style = HeaderStyle::single("Authorization");
    return seen;
}

inline bool hasEvidence(const Verdict &verdict, EvidenceKind kind)
{
    const auto isIt = [kind](const Evidence &evidence) { return evidence.kind == kind; };
    return std::any_of(verdict.evidence.cbegin(), verdict.evidence.cend(), isIt);
}

/// Judges one row of a table.
inline void check(const VerdictCase &seen)
{
    const Verdict verdict = judge(seen);

    QCOMPARE(idOf(verdict.cause), idOf(seen.cause));
    QCOMPARE(verdict.layer, seen.layer);
    QCOMPARE(idOf(verdict.outcome), idOf(seen.outcome));
    QCOMPARE(idOf(verdict.confidence), idOf(seen.confidence));
    QCOMPARE(verdict.mode, seen.mode);
    QVERIFY(!verdict.evidence.isEmpty());
    QVERIFY(!verdict.nextSteps.isEmpty());
}

} // namespace keyturn::access

Q_DECLARE_METATYPE(keyturn::access::VerdictCase)
