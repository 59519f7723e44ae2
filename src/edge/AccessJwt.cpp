// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "AccessJwt.h"

#include "IncomingRequest.h"
#include "Jwt.h"
#include "Verification.h"

#include <QJsonArray>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView sessionCookie = "CF_Authorization=";

QList<QByteArray> sessionTokensIn(const http::Headers &headers)
{
    QList<QByteArray> tokens;
    for (const auto &line : http::headerValues(headers, "Cookie")) {
        for (const auto &pair : line.split(';')) {
            const auto cookie = pair.trimmed();
            if (cookie.startsWith(sessionCookie))
                tokens.append(cookie.mid(sessionCookie.size()));
        }
    }
    tokens.append(http::headerValues(headers, "cf-access-token"));
    return tokens;
}

QStringList audiencesOf(const QJsonValue &audience)
{
    QStringList audiences;
    for (const auto &entry : audience.toArray())
        audiences.append(entry.toString());
    return audiences;
}

} // namespace

QString teamHostOf(const Config &config)
{
    return config.team + ".cloudflareaccess.com"_L1;
}

QString issuerOf(const Config &config)
{
    return "https://"_L1 + teamHostOf(config);
}

QString domainOf(const Application &application, const QString &hostName)
{
    const auto path = normalPath(application.path);
    return path == u"/" ? hostName : hostName + path;
}

QJsonObject assertionClaims(
    const Config &config, const Application &application, const QString &clientId, const QDateTime &now)
{
    const auto issuedAt = now.toSecsSinceEpoch();
    return {
        {u"aud"_s, QJsonArray{application.audience}},
        {u"iss"_s, issuerOf(config)},
        {u"type"_s, u"app"_s},
        {u"iat"_s, issuedAt},
        {u"exp"_s, issuedAt + qint64{application.session.count()}},
        {u"sub"_s, QString(u""_s)},
        {u"common_name"_s, clientId},
    };
}

QJsonObject
metaClaims(const Decision &decision, const QString &hostName, const QString &target, const QDateTime &now)
{
    return {
        {u"type"_s, u"meta"_s},
        {u"aud"_s, decision.application->audience},
        {u"hostname"_s, hostName},
        {u"redirect_url"_s, target},
        {u"auth_status"_s, u"NONE"_s},
        {u"service_token_status"_s, decision.credentials == Credentials::Valid},
        {u"is_warp"_s, false},
        {u"is_gateway"_s, false},
        {u"iat"_s, now.toSecsSinceEpoch()},
    };
}

QJsonObject matchClaims(
    const Config &config, const Application &application, const QString &hostName, const QDateTime &now)
{
    return {
        {u"type"_s, u"match"_s},
        {u"aud"_s, application.audience},
        {u"hostname"_s, hostName},
        {u"auth_domain"_s, teamHostOf(config)},
        {u"app_hostname"_s, domainOf(application, hostName)},
        {u"iat"_s, now.toSecsSinceEpoch()},
    };
}

std::optional<Session>
sessionIn(const http::Headers &headers, const jwt::KeySet &keys, const Config &config, const QDateTime &now)
{
    jwt::Expectations expected;
    expected.issuer = issuerOf(config);
    expected.at = now;
    for (const auto &token : sessionTokensIn(headers)) {
        const auto decoded = jwt::decode(token);
        if (!decoded || !jwt::verify(*decoded, keys, expected).isValid())
            continue;
        const auto &claims = decoded->payload;
        // The meta and match tokens bear the same signature, and opening a door is not what they are for.
        if (claims.value("type"_L1) != "app"_L1)
            continue;
        return Session{claims.value("common_name"_L1).toString(), audiencesOf(claims.value("aud"_L1)), token};
    }
    return std::nullopt;
}

} // namespace keyturn::edge
