// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Discovery.h"

#include "EdgeReply.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

// What cloudflared allows (facts 2.8).
constexpr double oldest = 24 * 60 * 60;
constexpr double furthestAhead = 5 * 60;

QString audienceOf(const QJsonValue &claim)
{
    if (claim.isArray())
        return claim.toArray().first().toString();
    return claim.toString();
}

Discovery failed(DiscoveryProblem problem, const QByteArray &token = {})
{
    Discovery discovery;
    discovery.problem = problem;
    discovery.token = token;
    return discovery;
}

bool isTheHostAsked(const QString &named, const QUrl &url)
{
    const QString withPort = url.host() + u':' + QString::number(url.port());
    return !named.isEmpty()
        && (named.compare(url.host(), Qt::CaseInsensitive) == 0
            || (url.port() != -1 && named.compare(withPort, Qt::CaseInsensitive) == 0));
}

bool isTrusted(const QString &teamHost, const QString &trustedTeamHost)
{
    if (isTeamHost(teamHost))
        return true;
    return !trustedTeamHost.isEmpty() && teamHost.compare(trustedTeamHost, Qt::CaseInsensitive) == 0;
}

} // namespace

http::Request discoveryRequest(const QUrl &url)
{
    http::Request request;
    request.method = QByteArrayLiteral("HEAD");
    request.url = url.adjusted(QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    request.headers = {{QByteArrayLiteral("CF-Access-Metadata-Request"), QByteArrayLiteral("true")}};
    return request;
}

Discovery
discoveryOf(const QUrl &url, const http::Reply &reply, const QDateTime &now, const QString &trustedTeamHost)
{
    const QByteArray token = http::headerValue(reply.headers, "CF-Access-Metadata").trimmed();
    if (token.isEmpty())
        return failed(DiscoveryProblem::NotOffered);

    const auto decoded = jwt::decode(token);
    if (!decoded)
        return failed(DiscoveryProblem::NotAJwt, token);

    const QJsonObject &claims = decoded->payload;
    if (claims.value("type"_L1).toString() != "match"_L1)
        return failed(DiscoveryProblem::WrongType, token);
    if (!isTheHostAsked(claims.value("hostname"_L1).toString(), url))
        return failed(DiscoveryProblem::OtherHost, token);

    const QString teamHost = claims.value("auth_domain"_L1).toString();
    if (!isTrusted(teamHost, trustedTeamHost))
        return failed(DiscoveryProblem::NotATeamDomain, token);

    const QString audience = audienceOf(claims.value("aud"_L1));
    if (audience.isEmpty())
        return failed(DiscoveryProblem::NoAudience, token);

    // In doubles, because nothing says that the claim fits into an integer. Missing, it is from 1970.
    const double age = static_cast<double>(now.toSecsSinceEpoch()) - claims.value("iat"_L1).toDouble();
    if (age > oldest)
        return failed(DiscoveryProblem::TooOld, token);
    if (age < -furthestAhead)
        return failed(DiscoveryProblem::FromTheFuture, token);

    return {
        DiscoveryProblem::None, teamHost.toLower(), audience, claims.value("app_hostname"_L1).toString(),
        token};
}

} // namespace keyturn::access
