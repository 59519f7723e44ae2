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

/// Names and times an answer as every answer of the edge is: Date, Server, cf-ray.
[[nodiscard]] Answer stamped(Answer answer, const QDateTime &now, const QByteArray &rayId);

enum class Persistence { KeepAlive, Close };
enum class BodyOnWire { Sent, Withheld }; ///< Withheld: the length is told, the bytes are not (HEAD).

/// An answer in HTTP/1.1 (RFC 9112, section 4).
[[nodiscard]] QByteArray toWire(const Answer &answer, Persistence persistence, BodyOnWire body);

} // namespace keyturn::edge
