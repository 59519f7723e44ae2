// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "UpstreamPool.h"

#include "Request.h"
#include "Socket.h"

#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>

#include <numeric>

namespace keyturn::edge {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// Common servers let go of an idle client after five seconds; one that we let go of first cannot be closed
// under a request.
constexpr auto longestIdle = 4s;
constexpr qsizetype mostIdle = 256; // Of one origin.

} // namespace

UpstreamPool::UpstreamPool(QObject *parent)
    : QObject(parent)
{
    m_sweep.setInterval(1s);
    connect(&m_sweep, &QTimer::timeout, this, &UpstreamPool::dropOld);
}

UpstreamPool::~UpstreamPool() = default;

QTcpSocket *UpstreamPool::takeIdle(const QUrl &upstream)
{
    const auto found = m_idle.find(http::originOf(upstream));
    if (found == m_idle.end() || found->isEmpty())
        return nullptr;
    auto *socket = found->takeLast().socket;
    socket->disconnect(this);
    return socket;
}

QTcpSocket *UpstreamPool::open(const QUrl &upstream, QObject *parent) const
{
    const bool isTls = upstream.scheme() == "https"_L1;
    const auto port = static_cast<quint16>(upstream.port(isTls ? 443 : 80));
    auto *socket = isTls ? new QSslSocket(parent) : new QTcpSocket(parent);
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->setReadBufferSize(readBufferBytes);
    if (auto *tls = qobject_cast<QSslSocket *>(socket)) {
        auto configuration = QSslConfiguration::defaultConfiguration();
        configuration.addCaCertificates(QSslCertificate::fromData(m_authorities, QSsl::Pem));
        tls->setSslConfiguration(configuration);
        tls->connectToHostEncrypted(upstream.host(), port);
    } else {
        socket->connectToHost(upstream.host(), port);
    }
    return socket;
}

void UpstreamPool::keep(const QUrl &upstream, QTcpSocket *socket)
{
    auto &idle = m_idle[http::originOf(upstream)];
    if (idle.size() >= mostIdle)
        drop(idle.first().socket);
    socket->setParent(this);
    // Whether it closes or speaks without being asked: neither is a connection to ask on.
    const auto dropIt = [this, socket] { drop(socket); };
    connect(socket, &QTcpSocket::disconnected, this, dropIt);
    connect(socket, &QTcpSocket::readyRead, this, dropIt);
    QElapsedTimer now;
    now.start();
    idle.append({socket, now});
    if (!m_sweep.isActive())
        m_sweep.start();
}

qsizetype UpstreamPool::idleConnections() const
{
    const auto add = [](qsizetype sum, const QList<Idle> &idle) { return sum + idle.size(); };
    return std::accumulate(m_idle.cbegin(), m_idle.cend(), qsizetype{0}, add);
}

void UpstreamPool::drop(QTcpSocket *socket)
{
    for (auto &idle : m_idle)
        idle.removeIf([socket](const Idle &one) { return one.socket == socket; });
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
}

void UpstreamPool::dropOld()
{
    QList<QTcpSocket *> old;
    for (const auto &idle : std::as_const(m_idle)) {
        for (const auto &one : idle) {
            if (one.since.hasExpired(std::chrono::milliseconds(longestIdle).count()))
                old.append(one.socket);
        }
    }
    for (auto *socket : old)
        drop(socket);
    m_idle.removeIf([](const auto &idle) { return idle.value().isEmpty(); });
    if (m_idle.isEmpty())
        m_sweep.stop();
}

} // namespace keyturn::edge
