// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Gate.h"
#include "IncomingRequest.h"
#include "Responder.h"
#include "ResponseParser.h"

namespace keyturn::edge {

/// Whether a client asks to speak WebSocket from now on (RFC 6455, section 4.1).
[[nodiscard]] bool asksForWebSocket(const IncomingRequest &request);

/// Without the fields of one connection (RFC 9110, section 7.6.1): those that are known, and those that
/// "Connection" names. What the edge says itself cannot be taken away in that manner: Cf-*, X-Forwarded-*.
[[nodiscard]] http::Headers endToEnd(const http::Headers &headers);

/// What a proxy tells the service behind it about the client: X-Forwarded-For, X-Forwarded-Proto,
/// Cf-Connecting-Ip, Cf-Ray, and CDN-Loop (RFC 8586). What the client says of itself counts for
/// X-Forwarded-For only.
[[nodiscard]] http::Headers
withClient(const http::Headers &headers, const Peer &peer, const QByteArray &rayId);
/// Whether the request has been here already: an upstream that leads back to the edge.
[[nodiscard]] bool goesInCircles(const http::Headers &headers);

/// The head of the request as the upstream gets it. The path of the upstream stands before the request's own,
/// and Host is the client's.
[[nodiscard]] QByteArray requestToWire(const Proxied &proxied);

/// The head of the answer as the client gets it, with `added` in place of fields of the same names, but for
/// Set-Cookie, of which there may be many.
[[nodiscard]] AnswerHead answerOnward(const AnswerHead &head, const http::Headers &added);

/// As Cloudflare answers where it cannot get an answer.
[[nodiscard]] Answer upstreamFailureAnswer(UpstreamFailure failure);

} // namespace keyturn::edge
