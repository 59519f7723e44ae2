// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <functional>

class QObject;
class QTcpServer;
class QTcpSocket;

namespace keyturn::edge {

/// What a socket takes from the network before somebody reads it.
inline constexpr qint64 readBufferBytes = qint64{64} * 1024;

/// Bytes that were written to the socket and have not gone out; with TLS the encrypted ones.
[[nodiscard]] qint64 unsentBytes(const QTcpSocket &socket);

/// Calls `then` for `receiver` whenever something has gone out.
void whenSent(QTcpSocket &socket, QObject *receiver, const std::function<void()> &then);

/// A server that could not take a connection, because the program had too many files open, takes none any
/// more until it is told to. This tells it, as often as that happens.
void keepAccepting(QTcpServer &server);

/// Closes at once and lets the peer know that something went wrong: a TCP reset instead of an orderly end.
void reset(QTcpSocket &socket);

} // namespace keyturn::edge
