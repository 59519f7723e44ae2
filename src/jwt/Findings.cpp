// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Findings.h"

#include "Signature.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

constexpr double longLife = 31.0 * 24 * 60 * 60;

Severity severityOf(FindingKind kind)
{
    switch (kind) {
    case FindingKind::AlgorithmNone:
    case FindingKind::AlgorithmSymmetric:
    case FindingKind::EmbeddedKey:
    case FindingKind::SignatureMissing:
        return Severity::Danger;
    case FindingKind::AlgorithmUnusual:
    case FindingKind::CriticalHeader:
    case FindingKind::NoKeyId:
    case FindingKind::NoExpiry:
    case FindingKind::ExpiryFarAway:
    case FindingKind::Expired:
    case FindingKind::NotYetValid:
    case FindingKind::IssuedInFuture:
    case FindingKind::TypeNotApp:
        return Severity::Warning;
    case FindingKind::NoNotBefore:
    case FindingKind::EmptySubject:
        return Severity::Info;
    }
    return Severity::Info;
}

std::optional<FindingKind> findingOfAlgorithm(const QString &algorithm)
{
    if (algorithm == "RS256"_L1)
        return {};
    if (isNone(algorithm))
        return FindingKind::AlgorithmNone;
    if (algorithm.startsWith("HS"_L1, Qt::CaseInsensitive))
        return FindingKind::AlgorithmSymmetric;
    return FindingKind::AlgorithmUnusual;
}

bool carriesAKey(const QJsonObject &header)
{
    constexpr std::array members{"jwk"_L1, "jku"_L1, "x5u"_L1, "x5c"_L1};
    return std::any_of(
        members.begin(), members.end(), [&header](QLatin1StringView name) { return header.contains(name); });
}

QList<FindingKind> kindsInHeader(const QJsonObject &header)
{
    QList<FindingKind> kinds;
    if (const auto kind = findingOfAlgorithm(header["alg"_L1].toString()))
        kinds.append(*kind);
    if (carriesAKey(header))
        kinds.append(FindingKind::EmbeddedKey);
    if (header.contains("crit"_L1))
        kinds.append(FindingKind::CriticalHeader);
    if (header["kid"_L1].toString().isEmpty())
        kinds.append(FindingKind::NoKeyId);
    return kinds;
}

QList<FindingKind> kindsInTimes(const QJsonObject &payload, double now)
{
    QList<FindingKind> kinds;
    const auto exp = payload["exp"_L1];
    const auto nbf = payload["nbf"_L1];
    const auto iat = payload["iat"_L1];
    if (!exp.isDouble())
        kinds.append(FindingKind::NoExpiry);
    else if (exp.toDouble() <= now)
        kinds.append(FindingKind::Expired);
    if (exp.isDouble() && exp.toDouble() - iat.toDouble(now) > longLife)
        kinds.append(FindingKind::ExpiryFarAway);
    if (nbf.isUndefined())
        kinds.append(FindingKind::NoNotBefore);
    if (nbf.toDouble(now) > now)
        kinds.append(FindingKind::NotYetValid);
    if (iat.toDouble(now) > now)
        kinds.append(FindingKind::IssuedInFuture);
    return kinds;
}

} // namespace

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
    }
    return {};
}

QList<Finding> findingsIn(const Jwt &jwt, const QDateTime &now)
{
    auto kinds = kindsInHeader(jwt.jws.header);
    if (jwt.jws.signature.isEmpty())
        kinds.append(FindingKind::SignatureMissing);
    kinds += kindsInTimes(jwt.payload, static_cast<double>(now.toMSecsSinceEpoch()) / 1000.0);
    if (jwt.payload["sub"_L1] == QString(""_L1))
        kinds.append(FindingKind::EmptySubject);
    const auto type = jwt.payload["type"_L1];
    if (!type.isUndefined() && type != u"app"_s)
        kinds.append(FindingKind::TypeNotApp);

    QList<Finding> findings;
    for (const auto kind : kinds)
        findings.append({kind, severityOf(kind)});
    const auto isGraver
        = [](const Finding &one, const Finding &other) { return one.severity > other.severity; };
    std::stable_sort(findings.begin(), findings.end(), isGraver);
    return findings;
}

} // namespace keyturn::jwt
