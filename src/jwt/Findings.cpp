// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Findings.h"

#include "HeaderFindings.h"
#include "PayloadFindings.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

Severity severityOf(FindingKind kind)
{
    switch (kind) {
    case FindingKind::AlgorithmNone:
    case FindingKind::AlgorithmSymmetric:
    case FindingKind::EmbeddedKey:
    case FindingKind::EmbeddedKeyForeign:
    case FindingKind::SignatureMissing:
    case FindingKind::SignatureOfZeros:
    case FindingKind::KeyIdSuspicious:
    case FindingKind::RepeatedMember:
    case FindingKind::SecretInside:
    case FindingKind::KeyShort:
    case FindingKind::KeyRoca:
        return Severity::Danger;
    case FindingKind::AlgorithmUnusual:
    case FindingKind::CriticalHeader:
    case FindingKind::NoKeyId:
    case FindingKind::NoExpiry:
    case FindingKind::TimeUnreadable:
    case FindingKind::ExpiryFarAway:
    case FindingKind::Expired:
    case FindingKind::NotYetValid:
    case FindingKind::IssuedInFuture:
    case FindingKind::TypeNotApp:
    case FindingKind::KeyIdLong:
    case FindingKind::NotCanonical:
    case FindingKind::TrailingBytes:
    case FindingKind::IssuerUnexpected:
    case FindingKind::AudienceUnexpected:
    case FindingKind::KeyExponent:
        return Severity::Warning;
    case FindingKind::NoNotBefore:
    case FindingKind::EmptySubject:
    case FindingKind::PersonalData:
        return Severity::Info;
    }
    return Severity::Info;
}

QString idOf(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return u"info"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Danger:
        return u"danger"_s;
    }
    return {};
}

QString idOf(FindingKind kind)
{
    switch (kind) {
    case FindingKind::AlgorithmNone:
        return u"algorithm-none"_s;
    case FindingKind::AlgorithmSymmetric:
        return u"algorithm-symmetric"_s;
    case FindingKind::AlgorithmUnusual:
        return u"algorithm-unusual"_s;
    case FindingKind::EmbeddedKey:
        return u"embedded-key"_s;
    case FindingKind::CriticalHeader:
        return u"critical-header"_s;
    case FindingKind::NoKeyId:
        return u"no-key-id"_s;
    case FindingKind::NoExpiry:
        return u"no-expiry"_s;
    case FindingKind::TimeUnreadable:
        return u"time-unreadable"_s;
    case FindingKind::ExpiryFarAway:
        return u"expiry-far-away"_s;
    case FindingKind::Expired:
        return u"expired"_s;
    case FindingKind::NotYetValid:
        return u"not-yet-valid"_s;
    case FindingKind::IssuedInFuture:
        return u"issued-in-future"_s;
    case FindingKind::NoNotBefore:
        return u"no-not-before"_s;
    case FindingKind::EmptySubject:
        return u"empty-subject"_s;
    case FindingKind::TypeNotApp:
        return u"type-not-app"_s;
    case FindingKind::SignatureMissing:
        return u"signature-missing"_s;
    case FindingKind::SignatureOfZeros:
        return u"signature-of-zeros"_s;
    case FindingKind::KeyIdSuspicious:
        return u"key-id-suspicious"_s;
    case FindingKind::KeyIdLong:
        return u"key-id-long"_s;
    case FindingKind::RepeatedMember:
        return u"repeated-member"_s;
    case FindingKind::SecretInside:
        return u"secret-inside"_s;
    case FindingKind::PersonalData:
        return u"personal-data"_s;
    case FindingKind::NotCanonical:
        return u"not-canonical"_s;
    case FindingKind::TrailingBytes:
        return u"trailing-bytes"_s;
    case FindingKind::EmbeddedKeyForeign:
        return u"embedded-key-foreign"_s;
    case FindingKind::IssuerUnexpected:
        return u"issuer-unexpected"_s;
    case FindingKind::AudienceUnexpected:
        return u"audience-unexpected"_s;
    case FindingKind::KeyShort:
        return u"key-short"_s;
    case FindingKind::KeyExponent:
        return u"key-exponent"_s;
    case FindingKind::KeyRoca:
        return u"key-roca"_s;
    }
    return {};
}

QList<Finding> findingsIn(const Jwt &jwt, const QDateTime &now)
{
    QList<Finding> findings;
    findInHeader(findings, jwt.jws);
    findInPayload(findings, jwt, now);
    sortByGravity(findings);
    return findings;
}

QList<Finding> findingsIn(const Jwt &jwt, const QDateTime &now, const Known &known)
{
    auto findings = findingsIn(jwt, now);
    findInKeys(findings, jwt.jws, known.keys);
    findInExpectations(findings, jwt.payload, known);
    sortByGravity(findings);
    return findings;
}

void sortByGravity(QList<Finding> &findings)
{
    const auto isGraver
        = [](const Finding &one, const Finding &other) { return one.severity > other.severity; };
    // Sorting asks for memory, and most tokens have little to sort.
    if (!std::is_sorted(findings.cbegin(), findings.cend(), isGraver))
        std::stable_sort(findings.begin(), findings.end(), isGraver);
}

} // namespace keyturn::jwt
