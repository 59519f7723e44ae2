// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Findings.h"

#include <QString>

namespace keyturn {

/// What is so, in one or two sentences.
[[nodiscard]] QString sentenceFor(jwt::FindingKind kind);
/// The same with the claims or header members that it is about.
[[nodiscard]] QString sentenceFor(const jwt::Finding &finding);
/// Why it matters.
[[nodiscard]] QString whyFor(jwt::FindingKind kind);
/// What to do.
[[nodiscard]] QString adviceFor(jwt::FindingKind kind);

} // namespace keyturn
