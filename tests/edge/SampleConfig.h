// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Config.h"
#include "Request.h"

#include <QCryptographicHash>

namespace keyturn::edge {

inline const QString goodId = QStringLiteral("0123456789abcdef0123456789abcdef.access");
inline const QString otherId = QStringLiteral("fedcba9876543210fedcba9876543210.access");
inline const QByteArray goodSecret = "hush";
inline const QString audience = QString(64, u'a');
inline const QString otherAudience = QString(64, u'b');

inline Credential credential(const QString &clientId, const QByteArray &secret)
{
    Credential credential;
    credential.name = QStringLiteral("sample");
    credential.clientId = clientId;
    credential.secretSha256 = QCryptographicHash::hash(secret, QCryptographicHash::Sha256);
    return credential;
}

inline Policy policy(Action action, const QStringList &tokens = {})
{
    Policy policy;
    policy.name = QStringLiteral("sample policy");
    policy.action = action;
    policy.tokenClientIds = tokens;
    return policy;
}

inline Policy everyone(Action action)
{
    auto result = policy(action);
    result.everyone = true;
    return result;
}

inline Application application(const QString &path, const QList<Policy> &policies)
{
    Application application;
    application.name = QStringLiteral("app at ") + path;
    application.path = path;
    application.audience = audience;
    application.policies = policies;
    return application;
}

/// One application at "/" with these policies, and two tokens that the edge knows.
inline Config configWith(const QList<Policy> &policies, Mode mode = Mode::Legacy)
{
    Config config;
    config.mode = mode;
    config.applications = {application(QStringLiteral("/"), policies)};
    config.credentials = {credential(goodId, goodSecret), credential(otherId, "other hush")};
    return config;
}

inline http::Headers twoHeaders(const QString &clientId, const QByteArray &secret)
{
    return {{"CF-Access-Client-Id", clientId.toUtf8()}, {"CF-Access-Client-Secret", secret}};
}

inline http::Headers goodHeaders()
{
    return twoHeaders(goodId, goodSecret);
}

inline http::Header singleHeader(const QByteArray &name, const QByteArray &clientId, const QByteArray &secret)
{
    return {
        name,
        "{\"cf-access-client-id\":\"" + clientId + "\",\"cf-access-client-secret\":\"" + secret + "\"}"};
}

} // namespace keyturn::edge
