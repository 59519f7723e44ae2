// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Gate.h"
#include "Responder.h"

#include <QElapsedTimer>

#include <functional>

namespace keyturn::edge {

/// Answers the requests of one client as the gate rules on them, and tells of each what became of it.
class GateResponder final : public Responder
{
public:
    using Tell = std::function<void(const LogEntry &)>;

    /// `gate` outlives it.
    GateResponder(Gate &gate, Peer peer, Tell tell);

    [[nodiscard]] Reply respond(const IncomingRequest &head) override;
    [[nodiscard]] Answer refuse(BadRequest reason) override;
    [[nodiscard]] Answer failed(UpstreamFailure failure) override;
    void concluded(int status) override;

private:
    [[nodiscard]] std::variant<Answer, AnswerToBody, Proxied> onward(Passage passage) const;

    Gate &m_gate;
    Peer m_peer;
    Tell m_tell;
    LogEntry m_entry;
    QElapsedTimer m_since; ///< Valid while a request is at hand.
};

} // namespace keyturn::edge
