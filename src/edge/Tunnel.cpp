// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Tunnel.h"

#include "Socket.h"

#include <QTcpSocket>

#include <algorithm>

namespace keyturn::edge {

namespace {

bool isConnected(const QTcpSocket *socket)
{
    return socket->state() == QAbstractSocket::ConnectedState;
}

} // namespace

Tunnel::Tunnel(Side one, Side other, const TunnelLimits &limits, QObject *parent)
    : QObject(parent)
    , m_sockets{one.socket, other.socket}
    , m_limits(limits)
{
    m_patience.setSingleShot(true);
    const auto lose = [this] {
        for (auto *socket : m_sockets)
            socket->abort();
        part();
    };
    connect(&m_patience, &QTimer::timeout, this, lose);
    m_patience.start(m_limits.silence);
    for (auto *socket : m_sockets)
        take(socket);
    if (!other.read.isEmpty())
        one.socket->write(other.read);
    if (!one.read.isEmpty())
        other.socket->write(one.read);
    // Whoever made this is still about to listen to it.
    QTimer::singleShot(0, this, qOverload<>(&Tunnel::pump));
}

Tunnel::~Tunnel()
{
    for (auto *socket : m_sockets) {
        socket->disconnect(this);
        socket->setParent(nullptr);
        socket->abort();
        socket->deleteLater();
    }
}

void Tunnel::take(QTcpSocket *socket)
{
    socket->setParent(this);
    connect(socket, &QTcpSocket::readyRead, this, qOverload<>(&Tunnel::pump));
    connect(socket, &QTcpSocket::disconnected, this, &Tunnel::part);
    whenSent(*socket, this, [this] { pump(); });
}

void Tunnel::pump()
{
    if (!m_isParting)
        m_patience.start(m_limits.silence);
    pump(*m_sockets[0], *m_sockets[1]);
    pump(*m_sockets[1], *m_sockets[0]);
    if (std::any_of(m_sockets.cbegin(), m_sockets.cend(), std::not_fn(isConnected)))
        part();
}

void Tunnel::pump(QTcpSocket &from, QTcpSocket &to)
{
    while (isConnected(&to) && from.bytesAvailable() > 0 && unsentBytes(to) < m_limits.unsentBytes)
        to.write(from.read(readBufferBytes));
}

void Tunnel::part()
{
    auto &[one, other] = m_sockets;
    if (!isConnected(one) && !isConnected(other)) {
        m_patience.stop();
        if (one->state() == QAbstractSocket::UnconnectedState
            && other->state() == QAbstractSocket::UnconnectedState)
            Q_EMIT closed();
        return;
    }
    if (!m_isParting) {
        m_isParting = true;
        m_patience.start(m_limits.parting);
    }
    auto *gone = isConnected(one) ? other : one;
    auto *left = isConnected(one) ? one : other;
    pump(*gone, *left);
    if (gone->bytesAvailable() == 0)
        left->disconnectFromHost();
}

} // namespace keyturn::edge
