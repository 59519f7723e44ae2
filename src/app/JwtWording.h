// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Jwt.h"
#include "JwtSearch.h"
#include "Verification.h"

#include <QString>

namespace keyturn {

/// In what the JWT was found, and what was skipped of a text of that many bytes. Empty: nothing was.
[[nodiscard]] QString sentenceFor(const jwt::FoundJwt &found, qsizetype textSize);

/// That more than one was there, of which the first is shown.
[[nodiscard]] QString sentenceForAnotherJwt();

/// Why the text is no JWT, and what to paste instead.
[[nodiscard]] QString sentenceFor(jwt::DecodeError error);

/// A few words for the head of a banner: "The signature does not match".
[[nodiscard]] QString titleFor(jwt::Refusal refusal);
/// What is wrong, why it matters, what to do.
[[nodiscard]] QString sentenceFor(jwt::Refusal refusal);

} // namespace keyturn
