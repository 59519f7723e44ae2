// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Claims.h"
#include "KeyFetcher.h"
#include "VerdictBanner.h"
#include "Verification.h"

namespace keyturn {

/// A JWT as it was judged: by what, and against what.
struct JwtVerdict
{
    jwt::Verification verification;
    FetchedKeys keys;
    jwt::Expectations expected;
    bool isTeamOfToken = false; ///< Nobody but the token named the team whose keys these are.
    jwt::Validity validity; ///< At expected.at.
    QStringList facts; ///< Of a refusal: what the token says, and what was expected.
};

/// With what was not checked, since a signature alone lets nobody in.
[[nodiscard]] VerdictBanner::Content contentOf(const JwtVerdict &verdict);
[[nodiscard]] VerdictBanner::Content contentOf(const KeyFailure &failure);

} // namespace keyturn
