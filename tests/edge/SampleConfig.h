// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Config.h"
#include "Request.h"

#include <QCryptographicHash>

namespace keyturn::edge {

using Action = policy::Decision;
using Policy = policy::Policy;

inline const QString goodId = QStringLiteral("0123456789abcdef0123456789abcdef.access");
inline const QString otherId = QStringLiteral("fedcba9876543210fedcba9876543210.access");
inline const QByteArray goodSecret = "hush";
inline const QString audience = QString(64, u'a');
inline const QString otherAudience = QString(64, u'b');

/// What rules call the token with this Client ID.
inline QString tokenIdOf(const QString &clientId)
{
    return QStringLiteral("id of ") + clientId;
}

inline QByteArray sha256(const QByteArray &secret)
{
    return QCryptographicHash::hash(secret, QCryptographicHash::Sha256);
}

inline Credential credential(const QString &clientId, const QByteArray &secret)
{
    Credential credential;
    credential.name = QStringLiteral("sample");
    credential.id = tokenIdOf(clientId);
    credential.clientId = clientId;
    credential.secretSha256 = sha256(secret);
    return credential;
}

inline policy::Rule ruleOf(policy::RuleKind kind, const QString &value = {})
{
    return {kind, policy::apiNameOf(kind), value, {}};
}

inline Policy policyOf(Action action, const QList<policy::Rule> &include, const QString &name)
{
    Policy made;
    made.id = QStringLiteral("policy ") + name;
    made.name = name;
    made.decision = action;
    made.rules.include = include;
    return made;
}

inline Policy policyOf(Action action, const QStringList &clientIds = {})
{
    QList<policy::Rule> include;
    for (const auto &clientId : clientIds)
        include.append(ruleOf(policy::RuleKind::ServiceToken, tokenIdOf(clientId)));
    return policyOf(action, include, QStringLiteral("sample policy"));
}

inline Policy everyone(Action action)
{
    return policyOf(action, {ruleOf(policy::RuleKind::Everyone)}, QStringLiteral("everyone"));
}

inline Application application(const QString &path, const QList<Policy> &policies)
{
    Application made;
    made.access.id = QStringLiteral("id of ") + path;
    made.access.name = QStringLiteral("app at ") + path;
    made.access.type = QStringLiteral("self_hosted");
    made.access.domain = QStringLiteral("127.0.0.1") + path;
    made.access.audience = audience;
    made.access.policies = policies;
    return made;
}

/// One application for the whole host with these policies, and two tokens that the edge knows.
inline Config configWith(const QList<Policy> &policies, Mode mode = Mode::Legacy)
{
    Config config;
    config.mode = mode;
    config.applications = {application(QStringLiteral("/"), policies)};
    config.credentials = {credential(goodId, goodSecret), credential(otherId, "other hush")};
    return config;
}

/// What lets one token in, and people.
inline Config guarded(Mode mode = Mode::Legacy)
{
    return configWith({policyOf(Action::ServiceAuth, {goodId}), policyOf(Action::Allow)}, mode);
}

/// What lets one token in, and nobody else.
inline Config machinesOnly(Mode mode = Mode::Legacy)
{
    return configWith({policyOf(Action::ServiceAuth, {goodId})}, mode);
}

/// With its application changed so.
template <typename Change>
Config with(Config config, Change change)
{
    change(config.applications.first());
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
