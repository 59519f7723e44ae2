// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Framing.h"
#include "Request.h"

#include <QByteArray>

#include <memory>

namespace keyturn::edge {

/// The beginning of an answer, whose body follows piece by piece.
struct AnswerHead
{
    int status = 0;
    http::Headers headers; ///< As they came, or are to be sent.
    Framing framing;
    bool keepAlive = true; ///< Whether more may be asked on the connection that it came over.

    /// 100 or 103: the answer itself is still to come. Not 101, with which HTTP ends on the connection.
    [[nodiscard]] bool isInterim() const { return status >= 100 && status < 200 && status != 101; }
};

/// Takes the answers of an upstream out of a stream of bytes (RFC 9112), each as a head and a body in pieces.
/// What could be read in two ways is refused, as in requests.
class ResponseParser
{
public:
    enum class Progress { NeedsMore, Head, Body, End, Refused };
    enum class Asked { WithBody, Head }; ///< Head: the request was HEAD, and no body follows.

    ResponseParser();
    ~ResponseParser();

    /// Before each request whose answer is then read.
    void expect(Asked asked);
    void append(const QByteArray &bytes);
    /// The upstream has closed its side: nothing more will come.
    void close();

    /// For each answer Head (interim ones too), any number of Body, and End once. After a 101 End comes at
    /// once. A stream that closes in the middle of an answer is Refused.
    [[nodiscard]] Progress advance();
    [[nodiscard]] AnswerHead takeHead(); ///< After Head.
    [[nodiscard]] QByteArray takePiece(); ///< After Body; never empty.
    /// What came after the answer: bytes of another protocol after a 101.
    [[nodiscard]] QByteArray takeRest();
    /// Nothing of an answer has come yet.
    [[nodiscard]] bool isIdle() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace keyturn::edge
