// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "AccessJwt.h"

#include "Jwt.h"
#include "Verification.h"

#include <QJsonArray>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

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

QJsonObject assertionClaims(const Config &config, const Application &application, const QString &clientId)
{
    return {
        {u"aud"_s, QJsonArray{application.access.audience}},
        {u"iss"_s, issuerOf(config)},
        {u"type"_s, u"app"_s},
        {u"sub"_s, QString(u""_s)},
        {u"common_name"_s, clientId},
    };
}

QJsonObject
metaClaims(const Rulebook &rules, const Decision &decision, const QString &hostName, const QString &target)
{
    const bool isKnown = decision.credentials == Credentials::Valid;
    const auto *credential = isKnown ? rules.credentialOf(decision.clientId) : nullptr;
    return {
        {u"type"_s, u"meta"_s},
        {u"aud"_s, decision.application->access.audience},
        {u"hostname"_s, hostName},
        {u"redirect_url"_s, target},
        {u"auth_status"_s, u"NONE"_s},
        {u"service_token_id"_s, credential != nullptr ? credential->id : QString(u""_s)},
        {u"service_token_status"_s, isKnown},
        {u"is_warp"_s, false},
        {u"is_gateway"_s, false},
    };
}

QJsonObject matchClaims(const Config &config, const Decision &decision, const QString &hostName)
{
    return {
        {u"type"_s, u"match"_s},
        {u"aud"_s, decision.application->access.audience},
        {u"hostname"_s, hostName},
        {u"auth_domain"_s, teamHostOf(config)},
        {u"app_hostname"_s, decision.domain},
    };
}

QList<Session>
sessionsIn(const http::Headers &headers, const jwt::KeySet &keys, const Config &config, const QDateTime &now)
{
    jwt::Expectations expected;
    expected.issuer = issuerOf(config);
    expected.at = now;
    QList<Session> sessions;
    const auto tokens
        = cookiesIn(headers, "CF_Authorization") + http::headerValues(headers, "cf-access-token");
    for (const auto &token : tokens) {
        const auto decoded = jwt::decode(token);
        if (!decoded || !jwt::verify(*decoded, keys, expected).isValid())
            continue;
        const auto &claims = decoded->payload;
        // The meta and match tokens bear the same signature, and opening a door is not what they are for.
        if (claims.value("type"_L1) != "app"_L1)
            continue;
        const auto issuedAt = QDateTime::fromSecsSinceEpoch(claims.value("iat"_L1).toInteger(), Qt::UTC);
        sessions.append(
            {claims.value("common_name"_L1).toString(), audiencesOf(claims.value("aud"_L1)), token, issuedAt,
             true});
    }
    return sessions;
}

QList<QByteArray> cookiesIn(const http::Headers &headers, QByteArrayView name)
{
    QList<QByteArray> values;
    const QByteArray start = name.toByteArray() + '=';
    for (const auto &line : http::headerValues(headers, "Cookie")) {
        for (const auto &pair : line.split(';')) {
            const auto cookie = pair.trimmed();
            if (cookie.startsWith(start))
                values.append(cookie.sliced(start.size()));
        }
    }
    return values;
}

} // namespace keyturn::edge
