// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PhaseClock.h"

#include <algorithm>

using namespace std::chrono;

namespace keyturn {

namespace {

using Moment = http::Timing::Phase;

Moment between(const Moment &from, const Moment &to)
{
    if (!from || !to)
        return std::nullopt;
    return std::max(microseconds(0), *to - *from);
}

} // namespace

http::Timing PhaseClock::timing() const
{
    const auto end = now();
    const auto connected = m_connected ? m_connected : m_bodyMoving ? m_bodyMoving : m_sent;
    const auto isSendKnown = m_connected || m_bodyMoving;

    http::Timing timing;
    timing.dns = m_connecting;
    timing.connect = between(m_connecting, connected);
    if (m_connecting)
        timing.send = isSendKnown ? between(connected, m_sent) : std::nullopt;
    else
        timing.send = m_sent;
    timing.wait = between(m_sent, m_answered);
    timing.receive = between(m_answered, end);
    timing.total = end;
    return timing;
}

microseconds PhaseClock::now() const
{
    if (!m_sinceStart.isValid())
        return microseconds(0);
    return duration_cast<microseconds>(nanoseconds(m_sinceStart.nsecsElapsed()));
}

void PhaseClock::note(Moment &moment, Keep keep) const
{
    if (!moment || keep == Keep::Last)
        moment = now();
}

} // namespace keyturn
