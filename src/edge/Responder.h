// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Answer.h"
#include "Config.h"
#include "IncomingRequest.h"
#include "RequestParser.h"

#include <QUrl>

#include <chrono>
#include <functional>
#include <variant>

namespace keyturn::edge {

/// Why an upstream gave no answer that can be passed on.
enum class UpstreamFailure {
    HostNotFound,
    Refused,
    Unreachable,
    ConnectTimedOut,
    TimedOut, ///< Connected, and then silent for too long.
    TlsFailed,
    BadCertificate,
    BadAnswer, ///< None at all, half of one, or not HTTP.
};

/// An answer that takes the whole body of its request.
struct AnswerToBody
{
    std::function<Answer(const QByteArray &body)> answer;
    std::uint64_t mostBytes = std::uint64_t{8} * 1024 * 1024;
};

/// A request that goes on to an upstream, whose answer comes back.
struct Proxied
{
    QUrl upstream; ///< http or https; a path in it is put in front of the request's.
    IncomingRequest request; ///< As the upstream is to see it, but for the fields of one connection.
    http::Headers answerHeaders; ///< Put on the answer, in place of any of these names but Set-Cookie.
};

/// What goes wrong on purpose with an answer.
struct Fault
{
    std::chrono::milliseconds latency{0}; ///< Before anything is done.
    Ending ending = Ending::Whole;
};

struct Reply
{
    std::variant<Answer, AnswerToBody, Proxied> way;
    Fault fault;
};

/// Says what becomes of the requests of one connection, one after the other. It must not delete the
/// connection while it is being asked.
class Responder
{
public:
    virtual ~Responder() = default;

    /// `head` is a request without its body.
    [[nodiscard]] virtual Reply respond(const IncomingRequest &head) = 0;
    /// To bytes that are no request, or to a request that turned out bad or too large after respond().
    [[nodiscard]] virtual Answer refuse(BadRequest reason) = 0;
    /// After respond() said Proxied.
    [[nodiscard]] virtual Answer failed(UpstreamFailure failure) = 0;
    /// Once for each respond(), and for each refuse() without one. `status` is that of the answer that was
    /// given; 0 when none was, because the client left or a fault was to happen.
    virtual void concluded(int status) = 0;
};

} // namespace keyturn::edge
