// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Jwt.h"

#include <optional>

namespace keyturn::jwt {

/// A token that decode() refuses for its form, as careless readers take it.
struct KindlyRead
{
    Jwt jwt; ///< Its signing input is not that of the text, so its signature is not to be checked.
    QByteArray compact; ///< As it should have been written.
    bool wasNotCanonical = false; ///< Padding, `+` and `/`, or bits set behind the last byte.
    bool hadTrailingBytes = false; ///< Something stood behind the third part.
};

/// Null when not even they can read it. For showing only: what a verifier must refuse stays refused.
[[nodiscard]] std::optional<KindlyRead> readKindly(const QByteArray &compact);

} // namespace keyturn::jwt
