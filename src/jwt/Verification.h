// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Jwt.h"
#include "KeySet.h"
#include "Signature.h"
#include "VerificationKey.h"

#include <QDateTime>
#include <QStringList>

#include <chrono>
#include <optional>

namespace keyturn::jwt {

/// Why a JWT is refused; the first that applies, in this order (the contract of `keyturn-cli jwt verify`).
enum class Refusal {
    Malformed,
    AlgorithmNone,
    AlgorithmNotAllowed,
    CriticalHeader,
    NoMatchingKey,
    KeyUnusable,
    SignatureInvalid,
    IssuerMismatch,
    AudienceMismatch,
    Expired,
    NotYetValid,
    IssuedInFuture,
    WrongType,
};

/// "signature-invalid" and its like: stable, for scripts.
[[nodiscard]] QString idOf(Refusal refusal);

/// What the caller insists on. Empty issuer and audiences are not checked.
struct Expectations
{
    QList<Algorithm> algorithms{Algorithm::RS256};
    QString issuer;
    QStringList audiences; ///< One of them must be in `aud`, which may be a string or an array.
    QDateTime at; ///< The moment of judgement.
    std::chrono::seconds leeway{0}; ///< Clock skew allowed for `exp`, `nbf` and `iat`.
    QString type = QStringLiteral("app"); ///< `type`, where the token has one, must be this (facts 3.2).
};

struct Verification
{
    std::optional<Refusal> refusal; ///< Null: valid.
    QString keyId; ///< The key that was used or asked for; may be empty.
    QString algorithm; ///< As the header says it.
    std::optional<Jwk> key = {}; ///< The key that confirmed the signature.

    [[nodiscard]] bool isValid() const { return !refusal; }
};

/// Judges a JWT: form, algorithm, `crit`, key by `kid`, signature, `iss`, `aud`, `exp`, `nbf`, `iat`, `type`.
/// A token without `kid` is tried against every usable key. `exp` at the very second of `at` is expired (RFC
/// 7519, section 4.1.4). A time claim that is not a number is Malformed.
[[nodiscard]] Verification verify(const Jwt &jwt, const KeySet &keys, const Expectations &expected);
/// The same with keys that are made ready once, for many tokens.
[[nodiscard]] Verification verify(const Jwt &jwt, const VerificationKeys &keys, const Expectations &expected);

/// Is one of `audiences` in `aud`, which may be a string or an array?
[[nodiscard]] bool isMeantForOneOf(const QStringList &audiences, const QJsonValue &aud);

/// Judges the signature of a JWS alone, whatever its payload is.
[[nodiscard]] Verification
verifySignature(const Jws &jws, const KeySet &keys, const QList<Algorithm> &allowed);
[[nodiscard]] Verification
verifySignature(const Jws &jws, const VerificationKeys &keys, const QList<Algorithm> &allowed);

} // namespace keyturn::jwt
