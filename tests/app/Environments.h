// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "EnvironmentComparison.h"
#include "ExchangeBuilder.h"
#include "SampleTokens.h"

namespace keyturn {

// Environments as tests of the comparison write them down, a word at a time.

inline access::Verdict verdictOf(
    access::Layer layer, access::Outcome outcome, access::Cause cause,
    access::Confidence confidence = access::Confidence::Certain)
{
    access::Verdict verdict;
    verdict.layer = layer;
    verdict.outcome = outcome;
    verdict.cause = cause;
    verdict.confidence = confidence;
    return verdict;
}

inline access::Verdict accepted()
{
    return verdictOf(access::Layer::Origin, access::Outcome::Accepted, access::Cause::Accepted);
}

inline access::Verdict
refused(access::Cause cause, access::Confidence confidence = access::Confidence::Certain)
{
    return verdictOf(access::Layer::Access, access::Outcome::Refused, cause, confidence);
}

class EnvironmentBuilder
{
public:
    explicit EnvironmentBuilder(const access::Verdict &verdict, const QString &host)
        : m_report{{}, {}, {}, answer(302), answer(200), verdict, {}, {}, {}, {}}
    {
        m_environment.name = QStringLiteral("production");
        m_environment.url = QUrl(QStringLiteral("https://%1/v1").arg(host));
        m_environment.at = QDateTime({2026, 11, 24}, {10, 0}, Qt::UTC);
        m_environment.token = sampleToken();
        discovered(QStringLiteral("acme.cloudflareaccess.com"), QString(64, u'a'));
    }

    EnvironmentBuilder &url(const QString &url)
    {
        m_environment.url = QUrl(url);
        return *this;
    }
    EnvironmentBuilder &style(const access::HeaderStyle &style)
    {
        m_environment.style = style;
        return *this;
    }
    EnvironmentBuilder &token(const tokens::ServiceToken &token)
    {
        m_environment.token = token;
        return *this;
    }
    EnvironmentBuilder &clientId(const QString &clientId)
    {
        m_environment.token->clientId = clientId;
        return *this;
    }
    EnvironmentBuilder &disabled()
    {
        m_environment.token->disabled = true;
        return *this;
    }
    EnvironmentBuilder &tokenTeam(const QString &team)
    {
        m_environment.token->team = team;
        return *this;
    }
    EnvironmentBuilder &withoutToken()
    {
        m_environment.token.reset();
        m_report.credentialed.reset();
        return *this;
    }
    EnvironmentBuilder &discovered(const QString &teamHost, const QString &audience)
    {
        m_report.discovery
            = {access::DiscoveryProblem::None, teamHost, audience, QStringLiteral("*.example.com"), {}};
        return *this;
    }
    EnvironmentBuilder &undiscovered(access::DiscoveryProblem problem = access::DiscoveryProblem::NotOffered)
    {
        m_report.discovery = {};
        m_report.discovery.problem = problem;
        return *this;
    }
    EnvironmentBuilder &mode(access::OrganizationMode mode)
    {
        m_report.verdict.mode = mode;
        return *this;
    }
    EnvironmentBuilder &control(const http::Exchange &exchange)
    {
        m_report.control = exchange;
        return *this;
    }
    EnvironmentBuilder &credentialed(const http::Exchange &exchange)
    {
        m_report.credentialed = exchange;
        return *this;
    }
    EnvironmentBuilder &jwt(const QJsonObject &claims)
    {
        m_report.jwt = unsignedJwt(claims);
        return *this;
    }

    [[nodiscard]] static http::Exchange answer(int status)
    {
        return ExchangeBuilder().status(status).throughCloudflare();
    }
    /// As it comes from a server that stands there by itself.
    [[nodiscard]] static http::Exchange bareAnswer(int status)
    {
        return ExchangeBuilder().status(status).header("Server", "nginx");
    }

    operator Environment() const // NOLINT(google-explicit-constructor)
    {
        auto environment = m_environment;
        environment.seen = m_report;
        return environment;
    }

private:
    Environment m_environment;
    ProbeReport m_report;
};

} // namespace keyturn
