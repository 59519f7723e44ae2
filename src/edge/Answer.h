// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Request.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>

namespace keyturn::edge {

/// What goes back to a client, whole.
struct Answer
{
    int status = 200;
    http::Headers headers; ///< Without those of the connection: Content-Length, Connection.
    QByteArray body;
};

[[nodiscard]] Answer jsonAnswer(int status, const QJsonObject &json);

/// What names and times every answer of the edge: Date, Server, cf-ray.
[[nodiscard]] http::Headers stamps(const QDateTime &now, const QByteArray &rayId);
[[nodiscard]] Answer stamped(Answer answer, const QDateTime &now, const QByteArray &rayId);

/// The beginning of an answer in HTTP/1.1 (RFC 9112, section 4), up to the empty line.
[[nodiscard]] QByteArray headToWire(int status, const http::Headers &headers);

/// Interim answers, 204 and 304 end with their head (RFC 9112, section 6.3).
[[nodiscard]] bool mayHaveBody(int status);

} // namespace keyturn::edge
