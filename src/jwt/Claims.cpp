// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Claims.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

struct KnownClaim
{
    QLatin1StringView name;
    ClaimRole role;
};

// In the order in which people read them: from whom, for what, for whom, how long.
constexpr std::array knownClaims{
    KnownClaim{"iss"_L1, ClaimRole::Issuer},
    KnownClaim{"aud"_L1, ClaimRole::Audience},
    KnownClaim{"common_name"_L1, ClaimRole::CommonName},
    KnownClaim{"sub"_L1, ClaimRole::Subject},
    KnownClaim{"email"_L1, ClaimRole::Email},
    KnownClaim{"type"_L1, ClaimRole::Type},
    KnownClaim{"iat"_L1, ClaimRole::IssuedAt},
    KnownClaim{"nbf"_L1, ClaimRole::NotBefore},
    KnownClaim{"exp"_L1, ClaimRole::Expires},
    KnownClaim{"jti"_L1, ClaimRole::JwtId},
    KnownClaim{"identity_nonce"_L1, ClaimRole::IdentityNonce},
    KnownClaim{"country"_L1, ClaimRole::Country},
    KnownClaim{"policy_id"_L1, ClaimRole::PolicyId},
    KnownClaim{"amr"_L1, ClaimRole::AuthenticationMethods},
    KnownClaim{"auth_time"_L1, ClaimRole::AuthenticationTime},
    KnownClaim{"device_id"_L1, ClaimRole::DeviceId},
    KnownClaim{"groups"_L1, ClaimRole::Groups},
    KnownClaim{"custom"_L1, ClaimRole::Custom},
    KnownClaim{"auth_status"_L1, ClaimRole::AuthStatus},
    KnownClaim{"service_token_id"_L1, ClaimRole::ServiceTokenId},
    KnownClaim{"service_token_status"_L1, ClaimRole::ServiceTokenStatus},
    KnownClaim{"hostname"_L1, ClaimRole::HostName},
    KnownClaim{"redirect_url"_L1, ClaimRole::RedirectUrl},
};

bool isNonEmptyString(const QJsonValue &value)
{
    return !value.toString().isEmpty();
}

bool isKnown(const QString &name)
{
    return std::any_of(knownClaims.begin(), knownClaims.end(), [&name](const KnownClaim &claim) {
        return name == claim.name;
    });
}

ClaimRole roleOf(const KnownClaim &claim, const QJsonValue &value, SubjectKind kind)
{
    if (claim.role == ClaimRole::CommonName && kind == SubjectKind::ServiceToken)
        return ClaimRole::ClientId;
    if (claim.role == ClaimRole::Subject && value.isString() && value.toString().isEmpty())
        return ClaimRole::EmptySubject;
    return claim.role;
}

bool isTime(const QString &name)
{
    return name == "exp"_L1 || name == "nbf"_L1 || name == "iat"_L1 || name == "auth_time"_L1;
}

Claim claimFrom(const QString &name, const QJsonValue &value, ClaimRole role)
{
    return {name, value, role, isTime(name) ? momentOf(value) : std::nullopt};
}

} // namespace

SubjectKind subjectKindOf(const QJsonObject &payload)
{
    const auto sub = payload["sub"_L1];
    if (isNonEmptyString(payload["email"_L1]) || isNonEmptyString(sub))
        return SubjectKind::User;
    const bool hasNoSubject = sub.isUndefined() || sub.isNull() || sub.isString();
    if (isNonEmptyString(payload["common_name"_L1]) && hasNoSubject)
        return SubjectKind::ServiceToken;
    return SubjectKind::Unknown;
}

QString idOf(SubjectKind kind)
{
    switch (kind) {
    case SubjectKind::ServiceToken:
        return u"service-token"_s;
    case SubjectKind::User:
        return u"user"_s;
    case SubjectKind::Unknown:
        return u"unknown"_s;
    }
    return {};
}

QList<Claim> claimsOf(const QJsonObject &payload)
{
    const auto kind = subjectKindOf(payload);
    QList<Claim> claims;
    for (const auto &known : knownClaims) {
        const auto value = payload[known.name];
        if (!value.isUndefined())
            claims.append(claimFrom(known.name, value, roleOf(known, value, kind)));
    }
    // A QJsonObject keeps its members sorted by name.
    for (auto member = payload.begin(); member != payload.end(); ++member) {
        if (!isKnown(member.key()))
            claims.append(claimFrom(member.key(), member.value(), ClaimRole::Other));
    }
    return claims;
}

namespace {

bool isAbsentOrNumber(const QJsonValue &value)
{
    return value.isUndefined() || value.isDouble();
}

// Numbers beyond the calendar are compared as they are.
Validity::State stateAt(double now, const QJsonObject &payload)
{
    const auto exp = payload["exp"_L1];
    const auto nbf = payload["nbf"_L1];
    const auto iat = payload["iat"_L1];
    if (!isAbsentOrNumber(exp) || !isAbsentOrNumber(nbf) || !isAbsentOrNumber(iat))
        return Validity::State::Unreadable;
    if (exp.toDouble(now + 1) <= now)
        return Validity::State::Over;
    if ((nbf.isDouble() ? nbf : iat).toDouble(now) > now)
        return Validity::State::NotYet;
    return exp.isDouble() ? Validity::State::Valid : Validity::State::Endless;
}

} // namespace

Validity validityOf(const QJsonObject &payload, const QDateTime &now)
{
    Validity validity;
    validity.issued = momentOf(payload["iat"_L1]);
    validity.begins = momentOf(payload["nbf"_L1]);
    validity.ends = momentOf(payload["exp"_L1]);
    validity.now = now;
    validity.state = stateAt(static_cast<double>(now.toMSecsSinceEpoch()) / 1000.0, payload);
    const auto from = validity.issued ? validity.issued : validity.begins;
    if (from && validity.ends)
        validity.lifetime = std::chrono::seconds(from->secsTo(*validity.ends));
    if (validity.ends)
        validity.left = std::chrono::seconds(now.secsTo(*validity.ends));
    return validity;
}

QString idOf(Validity::State state)
{
    switch (state) {
    case Validity::State::Valid:
        return u"valid"_s;
    case Validity::State::NotYet:
        return u"not-yet"_s;
    case Validity::State::Over:
        return u"over"_s;
    case Validity::State::Endless:
        return u"endless"_s;
    case Validity::State::Unreadable:
        return u"unreadable"_s;
    }
    return {};
}

std::optional<QDateTime> momentOf(const QJsonValue &numericDate)
{
    constexpr auto firstSecond = -62135596800.0; // 0001-01-01T00:00:00Z
    constexpr auto lastSecond = 253402300799.0; // 9999-12-31T23:59:59Z
    if (!numericDate.isDouble())
        return {};
    const auto seconds = numericDate.toDouble();
    if (seconds < firstSecond || seconds > lastSecond)
        return {};
    return QDateTime::fromMSecsSinceEpoch(qRound64(seconds * 1000.0), Qt::UTC);
}

} // namespace keyturn::jwt
