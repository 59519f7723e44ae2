// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Answer.h"
#include "Config.h"
#include "IncomingRequest.h"
#include "ResponseParser.h"

class QTcpSocket;

namespace keyturn::edge {

/// Writes the answers of one connection, each framed as its client can read it, and lets one end as wrongly
/// as it is told to.
class AnswerWriter
{
public:
    enum class State {
        Waiting, ///< Nothing of the answer was written.
        InBody,
        Whole,
        Cut, ///< On purpose; nothing more will be written.
        ToBeReset, ///< On purpose, before the first byte.
    };

    explicit AnswerWriter(QTcpSocket *socket);

    /// For the answer to `request`; before each.
    void expect(const IncomingRequest &request, Ending ending);

    void write(const Answer &answer);
    /// Does not count as the answer. For a client that knows none, nothing is written.
    void writeInterim(int status, const http::Headers &headers = {});
    /// With which HTTP ends on the connection.
    void writeUpgrade(const AnswerHead &head);
    /// `framing` is what is known of the body, not how it is sent.
    void writeHead(const AnswerHead &head);
    void writePiece(const QByteArray &piece);
    void writeEnd();

    /// The next answer is the last on this connection.
    void closeAfterwards() { m_keepsAlive = false; }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] int status() const { return m_status; } ///< 0 while nothing was written.
    [[nodiscard]] bool keepsAlive() const { return m_keepsAlive; }
    /// The body ends when the connection does: one that breaks must not look like one that ends.
    [[nodiscard]] bool endsWithConnection() const { return m_framing.end == Framing::End::Close; }

private:
    [[nodiscard]] Framing framingFor(const AnswerHead &head) const;
    [[nodiscard]] http::Headers headersFor(const AnswerHead &head) const;
    void writeBody(const QByteArray &piece);

    QTcpSocket *m_socket;
    State m_state = State::Waiting;
    Ending m_ending = Ending::Whole;
    Framing m_framing; ///< On the wire.
    std::uint64_t m_uncut = 0; ///< Bytes of the body until it is cut.
    int m_status = 0;
    bool m_isHead = false;
    bool m_isHttp10 = false;
    bool m_keepsAlive = true;
};

} // namespace keyturn::edge
