// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Config.h"
#include "Request.h"

#include <QDateTime>
#include <QString>

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

/// What the edge decides about a request, and through which policy.
struct Decision
{
    Ruling ruling = Ruling::NoApplication;
    Credentials credentials = Credentials::None;
    const Application *application = nullptr; ///< Points into the Config.
    const Policy *policy = nullptr; ///< The one that let it in; points into the Config.
    QString clientId; ///< As presented; may be unknown.
};

/// Rules on a request as Access does (facts 2.4 to 2.6, 4.3, 4.4). Pure.
[[nodiscard]] Decision decide(
    const Config &config, const QString &path, const http::Headers &headers, const QDateTime &now);

} // namespace keyturn::edge
