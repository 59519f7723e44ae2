// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "OriginCheck.h"

#include <QString>

namespace keyturn {

/// What the origin is called: "Hono's middleware for Access 0.4.0".
[[nodiscard]] QString nameOf(jwt::Origin origin);
/// What it looks at in this step and what it finds, without a full stop.
[[nodiscard]] QString meaningOf(const jwt::OriginStep &step);
/// Its answer in one sentence.
[[nodiscard]] QString sentenceFor(const jwt::OriginAnswer &answer);
/// What to do about a refusal; empty when it accepts.
[[nodiscard]] QString adviceFor(const jwt::OriginAnswer &answer);
/// What nobody said of the origin, and what was taken for it. Empty: nothing.
[[nodiscard]] QString sentenceFor(const jwt::AssumedSetting &assumed);

} // namespace keyturn
