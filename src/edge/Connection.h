// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Answer.h"
#include "RequestParser.h"
#include "Result.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

class QTcpSocket;

namespace keyturn::edge {

struct ConnectionLimits
{
    ParserLimits parser;
    std::chrono::milliseconds patience
        = std::chrono::seconds(30); ///< For a whole request, an idle client, an unread answer.
    qsizetype unsentBytes
        = qsizetype{1024} * 1024; ///< No further request is answered while this much waits to be sent.
};

/// One client: reads its requests, has each answered in order, and keeps the connection as long as HTTP lets
/// it.
class Connection final : public QObject
{
    Q_OBJECT

public:
    using Answerer = std::function<Answer(const Result<IncomingRequest, BadRequest> &)>;

    /// Takes the socket for its own.
    Connection(
        QTcpSocket *socket, Answerer answerer, const ConnectionLimits &limits, QObject *parent = nullptr);
    ~Connection() override;

Q_SIGNALS:
    void closed();

private:
    enum class State { Open, Draining, Closing };

    void readMore();
    void answerRequests();
    void discard();
    void answer(const IncomingRequest &request);
    void refuse(BadRequest reason);
    void leave();
    void loseInterest();

    QTcpSocket *m_socket;
    Answerer m_answerer;
    ConnectionLimits m_limits;
    RequestParser m_parser;
    QTimer m_patience;
    State m_state = State::Open;
    bool m_isInSocketSignal = false;
    qsizetype m_discarded = 0;
};

} // namespace keyturn::edge
