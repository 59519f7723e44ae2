// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Edge.h"
#include "Workplace.h"

namespace keyturn::cli {

[[nodiscard]] ExitCode run(const Workplace &place, const EdgeServe &command);

/// One line of the log, for people.
[[nodiscard]] QString lineFor(const edge::LogEntry &entry);

} // namespace keyturn::cli
