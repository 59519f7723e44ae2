// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Request.h"

#include <QByteArray>
#include <QJsonObject>
#include <QTcpSocket>
#include <QUrl>

namespace keyturn::edge {

/// An answer as it came over the wire. Status 0: none came.
struct WireReply
{
    int status = 0;
    http::Headers headers;
    QByteArray body;

    [[nodiscard]] QByteArray header(QByteArrayView name) const { return http::headerValue(headers, name); }
    [[nodiscard]] QJsonObject json() const;
};

/// A client that writes what it is told, byte for byte, and reads the answers one by one.
class Wire
{
public:
    explicit Wire(const QUrl &server);

    void write(const QByteArray &bytes);
    enum class Body { Expected, None }; ///< None: the answer to HEAD.
    [[nodiscard]] WireReply read(Body body = Body::Expected);
    [[nodiscard]] bool waitUntilClosed();
    [[nodiscard]] qsizetype unread() const { return m_buffer.size(); }
    [[nodiscard]] const QByteArray &all() const { return m_buffer; } ///< What has come and was not read.
    /// Answers that were never read, without waiting.
    [[nodiscard]] bool hasWholeAnswer() const;

private:
    QTcpSocket m_socket;
    QByteArray m_buffer;
};

[[nodiscard]] QByteArray requestBytes(
    const QByteArray &method, const QByteArray &target, const http::Headers &headers = {},
    const QByteArray &body = {});

/// One request on a connection of its own.
[[nodiscard]] WireReply
ask(const QUrl &server, const QByteArray &target, const http::Headers &headers = {},
    const QByteArray &method = "GET", const QByteArray &body = {});

} // namespace keyturn::edge
