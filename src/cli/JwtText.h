// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "JwtInspection.h"
#include "Output.h"
#include "Verification.h"

#include <QDateTime>

namespace keyturn::cli {

// A JWT as a terminal shows it.

/// Header, whom it speaks for, each claim with its meaning, and what is worth knowing.
void showInspection(const Output &out, const JwtInspection &inspection, const QDateTime &now, int indent = 0);
/// Valid or not, why, what that rests on (factsOf()), and with which key.
void showVerification(
    const Output &out, const jwt::Verification &verification, int indent = 0, const QStringList &facts = {});

} // namespace keyturn::cli
