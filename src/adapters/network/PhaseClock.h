// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"

#include <QElapsedTimer>

#include <chrono>
#include <optional>

namespace keyturn {

/// Notes when each thing happened on the way and makes phases of it. What Qt Network can tell:
/// - `dns` ends when a connection is opened. With a proxy it is the time until the proxy is called.
/// - `connect` ends with the handshake. Without TLS no signal says that the connection stands: it ends with
/// the first
///   sign that something was sent. `tls` is never known.
/// - `send` is null where nothing tells it from `connect`: without TLS and without a body.
/// - A connection that is used again has neither `dns` nor `connect`.
/// - The moments are those at which this thread hears of them, so a busy thread makes them late.
class PhaseClock
{
public:
    /// Now is the beginning.
    void start() { m_sinceStart.start(); }
    void connecting() { note(m_connecting, Keep::First); }
    void encrypted() { note(m_connected, Keep::Last); }
    void bodyMoving() { note(m_bodyMoving, Keep::First); }
    void sent() { note(m_sent, Keep::Last); }
    void answered() { note(m_answered, Keep::First); }

    /// The phases up to now, which is the end of the last of them.
    [[nodiscard]] http::Timing timing() const;

private:
    using Moment = http::Timing::Phase;
    // Where Qt tries more than once, opening the connection took from the first try to the last.
    enum class Keep { First, Last };

    [[nodiscard]] std::chrono::microseconds now() const;
    void note(Moment &moment, Keep keep) const;

    QElapsedTimer m_sinceStart;
    Moment m_connecting, m_connected, m_bodyMoving, m_sent, m_answered;
};

} // namespace keyturn
