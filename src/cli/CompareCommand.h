// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "EnvironmentComparer.h"
#include "Workplace.h"

#include <QJsonObject>

namespace keyturn::cli {

[[nodiscard]] ExitCode run(const Workplace &place, const Compare &command);

/// The rows that are worth a line on a terminal.
struct ShownRows
{
    QList<ComparedRow> rows;
    qsizetype left = 0; ///< How many more something is known of.
};
/// What differs and matters, all of it; of the rest as much as fits on a screen, unless all is wanted. What
/// neither side shows is no row.
[[nodiscard]] ShownRows rowsToShow(const QList<ComparedRow> &rows, bool all);

/// As `compare --json` prints it. Field names are a promise.
[[nodiscard]] QJsonObject jsonOf(const ComparisonReport &report);
/// Why a side has nothing to show; null when it has.
[[nodiscard]] std::optional<Trouble> troubleOf(const ComparisonReport &report, Side side);
[[nodiscard]] ExitCode exitCodeOf(const ComparisonReport &report);

} // namespace keyturn::cli
