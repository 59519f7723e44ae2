// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeySet.h"

namespace keyturn::jwt {

/// What makes a public key one that others may find the private half of, or forge signatures for.
enum class KeyWeakness {
    ShortModulus, ///< RSA under 2048 bits: no verifier should take it (RFC 7518, section 3.3).
    SmallExponent, ///< Under 65537: sloppy verifiers have let forged signatures pass with 3.
    BadExponent, ///< Even, or 1: no RSA at all.
    Roca, ///< The modulus has the fingerprint of CVE-2017-15361, so it can be factored.
};
[[nodiscard]] QString idOf(KeyWeakness weakness); ///< Stable, kebab case.

/// Empty for keys that are not RSA.
[[nodiscard]] QList<KeyWeakness> weaknessesOf(const Jwk &key);

/// Bits of the modulus, of the curve's field, or 0 for a key of unknown type.
[[nodiscard]] int bitsOf(const Jwk &key);

/// The JWK thumbprint (RFC 7638) as base64url of SHA-256; empty for symmetric and unknown keys.
[[nodiscard]] QByteArray thumbprintOf(const Jwk &key);

} // namespace keyturn::jwt
