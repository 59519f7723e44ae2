// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Clues.h"
#include "Verdict.h"

#include <QList>

namespace keyturn::access {

/// What a server or a program wrote, fit to be shown: one line without control characters and without
/// anything that looks like a credential, cut where it is long. An AUD tag looks like an older secret, and
/// goes too.
[[nodiscard]] QString shownWords(const QString &text);

/// What was seen, the plainest first, whatever is concluded from it. What a server wrote is shortened, and
/// freed of control characters and of everything that looks like a credential.
[[nodiscard]] QList<Evidence> evidenceOf(const Clues &clues);

} // namespace keyturn::access
