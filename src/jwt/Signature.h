// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeySet.h"

#include <QByteArray>
#include <QStringView>

#include <optional>

namespace keyturn::jwt {

/// The signature algorithms that may be allowed (RFC 7518, section 3.1; RFC 8037, section 3.1: EdDSA is
/// Ed25519 or Ed448, whichever the key is). HMAC and `none` are not among them, on purpose: a token made with
/// a public key must never verify.
enum class Algorithm { RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA };

/// Exact spelling only: "rs256" is not an algorithm (RFC 7515, section 4.1.1).
[[nodiscard]] std::optional<Algorithm> algorithmNamed(QStringView name);
[[nodiscard]] QString nameOf(Algorithm algorithm);

/// Is this `none`, the algorithm of unsigned tokens, in any mixture of capitals? Some libraries take "nOnE"
/// for it.
[[nodiscard]] bool isNone(QStringView name);

enum class SignatureCheck {
    Valid,
    Invalid,
    /// Wrong type or curve for the algorithm, another `alg`, not for verifying by its `use` or `key_ops`,
    /// numbers that make no key, RSA under 2048 bits.
    KeyUnusable,
};

/// Is `signature` made over `signingInput` by the private half of `key`? ECDSA signatures are r || s as in
/// RFC 7518, section 3.4. Who has many to check makes a VerificationKey once.
[[nodiscard]] SignatureCheck checkSignature(
    Algorithm algorithm, const Jwk &key, const QByteArray &signingInput, const QByteArray &signature);

} // namespace keyturn::jwt
