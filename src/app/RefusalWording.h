// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Verification.h"

#include <QStringList>

namespace keyturn {

/// What a refusal rests on, a sentence each: what the JWT says and what was expected instead. Values out of
/// the JWT are shortened and stay on their line. Empty when it was not refused, or when the refusal says it
/// all.
[[nodiscard]] QStringList factsOf(
    const jwt::Verification &verification, const jwt::Jwt &jwt, const jwt::KeySet &keys,
    const jwt::Expectations &expected);

} // namespace keyturn
