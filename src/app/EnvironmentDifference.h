// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "EnvironmentComparison.h"

namespace keyturn {

/// What may explain why the two behave differently, the surest first; empty where nothing was seen of one.
[[nodiscard]] QList<Explanation> explanationsOf(const Environment &left, const Environment &right);

/// What to do about it.
[[nodiscard]] QList<access::NextStep> nextStepsOf(Difference difference);

} // namespace keyturn
