// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Verdict.h"

#include <QString>

namespace keyturn {

/// One thing that was seen, as a line of a list.
[[nodiscard]] QString sentenceFor(const access::Evidence &evidence);
/// The same in a few words, as one of many in a line.
[[nodiscard]] QString briefFor(const access::Evidence &evidence);

} // namespace keyturn
