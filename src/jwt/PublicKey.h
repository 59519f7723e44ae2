// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeySet.h"
#include "OpenSsl.h"

namespace keyturn::jwt {

/// OpenSSL's form of a JWK. Null when its numbers make no key to rely on: RSA under 2048 bits or with an
/// exponent that is even or 1, a point that is not on its curve, a length that is not the curve's.
[[nodiscard]] openssl::Key publicKeyFrom(const Jwk &key);

} // namespace keyturn::jwt
