// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "OriginTrial.h"

#include "AlgorithmTable.h"
#include "Verification.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

// Any JSON value: readers in the field take more than objects, and fail later.
std::optional<QJsonValue> valueOf(const QByteArray &json)
{
    const auto wrapped = QJsonDocument::fromJson('[' + json + ']').array();
    return wrapped.size() == 1 ? std::optional(wrapped.first()) : std::nullopt;
}

// jose takes padding, where it is complete.
bool takesPadding(Origin origin)
{
    return origin == Origin::Jose || origin == Origin::WantsPerson;
}

QByteArray withoutPadding(QByteArray text)
{
    const auto padding = text.endsWith("==") ? 2 : text.endsWith('=') ? 1 : 0;
    if (text.size() % 4 == 0)
        text.chop(padding);
    return text;
}

// Readers in the field forgive bits past the last byte, which decodeBase64Url() does not.
std::optional<QByteArray> forgivinglyDecoded(const QByteArray &text)
{
    const auto options = QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors;
    const auto decoded = QByteArray::fromBase64Encoding(text, options);
    if (!decoded || text.contains('=') || text.size() % 4 == 1)
        return std::nullopt;
    return *decoded;
}

} // namespace

OriginTrial::OriginTrial(Origin origin, const QByteArray &compact, const QDateTime &at)
    : m_now(static_cast<double>(at.toMSecsSinceEpoch()) / 1000.0)
{
    m_answer.origin = origin;
    m_isPresent = !compact.isEmpty();
    const auto firstDot = compact.indexOf('.');
    const auto secondDot = firstDot < 0 ? -1 : compact.indexOf('.', firstDot + 1);
    if (secondDot < 0 || compact.indexOf('.', secondDot + 1) >= 0)
        return;
    m_hasThreeParts = true;
    const auto decoded = [origin](const QByteArray &part) {
        return forgivinglyDecoded(takesPadding(origin) ? withoutPadding(part) : part);
    };
    const auto headerJson = decoded(compact.first(firstDot));
    const auto payloadJson = decoded(compact.sliced(firstDot + 1, secondDot - firstDot - 1));
    const auto signature = decoded(compact.sliced(secondDot + 1));
    const auto headerValue = headerJson ? valueOf(*headerJson) : std::nullopt;
    if (!headerValue)
        return;
    header = *headerValue;
    const auto payloadValue = payloadJson ? valueOf(*payloadJson) : std::nullopt;
    if (!payloadValue || !signature)
        return;
    payload = *payloadValue;
    m_input = compact.first(secondDot);
    m_signature = *signature;
    m_isReadable = true;
}

bool OriginTrial::isMeantFor(const QStringList &audiences) const
{
    return isMeantForOneOf(audiences, payload["aud"_L1]);
}

bool OriginTrial::isSigned(
    Algorithm algorithm, const VerificationKeys &keys, const IsCandidate &isCandidate) const
{
    return std::any_of(keys.begin(), keys.end(), [&](const VerificationKey &key) {
        return isCandidate(key.jwk()) && key.check(algorithm, m_input, m_signature) == SignatureCheck::Valid;
    });
}

qsizetype OriginTrial::countOf(const VerificationKeys &keys, const IsCandidate &isCandidate)
{
    return std::count_if(
        keys.begin(), keys.end(), [&](const VerificationKey &key) { return isCandidate(key.jwk()); });
}

bool OriginTrial::passes(OriginCheck check, bool passes, const QString &claim)
{
    m_answer.steps.append(OriginStep{check, passes, claim});
    return passes;
}

OriginAnswer OriginTrial::refused(int status, const QString &text)
{
    m_answer.status = status;
    m_answer.text = text;
    return m_answer;
}

bool hasTypeFor(const Jwk &key, Algorithm algorithm)
{
    const auto &properties = propertiesOf(algorithm);
    return key.type == properties.keyType && fitsCurve(properties, key.curve);
}

OriginConfidence confidenceOf(Origin origin)
{
    switch (origin) {
    case Origin::Hono:
    case Origin::HonoAnyAudience:
    case Origin::Jose:
        return OriginConfidence::Certain;
    case Origin::Cloudflared:
        return OriginConfidence::Likely;
    case Origin::WantsPerson:
        return OriginConfidence::Possible;
    }
    return OriginConfidence::Possible;
}

QString idOf(OriginConfidence confidence)
{
    switch (confidence) {
    case OriginConfidence::Certain:
        return u"certain"_s;
    case OriginConfidence::Likely:
        return u"likely"_s;
    case OriginConfidence::Possible:
        return u"possible"_s;
    }
    return {};
}

QString idOf(Origin origin)
{
    switch (origin) {
    case Origin::Hono:
        return u"hono"_s;
    case Origin::HonoAnyAudience:
        return u"hono-any-audience"_s;
    case Origin::Cloudflared:
        return u"cloudflared"_s;
    case Origin::Jose:
        return u"jose"_s;
    case Origin::WantsPerson:
        return u"wants-person"_s;
    }
    return {};
}

QString idOf(OriginCheck check)
{
    switch (check) {
    case OriginCheck::Present:
        return u"present"_s;
    case OriginCheck::Readable:
        return u"readable"_s;
    case OriginCheck::Algorithm:
        return u"algorithm"_s;
    case OriginCheck::CriticalHeader:
        return u"critical-header"_s;
    case OriginCheck::Form:
        return u"form"_s;
    case OriginCheck::Issuer:
        return u"issuer"_s;
    case OriginCheck::Audience:
        return u"audience"_s;
    case OriginCheck::Signature:
        return u"signature"_s;
    case OriginCheck::Expiry:
        return u"expiry"_s;
    case OriginCheck::NotBefore:
        return u"not-before"_s;
    case OriginCheck::Person:
        return u"person"_s;
    }
    return {};
}

} // namespace keyturn::jwt
