// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Jwt.h"

#include <QDateTime>
#include <QJsonValue>
#include <QList>

#include <chrono>
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
    AuthenticationMethods, ///< `amr`
    AuthenticationTime, ///< `auth_time`
    DeviceId,
    Groups,
    AuthStatus, ///< This and those below: of the metadata that Access sends when it names an application.
    ServiceTokenId,
    ServiceTokenStatus,
    HostName,
    RedirectUrl,
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

/// The span in which a JWT counts, as a value.
struct Validity
{
    enum class State {
        Valid,
        NotYet, ///< `nbf`, or `iat` where there is no `nbf`, lies ahead.
        Over,
        Endless, ///< No `exp`.
        Unreadable, ///< A time that is no number.
    };

    State state = State::Unreadable;
    std::optional<QDateTime> issued, begins,
        ends; ///< Of `iat`, `nbf` and `exp`, where they are in the calendar.
    QDateTime now;
    std::optional<std::chrono::seconds> lifetime; ///< From `iat`, else `nbf`, to `exp`.
    std::optional<std::chrono::seconds> left; ///< Until `exp`; negative when it is over.
};
[[nodiscard]] Validity validityOf(const QJsonObject &payload, const QDateTime &now);
[[nodiscard]] QString idOf(Validity::State state); ///< "valid", "not-yet", "over", "endless", "unreadable".

/// A NumericDate (RFC 7519, section 2) as a moment in UTC; null when it is no number, or no year from 1 to
/// 9999, which is all that RFC 3339 can write.
[[nodiscard]] std::optional<QDateTime> momentOf(const QJsonValue &numericDate);

} // namespace keyturn::jwt
