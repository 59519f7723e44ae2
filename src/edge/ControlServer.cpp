// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ControlServer.h"

#include "ClientSecret.h"
#include "Connection.h"
#include "Socket.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostConnections = 16;

Answer answerFor(const Result<Done, ChangeError> &changed)
{
    return changed ? doneAnswer() : errorAnswer(changed.error());
}

/// Nothing is passed on here: each request is read whole, and answered.
class ControlResponder final : public Responder
{
public:
    explicit ControlResponder(ControlServer &server)
        : m_server(server)
    {
    }

    [[nodiscard]] Reply respond(const IncomingRequest &head) override
    {
        const auto answer = [this, head](const QByteArray &body) {
            auto request = head;
            request.body = body;
            return m_server.answerTo(request);
        };
        return {AnswerToBody{answer, mostBytes}, {}};
    }
    [[nodiscard]] Answer refuse(BadRequest reason) override { return {statusOf(reason), {}, {}}; }
    [[nodiscard]] Answer failed(UpstreamFailure) override { return {502, {}, {}}; }
    void concluded(int) override { }

private:
    static constexpr std::uint64_t mostBytes = std::uint64_t{64} * 1024;

    ControlServer &m_server;
};

} // namespace

struct ControlServer::Private
{
    Private(Edge &controlled, Clock time)
        : edge(controlled)
        , clock(std::move(time))
    {
    }

    Edge &edge;
    Clock clock;
    ControlAccess access;
    QString file;
    Reload reload;
    QTcpServer server;
    QList<Connection *> connections;
};

ControlServer::ControlServer(Edge &edge, Clock clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(edge, std::move(clock)))
{
    d->access.token = Secret(randomHex(64));
    connect(&d->server, &QTcpServer::newConnection, this, &ControlServer::welcome);
    keepAccepting(d->server);
}

ControlServer::~ControlServer()
{
    d->server.close();
    for (auto *connection : std::exchange(d->connections, {})) {
        connection->disconnect(this);
        delete connection;
    }
}

void ControlServer::setReload(const QString &file, Reload reload)
{
    d->file = file;
    d->reload = std::move(reload);
}

Result<Done, EdgeError> ControlServer::listen(quint16 port)
{
    if (!d->server.listen(QHostAddress::LocalHost, port)) {
        const bool isTaken = d->server.serverError() == QAbstractSocket::AddressInUseError;
        return Failure{isTaken ? EdgeError::PortTaken : EdgeError::CannotListen};
    }
    d->access.port = d->server.serverPort();
    return Done{};
}

QUrl ControlServer::url() const
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(d->server.serverPort());
    return url;
}

const Secret &ControlServer::token() const
{
    return d->access.token;
}

Answer ControlServer::answerTo(const IncomingRequest &request)
{
    const auto order = orderIn(request, d->access, d->clock());
    return order ? carryOut(*order) : refusalAnswer(order.error());
}

Answer ControlServer::carryOut(const Order &order)
{
    auto answer = carriedOut(order);
    if (answer.status == 200 && order.kind != OrderKind::State)
        Q_EMIT obeyed(order);
    return answer;
}

Answer ControlServer::carriedOut(const Order &order)
{
    auto &edge = d->edge;
    switch (order.kind) {
    case OrderKind::State:
        return stateAnswer(edge.config(), {edge.url(), edge.certsUrl(), d->file});
    case OrderKind::Enable:
    case OrderKind::Disable:
        return answerFor(edge.setEnabled(order.token, order.kind == OrderKind::Enable));
    case OrderKind::Expire:
        return answerFor(edge.expire(order.token));
    case OrderKind::SetExpiry:
        return answerFor(edge.setExpiry(order.token, order.expiry));
    case OrderKind::Rotate: {
        const auto issued = edge.rotate(order.token, order.grace);
        return issued ? issuedAnswer(*issued) : errorAnswer(issued.error());
    }
    case OrderKind::SetMode:
        edge.setMode(order.mode);
        return doneAnswer();
    case OrderKind::RotateKeys:
        edge.rotateKeys();
        return doneAnswer();
    case OrderKind::SetClockSkew:
        edge.setClockSkew(order.skew);
        return doneAnswer();
    case OrderKind::EndSessions:
        edge.endSessions();
        return doneAnswer();
    case OrderKind::Reload: {
        if (!d->reload)
            return noFileAnswer();
        const auto reloaded = d->reload();
        return reloaded ? reloadedAnswer(*reloaded) : errorAnswer(reloaded.error());
    }
    }
    return doneAnswer();
}

void ControlServer::welcome()
{
    while (auto *socket = d->server.nextPendingConnection()) {
        if (d->connections.size() >= mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto *connection
            = new Connection(socket, std::make_unique<ControlResponder>(*this), nullptr, {}, this);
        d->connections.append(connection);
        const auto forget = [this, connection] {
            d->connections.removeOne(connection);
            connection->deleteLater();
        };
        connect(connection, &Connection::closed, this, forget);
    }
}

} // namespace keyturn::edge
