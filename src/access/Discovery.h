// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"
#include "Jwt.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace keyturn::access {

/// The request that asks Access to name itself, without credentials: HEAD with CF-Access-Metadata-Request
/// (facts 2.8).
[[nodiscard]] http::Request discoveryRequest(const QUrl &url);

enum class DiscoveryProblem {
    None,
    NotOffered, ///< No CF-Access-Metadata header: no application there, or an edge that does not say.
    NotAJwt,
    WrongType, ///< `type` is not "match".
    OtherHost, ///< `hostname` is not the host we asked.
    NotATeamDomain, ///< `auth_domain` does not end in .cloudflareaccess.com.
    NoAudience,
    TooOld, ///< `iat` over 24 hours ago.
    FromTheFuture, ///< `iat` over 5 minutes ahead.
    NotVerified, ///< Not signed by the team, or nobody could check it: said by whoever has the keys.
};

/// What Access says about the application in front of a URL. The signature is not checked here: see
/// jwt::verify with the team's keys and type "match".
struct Discovery
{
    DiscoveryProblem problem = DiscoveryProblem::NotOffered;
    QString teamHost;
    QString audience;
    QString applicationHost; ///< As configured, wildcards included; may be empty.
    QByteArray token; ///< The compact JWT itself, for verification.
};

/// `trustedTeamHost` is accepted beside the real ones: the embedded edge's own address.
[[nodiscard]] Discovery discoveryOf(
    const QUrl &url, const http::Reply &reply, const QDateTime &now, const QString &trustedTeamHost = {});

} // namespace keyturn::access
