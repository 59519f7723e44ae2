// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Claims.h"
#include "Jwt.h"
#include "JwtSearch.h"
#include "KeySet.h"
#include "KeyStrength.h"
#include "TestKeyFile.h"
#include "Verification.h"

#include <QDateTime>
#include <QString>

namespace keyturn {

/// One or two words for a badge: "service token".
[[nodiscard]] QString wordFor(jwt::SubjectKind kind);

/// What a claim means, in one short sentence without a full stop, as a column of a table wants it.
[[nodiscard]] QString meaningOf(const jwt::Claim &claim, const QDateTime &now);
/// What it means that the payload has no such claim. Empty where nothing is worth saying.
[[nodiscard]] QString meaningOfAbsent(jwt::ClaimRole role, jwt::SubjectKind kind);

/// Whether it counts now, and from when or until when.
[[nodiscard]] QString sentenceFor(const jwt::Validity &validity);
/// In what the JWT was found, and what was skipped of a text of that many bytes. Empty: nothing was.
[[nodiscard]] QString sentenceFor(const jwt::FoundJwt &found, qsizetype textSize);

/// Why the text is no JWT, and what to paste instead.
[[nodiscard]] QString sentenceFor(jwt::DecodeError error);
[[nodiscard]] QString sentenceFor(jwt::KeySetError error);

/// A few words for the head of a banner: "The signature does not match".
[[nodiscard]] QString titleFor(jwt::Refusal refusal);
/// What is wrong, why it matters, what to do.
[[nodiscard]] QString sentenceFor(jwt::Refusal refusal);

/// What is wrong with a key, and what to do.
[[nodiscard]] QString sentenceFor(jwt::KeyWeakness weakness);
/// The key that confirmed the signature signs no more (KeySet::isRetiring).
[[nodiscard]] QString sentenceForRetiringKey();

/// Who signed a test token.
[[nodiscard]] QString sentenceForTestToken(const QString &keyId);
/// Why there is no key to sign test tokens with, and what to do.
[[nodiscard]] QString sentenceFor(TestKeyProblem problem);

} // namespace keyturn
