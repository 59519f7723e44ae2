// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Icon.h"
#include "PolicyLint.h"

namespace keyturn {

class Pill;

[[nodiscard]] Tone toneOf(policy::Outcome outcome);
[[nodiscard]] Tone toneOf(policy::Severity severity);
[[nodiscard]] Symbol symbolOf(policy::Outcome outcome);

/// A rule as a chip: what it says in a word, a symbol and a tone. One that decides is filled, the others are
/// outlined.
[[nodiscard]] Pill *ruleChip(
    const policy::RuleFinding &finding, policy::RuleList list, bool decides, const policy::Account &account);
/// A rule that nobody has judged.
[[nodiscard]] Pill *ruleChip(const policy::Rule &rule, const policy::Account &account);

} // namespace keyturn
