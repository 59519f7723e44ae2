// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Verification.h"

#include <QHash>
#include <QList>

namespace keyturn::jwt {

/// One line of a file with a JWT on each.
struct BatchLine
{
    qsizetype line = 0; ///< Counted from 1; empty lines are passed over.
    Verification verification;
};

struct Batch
{
    QList<BatchLine> lines; ///< In the order of the text.
    qsizetype valid = 0;
    QHash<Refusal, qsizetype> refused; ///< How many for each reason.
};

/// Verifies every line on `threads` threads; 0 takes one for each core. What is no JWT is refused as
/// Malformed.
[[nodiscard]] Batch verifyBatch(
    const QByteArray &text, const VerificationKeys &keys, const Expectations &expected, int threads = 0);

} // namespace keyturn::jwt
