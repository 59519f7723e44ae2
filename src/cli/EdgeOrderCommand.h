// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workplace.h"

namespace keyturn::cli {

[[nodiscard]] ExitCode run(const Workplace &place, const EdgeOrder &command);

} // namespace keyturn::cli
