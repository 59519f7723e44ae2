// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Edge.h"

#include "Connection.h"
#include "GateResponder.h"
#include "Socket.h"
#include "TlsServer.h"
#include "UpstreamPool.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace keyturn::edge {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto certsPath = "/cdn-cgi/access/certs"_L1;
// Each may have one to an upstream, and many systems give a program 1024 files.
constexpr qsizetype mostConnections = 480;

/// Tells of a change that was made.
template <typename Changed>
Changed told(Edge &edge, Changed changed)
{
    if (changed)
        Q_EMIT edge.configChanged();
    return changed;
}

} // namespace

struct Edge::Private
{
    Private(Config config, Clock clock)
        : gate(std::move(config), std::move(clock))
    {
    }

    Gate gate;
    std::unique_ptr<QTcpServer> server = std::make_unique<QTcpServer>();
    Scheme scheme = Scheme::Http;
    UpstreamPool upstreams;
    QTimer keys; ///< Until there is a next one again.
    QList<Connection *> connections;
};

Edge::Edge(Config config, Clock clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(config), std::move(clock)))
{
    d->keys.setInterval(5s);
    connect(&d->keys, &QTimer::timeout, this, [this] { d->gate.prepare(); });
}

Edge::~Edge()
{
    stop();
    // They still ask the gate when they go.
    qDeleteAll(findChildren<Connection *>(Qt::FindDirectChildrenOnly));
}

Result<Done, EdgeError> Edge::listen(const Listening &where)
{
    stop();
    auto server = where.tls != nullptr ? makeTlsServer(*where.tls) : std::make_unique<QTcpServer>();
    if (!server)
        return Failure{EdgeError::CannotListen};
    const QHostAddress address
        = where.address.isEmpty() ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(where.address);
    if (address.isNull() || !server->listen(address, where.port)) {
        switch (server->serverError()) {
        case QAbstractSocket::AddressInUseError:
            return Failure{EdgeError::PortTaken};
        case QAbstractSocket::SocketAddressNotAvailableError:
            return Failure{EdgeError::NoSuchAddress};
        default:
            return Failure{EdgeError::CannotListen};
        }
    }
    // With TLS a connection comes when it has shaken hands, which is later than the server's own
    // newConnection.
    connect(server.get(), &QTcpServer::pendingConnectionAvailable, this, &Edge::welcome);
    keepAccepting(*server);
    d->server = std::move(server);
    d->scheme = where.tls != nullptr ? Scheme::Https : Scheme::Http;
    d->gate.prepare();
    d->keys.start();
    return Done{};
}

void Edge::trustUpstreams(const QByteArray &authorities)
{
    d->upstreams.trust(authorities);
}

void Edge::stop()
{
    d->server->close();
    d->keys.stop();
    for (auto *connection : std::exchange(d->connections, {})) {
        connection->disconnect(this);
        connection->deleteLater();
    }
}

bool Edge::isListening() const
{
    return d->server->isListening();
}

QUrl Edge::url() const
{
    QUrl url;
    url.setScheme(d->scheme == Scheme::Https ? u"https"_s : u"http"_s);
    // All addresses are none to go to.
    auto address = d->server->serverAddress();
    if (address == QHostAddress(QHostAddress::AnyIPv6))
        address = QHostAddress(QHostAddress::LocalHostIPv6);
    else if (address.isNull() || address == QHostAddress(QHostAddress::AnyIPv4))
        address = QHostAddress(QHostAddress::LocalHost);
    url.setHost(address.toString());
    url.setPort(d->server->serverPort());
    return url;
}

QUrl Edge::certsUrl() const
{
    auto certs = url();
    certs.setPath(QString(certsPath));
    return certs;
}

const Config &Edge::config() const
{
    return d->gate.config();
}

void Edge::setConfig(const Config &config)
{
    d->gate.setConfig(config);
    Q_EMIT configChanged();
}

void Edge::setMode(Mode mode)
{
    d->gate.setMode(mode);
    Q_EMIT configChanged();
}

void Edge::setClockSkew(std::chrono::seconds skew)
{
    d->gate.setClockSkew(skew);
    Q_EMIT configChanged();
}

void Edge::rotateKeys()
{
    d->gate.rotateKeys();
}

void Edge::endSessions()
{
    d->gate.endSessions();
}

Result<Done, ChangeError> Edge::setEnabled(const QString &token, bool enabled)
{
    return told(*this, d->gate.setEnabled(token, enabled));
}

Result<Done, ChangeError> Edge::setExpiry(const QString &token, const tokens::Expiry &expiry)
{
    return told(*this, d->gate.setExpiry(token, expiry));
}

Result<Done, ChangeError> Edge::expire(const QString &token)
{
    return told(*this, d->gate.expire(token));
}

Result<IssuedCredentials, ChangeError> Edge::rotate(const QString &token, std::chrono::seconds grace)
{
    return told(*this, d->gate.rotate(token, grace));
}

void Edge::welcome()
{
    while (auto *socket = d->server->nextPendingConnection()) {
        if (d->connections.size() >= mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        const Peer peer{socket->peerAddress().toString(), d->scheme};
        // Not while the connection is at work: whoever hears of an answer may stop the edge.
        const auto tell = [this](const LogEntry &entry) {
            QMetaObject::invokeMethod(
                this, [this, entry] { Q_EMIT answered(entry); }, Qt::QueuedConnection);
        };
        auto responder = std::make_unique<GateResponder>(d->gate, peer, tell);
        auto *connection = new Connection(socket, std::move(responder), &d->upstreams, {}, this);
        d->connections.append(connection);
        const auto forget = [this, connection] {
            d->connections.removeOne(connection);
            connection->deleteLater();
        };
        connect(connection, &Connection::closed, this, forget);
    }
}

} // namespace keyturn::edge
