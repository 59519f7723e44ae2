// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ClaimWording.h"
#include "FindingWording.h"
#include "Json.h"
#include "JwtWording.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

QString idOf(jwt::JwtCarrier carrier)
{
    using jwt::JwtCarrier;
    switch (carrier) {
    case JwtCarrier::None:
        return u"none"_s;
    case JwtCarrier::Quotes:
        return u"quotes"_s;
    case JwtCarrier::Bearer:
        return u"bearer"_s;
    case JwtCarrier::AccessHeader:
        return u"access-header"_s;
    case JwtCarrier::Header:
        return u"header"_s;
    case JwtCarrier::Cookie:
        return u"cookie"_s;
    case JwtCarrier::CurlCommand:
        return u"curl"_s;
    case JwtCarrier::Url:
        return u"url"_s;
    case JwtCarrier::Text:
        return u"text"_s;
    }
    return {};
}

QJsonArray jsonOf(JsonRange range)
{
    return {range.begin, range.end};
}

QJsonValue secondsOrNull(const std::optional<std::chrono::seconds> &seconds)
{
    return seconds ? QJsonValue(static_cast<qint64>(seconds->count())) : QJsonValue(QJsonValue::Null);
}

QJsonObject jsonOf(const jwt::Validity &validity)
{
    return {
        {u"state"_s, jwt::idOf(validity.state)},
        {u"message"_s, sentenceFor(validity)},
        {u"issued_at"_s, momentOrNull(validity.issued.value_or(QDateTime()))},
        {u"begins_at"_s, momentOrNull(validity.begins.value_or(QDateTime()))},
        {u"ends_at"_s, momentOrNull(validity.ends.value_or(QDateTime()))},
        {u"lifetime_seconds"_s, secondsOrNull(validity.lifetime)},
        {u"seconds_left"_s, secondsOrNull(validity.left)},
    };
}

QJsonObject jsonOf(const jwt::FoundJwt &found)
{
    return {
        {u"in"_s, idOf(found.carrier)},
        {u"bytes"_s, jsonOf(found.range)},
        {u"gaps"_s, found.gaps},
    };
}

// Each with its value as it was written: JSON readers round numbers and keep one of several names.
QJsonValue membersOf(const JwtInspection &inspection)
{
    if (!inspection.anatomy)
        return QJsonValue::Null;
    QJsonArray members;
    for (const auto &member : inspection.anatomy->members) {
        members.append(QJsonObject{
            {u"part"_s, member.part == jwt::JwtPart::Header ? u"header"_s : u"payload"_s},
            {u"name"_s, member.name},
            {u"text"_s, QString::fromUtf8(member.text)},
            {u"json_bytes"_s, jsonOf(member.json)},
            {u"compact_bytes"_s, jsonOf(member.compact)},
            {u"repeated"_s, member.isRepeated},
        });
    }
    return members;
}

} // namespace

QJsonObject jsonOf(const JwtInspection &inspection, const QDateTime &now)
{
    // What a person could want explained; the payload has them all.
    constexpr qsizetype mostClaims = 10'000;
    const auto explained = std::min(mostClaims, inspection.claims.size());
    QJsonArray claims;
    for (const auto &claim : inspection.claims.first(explained)) {
        claims.append(QJsonObject{
            {u"name"_s, claim.name},
            {u"value"_s, claim.value},
            {u"meaning"_s, meaningOf(claim, now)},
            {u"time"_s, claim.time ? momentOrNull(*claim.time) : QJsonValue(QJsonValue::Null)},
        });
    }
    QJsonArray findings;
    for (const auto &finding : inspection.findings) {
        findings.append(QJsonObject{
            {u"id"_s, jwt::idOf(finding.kind)},
            {u"severity"_s, jwt::idOf(finding.severity)},
            {u"message"_s, sentenceFor(finding)},
            {u"why"_s, whyFor(finding.kind)},
            {u"next_step"_s, adviceFor(finding.kind)},
            {u"about"_s, QJsonArray::fromStringList(finding.about)},
        });
    }
    return {
        {u"header"_s, inspection.jwt.jws.header},
        {u"payload"_s, inspection.jwt.payload},
        {u"signature_bytes"_s, inspection.jwt.jws.signature.size()},
        {u"subject_kind"_s, jwt::idOf(inspection.subject)},
        {u"claims"_s, claims},
        {u"claims_left_out"_s, inspection.claims.size() - explained},
        {u"findings"_s, findings},
        {u"validity"_s, jsonOf(inspection.validity)},
        {u"found"_s, jsonOf(inspection.found)},
        {u"members"_s, membersOf(inspection)},
    };
}

QJsonObject jsonOf(const jwt::Verification &verification)
{
    const auto refusal = verification.refusal;
    return {
        {u"valid"_s, verification.isValid()},
        {u"reason"_s, refusal ? QJsonValue(jwt::idOf(*refusal)) : QJsonValue(QJsonValue::Null)},
        {u"message"_s, refusal ? QJsonValue(sentenceFor(*refusal)) : QJsonValue(QJsonValue::Null)},
        {u"key_id"_s, textOrNull(verification.keyId)},
        {u"algorithm"_s, textOrNull(verification.algorithm)},
    };
}

} // namespace keyturn::cli
