// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Verdict.h"
#include "VerdictBanner.h"

namespace keyturn {

[[nodiscard]] Tone toneOf(access::Outcome outcome);
/// A verdict as a banner shows it, without its next steps: they depend on what the page can do.
[[nodiscard]] VerdictBanner::Content contentOf(const access::Verdict &verdict);

} // namespace keyturn
