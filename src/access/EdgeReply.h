// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>

namespace keyturn::access {

/// "https://<team>.cloudflareaccess.com"; null when `team` is not a team name ([A-Za-z0-9-]+). Also takes the
/// whole team domain or its URL.
[[nodiscard]] std::optional<QUrl> teamUrl(QStringView team);
/// Where the team publishes its signing keys (facts 3.4).
[[nodiscard]] QUrl certsUrl(const QUrl &teamUrl);
/// cloudflareaccess.com and fed.cloudflareaccess.com, by whole labels: look-alikes are not it.
[[nodiscard]] bool isTeamHost(const QString &host);

/// An address that is made to look like the login page: its path at a host that is no team's, or a host with
/// a team's name in it.
[[nodiscard]] bool imitatesLogin(const QUrl &url);

/// The redirect to the login page, taken apart (facts 2.7, S1 to S3).
struct LoginRedirect
{
    QString teamHost;
    QString applicationHost; ///< The host in the path; may be empty.
    QString audience; ///< `kid`: the AUD tag of the application that matched; may be empty.
    std::optional<bool> serviceTokenStatus; ///< From `meta`, undocumented: a hint at most (S3).
};
[[nodiscard]] std::optional<LoginRedirect> loginRedirectOf(int status, const QUrl &location);

enum class Challenge { None, CloudflareAccess, ManagedOauth, OtherBearer, Other };

/// What one answer says about who gave it: each member is one or more of the signals S1 to S24 of facts 2.7.
struct Signals
{
    bool isCloudflare = false; ///< `cf-ray`, or `server: cloudflare` (S13, S14).
    QString rayId; ///< Without the colo; may be empty.
    QString colo;
    std::optional<LoginRedirect> loginRedirect; ///< S1 to S3.
    QUrl otherRedirect; ///< 3xx to another host that is no login page (S19), or while nobody knows the host
                        ///< that was asked.
    Challenge challenge = Challenge::None; ///< S4, S5.
    QString audience; ///< `cf-access-aud` (S6).
    QString domain; ///< `cf-access-domain` (S6).
    QByteArray authorizationCookie; ///< The JWT of Set-Cookie: CF_Authorization (S9). A credential: never
                                    ///< shown whole.
    bool hasLoginCookie = false; ///< CF_AppSession (S10).
    bool hasBlockPage = false; ///< The body has the marks of Access's block page (S11).
    bool hasBlockPageOfNoApplication = false; ///< The same, and it names no application.
    bool isLoginPage = false; ///< 200 with the login page: a client followed the redirect (S12).
    int cloudflareCode = 0; ///< "error code: 1010" and its like, 0 when there is none (S15).
    bool isFirewallPage = false; ///< Its page that has no number (S15).
    bool isChallenge = false; ///< `cf-mitigated: challenge` (S15).
    bool isHonoMessage = false; ///< A 401 text of the Hono middleware: Access had passed (S21).
};
[[nodiscard]] Signals signalsOf(const http::Request &request, const http::Reply &reply);

} // namespace keyturn::access
