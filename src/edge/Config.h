// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "HostPattern.h"
#include "ServiceToken.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>

namespace keyturn::edge {

enum class Action { ServiceAuth, Allow, Bypass, Block };

/// A policy: an action and whom its Include names. Enough of facts 4.3 for the demo; the evaluator of access
/// knows the rest.
struct Policy
{
    QString name;
    Action action = Action::ServiceAuth;
    QStringList tokenClientIds; ///< Service Token selectors.
    bool anyValidToken = false; ///< Any Access Service Token.
    bool everyone = false;
};

/// What Access guards: everything under a path of this server.
struct Application
{
    QString name;
    QString path = QStringLiteral("/"); ///< The longest path that covers a request wins (facts 4.4).
    QString audience; ///< AUD tag, 64 hex digits.
    QList<Policy> policies; ///< In their order.
    bool serviceAuth401 = false; ///< service_auth_401_redirect
    bool managedOauth = false;
    QString customDenyUrl;
    QByteArray singleHeader; ///< read_service_tokens_from_header; empty: two headers only.
    std::chrono::seconds session = std::chrono::hours(24);
};

/// A token that this edge knows. Its secret is for this edge only, so a hash of it is enough.
struct Credential
{
    QString name;
    QString clientId;
    QByteArray secretSha256; ///< 32 bytes.
    tokens::Expiry expiry = tokens::Expiry::unlimited();
    bool enabled = true;
};

enum class Mode { Strict, Legacy };

struct Config
{
    QString team = QStringLiteral("demo-team");
    Mode mode = Mode::Legacy;
    QList<Application> applications;
    QList<Credential> credentials;
};

} // namespace keyturn::edge
