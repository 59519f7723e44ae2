// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Interruption.h"
#include "Trouble.h"

namespace keyturn::cli {

/// What is said when SIGINT or SIGTERM ended the work.
[[nodiscard]] Trouble interrupted();

/// Why an answer did not come; `what` was being waited for.
[[nodiscard]] Trouble troubleOf(WaitEnd end, const Trouble &whenOverdue);

} // namespace keyturn::cli
