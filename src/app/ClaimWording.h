// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Claims.h"

#include <QDateTime>
#include <QString>

namespace keyturn {

/// One or two words for a badge: "service token".
[[nodiscard]] QString wordFor(jwt::SubjectKind kind);

/// What a claim means, in one short sentence without a full stop, as a column of a table wants it.
[[nodiscard]] QString meaningOf(const jwt::Claim &claim, const QDateTime &now);
/// What it means that the payload has no such claim. Empty where nothing is worth saying.
[[nodiscard]] QString meaningOfAbsent(jwt::ClaimRole role, jwt::SubjectKind kind);

/// The same as sentenceFor() in a few words for a badge: "expired 2 days ago".
[[nodiscard]] QString wordsFor(const jwt::Validity &validity);
/// Whether it counts now, and from when or until when.
[[nodiscard]] QString sentenceFor(const jwt::Validity &validity);

} // namespace keyturn
