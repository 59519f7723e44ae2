// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Answer.h"
#include "Config.h"
#include "Decision.h"
#include "IncomingRequest.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>

#include <functional>

namespace keyturn::edge {

/// Whether a client is talked to over TLS. What browsers want of cookies hangs on it.
enum class Scheme { Http, Https };

/// All that Access's own answer to a request depends on.
struct Occasion
{
    const Rulebook &rules;
    const IncomingRequest &request;
    const Decision &decision;
    QByteArray rayId; ///< 16 hex digits.
    QByteArray loginNonce; ///< What CF_AppSession holds.
    std::function<QByteArray(const QJsonObject &)> sign;
    Scheme scheme = Scheme::Http;
};

/// Whether the edge answers itself, and the origin never hears of the request.
[[nodiscard]] bool isAnsweredByEdge(Ruling ruling);

/// The answer to such a request: login redirect, block page, challenge, preflight (facts 2.6, 2.7, 2.10).
[[nodiscard]] Answer edgeAnswer(const Occasion &occasion);

/// Where the edge is as the client sees it: "http://127.0.0.1:8787".
[[nodiscard]] QByteArray ownOrigin(const IncomingRequest &request, Scheme scheme);

/// Whether a request asks Access to name itself (facts 2.8).
[[nodiscard]] bool wantsMetadata(const http::Headers &headers);
[[nodiscard]] http::Header metadataHeader(const Occasion &occasion);

/// The cookies with which a legacy organization remembers who was admitted. `binding` is empty where the
/// application binds no cookie.
[[nodiscard]] http::Headers
sessionCookies(const Occasion &occasion, const QByteArray &assertion, const QByteArray &binding);

/// The answer of a faulty edge: 429 and 5xx as Cloudflare gives them.
[[nodiscard]] Answer faultAnswer(const FaultRule &fault);

} // namespace keyturn::edge
