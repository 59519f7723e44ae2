// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AppPaths.h"
#include "Config.h"

#include <QHash>

namespace keyturn::edge {

/// The application that guards a place.
struct Guard
{
    const Application *application = nullptr; ///< Null: none does.
    QString domain; ///< The claim that covers the place, as it was configured: what Access calls it.
    QString openBy; ///< An override with "public" that covers it: then it is open.
    bool isByWorker = false; ///< Not by its address: as the one before a Worker.
};

/// A Config made ready for many requests.
class Rulebook
{
public:
    explicit Rulebook(Config config);

    [[nodiscard]] const Config &config() const { return m_config; }
    /// What the evaluator sees. Its tokens are those of the Config in their state at the moment of asking, so
    /// they are not in it.
    [[nodiscard]] const policy::Account &account() const { return m_account; }

    /// `host` without its port, `path` still percent-encoded. The more specific application wins (facts 4.4);
    /// of two that are as specific, the first.
    [[nodiscard]] Guard guardOf(const QString &host, const QString &path) const;
    [[nodiscard]] const Credential *credentialOf(const QString &clientId) const;
    /// Whether an application of this host has Managed OAuth.
    [[nodiscard]] bool hasOauthOn(const QString &host) const;
    /// How rules see a host: all names of this machine stand for Config::localHost.
    [[nodiscard]] QString meantHost(const QString &host) const;

private:
    [[nodiscard]] const Application *beforeWorkers() const;

    Config m_config;
    policy::Account m_account;
    policy::ClaimedPlaces m_places;
    QHash<QString, qsizetype> m_credentials;
};

/// Whether the rule is about such a request.
[[nodiscard]] bool fits(
    const RequestMatch &match, const QByteArray &method, const QString &host, const QString &path,
    const QByteArray &userAgent);

} // namespace keyturn::edge
