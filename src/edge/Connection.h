// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AnswerWriter.h"
#include "RequestParser.h"
#include "Responder.h"
#include "Tunnel.h"
#include "UpstreamCall.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

class QTcpSocket;

namespace keyturn::edge {

class UpstreamPool;

struct ConnectionLimits
{
    qsizetype headBytes = RequestParser::usualHeadBytes;
    std::chrono::milliseconds patience
        = std::chrono::seconds(30); ///< For a head, a piece of a body, an idle client, an unread answer.
    qint64 unsentBytes = qint64{256} * 1024; ///< No further request is answered, and no more of an answer is
                                             ///< taken from an upstream, while this much waits to be sent.
    UpstreamLimits upstream;
    TunnelLimits tunnel;
};

/// One client: reads its requests, has each answered in order, and keeps the connection as long as HTTP lets
/// it. Bodies go by in pieces; what nobody wants is read and forgotten.
class Connection final : public QObject
{
    Q_OBJECT

public:
    /// Takes the socket for its own. `upstreams` lives longer than the connection.
    Connection(
        QTcpSocket *socket, std::unique_ptr<Responder> responder, UpstreamPool *upstreams,
        const ConnectionLimits &limits, QObject *parent = nullptr);
    ~Connection() override;

Q_SIGNALS:
    void closed();

private:
    enum class State {
        Reading, ///< Until a head is there.
        Delaying, ///< On purpose.
        Collecting, ///< The body, for an answer to the whole of it.
        Relaying, ///< Bodies to and from an upstream.
        Skipping, ///< The rest of a request that has been answered.
        Draining, ///< What still comes before closing.
        Closing,
        Tunnelling,
        Closed,
    };

    void advance();
    [[nodiscard]] bool step();
    [[nodiscard]] bool isReading() const;
    [[nodiscard]] bool fetch();
    void drain();
    void begin(const IncomingRequest &head);
    void act();
    void takePiece(const QByteArray &piece);
    void endRequest();

    void call(const Proxied &proxied);
    void passHead(const AnswerHead &head);
    void passPiece(const QByteArray &piece);
    void passEnd();
    void passFailure(UpstreamFailure failure);
    void upgrade(const AnswerHead &head);
    void endCall();

    void send(const Answer &answer);
    void refuse(BadRequest reason);
    void conclude(int status);
    void afterAnswer();
    void leave();
    void watch();
    void losePatience();
    void end();

    QTcpSocket *m_socket;
    std::unique_ptr<Responder> m_responder;
    UpstreamPool *m_upstreams;
    ConnectionLimits m_limits;
    RequestParser m_parser;
    AnswerWriter m_writer;
    QTimer m_patience;
    QTimer m_delay;
    State m_state = State::Reading;
    Reply m_reply; ///< To the request at hand.
    UpstreamCall *m_call = nullptr;
    QByteArray m_body;
    std::uint64_t m_skipped = 0; ///< Bytes of bodies that nobody wanted.
    bool m_isBodyRead = false; ///< To its end.
    bool m_isConcluded = true;
    bool m_isAdvancing = false;
};

} // namespace keyturn::edge
