// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Edge.h"

#include "AccessAnswer.h"
#include "AccessJwt.h"
#include "Answer.h"
#include "Connection.h"
#include "Echo.h"
#include "IncomingRequest.h"
#include "Redaction.h"
#include "SigningKey.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

constexpr auto assertionHeader = "Cf-Access-Jwt-Assertion";
constexpr auto certsPath = "/cdn-cgi/access/certs"_L1;
constexpr qsizetype mostConnections = 512;

QByteArray sixteenHexDigits()
{
    return QByteArray::number(QRandomGenerator::global()->generate64(), 16).rightJustified(16, '0');
}

/// Paths that Access keeps for itself on every host.
bool isReserved(const QString &path)
{
    return normalPath(path).startsWith("/cdn-cgi/access/"_L1);
}

http::Headers without(const http::Headers &headers, QByteArrayView name)
{
    auto kept = headers;
    const auto isIt
        = [name](const http::Header &header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; };
    kept.removeIf(isIt);
    return kept;
}

} // namespace

struct Edge::Private
{
    Config config;
    Clock clock;
    QTcpServer server;
    QList<Connection *> connections;
    std::optional<jwt::SigningKey> key;

    const jwt::SigningKey &signingKey();
    [[nodiscard]] std::optional<Session>
    sessionOf(const IncomingRequest &request, const QDateTime &now) const;
    Answer serve(const Result<IncomingRequest, BadRequest> &request, LogEntry &entry);
    Answer answerTo(const IncomingRequest &request, const QByteArray &rayId, LogEntry &entry);
    Answer fromAccessItself(const IncomingRequest &request);
    Answer fromOrigin(const IncomingRequest &request, const Decision &decision, const QDateTime &now);
};

// Made on first need, since it takes a noticeable moment.
const jwt::SigningKey &Edge::Private::signingKey()
{
    if (!key)
        key = jwt::SigningKey::generate();
    return *key;
}

std::optional<Session> Edge::Private::sessionOf(const IncomingRequest &request, const QDateTime &now) const
{
    // Before there is a key there is no session that it could have signed.
    if (config.mode == Mode::Strict || !key)
        return std::nullopt;
    return sessionIn(request.headers, {{key->publicKey()}}, config, now);
}

Answer Edge::Private::serve(const Result<IncomingRequest, BadRequest> &request, LogEntry &entry)
{
    entry.at = clock().toUTC();
    const auto rayId = sixteenHexDigits();
    const auto answer
        = request ? answerTo(*request, rayId, entry) : Answer{statusOf(request.error()), {}, {}};
    entry.status = answer.status;
    return stamped(answer, entry.at, rayId);
}

Answer Edge::Private::answerTo(const IncomingRequest &request, const QByteArray &rayId, LogEntry &entry)
{
    const auto now = entry.at;
    entry.method = request.method;
    entry.path = request.path();
    if (isReserved(request.path()))
        return fromAccessItself(request);

    const auto decision = decide(config, request.path(), request.headers, now, sessionOf(request, now));
    entry.ruling = decision.ruling;
    entry.credentials = decision.credentials;
    entry.application = decision.application != nullptr ? decision.application->name : QString();
    entry.policy = decision.policy != nullptr ? decision.policy->name : QString();
    // People put their secret where the Client ID belongs.
    entry.clientId = redacted(decision.clientId);

    const auto sign = [this](const QJsonObject &claims) { return signingKey().sign(claims); };
    const Occasion occasion{config, request, decision, now, rayId, sixteenHexDigits(), sign};
    auto answer = isRefusal(decision.ruling) ? refusalAnswer(occasion) : fromOrigin(request, decision, now);
    if (decision.application != nullptr && wantsMetadata(request.headers))
        answer.headers.append(metadataHeader(occasion));
    return answer;
}

// What every host behind Access serves under /cdn-cgi/access/ without asking anybody who he is.
Answer Edge::Private::fromAccessItself(const IncomingRequest &request)
{
    if (normalPath(request.path()) != certsPath)
        return jsonAnswer(404, {});
    if (request.method == "GET" || request.method == "HEAD")
        return jsonAnswer(200, {{u"keys"_s, QJsonArray{signingKey().publicJwk()}}});
    auto refused = jsonAnswer(405, {});
    refused.headers.append(http::Header{"Allow", "GET, HEAD"});
    return refused;
}

Answer
Edge::Private::fromOrigin(const IncomingRequest &request, const Decision &decision, const QDateTime &now)
{
    OriginRequest origin{request, {}, {}};
    auto &headers = origin.request.headers;
    headers = without(withoutSecrets(headers, decision.application), assertionHeader);
    if (decision.ruling != Ruling::Admitted)
        return echo(origin);

    // A session travels on as it is: its end must not move with every request.
    const bool isNew = decision.sessionToken.isEmpty();
    const auto claims = assertionClaims(config, *decision.application, decision.clientId, now);
    origin.assertion = isNew ? signingKey().sign(claims) : decision.sessionToken;
    origin.clientId = decision.clientId;
    headers.append(http::Header{assertionHeader, origin.assertion});

    auto answer = echo(origin);
    if (isNew && config.mode == Mode::Legacy)
        answer.headers.append(sessionCookie(origin.assertion));
    return answer;
}

Edge::Edge(Config config, Clock clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->config = std::move(config);
    d->clock = std::move(clock);
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
    const auto prepareKey = [this] { (void)d->signingKey(); };
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
    return d->config;
}

void Edge::setConfig(const Config &config)
{
    d->config = config;
}

void Edge::setMode(Mode mode)
{
    d->config.mode = mode;
}

void Edge::welcome()
{
    while (auto *socket = d->server.nextPendingConnection()) {
        if (d->connections.size() >= mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        const auto answerer = [this](const Result<IncomingRequest, BadRequest> &request) {
            LogEntry entry;
            auto answer = d->serve(request, entry);
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
