// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "PolicyLint.h"

#include <QString>

namespace keyturn {

/// A name or a value out of a paste, fit to be shown: one line of bounded length, and whatever looks like a
/// credential replaced.
[[nodiscard]] QString shownText(const QString &text);

/// As the dashboard calls them. What Keyturn does not know is called by its own name.
[[nodiscard]] QString nameOf(policy::RuleKind kind);
[[nodiscard]] QString nameOf(const policy::Rule &rule);
[[nodiscard]] QString nameOf(policy::Decision decision);
[[nodiscard]] QString nameOf(const policy::Policy &policy);
[[nodiscard]] QString nameOf(policy::RuleList list);
[[nodiscard]] QString nameOf(const policy::Application &application);

/// A rule in a few words: its selector and what it names, by name where the account tells it.
[[nodiscard]] QString ruleText(const policy::Rule &rule, const policy::Account &account);

} // namespace keyturn
