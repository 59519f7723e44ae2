// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "GateResponder.h"

#include "Echo.h"
#include "Forwarding.h"

#include <utility>

namespace keyturn::edge {

namespace {

Answer loopAnswer()
{
    return {508, {{"Content-Type", "text/plain; charset=UTF-8"}}, "The upstream leads back to this edge."};
}

} // namespace

GateResponder::GateResponder(Gate &gate, Peer peer, Tell tell)
    : m_gate(gate)
    , m_peer(std::move(peer))
    , m_tell(std::move(tell))
{
}

Reply GateResponder::respond(const IncomingRequest &head)
{
    m_since.start();
    auto handled = m_gate.handle(head, m_peer);
    m_entry = handled.entry;
    const Fault fault{handled.latency, handled.ending};
    if (auto *answer = std::get_if<Answer>(&handled.way))
        return {std::move(*answer), fault};
    return {onward(std::get<Passage>(std::move(handled.way))), fault};
}

std::variant<Answer, AnswerToBody, Proxied> GateResponder::onward(Passage passage) const
{
    passage.answerHeaders += stamps(m_entry.at, m_entry.rayId);
    if (passage.upstream.isEmpty()) {
        const auto answer = [passage = std::move(passage)](const QByteArray &body) {
            OriginRequest request{passage.request, passage.assertion, passage.clientId};
            request.request.body = body;
            auto echoed = echo(request);
            echoed.headers += passage.answerHeaders;
            return echoed;
        };
        return AnswerToBody{answer};
    }
    auto &request = passage.request;
    if (goesInCircles(request.headers))
        return stamped(loopAnswer(), m_entry.at, m_entry.rayId);
    request.headers = withClient(request.headers, m_peer, m_entry.rayId);
    return Proxied{passage.upstream, std::move(request), passage.answerHeaders};
}

Answer GateResponder::refuse(BadRequest reason)
{
    if (!m_since.isValid()) {
        m_since.start();
        auto handled = m_gate.refuse(statusOf(reason));
        m_entry = handled.entry;
        return std::get<Answer>(handled.way);
    }
    return stamped({statusOf(reason), {}, {}}, m_entry.at, m_entry.rayId);
}

Answer GateResponder::failed(UpstreamFailure failure)
{
    return stamped(upstreamFailureAnswer(failure), m_entry.at, m_entry.rayId);
}

void GateResponder::concluded(int status)
{
    m_entry.status = status;
    m_entry.duration = std::chrono::milliseconds(m_since.elapsed());
    m_since.invalidate();
    m_tell(m_entry);
}

} // namespace keyturn::edge
