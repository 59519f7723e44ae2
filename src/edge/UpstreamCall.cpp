// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "UpstreamCall.h"

#include "Forwarding.h"
#include "Socket.h"
#include "UpstreamPool.h"

#include <QSslSocket>

#include <utility>

namespace keyturn::edge {

namespace {

/// RFC 9110, section 9.2.2: asking twice does no more than asking once.
bool isIdempotent(const QByteArray &method)
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "PUT" || method == "DELETE"
        || method == "TRACE";
}

} // namespace

UpstreamCall::UpstreamCall(UpstreamPool *pool, Proxied proxied, const UpstreamLimits &limits, QObject *parent)
    : QObject(parent)
    , m_pool(pool)
    , m_proxied(std::move(proxied))
    , m_limits(limits)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &UpstreamCall::becomeSilent);
    m_isRequestSent = m_proxied.request.framing.end == Framing::End::NoBody;
}

UpstreamCall::~UpstreamCall()
{
    letGo();
}

void UpstreamCall::start()
{
    if (auto *idle = m_pool->takeIdle(m_proxied.upstream)) {
        m_isReused = true;
        use(idle);
        return begin();
    }
    use(m_pool->open(m_proxied.upstream, this));
}

void UpstreamCall::use(QTcpSocket *socket)
{
    m_socket = socket;
    m_socket->setParent(this);
    m_patience.start(m_limits.connecting);
    if (auto *tls = qobject_cast<QSslSocket *>(socket))
        connect(tls, &QSslSocket::encrypted, this, &UpstreamCall::begin);
    else
        connect(socket, &QTcpSocket::connected, this, &UpstreamCall::begin);
    connect(socket, &QTcpSocket::readyRead, this, &UpstreamCall::readMore);
    connect(socket, &QTcpSocket::errorOccurred, this, &UpstreamCall::socketFailed);
    const auto goOn = [this] {
        watch();
        if (hasRoom() && !m_isRequestSent)
            Q_EMIT gotRoom();
    };
    whenSent(*socket, this, goOn);
}

void UpstreamCall::begin()
{
    m_isConnected = true;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_parser.expect(
        m_proxied.request.method == "HEAD" ? ResponseParser::Asked::Head : ResponseParser::Asked::WithBody);
    m_socket->write(requestToWire(m_proxied));
    watch();
    if (!m_isRequestSent)
        Q_EMIT gotRoom();
}

bool UpstreamCall::hasRoom() const
{
    return m_isConnected && !m_isOver && unsentBytes(*m_socket) < m_limits.unsentBytes;
}

void UpstreamCall::writePiece(const QByteArray &piece)
{
    if (m_isOver || piece.isEmpty())
        return;
    m_isBodyBegun = true;
    if (m_proxied.request.framing.end != Framing::End::Chunked) {
        m_socket->write(piece);
    } else {
        m_socket->write(QByteArray::number(piece.size(), 16) + "\r\n");
        m_socket->write(piece);
        m_socket->write("\r\n");
    }
    watch();
}

void UpstreamCall::writeEnd()
{
    if (m_isOver || m_isRequestSent)
        return;
    m_isRequestSent = true;
    if (m_proxied.request.framing.end == Framing::End::Chunked) {
        m_isBodyBegun = true;
        m_socket->write("0\r\n\r\n");
    }
    watch();
}

void UpstreamCall::setPaused(bool isPaused)
{
    if (std::exchange(m_isPaused, isPaused) == isPaused || m_isOver)
        return;
    if (isPaused)
        watch();
    else
        readMore();
}

UpstreamCall::Released UpstreamCall::release()
{
    m_isOver = true;
    m_patience.stop();
    auto *socket = std::exchange(m_socket, nullptr);
    socket->disconnect(this);
    return {socket, m_parser.takeRest()};
}

void UpstreamCall::readMore()
{
    while (m_socket != nullptr && m_isConnected && !m_isOver && !m_isPaused && !m_isUpgraded) {
        switch (m_parser.advance()) {
        case ResponseParser::Progress::NeedsMore: {
            const auto bytes = m_socket->readAll();
            if (!bytes.isEmpty()) {
                m_hasAnswer = true;
                m_parser.append(bytes);
                break;
            }
            if (!m_isClosedByPeer)
                return watch();
            if (mayAskAgain())
                return fail(UpstreamFailure::BadAnswer);
            m_parser.close();
            break;
        }
        case ResponseParser::Progress::Head:
            takeHead();
            break;
        case ResponseParser::Progress::Body:
            Q_EMIT pieceArrived(m_parser.takePiece());
            break;
        case ResponseParser::Progress::End:
            return finish();
        case ResponseParser::Progress::Refused:
            return fail(UpstreamFailure::BadAnswer);
        }
    }
}

void UpstreamCall::takeHead()
{
    const auto head = m_parser.takeHead();
    m_keepsAlive = head.keepAlive;
    m_isUpgraded = head.status == 101;
    // Nobody asked for another protocol.
    if (m_isUpgraded && !asksForWebSocket(m_proxied.request))
        return fail(UpstreamFailure::BadAnswer);
    Q_EMIT headArrived(head);
}

void UpstreamCall::socketFailed()
{
    if (m_isOver)
        return;
    if (!m_isConnected)
        return fail(reason());
    // A body that lasts until the connection ends must end in good order.
    const bool isOrderly = m_socket->error() == QAbstractSocket::RemoteHostClosedError;
    m_isClosedByPeer = isOrderly || !m_hasAnswer;
    if (!isOrderly && m_hasAnswer) {
        readMore();
        return fail(UpstreamFailure::BadAnswer);
    }
    readMore();
}

bool UpstreamCall::mayAskAgain() const
{
    return m_isReused && !m_hasAnswer && !m_isBodyBegun && isIdempotent(m_proxied.request.method);
}

UpstreamFailure UpstreamCall::reason() const
{
    const auto *tls = qobject_cast<const QSslSocket *>(m_socket);
    if (tls != nullptr && !tls->sslHandshakeErrors().isEmpty())
        return UpstreamFailure::BadCertificate;
    switch (m_socket->error()) {
    case QAbstractSocket::HostNotFoundError:
        return UpstreamFailure::HostNotFound;
    case QAbstractSocket::ConnectionRefusedError:
        return UpstreamFailure::Refused;
    case QAbstractSocket::SocketTimeoutError:
        return UpstreamFailure::ConnectTimedOut;
    case QAbstractSocket::RemoteHostClosedError:
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
        return UpstreamFailure::TlsFailed;
    default:
        return UpstreamFailure::Unreachable;
    }
}

void UpstreamCall::becomeSilent()
{
    fail(m_isConnected ? UpstreamFailure::TimedOut : UpstreamFailure::ConnectTimedOut);
}

void UpstreamCall::fail(UpstreamFailure failure)
{
    if (m_isOver)
        return;
    const bool asksAgain = m_isClosedByPeer && mayAskAgain();
    letGo();
    if (asksAgain) {
        m_isReused = false;
        m_isConnected = false;
        m_isClosedByPeer = false;
        return use(m_pool->open(m_proxied.upstream, this));
    }
    m_isOver = true;
    Q_EMIT failed(failure);
}

void UpstreamCall::finish()
{
    m_isOver = true;
    m_patience.stop();
    const bool mayBeKept = m_keepsAlive && m_isRequestSent && m_parser.isIdle() && !m_isClosedByPeer
        && m_socket->state() == QAbstractSocket::ConnectedState && m_socket->bytesAvailable() == 0;
    if (mayBeKept) {
        auto *socket = std::exchange(m_socket, nullptr);
        socket->disconnect(this);
        m_pool->keep(m_proxied.upstream, socket);
    } else {
        letGo();
    }
    Q_EMIT finished();
}

void UpstreamCall::letGo()
{
    m_patience.stop();
    auto *socket = std::exchange(m_socket, nullptr);
    if (socket == nullptr)
        return;
    // It may be in the middle of a signal.
    socket->disconnect(this);
    socket->setParent(nullptr);
    socket->abort();
    socket->deleteLater();
}

// Nothing is due from an upstream that waits for us: for the rest of a body, or for the client to read.
void UpstreamCall::watch()
{
    if (m_isOver || !m_isConnected)
        return;
    const bool waitsForClient = m_isPaused || (!m_isRequestSent && unsentBytes(*m_socket) == 0);
    if (waitsForClient)
        m_patience.stop();
    else
        m_patience.start(m_limits.silence);
}

} // namespace keyturn::edge
