// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtInspection.h"

#include "Ascii.h"
#include "KindReading.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

using jwt::FindingKind;

jwt::FoundJwt wholeOf(const QByteArray &text)
{
    jwt::FoundJwt whole;
    whole.compact = text.trimmed();
    whole.range = {0, text.size()};
    return whole;
}

// Then nothing was pasted around it: what does not belong to it came with it.
bool isOneWord(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char byte) {
        return isAlphanumeric(byte) || QByteArrayView("-_+/=.").contains(byte);
    });
}

jwt::FoundJwt foundIn(const QByteArray &text)
{
    const auto found = jwt::locateJwt(text);
    return !found || isOneWord(text.trimmed()) ? wholeOf(text) : *found;
}

// Of one that is written otherwise than `jwt` is: nobody can tell which characters carry what.
void forgetPlaces(jwt::Anatomy &anatomy)
{
    anatomy.headerRange = anatomy.payloadRange = anatomy.signatureRange = {};
    for (auto &member : anatomy.members)
        member.compact = {};
}

} // namespace

Result<JwtInspection, jwt::DecodeError>
inspectJwt(const QByteArray &text, const QDateTime &now, const jwt::Known &known)
{
    JwtInspection inspection;
    inspection.found = foundIn(text);
    inspection.compact = inspection.found.compact;
    inspection.hasAnother = jwt::locateJwt(text.sliced(inspection.found.range.end)).has_value();
    auto decoded = jwt::decode(inspection.compact);
    const auto kindly = decoded ? std::nullopt : jwt::readKindly(inspection.compact);
    if (!decoded && !kindly)
        return Failure{decoded.error()};
    if (!decoded)
        inspection.formError = decoded.error();
    inspection.jwt = decoded ? *std::move(decoded) : kindly->jwt;
    inspection.subject = jwt::subjectKindOf(inspection.jwt.payload);
    inspection.claims = jwt::claimsOf(inspection.jwt.payload);
    inspection.findings = jwt::findingsIn(inspection.jwt, now, known);
    if (kindly && kindly->wasNotCanonical)
        inspection.findings.append({FindingKind::NotCanonical, severityOf(FindingKind::NotCanonical)});
    if (kindly && kindly->hadTrailingBytes)
        inspection.findings.append({FindingKind::TrailingBytes, severityOf(FindingKind::TrailingBytes)});
    jwt::sortByGravity(inspection.findings);
    inspection.validity = jwt::validityOf(inspection.jwt.payload, now);
    if (auto anatomy = jwt::anatomyOf(inspection.jwt))
        inspection.anatomy = *std::move(anatomy);
    if (inspection.anatomy && !inspection.compact.startsWith(inspection.jwt.jws.signingInput + '.'))
        forgetPlaces(*inspection.anatomy);
    return inspection;
}

jwt::Verification verificationOf(
    const JwtInspection &inspection, const jwt::VerificationKeys &keys, const jwt::Expectations &expected)
{
    if (!inspection.formError)
        return jwt::verify(inspection.jwt, keys, expected);
    const auto &header = inspection.jwt.jws.header;
    return {jwt::Refusal::Malformed, header["kid"_L1].toString(), header["alg"_L1].toString()};
}

} // namespace keyturn
