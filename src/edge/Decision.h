// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Config.h"
#include "Request.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace keyturn::edge {

/// What the edge made of the credentials of one request.
enum class Credentials {
    None,
    Incomplete, ///< Only one of the two headers.
    Duplicated, ///< A header twice, or both styles at once.
    UnknownId,
    WrongSecret,
    Expired,
    Disabled,
    Valid,
};

enum class Ruling {
    NoApplication, ///< Nothing guards this path: straight to the origin.
    Bypassed, ///< To the origin, without an assertion.
    Admitted, ///< To the origin, with an assertion.
    LoginRedirect,
    ServiceAuthForbidden, ///< 403, or 401 with service_auth_401_redirect.
    CannotAuthenticate, ///< 401, strict.
    NotAuthorised, ///< 403, strict.
    OauthChallenge,
    CustomDeny,
};

/// What an earlier admission left with the client: an application JWT that has been verified and has not
/// ended.
struct Session
{
    QString clientId;
    QStringList audiences;
    QByteArray token;
};

/// What the edge decides about a request, and through which policy.
struct Decision
{
    Ruling ruling = Ruling::NoApplication;
    Credentials credentials = Credentials::None;
    const Application *application = nullptr; ///< Points into the Config.
    const Policy *policy = nullptr; ///< The one that let it in; points into the Config.
    QString clientId; ///< As presented; may be unknown. With a session that let it in: the session's.
    QByteArray sessionToken; ///< The JWT of the session that let it in; empty when its credentials did.
};

/// Rules on a request as Access does (facts 2.4 to 2.6, 4.3, 4.4). Pure. The path may still be
/// percent-encoded.
[[nodiscard]] Decision decide(
    const Config &config, const QString &path, const http::Headers &headers, const QDateTime &now,
    const std::optional<Session> &session = std::nullopt);

/// `headers` with every Client Secret in them replaced by a mark: what the origin behind an application may
/// see.
[[nodiscard]] http::Headers withoutSecrets(const http::Headers &headers, const Application *application);

} // namespace keyturn::edge
