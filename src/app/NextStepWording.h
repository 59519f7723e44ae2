// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Verdict.h"

#include <QString>

namespace keyturn {

/// What to do, and where: with the path in the dashboard as it is today (facts 9).
[[nodiscard]] QString sentenceFor(access::NextStep step);
/// The parts of that sentence. What to do, as a sentence of its own.
[[nodiscard]] QString actionFor(access::NextStep step);
/// Where in the dashboard, "dash.cloudflare.com > the domain > DNS > Records"; empty for what happens
/// elsewhere.
[[nodiscard]] QString placeFor(access::NextStep step);
/// What else there is to know. May be empty.
[[nodiscard]] QString hintFor(access::NextStep step);

} // namespace keyturn
