// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Request.h"
#include "Rulebook.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace keyturn::edge {

/// What the edge made of the credentials of one request.
enum class Credentials {
    None,
    Incomplete, ///< Only one of the two headers.
    Duplicated, ///< A header twice.
    BothStyles, ///< The two headers and the single one, in a strict organization.
    UnknownId,
    WrongSecret,
    Expired,
    Disabled,
    Valid,
};
inline constexpr int credentialsCount = static_cast<int>(Credentials::Valid) + 1;
[[nodiscard]] QString idOf(Credentials credentials); ///< Stable, kebab case.

enum class Ruling {
    NoApplication, ///< Nothing guards this path: straight to the origin.
    Bypassed, ///< To the origin, without an assertion.
    Admitted, ///< To the origin, with an assertion.
    PreflightPassed, ///< To the origin, since options_preflight_bypass says so.
    PreflightAnswered, ///< By Access, from cors_headers.
    PreflightRefused, ///< 403: a browser puts no credentials in a preflight.
    LoginRedirect,
    XhrUnauthorised, ///< 401 to a script, where a page would be sent to the login.
    ServiceAuthForbidden, ///< 403, or 401 with service_auth_401_redirect.
    CannotAuthenticate, ///< 401, strict.
    NotAuthorised, ///< 403, strict.
    OauthChallenge,
    CustomDeny,
    WorkerUpgradeRefused, ///< 403 to a WebSocket where an application guards the Worker and no host.
    UnmatchedDenied, ///< 403 where no application is, and the organization wants one.
    FirewallBlocked, ///< 1010, before Access.
    FirewallChallenged, ///< A challenge, before Access.
    OwnEndpoint, ///< Below /cdn-cgi/access/, or a well-known document: Access itself.
};
inline constexpr int rulingCount = static_cast<int>(Ruling::OwnEndpoint) + 1;
[[nodiscard]] QString idOf(Ruling ruling); ///< Stable, kebab case.

/// What an earlier admission left with the client: an application JWT that has been verified and has not
/// ended.
struct Session
{
    QString clientId;
    QStringList audiences;
    QByteArray token;
    QDateTime issuedAt;
    bool isBound = true; ///< The cookie CF_Binding that belongs to it came along.
};

/// One request, as far as rules look at it.
struct Asked
{
    QByteArray method = "GET";
    QString host; ///< Without its port.
    QString path = QStringLiteral("/"); ///< Still percent-encoded.
    http::Headers headers;
    policy::RequestFacts facts;
    QList<Session> sessions; ///< For whatever applications they are.
};

/// What the edge decides about a request, and through which policy.
struct Decision
{
    Ruling ruling = Ruling::NoApplication;
    Credentials credentials = Credentials::None;
    const Application *application = nullptr; ///< Points into the Rulebook.
    QString domain; ///< What Access calls the place.
    QString policy; ///< The one that let the request in, or else came closest to it; may be empty.
    QString policyId;
    std::optional<policy::PolicyReason> reason; ///< Why that policy did, or did not.
    QString denyUrl; ///< With CustomDeny.
    std::chrono::seconds session{0}; ///< How long an admission lasts; zero: for this request.
    QString clientId; ///< As presented; may be unknown. With a session that let it in: the session's.
    QByteArray sessionToken; ///< The JWT of the session that let it in; empty when its credentials did.
};

/// Rules on a request as Access does (facts 2.3 to 2.6, 2.10, 4.3, 4.4). Pure.
[[nodiscard]] Decision decide(const Rulebook &rules, const Asked &asked, const QDateTime &now);

/// An OPTIONS that a browser sends by itself before a request to another origin.
[[nodiscard]] bool isPreflight(const QByteArray &method, const http::Headers &headers);

} // namespace keyturn::edge
