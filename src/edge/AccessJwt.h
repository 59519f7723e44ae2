// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Config.h"
#include "Decision.h"
#include "KeySet.h"
#include "Request.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>

namespace keyturn::edge {

/// "demo-team.cloudflareaccess.com"
[[nodiscard]] QString teamHostOf(const Config &config);
/// "https://demo-team.cloudflareaccess.com"
[[nodiscard]] QString issuerOf(const Config &config);
/// How Access would name an application: host and path, without the port.
[[nodiscard]] QString domainOf(const Application &application, const QString &hostName);

/// The claims of the assertion for a service token (facts 3.2): `sub` is empty, and there is no `nbf`.
[[nodiscard]] QJsonObject assertionClaims(
    const Config &config, const Application &application, const QString &clientId, const QDateTime &now);

/// The claims of `meta` in a redirect to the login page (facts 2.7, S3).
[[nodiscard]] QJsonObject
metaClaims(const Decision &decision, const QString &hostName, const QString &target, const QDateTime &now);

/// The claims of the answer to a metadata request (facts 2.8).
[[nodiscard]] QJsonObject matchClaims(
    const Config &config, const Application &application, const QString &hostName, const QDateTime &now);

/// The session in the cookie CF_Authorization or the header cf-access-token, if these keys signed it and it
/// has not ended. Which application it is for is left to decide().
[[nodiscard]] std::optional<Session>
sessionIn(const http::Headers &headers, const jwt::KeySet &keys, const Config &config, const QDateTime &now);

} // namespace keyturn::edge
