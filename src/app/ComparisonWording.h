// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "EnvironmentComparison.h"
#include "TraitWording.h"

#include <QString>

namespace keyturn {

/// What most likely explains the difference, in one sentence with the names of the environments in it. For a
/// comparison without an explanation: what is known instead.
[[nodiscard]] QString headlineOf(const Comparison &comparison);
[[nodiscard]] QString headlineOf(const Explanation &explanation, const Comparison &comparison);
/// Why it is that, and what to look at.
[[nodiscard]] QString explanationOf(const Explanation &explanation);

/// The whole comparison as plain text for a message: nothing in it is secret.
[[nodiscard]] QString textOf(const Comparison &comparison, bool onlyDifferences);

} // namespace keyturn
