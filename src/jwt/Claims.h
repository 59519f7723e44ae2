// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Jwt.h"

#include <QDateTime>
#include <QJsonValue>
#include <QList>

#include <optional>

namespace keyturn::jwt {

/// Who the token speaks for (facts 3.2).
enum class SubjectKind { ServiceToken, User, Unknown };

/// A service token has `common_name` and no `email`, with an empty or missing `sub`; a user has an `email`
/// or a non-empty `sub`.
[[nodiscard]] SubjectKind subjectKindOf(const QJsonObject &payload);
[[nodiscard]] QString idOf(SubjectKind kind); ///< "service-token", "user", "unknown".

/// What a claim is; the words for it are in app/JwtWording.
enum class ClaimRole {
    Issuer,
    Audience,
    Subject,
    EmptySubject,
    Expires,
    NotBefore,
    IssuedAt,
    JwtId,
    ClientId,
    CommonName,
    Email,
    Type,
    IdentityNonce,
    Country,
    Custom,
    PolicyId,
    Other,
};

struct Claim
{
    QString name;
    QJsonValue value;
    ClaimRole role = ClaimRole::Other;
    std::optional<QDateTime> time; ///< Of `exp`, `nbf`, `iat`, `auth_time`, where momentOf() makes one.
};

/// Every claim of the payload: the registered and Access ones first, in a fixed order, then the others by
/// name.
[[nodiscard]] QList<Claim> claimsOf(const QJsonObject &payload);

/// A NumericDate (RFC 7519, section 2) as a moment in UTC; null when it is no number, or no year from 1 to
/// 9999, which is all that RFC 3339 can write.
[[nodiscard]] std::optional<QDateTime> momentOf(const QJsonValue &numericDate);

} // namespace keyturn::jwt
