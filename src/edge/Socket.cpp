// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Socket.h"

#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace keyturn::edge {

qint64 unsentBytes(const QTcpSocket &socket)
{
    const auto *tls = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (tls != nullptr ? tls->encryptedBytesToWrite() : 0);
}

void whenSent(QTcpSocket &socket, QObject *receiver, const std::function<void()> &then)
{
    if (auto *tls = qobject_cast<QSslSocket *>(&socket))
        QObject::connect(tls, &QSslSocket::encryptedBytesWritten, receiver, [then](qint64) { then(); });
    QObject::connect(&socket, &QTcpSocket::bytesWritten, receiver, [then](qint64) { then(); });
}

void keepAccepting(QTcpServer &server)
{
    // Whoever waits is still there then, and until then nothing is tried in vain.
    static constexpr std::chrono::milliseconds pause(200);
    const auto resume
        = [&server] { QTimer::singleShot(pause, &server, [&server] { server.resumeAccepting(); }); };
    QObject::connect(&server, &QTcpServer::acceptError, &server, resume);
}

void reset(QTcpSocket &socket)
{
    // A socket that does not linger at all is reset when it closes.
    const ::linger none{1, 0};
#ifdef Q_OS_WIN
    ::setsockopt(
        static_cast<SOCKET>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER,
        reinterpret_cast<const char *>(&none), sizeof(none));
#else
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof(none));
#endif
    socket.abort();
}

} // namespace keyturn::edge
