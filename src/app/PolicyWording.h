// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LintWording.h"
#include "PolicyJson.h"
#include "PolicyReport.h"

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

[[nodiscard]] QString wordFor(policy::Truth truth);
[[nodiscard]] QString wordFor(policy::Outcome outcome);
[[nodiscard]] QString wordFor(policy::Confidence confidence);

/// Why it is so, each in a whole sentence.
[[nodiscard]] QString sentenceFor(policy::RuleReason reason);
[[nodiscard]] QString sentenceFor(policy::PolicyReason reason);
[[nodiscard]] QString sentenceFor(policy::Refusal refusal);
[[nodiscard]] QString sentenceFor(const policy::JsonFailure &failure);

/// What an application says to the token, through which policy, and how sure that is.
[[nodiscard]] QString sentenceFor(const policy::Answer &answer);
/// Which application covers the URL of the question. Empty without one.
[[nodiscard]] QString coverageSentence(const PolicyReport &report);
/// The answer to the whole question, in one line.
[[nodiscard]] QString headlineOf(const PolicyReport &report);

} // namespace keyturn
