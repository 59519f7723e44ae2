// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeyFetcher.h"
#include "Reminder.h"
#include "RequestRunner.h"
#include "TokenVault.h"

#include <QString>

namespace keyturn {

/// Whole sentences for people: what happened, why, what to do. One place for all of them.
[[nodiscard]] QString sentenceFor(const VaultFailure &failure);
[[nodiscard]] QString sentenceFor(const RequestRefusal &refusal);
[[nodiscard]] QString sentenceFor(const KeyFailure &failure);

/// A notification about a token: its title and its body.
[[nodiscard]] QString titleFor(const tokens::Reminder &reminder, const tokens::ServiceToken &token);
[[nodiscard]] QString bodyFor(const tokens::Reminder &reminder, const tokens::ServiceToken &token);

} // namespace keyturn
