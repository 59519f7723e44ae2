// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Verdict.h"

#include <vector>

namespace keyturn {

/// One cause in words that are not translated yet: what happened, in one sentence, and why that is so.
struct CauseWords
{
    access::Cause cause;
    const char *headline;
    const char *explanation;
};

/// Every cause has its words in one of these, apart from those whose words depend on the verdict.
[[nodiscard]] std::vector<CauseWords> wordsOfNetwork();
[[nodiscard]] std::vector<CauseWords> wordsOfEdge();
[[nodiscard]] std::vector<CauseWords> wordsOfAccess();
[[nodiscard]] std::vector<CauseWords> wordsOfOrigin();

} // namespace keyturn
