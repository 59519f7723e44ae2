// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "EnvironmentComparer.h"
#include "Workplace.h"

#include <QJsonObject>

namespace keyturn::cli {

[[nodiscard]] ExitCode run(const Workplace &place, const Compare &command);

/// As `compare --json` prints it. Field names are a promise.
[[nodiscard]] QJsonObject jsonOf(const ComparisonReport &report);
/// Why a side has nothing to show; null when it has.
[[nodiscard]] std::optional<Trouble> troubleOf(const ComparisonReport &report, Side side);
[[nodiscard]] ExitCode exitCodeOf(const ComparisonReport &report);

} // namespace keyturn::cli
