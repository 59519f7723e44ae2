// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "PolicyLint.h"

#include <QString>

namespace keyturn {

[[nodiscard]] QString wordFor(policy::Severity severity);

/// What it is, with the names in it.
[[nodiscard]] QString sentenceFor(const policy::LintFinding &finding);
/// Why it matters.
[[nodiscard]] QString explanationOf(policy::LintCheck check);
/// What to do, and where.
[[nodiscard]] QString adviceFor(policy::LintCheck check);
/// Application, policy, list and rule, as far as it has them. Empty for what concerns the account.
[[nodiscard]] QString placeOf(const policy::LintFinding &finding, const policy::Account &account);

} // namespace keyturn
