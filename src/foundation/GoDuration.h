// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"

#include <QStringView>

#include <chrono>

namespace keyturn {

enum class GoDurationError { Empty, NoUnit, UnknownUnit, NotANumber, TooLong };

/// Reads a duration as Go's time.ParseDuration and the Cloudflare API write it: "8760h", "2h45m",
/// "1.5h", "300ms"; units ns, us, µs, ms, s, m, h (facts 1.2). "forever" is not a duration.
[[nodiscard]] Result<std::chrono::nanoseconds, GoDurationError> parseGoDuration(QStringView text);

} // namespace keyturn
