// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Jwt.h"
#include "KeySet.h"
#include "Severity.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace keyturn::jwt {

/// Things worth knowing about a JWT before anybody verifies it. The words are in app/FindingWording.
enum class FindingKind {
    AlgorithmNone, ///< Any spelling of it.
    AlgorithmSymmetric, ///< HS256 and its like.
    AlgorithmUnusual, ///< Any other than RS256, which is what Access signs with; also none named.
    EmbeddedKey, ///< `jwk`, `jku`, `x5u` or `x5c` in the header.
    CriticalHeader,
    NoKeyId,
    NoExpiry,
    TimeUnreadable, ///< `nbf` or `iat` is no number; of `exp` NoExpiry tells.
    ExpiryFarAway, ///< Over 31 days of life, counted from `iat`, or from now where there is none.
    Expired,
    NotYetValid,
    IssuedInFuture,
    NoNotBefore, ///< Normal for a service token: information.
    EmptySubject, ///< Normal for a service token: information.
    TypeNotApp, ///< `type` is there and is not "app".
    SignatureMissing,
    SignatureOfZeros, ///< ECDSA with r or s of nothing but zeros (CVE-2022-21449).
    KeyIdSuspicious, ///< `kid` looks like a path, an address, SQL or a command.
    KeyIdLong, ///< `kid` has more than 256 characters.
    RepeatedMember, ///< One name twice in the header, in the payload, or in an object in them.
    SecretInside, ///< A claim that holds a credential, by its name or its form.
    PersonalData, ///< Claims about a person: information.
    NotCanonical, ///< Padding, another alphabet, white space or stray bits: not base64url as RFC 7515 has it.
    TrailingBytes, ///< Something stands behind the third part.
    EmbeddedKeyForeign, ///< The header's own `jwk` or `x5c` is none of the published keys.
    IssuerUnexpected,
    AudienceUnexpected,
    KeyShort, ///< KeyWeakness::ShortModulus, of the key that the token names or brings.
    KeyExponent, ///< SmallExponent or BadExponent.
    KeyRoca,
};
inline constexpr int findingKindCount = static_cast<int>(FindingKind::KeyRoca) + 1;
[[nodiscard]] QString idOf(FindingKind kind); ///< Stable, kebab case.
[[nodiscard]] Severity severityOf(FindingKind kind);

struct Finding
{
    FindingKind kind;
    Severity severity;
    QStringList about = {}; ///< The claims or header members that it is about; may be empty.

    bool operator==(const Finding &) const = default;
};

/// What else is known when findings are asked for; empty members say nothing.
struct Known
{
    QString issuer;
    QStringList audiences;
    KeySet keys;
};

/// Sorted by severity, the gravest first.
[[nodiscard]] QList<Finding> findingsIn(const Jwt &jwt, const QDateTime &now);
[[nodiscard]] QList<Finding> findingsIn(const Jwt &jwt, const QDateTime &now, const Known &known);

void sortByGravity(QList<Finding> &findings);

} // namespace keyturn::jwt
