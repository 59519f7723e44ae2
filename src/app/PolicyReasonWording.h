// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Evaluator.h"
#include "PolicyJson.h"

#include <QString>

namespace keyturn {

/// Why it is so, each in a whole sentence.
[[nodiscard]] QString sentenceFor(policy::RuleReason reason);
[[nodiscard]] QString sentenceFor(policy::PolicyReason reason);
[[nodiscard]] QString sentenceFor(policy::Refusal refusal);
[[nodiscard]] QString sentenceFor(const policy::JsonFailure &failure);

} // namespace keyturn
