// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Interrupted.h"

#include <csignal>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

Trouble interrupted()
{
    const bool isTerminated = Interruption::signalSeen() == SIGTERM;
    return {
        isTerminated ? ExitCode::Terminated : ExitCode::Interrupted,
        u"interrupted"_s,
        u"Stopped before it was done."_s,
        {}};
}

Trouble troubleOf(WaitEnd end, const Trouble &whenOverdue)
{
    return end == WaitEnd::Interrupted ? interrupted() : whenOverdue;
}

} // namespace keyturn::cli
