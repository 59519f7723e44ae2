// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Verification.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

Verification refused(Verification verification, Refusal refusal)
{
    verification.refusal = refusal;
    return verification;
}

// The header in words, before anybody judges it.
Verification aboutHeader(const QJsonObject &header)
{
    return {{}, header["kid"_L1].toString(), header["alg"_L1].toString()};
}

bool isAbsentOrString(const QJsonValue &value)
{
    return value.isUndefined() || value.isString();
}

bool isAbsentOrNumber(const QJsonValue &value)
{
    return value.isUndefined() || value.isDouble();
}

bool areTimesNumbers(const QJsonObject &payload)
{
    return isAbsentOrNumber(payload["exp"_L1]) && isAbsentOrNumber(payload["nbf"_L1])
        && isAbsentOrNumber(payload["iat"_L1]);
}

// Tries the keys that the token may mean. The keys of a set may share a `kid`.
Verification
tryKeys(Verification verification, const Jws &jws, const VerificationKeys &keys, Algorithm algorithm)
{
    const bool namesItsKey = jws.header.contains("kid"_L1);
    bool hasKey = false;
    bool hasUsableKey = false;
    for (const auto &key : keys) {
        const auto &id = key.jwk().id;
        if (namesItsKey && !key.jwk().fitsAnyId && (id.isEmpty() || id != verification.keyId))
            continue;
        hasKey = true;
        const auto check = key.check(algorithm, jws.signingInput, jws.signature);
        if (check == SignatureCheck::Valid) {
            verification.keyId = id;
            verification.key = key.jwk();
            return verification;
        }
        hasUsableKey = hasUsableKey || check == SignatureCheck::Invalid;
    }
    if (!hasKey)
        return refused(verification, Refusal::NoMatchingKey);
    return refused(verification, hasUsableKey ? Refusal::SignatureInvalid : Refusal::KeyUnusable);
}

// Numbers of any size are compared as they are: one beyond the calendar is still before or after now.
std::optional<Refusal> refusalOfClaims(const QJsonObject &payload, const Expectations &expected)
{
    if (!expected.issuer.isEmpty() && payload["iss"_L1] != expected.issuer)
        return Refusal::IssuerMismatch;
    if (!expected.audiences.isEmpty() && !isMeantForOneOf(expected.audiences, payload["aud"_L1]))
        return Refusal::AudienceMismatch;

    const auto at = static_cast<double>(expected.at.toMSecsSinceEpoch()) / 1000.0;
    const auto leeway = static_cast<double>(expected.leeway.count());
    const auto exp = payload["exp"_L1];
    if (exp.isDouble() && at >= exp.toDouble() + leeway)
        return Refusal::Expired;
    if (payload["nbf"_L1].toDouble(at) > at + leeway)
        return Refusal::NotYetValid;
    if (payload["iat"_L1].toDouble(at) > at + leeway)
        return Refusal::IssuedInFuture;

    const auto type = payload["type"_L1];
    if (!expected.type.isEmpty() && !type.isUndefined() && type != expected.type)
        return Refusal::WrongType;
    return {};
}

} // namespace

bool isMeantForOneOf(const QStringList &audiences, const QJsonValue &aud)
{
    if (aud.isString())
        return audiences.contains(aud.toString());
    const auto entries = aud.toArray();
    const auto isExpected = [&audiences](const QJsonValue &entry) {
        return entry.isString() && audiences.contains(entry.toString());
    };
    return std::any_of(entries.begin(), entries.end(), isExpected);
}

QString idOf(Refusal refusal)
{
    switch (refusal) {
    case Refusal::Malformed:
        return u"malformed"_s;
    case Refusal::AlgorithmNone:
        return u"algorithm-none"_s;
    case Refusal::AlgorithmNotAllowed:
        return u"algorithm-not-allowed"_s;
    case Refusal::CriticalHeader:
        return u"critical-header"_s;
    case Refusal::NoMatchingKey:
        return u"no-matching-key"_s;
    case Refusal::KeyUnusable:
        return u"key-unusable"_s;
    case Refusal::SignatureInvalid:
        return u"signature-invalid"_s;
    case Refusal::IssuerMismatch:
        return u"issuer-mismatch"_s;
    case Refusal::AudienceMismatch:
        return u"audience-mismatch"_s;
    case Refusal::Expired:
        return u"expired"_s;
    case Refusal::NotYetValid:
        return u"not-yet-valid"_s;
    case Refusal::IssuedInFuture:
        return u"issued-in-future"_s;
    case Refusal::WrongType:
        return u"wrong-type"_s;
    }
    return {};
}

Verification verify(const Jwt &jwt, const KeySet &keys, const Expectations &expected)
{
    return verify(jwt, VerificationKeys(keys), expected);
}

Verification verify(const Jwt &jwt, const VerificationKeys &keys, const Expectations &expected)
{
    Q_ASSERT_X(expected.at.isValid(), Q_FUNC_INFO, "should have been told the moment of judgement");
    if (!areTimesNumbers(jwt.payload))
        return refused(aboutHeader(jwt.jws.header), Refusal::Malformed);
    auto verification = verifySignature(jwt.jws, keys, expected.algorithms);
    if (verification.isValid())
        verification.refusal = refusalOfClaims(jwt.payload, expected);
    return verification;
}

Verification verifySignature(const Jws &jws, const KeySet &keys, const QList<Algorithm> &allowed)
{
    return verifySignature(jws, VerificationKeys(keys), allowed);
}

Verification verifySignature(const Jws &jws, const VerificationKeys &keys, const QList<Algorithm> &allowed)
{
    const auto verification = aboutHeader(jws.header);
    if (!isAbsentOrString(jws.header["alg"_L1]) || !isAbsentOrString(jws.header["kid"_L1]))
        return refused(verification, Refusal::Malformed);
    if (isNone(verification.algorithm))
        return refused(verification, Refusal::AlgorithmNone);
    const auto algorithm = algorithmNamed(verification.algorithm);
    if (!algorithm || !allowed.contains(*algorithm))
        return refused(verification, Refusal::AlgorithmNotAllowed);
    // Keyturn knows no extension, and must refuse what it does not know (RFC 7515, section 4.1.11).
    if (jws.header.contains("crit"_L1))
        return refused(verification, Refusal::CriticalHeader);
    return tryKeys(verification, jws, keys, *algorithm);
}

} // namespace keyturn::jwt
