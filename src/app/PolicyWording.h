// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LintWording.h"
#include "PolicyNames.h"
#include "PolicyReasonWording.h"
#include "PolicyReport.h"

#include <QString>

namespace keyturn {

[[nodiscard]] QString wordFor(policy::Truth truth);
[[nodiscard]] QString wordFor(policy::Outcome outcome);
[[nodiscard]] QString wordFor(policy::Confidence confidence);

/// What a request gets that the application refuses; where nobody tells the organization's mode, in both.
[[nodiscard]] QString refusalSentence(const PolicyReport &report, qsizetype application);
/// What an application says to the token, through which policy, and how sure that is.
[[nodiscard]] QString sentenceFor(const policy::Answer &answer);
/// Which application covers the URL of the question. Empty without one.
[[nodiscard]] QString coverageSentence(const PolicyReport &report);
/// The answer to the whole question, in one line.
[[nodiscard]] QString headlineOf(const PolicyReport &report);

} // namespace keyturn
