// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Jwt.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace keyturn::jwt {

enum class Severity { Info, Warning, Danger };
[[nodiscard]] QString idOf(Severity severity); ///< "info", "warning", "danger".

/// Things worth knowing about a JWT before anybody verifies it. The words are in app/JwtWording.
enum class FindingKind {
    AlgorithmNone, ///< Any spelling of it.
    AlgorithmSymmetric, ///< HS256 and its like.
    AlgorithmUnusual, ///< Any other than RS256, which is what Access signs with; also none named.
    EmbeddedKey, ///< `jwk`, `jku`, `x5u` or `x5c` in the header.
    CriticalHeader,
    NoKeyId,
    NoExpiry,
    ExpiryFarAway, ///< Over 31 days of life, counted from `iat`, or from now where there is none.
    Expired,
    NotYetValid,
    IssuedInFuture,
    NoNotBefore, ///< Normal for a service token: information.
    EmptySubject, ///< Normal for a service token: information.
    TypeNotApp, ///< `type` is there and is not "app".
    SignatureMissing,
};
[[nodiscard]] QString idOf(FindingKind kind); ///< Stable, kebab case.

struct Finding
{
    FindingKind kind;
    Severity severity;
};

/// Sorted by severity, the gravest first.
[[nodiscard]] QList<Finding> findingsIn(const Jwt &jwt, const QDateTime &now);

} // namespace keyturn::jwt
