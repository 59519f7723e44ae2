// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Verdict.h"
#include "Workplace.h"

namespace keyturn::cli {

[[nodiscard]] ExitCode run(const Workplace &place, const Send &command);
[[nodiscard]] ExitCode run(const Workplace &place, const Probe &command);

/// Accepted and open are yes; where nobody can tell, the status decides. `status` is 0 without an answer.
[[nodiscard]] ExitCode exitCodeOf(const access::Verdict &verdict, int status);

} // namespace keyturn::cli
