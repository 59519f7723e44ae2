// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AccessHeaders.h"
#include "Exchange.h"

#include <QByteArray>
#include <QList>
#include <QStringList>
#include <QUrl>

namespace keyturn {

/// What to do after an answer: stop, or send another request.
enum class RedirectPlan {
    NotARedirect,
    NotAsked, ///< It is one, and the user did not ask to follow.
    Follow,
    TooMany,
    NotHttp, ///< It points to file:, javascript: or the like.
    Downgrade, ///< From https to plain http.
    BodyElsewhere, ///< The body, which may hold anything, would go to another origin.
};

inline constexpr int mostRedirects = 10;

struct NextHop
{
    RedirectPlan plan = RedirectPlan::NotARedirect;
    http::Request request; ///< With Follow: what to send.
    bool withCredentials = false; ///< With Follow: the target is the same origin, to which they went already.
    QList<QByteArray> stripped; ///< Headers that are withheld from the target, credentials included.
    QUrl location; ///< Where the redirect points, resolved; of any redirect.
};

/// Decides a redirect as a client must that holds credentials: to another origin go neither the token, nor a
/// header that is not known to be harmless, nor a body; not even back again in a later hop. 303, and 301 or
/// 302 after POST, become GET without a body (RFC 9110, section 15.4).
///
/// `sent` is the request that was answered, `credentialsSent` whether the token went with it.
[[nodiscard]] NextHop nextHop(
    const http::Request &sent, bool credentialsSent, const access::HeaderStyle &style,
    const http::Reply &reply, int hopsSoFar, bool follow);

} // namespace keyturn
