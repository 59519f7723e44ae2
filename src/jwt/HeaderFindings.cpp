// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "HeaderFindings.h"

#include "KeyStrength.h"
#include "KeyText.h"
#include "Signature.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

void add(QList<Finding> &findings, FindingKind kind, const QStringList &about = {})
{
    findings.append(Finding{kind, severityOf(kind), about});
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

QStringList keysBroughtBy(const QJsonObject &header)
{
    QStringList names;
    for (const auto &name : {"jwk"_L1, "jku"_L1, "x5u"_L1, "x5c"_L1}) {
        if (header.contains(name))
            names.append(name);
    }
    return names;
}

// Ids are hex, base64url, UUIDs, dates or words with dots. A server that puts one into a file name, a query
// or a command must not be handed this.
bool isSuspicious(const QString &keyId)
{
    constexpr std::array bad{u'/', u'\\', u'\'', u'"', u'`',  u';', u'|',
                             u'$', u'<',  u'>',  u'(', u'\0', u'\n'};
    const auto isBad
        = [&bad](QChar c) { return std::find(bad.begin(), bad.end(), c.unicode()) != bad.end(); };
    return std::any_of(keyId.begin(), keyId.end(), isBad) || keyId.contains(".."_L1)
        || keyId.contains("--"_L1) || keyId.contains(" or "_L1, Qt::CaseInsensitive)
        || keyId.contains("union "_L1, Qt::CaseInsensitive);
}

bool isOfZeros(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte == '\0'; });
}

bool hasHalfOfZeros(const QByteArray &signature)
{
    const auto half = signature.size() / 2;
    return half > 0
        && (isOfZeros(QByteArrayView(signature).first(half))
            || isOfZeros(QByteArrayView(signature).last(half)));
}

// The key in `jwk` or in the first certificate of `x5c`; null when there is none that can be read.
std::optional<Jwk> embeddedKey(const QJsonObject &header)
{
    auto text = QJsonDocument(header["jwk"_L1].toObject()).toJson(QJsonDocument::Compact);
    if (!header["jwk"_L1].isObject()) {
        const auto certificate = header["x5c"_L1][0].toString().toLatin1();
        if (certificate.isEmpty())
            return {};
        text = "-----BEGIN CERTIFICATE-----\n" + QByteArray::fromBase64(certificate).toBase64()
            + "\n-----END CERTIFICATE-----\n";
    }
    const auto keys = readKeys(text);
    return keys ? std::optional(keys->keys.first()) : std::nullopt;
}

bool isSameKey(const Jwk &one, const Jwk &other)
{
    const auto print = thumbprintOf(one);
    return !print.isEmpty() && print == thumbprintOf(other);
}

void addWeaknesses(QList<Finding> &findings, const Jwk &key)
{
    for (const auto weakness : weaknessesOf(key)) {
        const auto kind = weakness == KeyWeakness::ShortModulus ? FindingKind::KeyShort
            : weakness == KeyWeakness::Roca                     ? FindingKind::KeyRoca
                                                                : FindingKind::KeyExponent;
        const Finding finding{kind, severityOf(kind), key.id.isEmpty() ? QStringList() : QStringList{key.id}};
        if (!findings.contains(finding))
            findings.append(finding);
    }
}

} // namespace

void findInHeader(QList<Finding> &findings, const Jws &jws)
{
    constexpr qsizetype longestKeyId = 256;
    const auto &header = jws.header;
    const auto algorithm = header["alg"_L1].toString();
    if (const auto kind = findingOfAlgorithm(algorithm))
        add(findings, *kind, {u"alg"_s});
    if (const auto names = keysBroughtBy(header); !names.isEmpty())
        add(findings, FindingKind::EmbeddedKey, names);
    if (header.contains("crit"_L1))
        add(findings, FindingKind::CriticalHeader, {u"crit"_s});
    const auto keyId = header["kid"_L1].toString();
    if (keyId.isEmpty())
        add(findings, FindingKind::NoKeyId);
    if (keyId.size() > longestKeyId)
        add(findings, FindingKind::KeyIdLong, {u"kid"_s});
    if (isSuspicious(keyId.first(std::min(keyId.size(), longestKeyId))))
        add(findings, FindingKind::KeyIdSuspicious, {u"kid"_s});
    if (jws.signature.isEmpty())
        add(findings, FindingKind::SignatureMissing);
    if (algorithm.startsWith("ES"_L1) && hasHalfOfZeros(jws.signature))
        add(findings, FindingKind::SignatureOfZeros);
    if (header.contains("jwk"_L1) || header.contains("x5c"_L1)) {
        if (const auto key = embeddedKey(header))
            addWeaknesses(findings, *key);
    }
}

void findInKeys(QList<Finding> &findings, const Jws &jws, const KeySet &keys)
{
    if (const auto *named = keys.find(jws.header["kid"_L1].toString()))
        addWeaknesses(findings, *named);
    const auto embedded = embeddedKey(jws.header);
    if (!embedded || keys.keys.isEmpty())
        return;
    const auto isIt = [&embedded](const Jwk &key) { return isSameKey(key, *embedded); };
    if (std::none_of(keys.keys.begin(), keys.keys.end(), isIt))
        add(findings, FindingKind::EmbeddedKeyForeign, {jws.header.contains("jwk"_L1) ? u"jwk"_s : u"x5c"_s});
}

} // namespace keyturn::jwt
