// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Output.h"
#include "Secret.h"
#include "ServiceToken.h"

#include <QDateTime>
#include <QList>

namespace keyturn::cli {

// Tokens as a terminal shows them.

/// A table with a heading; empty cells are dashes.
void showTokens(const Output &out, const QList<tokens::ServiceToken> &tokens, const QDateTime &now);
/// Everything about one token but its secret.
void showToken(const Output &out, const tokens::ServiceToken &token, const QDateTime &now);

/// For those who asked to see it, and for secrets that open this machine's own edge only.
[[nodiscard]] QString revealed(const Secret &secret);

/// "in 9 days", "3 days ago", "never ends", "unknown".
[[nodiscard]] QString endOf(const tokens::ServiceToken &token, const QDateTime &now);
[[nodiscard]] Tone toneOf(tokens::Status status);

} // namespace keyturn::cli
