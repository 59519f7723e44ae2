// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Prober.h"

#include <QString>

namespace keyturn {

/// What a step does, as the heading of its row: "Send without credentials".
[[nodiscard]] QString titleOf(ProbeStep step);
/// The same while it runs.
[[nodiscard]] QString sentenceFor(ProbeStep step);

/// What a step got, as far as its status tells; 0: no answer came.
[[nodiscard]] QString findingOf(ProbeStep step, int status);
/// What it got in the light of the whole probe; empty for a step that did not happen.
[[nodiscard]] QString findingOf(ProbeStep step, const ProbeReport &report);
/// Why a step did not happen.
[[nodiscard]] QString reasonSkipped(ProbeStep step, const ProbeReport &report);

} // namespace keyturn
