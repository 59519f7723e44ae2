// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Connection.h"

#include "Forwarding.h"
#include "Socket.h"
#include "UpstreamPool.h"

#include <QTcpSocket>

#include <utility>

namespace keyturn::edge {

using namespace std::chrono_literals;

namespace {

// Closing a socket that holds unread bytes resets it, and the client may lose the answer. So what it still
// sends is read and thrown away until it falls silent.
constexpr auto silence = 250ms;
constexpr std::uint64_t mostSkipped = std::uint64_t{16} * 1024 * 1024;
// A body of this size is read to its end rather than the connection given up.
constexpr std::uint64_t mostWorthSkipping = std::uint64_t{256} * 1024;

bool isWorthSkipping(const Framing &framing)
{
    return framing.end == Framing::End::NoBody
        || (framing.end == Framing::End::Length && framing.length <= mostWorthSkipping);
}

} // namespace

Connection::Connection(
    QTcpSocket *socket, std::unique_ptr<Responder> responder, UpstreamPool *upstreams,
    const ConnectionLimits &limits, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_responder(std::move(responder))
    , m_upstreams(upstreams)
    , m_limits(limits)
    , m_parser(limits.headBytes)
    , m_writer(socket)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(readBufferBytes);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_patience.setSingleShot(true);
    m_delay.setSingleShot(true);

    connect(m_socket, &QTcpSocket::readyRead, this, &Connection::advance);
    const auto goOn = [this] {
        // Slowly is well enough.
        if (m_state == State::Relaying || m_state == State::Skipping || m_state == State::Closing)
            m_patience.start(m_limits.patience);
        advance();
    };
    whenSent(*m_socket, this, goOn);
    connect(m_socket, &QTcpSocket::disconnected, this, &Connection::end);
    connect(&m_patience, &QTimer::timeout, this, &Connection::losePatience);
    connect(&m_delay, &QTimer::timeout, this, &Connection::act);
    watch();
}

Connection::~Connection()
{
    conclude(m_writer.status());
}

// Everything that happens ends here, and whatever can be done is done.
void Connection::advance()
{
    if (std::exchange(m_isAdvancing, true))
        return;
    if (m_state == State::Draining)
        drain();
    if (m_call != nullptr)
        m_call->setPaused(unsentBytes(*m_socket) >= m_limits.unsentBytes);
    while (step()) { }
    m_isAdvancing = false;
    watch();
}

bool Connection::isReading() const
{
    switch (m_state) {
    case State::Reading:
        return unsentBytes(*m_socket) < m_limits.unsentBytes;
    case State::Relaying:
        return !m_isBodyRead && m_call->hasRoom();
    case State::Collecting:
    case State::Skipping:
        return true;
    default:
        return false;
    }
}

// One step of reading. False: nothing more can be done now.
bool Connection::step()
{
    if (!isReading())
        return false;
    switch (m_parser.advance()) {
    case RequestParser::Progress::NeedsMore:
        return fetch();
    case RequestParser::Progress::Head:
        begin(m_parser.takeHead());
        return true;
    case RequestParser::Progress::Body:
        takePiece(m_parser.takePiece());
        return true;
    case RequestParser::Progress::End:
        endRequest();
        return true;
    case RequestParser::Progress::Refused:
        refuse(m_parser.refusal());
        return false;
    }
    return false;
}

bool Connection::fetch()
{
    // An upstream gives its permission itself.
    if (m_state == State::Collecting && m_parser.takeExpectation())
        m_writer.writeInterim(100);
    const bool wasIdle = m_parser.isIdle();
    const auto bytes = m_socket->readAll();
    if (bytes.isEmpty())
        return false;
    // A head must come as a whole in time, and so must a body that is collected; another, only go on.
    if (wasIdle || m_state == State::Relaying || m_state == State::Skipping)
        m_patience.start(m_limits.patience);
    m_parser.append(bytes);
    return true;
}

void Connection::drain()
{
    const auto bytes = m_socket->readAll();
    if (bytes.isEmpty())
        return;
    m_skipped += static_cast<std::uint64_t>(bytes.size());
    if (m_skipped > mostSkipped)
        return m_socket->abort();
    m_patience.start(silence);
}

void Connection::begin(const IncomingRequest &head)
{
    m_isConcluded = false;
    m_isBodyRead
        = head.framing.end == Framing::End::NoBody && m_parser.advance() == RequestParser::Progress::End;
    m_skipped = 0;
    m_body.clear();
    m_reply = m_responder->respond(head);
    m_writer.expect(head, m_reply.fault.ending);
    const auto *whole = std::get_if<AnswerToBody>(&m_reply.way);
    if (whole != nullptr && head.framing.end == Framing::End::Length
        && head.framing.length > whole->mostBytes)
        return refuse(BadRequest::BodyTooLarge);
    // A client that waits for permission may send its body yet, or never.
    if (std::holds_alternative<Answer>(m_reply.way)
        && (!isWorthSkipping(head.framing) || m_parser.takeExpectation()))
        m_writer.closeAfterwards();
    if (m_reply.fault.latency <= 0ms)
        return act();
    m_state = State::Delaying;
    m_delay.start(m_reply.fault.latency);
}

void Connection::act()
{
    if (const auto *answer = std::get_if<Answer>(&m_reply.way)) {
        send(*answer);
    } else if (const auto *proxied = std::get_if<Proxied>(&m_reply.way)) {
        call(*proxied);
    } else {
        m_state = State::Collecting;
        if (m_isBodyRead)
            endRequest();
    }
    advance();
}

void Connection::takePiece(const QByteArray &piece)
{
    if (m_state == State::Relaying)
        return m_call->writePiece(piece);
    if (m_state != State::Collecting) {
        m_skipped += static_cast<std::uint64_t>(piece.size());
        if (m_skipped > mostSkipped)
            leave();
        return;
    }
    m_body += piece;
    if (static_cast<std::uint64_t>(m_body.size()) > std::get<AnswerToBody>(m_reply.way).mostBytes)
        refuse(BadRequest::BodyTooLarge);
}

void Connection::endRequest()
{
    m_isBodyRead = true;
    if (m_state == State::Relaying) {
        m_call->writeEnd();
    } else if (m_state == State::Collecting) {
        send(std::get<AnswerToBody>(m_reply.way).answer(std::exchange(m_body, {})));
    } else {
        m_state = State::Reading;
        m_patience.start(m_limits.patience);
    }
}

void Connection::call(const Proxied &proxied)
{
    m_state = State::Relaying;
    m_call = new UpstreamCall(m_upstreams, proxied, m_limits.upstream, this);
    connect(m_call, &UpstreamCall::gotRoom, this, &Connection::advance);
    connect(m_call, &UpstreamCall::headArrived, this, &Connection::passHead);
    connect(m_call, &UpstreamCall::pieceArrived, this, &Connection::passPiece);
    connect(m_call, &UpstreamCall::finished, this, &Connection::passEnd);
    connect(m_call, &UpstreamCall::failed, this, &Connection::passFailure);
    m_call->start();
}

void Connection::passHead(const AnswerHead &head)
{
    const auto onward = answerOnward(head, std::get<Proxied>(m_reply.way).answerHeaders);
    if (head.isInterim())
        return m_writer.writeInterim(head.status, endToEnd(head.headers));
    if (head.status == 101)
        return upgrade(onward);
    // A client that got no permission may send its body yet, or never.
    if (m_parser.takeExpectation())
        m_writer.closeAfterwards();
    m_writer.writeHead(onward);
    if (m_writer.state() != AnswerWriter::State::InBody)
        afterAnswer();
}

void Connection::passPiece(const QByteArray &piece)
{
    m_writer.writePiece(piece);
    if (m_writer.state() != AnswerWriter::State::InBody)
        return afterAnswer();
    m_call->setPaused(unsentBytes(*m_socket) >= m_limits.unsentBytes);
    watch();
}

void Connection::passEnd()
{
    m_writer.writeEnd();
    afterAnswer();
}

void Connection::passFailure(UpstreamFailure failure)
{
    endCall();
    if (m_writer.state() != AnswerWriter::State::Waiting) {
        // Half of an answer must not pass for a whole one.
        reset(*m_socket);
        return;
    }
    if (!m_isBodyRead)
        m_writer.closeAfterwards();
    send(m_responder->failed(failure));
    advance();
}

void Connection::upgrade(const AnswerHead &head)
{
    m_writer.writeUpgrade(head);
    conclude(head.status);
    auto upstream = m_call->release();
    endCall();
    m_state = State::Tunnelling;
    m_patience.stop();
    m_socket->disconnect(this);
    auto *tunnel = new Tunnel(
        {m_socket, m_parser.takeRest()}, {upstream.socket, upstream.rest}, m_limits.tunnel, this);
    connect(tunnel, &Tunnel::closed, this, &Connection::end);
}

void Connection::endCall()
{
    if (auto *call = std::exchange(m_call, nullptr)) {
        call->disconnect(this);
        call->deleteLater();
    }
}

void Connection::send(const Answer &answer)
{
    m_writer.write(answer);
    afterAnswer();
}

void Connection::refuse(BadRequest reason)
{
    endCall();
    m_delay.stop();
    const auto answer = m_responder->refuse(reason);
    if (m_isConcluded) {
        m_isConcluded = false;
        m_writer.expect({}, Ending::Whole);
    }
    // In the middle of an answer there is no room for another.
    if (m_writer.state() != AnswerWriter::State::Waiting)
        return reset(*m_socket);
    m_writer.closeAfterwards();
    m_writer.write(answer);
    conclude(m_writer.status());
    if (m_writer.state() == AnswerWriter::State::ToBeReset)
        return reset(*m_socket);
    m_state = State::Draining;
    m_patience.start(silence);
}

void Connection::conclude(int status)
{
    if (!std::exchange(m_isConcluded, true))
        m_responder->concluded(status);
}

void Connection::afterAnswer()
{
    endCall();
    conclude(m_writer.status());
    if (m_writer.state() == AnswerWriter::State::ToBeReset)
        return reset(*m_socket);
    m_patience.start(m_limits.patience);
    if (m_writer.state() == AnswerWriter::State::Cut || !m_writer.keepsAlive())
        return leave();
    m_state = m_isBodyRead ? State::Reading : State::Skipping;
    advance();
}

void Connection::leave()
{
    const bool mayMoreCome = !m_isBodyRead || !m_parser.isIdle() || m_socket->bytesAvailable() > 0;
    if (m_state != State::Draining && mayMoreCome) {
        m_state = State::Draining;
        m_patience.start(silence);
        return;
    }
    m_state = State::Closing;
    m_patience.start(m_limits.patience);
    m_socket->disconnectFromHost();
}

// Who is it that something is due from? Not the client, while it waits for an answer and has read what there
// is.
void Connection::watch()
{
    const bool isClientDue
        = unsentBytes(*m_socket) > 0 || (!m_isBodyRead && m_call != nullptr && m_call->hasRoom());
    if (m_state == State::Delaying || (m_state == State::Relaying && !isClientDue))
        m_patience.stop();
    else if (!m_patience.isActive() && m_state != State::Tunnelling && m_state != State::Closed)
        m_patience.start(m_limits.patience);
}

void Connection::losePatience()
{
    if (m_state == State::Draining)
        return leave();
    if (m_state == State::Closing || unsentBytes(*m_socket) > 0)
        return m_socket->abort();
    if (m_state == State::Skipping || (m_state == State::Reading && m_parser.isIdle()))
        return leave();
    refuse(BadRequest::TooSlow);
}

void Connection::end()
{
    if (std::exchange(m_state, State::Closed) == State::Closed)
        return;
    m_patience.stop();
    m_delay.stop();
    endCall();
    conclude(m_writer.status());
    Q_EMIT closed();
}

} // namespace keyturn::edge
