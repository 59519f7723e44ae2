// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ObservationText.h"
#include "Planted.h"
#include "Verdict.h"

#include <QRegularExpression>

// What holds of every verdict, whatever was seen. Each function says what does not hold; empty: all does.
namespace keyturn::fuzz {

using namespace Qt::StringLiterals;

[[nodiscard]] inline bool isSame(const access::Verdict &a, const access::Verdict &b)
{
    return a.layer == b.layer && a.outcome == b.outcome && a.cause == b.cause && a.confidence == b.confidence
        && a.mode == b.mode && a.evidence == b.evidence && a.nextSteps == b.nextSteps;
}

/// A verdict by itself: it names what it rests on, and says nothing of what it does not know.
[[nodiscard]] inline QByteArray brokenIn(const access::Verdict &verdict)
{
    const bool isCertain = verdict.confidence == access::Confidence::Certain;
    if (isCertain && verdict.evidence.isEmpty())
        return "a certain verdict without evidence: " + access::idOf(verdict.cause).toUtf8();
    if (verdict.cause == access::Cause::Undetermined
        && (isCertain || verdict.layer || verdict.outcome != access::Outcome::Unknown))
        return "an undetermined verdict that claims something";
    if (verdict.nextSteps.isEmpty())
        return "a verdict that leads nowhere: " + access::idOf(verdict.cause).toUtf8();
    for (const access::Evidence &evidence : verdict.evidence) {
        constexpr qsizetype longest = 220;
        if (evidence.value.size() > longest)
            return "evidence that is a novel";
        for (const QChar c : evidence.value) {
            if (c.unicode() < 0x20 || c.unicode() == 0x7f)
                return "evidence with a control character: " + evidence.value.toUtf8().toPercentEncoding();
        }
        if (const QByteArray leak = leakIn(evidence.value.toUtf8()); !leak.isEmpty())
            return leak;
    }
    return {};
}

/// What documented facts (A and B) allow to be certain of; written apart from the rows of the causes.
class CertaintyRule
{
public:
    explicit CertaintyRule(const access::Observation &seen)
        : m_seen(seen)
    {
    }

    [[nodiscard]] bool allows(const access::Verdict &verdict) const
    {
        const http::Exchange &exchange = m_seen.exchange;
        if (!exchange.answer) {
            return verdict.layer == access::Layer::Network
                && exchange.answer.error().error != http::TransportError::Other;
        }
        const int status = http::statusOf(exchange);
        const bool isSuccess = status >= 200 && status < 300;
        switch (verdict.cause) {
        case access::Cause::LoginRedirectNoCredentials:
            return isLogin(exchange) && isCloudflare(exchange) && !exchange.credentialsSent;
        case access::Cause::LoginPageFollowed:
            return status == 200 && cameByLogin(exchange);
        case access::Cause::NotAuthorised:
            return isMarked(exchange) && status == 403 && isCloudflare(exchange) && m_seen.control
                && isLogin(*m_seen.control) && isCloudflare(*m_seen.control);
        case access::Cause::Accepted:
            return isSuccess && (isControlStopped() || hasSession(exchange));
        case access::Cause::AcceptedButOriginRefused:
            return hasSession(exchange);
        case access::Cause::OpenWithoutToken:
            return isSuccess && m_seen.control && http::statusOf(*m_seen.control) == status;
        default:
            return false;
        }
    }

private:
    static QByteArray headerOf(const http::Exchange &exchange, QByteArrayView name)
    {
        return exchange.answer ? http::headerValue(exchange.answer->headers, name).trimmed() : QByteArray();
    }

    static bool isLoginAddress(const QUrl &url)
    {
        static const QRegularExpression shape(
            u"^https://[a-z0-9-]{1,63}(\\.fed)?\\.cloudflareaccess\\.com(:443)?/cdn-cgi/access/login([/?#]|$)"_s,
            QRegularExpression::CaseInsensitiveOption);
        return shape.match(url.toString(QUrl::FullyEncoded)).hasMatch();
    }

    static bool isLogin(const http::Exchange &exchange)
    {
        const QUrl location = QUrl::fromEncoded(headerOf(exchange, "Location"));
        return http::statusOf(exchange) == 302 && isLoginAddress(exchange.request.url.resolved(location));
    }

    static bool cameByLogin(const http::Exchange &exchange)
    {
        for (const http::Hop &hop : exchange.hops) {
            if (hop.status == 302 && isLoginAddress(hop.location))
                return true;
        }
        return false;
    }

    static bool isMarked(const http::Exchange &exchange)
    {
        const int status = http::statusOf(exchange);
        return (status == 401 || status == 403)
            && (!headerOf(exchange, "cf-access-aud").isEmpty()
                || !headerOf(exchange, "cf-access-domain").isEmpty());
    }

    static bool isCloudflare(const http::Exchange &exchange)
    {
        return exchange.answer
            && (http::hasHeader(exchange.answer->headers, "cf-ray")
                || headerOf(exchange, "server").toLower() == "cloudflare");
    }

    static bool hasSession(const http::Exchange &exchange)
    {
        for (const QByteArray &cookie : http::headerValues(exchange.answer->headers, "Set-Cookie")) {
            if (cookie.trimmed().startsWith("CF_Authorization") && cookie.contains("eyJ"))
                return isCloudflare(exchange);
        }
        return false;
    }

    [[nodiscard]] bool isControlStopped() const
    {
        return m_seen.control && isCloudflare(*m_seen.control)
            && (isLogin(*m_seen.control) || isMarked(*m_seen.control));
    }

    const access::Observation &m_seen;
};

[[nodiscard]] inline QByteArray withTokens(QByteArray input)
{
    static const QByteArray session
        = unsignedJwt({{u"iss"_s, u"https://acme.cloudflareaccess.com"_s}, {u"aud"_s, u"f00d"_s}});
    static const QByteArray recognised = unsignedJwt({{u"service_token_status"_s, true}});
    static const QByteArray notRecognised = unsignedJwt({{u"service_token_status"_s, false}});
    input.replace("{session}", session);
    input.replace("{meta-yes}", recognised);
    input.replace("{meta-no}", notRecognised);
    return withSecrets(input);
}

[[nodiscard]] inline QByteArray brokenByObservation(const QByteArray &input)
{
    if (hasBareCore(input))
        return {};
    const ObservationText text(withTokens(input));
    const access::Observation seen = text.seen();
    const access::Verdict verdict = access::verdictOf(seen);

    if (const QByteArray broken = brokenIn(verdict); !broken.isEmpty())
        return broken;
    if (verdict.evidence.isEmpty())
        return "a verdict without evidence: " + access::idOf(verdict.cause).toUtf8();
    if (!isSame(verdict, access::verdictOf(seen)))
        return "the same twice is not the same";
    if (verdict.confidence == access::Confidence::Certain && !CertaintyRule(seen).allows(verdict))
        return "certain without cause: " + access::idOf(verdict.cause).toUtf8();
    if (!seen.exchange.answer && verdict.layer && verdict.layer != access::Layer::Network)
        return "no answer, and yet somebody behind the network gave it";
    return {};
}

} // namespace keyturn::fuzz
