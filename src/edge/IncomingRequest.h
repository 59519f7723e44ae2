// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Framing.h"
#include "Request.h"

#include <QByteArray>
#include <QString>

namespace keyturn::edge {

/// A request as it came over the wire, well-formed.
struct IncomingRequest
{
    QByteArray method;
    QByteArray target; ///< Path and query as they were sent, with a leading "/"; "*" of an OPTIONS request.
    QByteArray authority; ///< The Host field: "127.0.0.1:8787".
    http::Headers headers; ///< Without trailers.
    Framing framing; ///< Where its body ends, which follows the head piece by piece.
    QByteArray body; ///< Where somebody has waited for the whole of it.
    bool isHttp10 = false;
    bool keepAlive = true; ///< Whether the client wants to ask more on this connection.

    [[nodiscard]] QString path() const; ///< Still percent-encoded.
    [[nodiscard]] QString query() const; ///< Still percent-encoded, without "?".
    [[nodiscard]] QString hostName() const; ///< The authority without its port: Access knows no ports.
};

/// A path as it is compared: percent-decoded once, dot segments resolved, slashes merged, no slash at the
/// end. A disguised spelling of a guarded path is the same path.
[[nodiscard]] QString normalPath(const QString &path);

} // namespace keyturn::edge
