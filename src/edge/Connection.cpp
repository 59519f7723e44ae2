// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Connection.h"

#include <QPointer>
#include <QTcpSocket>

#include <utility>

namespace keyturn::edge {

using namespace std::chrono_literals;

namespace {

constexpr qint64 readBufferBytes = qint64{64} * 1024;

// Closing a socket that holds unread bytes resets it, and the client may lose the answer. So what it still
// sends is read and thrown away until it falls silent.
constexpr auto silence = 250ms;
constexpr qsizetype mostDiscarded = qsizetype{16} * 1024 * 1024;

} // namespace

Connection::Connection(QTcpSocket *socket, Answerer answerer, const ConnectionLimits &limits, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_answerer(std::move(answerer))
    , m_limits(limits)
    , m_parser(limits.parser)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(readBufferBytes);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_patience.setSingleShot(true);
    m_patience.setInterval(m_limits.patience);

    connect(m_socket, &QTcpSocket::readyRead, this, &Connection::readMore);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &Connection::readMore);
    connect(m_socket, &QTcpSocket::disconnected, &m_patience, &QTimer::stop);
    connect(m_socket, &QTcpSocket::disconnected, this, &Connection::closed);
    connect(&m_patience, &QTimer::timeout, this, &Connection::loseInterest);
    m_patience.start();
}

Connection::~Connection()
{
    if (!m_isInSocketSignal)
        return;
    // Whoever listens to an answer has let go of us: the socket must live until its signal has returned.
    m_socket->disconnect(this);
    m_socket->setParent(nullptr);
    m_socket->abort();
    m_socket->deleteLater();
}

void Connection::readMore()
{
    const QPointer<Connection> self(this);
    const bool wasInSocketSignal = std::exchange(m_isInSocketSignal, true);
    if (m_state == State::Open)
        answerRequests();
    else if (m_state == State::Draining)
        discard();
    if (self)
        m_isInSocketSignal = wasInSocketSignal;
}

void Connection::answerRequests()
{
    const QPointer<Connection> self(this);
    while (m_state == State::Open && m_socket->bytesToWrite() < m_limits.unsentBytes) {
        const auto progress = m_parser.advance();
        if (progress == RequestParser::Progress::Refused)
            return refuse(m_parser.refusal());
        if (progress == RequestParser::Progress::Complete) {
            answer(m_parser.take());
            if (!self)
                return;
            continue;
        }
        if (m_parser.takeExpectation())
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        const auto bytes = m_socket->readAll();
        if (bytes.isEmpty())
            return;
        if (m_parser.isIdle())
            m_patience.start();
        m_parser.append(bytes);
    }
}

void Connection::discard()
{
    const auto bytes = m_socket->readAll();
    if (bytes.isEmpty())
        return;
    m_discarded += bytes.size();
    if (m_discarded > mostDiscarded)
        return m_socket->abort();
    m_patience.start(silence);
}

void Connection::answer(const IncomingRequest &request)
{
    const QPointer<Connection> self(this);
    const auto answer = m_answerer(request);
    if (!self)
        return;
    const auto persistence = request.keepAlive ? Persistence::KeepAlive : Persistence::Close;
    const auto body = request.method == "HEAD" ? BodyOnWire::Withheld : BodyOnWire::Sent;
    m_socket->write(toWire(answer, persistence, body));
    m_patience.start(m_limits.patience);
    if (!request.keepAlive)
        leave();
}

void Connection::refuse(BadRequest reason)
{
    const QPointer<Connection> self(this);
    const auto answer = m_answerer(Failure{reason});
    if (!self)
        return;
    m_socket->write(toWire(answer, Persistence::Close, BodyOnWire::Sent));
    m_state = State::Draining;
    m_patience.start(silence);
}

void Connection::leave()
{
    if (m_state == State::Open && (!m_parser.isIdle() || m_socket->bytesAvailable() > 0)) {
        m_state = State::Draining;
        m_patience.start(silence);
        return;
    }
    m_state = State::Closing;
    m_patience.start(m_limits.patience);
    m_socket->disconnectFromHost();
}

void Connection::loseInterest()
{
    if (m_state == State::Draining)
        return leave();
    if (m_state == State::Closing || m_socket->bytesToWrite() > 0)
        return m_socket->abort();
    if (m_parser.isIdle())
        return leave();
    refuse(BadRequest::TooSlow);
}

} // namespace keyturn::edge
