// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workplace.h"

namespace keyturn::cli {

/// The whole job against an edge of its own, told step by step.
[[nodiscard]] ExitCode run(const Workplace &place, const Demo &command);

} // namespace keyturn::cli
