// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Config.h"
#include "Decision.h"
#include "KeySet.h"
#include "Request.h"

#include <QDateTime>
#include <QJsonObject>

namespace keyturn::edge {

/// "demo-team.cloudflareaccess.com"
[[nodiscard]] QString teamHostOf(const Config &config);
/// "https://demo-team.cloudflareaccess.com"
[[nodiscard]] QString issuerOf(const Config &config);

// Claims without their times, which the signer adds.

/// The claims of the assertion for a service token (facts 3.2): `sub` is empty, and there is no `nbf`.
[[nodiscard]] QJsonObject
assertionClaims(const Config &config, const Application &application, const QString &clientId);

/// The claims of `meta` in a redirect to the login page (facts 2.7, S3).
[[nodiscard]] QJsonObject
metaClaims(const Rulebook &rules, const Decision &decision, const QString &hostName, const QString &target);

/// The claims of the answer to a metadata request (facts 2.8).
[[nodiscard]] QJsonObject
matchClaims(const Config &config, const Decision &decision, const QString &hostName);

/// The sessions in the cookie CF_Authorization and the header cf-access-token that these keys signed and
/// that have not ended. Which application they are for is left to decide().
[[nodiscard]] QList<Session>
sessionsIn(const http::Headers &headers, const jwt::KeySet &keys, const Config &config, const QDateTime &now);

/// The values of a cookie in all its lines.
[[nodiscard]] QList<QByteArray> cookiesIn(const http::Headers &headers, QByteArrayView name);

} // namespace keyturn::edge
