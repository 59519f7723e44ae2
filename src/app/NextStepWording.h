// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Verdict.h"

#include <QString>

namespace keyturn {

/// What to do, and where: with the path in the dashboard as it is today (facts 9).
[[nodiscard]] QString sentenceFor(access::NextStep step);
/// The text of the button for a step that Keyturn can take itself; empty for what happens elsewhere.
[[nodiscard]] QString labelFor(access::NextStep step);

} // namespace keyturn
