// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Anatomy.h"
#include "Base64Url.h"
#include "Claims.h"
#include "Findings.h"
#include "JwtComparison.h"
#include "JwtSearch.h"
#include "KeyStrength.h"
#include "KeyText.h"
#include "KindReading.h"
#include "OriginCheck.h"
#include "Verification.h"

#include <QTimeZone>

#include <algorithm>

// What holds of every JWT, key and signature that somebody may send.
namespace keyturn::fuzz {

using namespace Qt::StringLiterals;

// Published keys (RFC 7517, appendix A.1; RFC 8037, appendix A.2): nobody here has the other halves.
[[nodiscard]] inline const jwt::KeySet &publishedKeys()
{
    static const auto keys = jwt::readKeys(
        R"({"keys":[{"kty":"RSA","kid":"a","e":"AQAB","n":)"
        R"("0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCi)"
        R"(FV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9)"
        R"(c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1j)"
        R"(F44-csFCur-kEgU8awapJzKnqDKgw"},)"
        R"({"kty":"EC","kid":"b","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",)"
        R"("y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"},)"
        R"({"kty":"OKP","kid":"c","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]})");
    static const jwt::KeySet none;
    return keys ? *keys : none;
}

[[nodiscard]] inline const jwt::VerificationKeys &publishedVerificationKeys()
{
    static const jwt::VerificationKeys keys(publishedKeys());
    return keys;
}

[[nodiscard]] inline const QList<jwt::Algorithm> &everyAlgorithm()
{
    using jwt::Algorithm;
    static const QList<Algorithm> all{Algorithm::RS256, Algorithm::RS384, Algorithm::RS512, Algorithm::PS256,
                                      Algorithm::PS384, Algorithm::PS512, Algorithm::ES256, Algorithm::ES384,
                                      Algorithm::ES512, Algorithm::EdDSA};
    return all;
}

[[nodiscard]] inline QByteArray brokenInAnatomy(const jwt::Jwt &jwt, const QByteArray &compact)
{
    const auto anatomy = jwt::anatomyOf(jwt);
    if (!anatomy)
        return {};
    if (anatomy->signatureRange.end != compact.size())
        return "the parts do not fill the token";
    for (const auto &member : anatomy->members) {
        const bool inHeader = member.part == jwt::JwtPart::Header;
        const auto part = inHeader ? anatomy->headerRange : anatomy->payloadRange;
        const auto &json = inHeader ? jwt.jws.headerJson : jwt.jws.payload;
        if (member.json.begin < 0 || member.json.end > json.size() || member.json.begin >= member.json.end)
            return "a member that stands nowhere";
        if (member.compact.begin < part.begin || member.compact.end > part.end)
            return "a member whose characters are in another part";
        if (!json.sliced(member.json.begin, member.json.end - member.json.begin).endsWith(member.text))
            return "a value that is not what was written";
    }
    return {};
}

[[nodiscard]] inline QByteArray brokenInJwt(const jwt::Jwt &jwt, const QByteArray &compact)
{
    const QDateTime now(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
    const auto findings = jwt::findingsIn(jwt, now, {u"urn:team"_s, {u"app"_s}, publishedKeys()});
    const auto isGraver
        = [](const jwt::Finding &one, const jwt::Finding &other) { return one.severity > other.severity; };
    if (!std::is_sorted(findings.begin(), findings.end(), isGraver))
        return "the gravest finding does not stand first";
    if (jwt::claimsOf(jwt.payload).size() != jwt.payload.size())
        return "a claim is missing";
    for (const auto &row : jwt::comparisonOf(jwt, jwt)) {
        if (row.relation != jwt::MemberComparison::Relation::Same)
            return "a token differs from itself";
    }
    (void)jwt::validityOf(jwt.payload, now);
    jwt::Expectations expected;
    expected.at = now;
    expected.algorithms = everyAlgorithm();
    if (jwt::verify(jwt, publishedVerificationKeys(), expected).isValid())
        return "valid without a private key";
    return brokenInAnatomy(jwt, compact);
}

[[nodiscard]] inline QByteArray brokenByJwt(const QByteArray &input)
{
    const auto found = jwt::locateJwt(input);
    if (found && (found->range.begin < 0 || found->range.end > input.size() || found->gaps < 0))
        return "found outside of the text";
    const auto compact = found ? found->compact : input;
    const jwt::OriginSetting setting{
        u"urn:team"_s, {u"app"_s}, QDateTime(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC)};
    for (const auto &answer : jwt::answersOfOrigins(compact, publishedVerificationKeys(), setting)) {
        if (answer.accepts())
            return "an origin accepts what nobody signed";
        if (answer.steps.isEmpty() || answer.steps.last().passes)
            return "refused without a reason";
    }
    const auto decoded = jwt::decode(compact);
    const auto kindly = jwt::readKindly(compact);
    if (decoded && (!kindly || kindly->compact != compact))
        return "what strict readers take, kind ones take otherwise";
    if (decoded)
        return brokenInJwt(*decoded, compact);
    return kindly ? brokenInJwt(kindly->jwt, kindly->compact) : QByteArray();
}

[[nodiscard]] inline QByteArray brokenByBase64Url(const QByteArray &input)
{
    if (jwt::decodeBase64Url(jwt::encodeBase64Url(input)) != input)
        return "what was encoded does not come back";
    const auto decoded = jwt::decodeBase64Url(input);
    if (decoded && jwt::encodeBase64Url(*decoded) != input)
        return "two spellings of one value";
    return {};
}

/// The first byte chooses an algorithm, the second where the rest is split into signature and message; the
/// whole is also read as keys.
[[nodiscard]] inline QByteArray brokenBySignature(const QByteArray &input)
{
    if (const auto keys = jwt::readKeys(input)) {
        if (keys->keys.isEmpty())
            return "keys, and yet none";
        for (const auto &key : keys->keys) {
            (void)jwt::weaknessesOf(key);
            (void)jwt::thumbprintOf(key);
            (void)jwt::bitsOf(key);
            const jwt::VerificationKey prepared(key);
            for (const auto algorithm : everyAlgorithm())
                (void)prepared.check(algorithm, "message", input);
        }
    }
    if (input.size() < 2)
        return {};
    const auto algorithm
        = everyAlgorithm().at(static_cast<unsigned char>(input[0]) % everyAlgorithm().size());
    const auto rest = input.sliced(2);
    const auto size = std::min<qsizetype>(rest.size(), 2 * static_cast<unsigned char>(input[1]));
    for (const auto &key : publishedVerificationKeys()) {
        if (key.check(algorithm, rest.sliced(size), rest.first(size)) == jwt::SignatureCheck::Valid)
            return "a signature that nobody made";
    }
    return {};
}

} // namespace keyturn::fuzz
