// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Edge.h"

#include "Connection.h"
#include "Echo.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

constexpr auto certsPath = "/cdn-cgi/access/certs"_L1;
constexpr qsizetype mostConnections = 512;

Answer fromOrigin(const Passage &passage, const LogEntry &entry)
{
    auto answer = echo({passage.request, passage.assertion, passage.clientId});
    answer.headers += passage.answerHeaders;
    return stamped(answer, entry.at, entry.rayId);
}

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
    QTcpServer server;
    QList<Connection *> connections;

    Answer serve(const Result<IncomingRequest, BadRequest> &request, const Peer &peer, LogEntry &entry);
};

Answer
Edge::Private::serve(const Result<IncomingRequest, BadRequest> &request, const Peer &peer, LogEntry &entry)
{
    const auto handled = request ? gate.handle(*request, peer) : gate.refuse(statusOf(request.error()));
    entry = handled.entry;
    const auto *passage = std::get_if<Passage>(&handled.way);
    const auto answer = passage != nullptr ? fromOrigin(*passage, entry) : std::get<Answer>(handled.way);
    entry.status = answer.status;
    return answer;
}

Edge::Edge(Config config, Clock clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(config), std::move(clock)))
{
    connect(&d->server, &QTcpServer::newConnection, this, &Edge::welcome);
}

Edge::~Edge()
{
    stop();
}

Result<Done, EdgeError> Edge::listen(quint16 port)
{
    stop();
    if (!d->server.listen(QHostAddress::LocalHost, port)) {
        const bool isTaken = d->server.serverError() == QAbstractSocket::AddressInUseError;
        return Failure{isTaken ? EdgeError::PortTaken : EdgeError::CannotListen};
    }
    const auto prepareKey = [this] { d->gate.prepare(); };
    QTimer::singleShot(0, this, prepareKey);
    return Done{};
}

void Edge::stop()
{
    d->server.close();
    for (auto *connection : std::exchange(d->connections, {})) {
        connection->disconnect(this);
        connection->deleteLater();
    }
}

bool Edge::isListening() const
{
    return d->server.isListening();
}

QUrl Edge::url() const
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(d->server.serverPort());
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
    while (auto *socket = d->server.nextPendingConnection()) {
        if (d->connections.size() >= mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        const Peer peer{socket->peerAddress().toString(), Scheme::Http};
        const auto answerer = [this, peer](const Result<IncomingRequest, BadRequest> &request) {
            LogEntry entry;
            auto answer = d->serve(request, peer, entry);
            Q_EMIT answered(entry);
            return answer;
        };
        auto *connection = new Connection(socket, answerer, {}, this);
        d->connections.append(connection);
        const auto forget = [this, connection] {
            d->connections.removeOne(connection);
            connection->deleteLater();
        };
        connect(connection, &Connection::closed, this, forget);
    }
}

} // namespace keyturn::edge
