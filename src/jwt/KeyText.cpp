// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeyText.h"

#include "PemKeys.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

// Access's answer to who has no use for JWKs: certificates with ids, and no keys.
KeySet keysOfCertificates(const QJsonArray &certificates)
{
    KeySet set;
    for (const auto &each : certificates) {
        const auto keys = readPemKeys(each["cert"_L1].toString().toLatin1());
        if (!keys || keys->keys.isEmpty())
            continue;
        auto key = keys->keys.first();
        key.id = each["kid"_L1].toString();
        key.fitsAnyId = key.id.isEmpty();
        set.keys.append(key);
    }
    return set;
}

// `d` is the private half of every kind of key that has two (RFC 7518, section 6; RFC 8037, section 2).
bool holdsPrivateKey(const QJsonDocument &document)
{
    auto keys = document.isArray() ? document.array() : document["keys"_L1].toArray();
    keys.append(document.object());
    return std::any_of(keys.begin(), keys.end(), [](const QJsonValue &key) {
        return key["kty"_L1].isString() && !key["d"_L1].isUndefined();
    });
}

} // namespace

Result<KeySet, KeySetError> readKeys(const QByteArray &text)
{
    if (text.size() > largestKeySet)
        return Failure{KeySetError::TooLarge};
    if (text.contains("-----BEGIN ") && !text.trimmed().startsWith('{'))
        return readPemKeys(text);
    const auto document = QJsonDocument::fromJson(text);
    if (holdsPrivateKey(document))
        return Failure{KeySetError::PrivateKey};
    if (document.isArray()) {
        const QJsonObject set{{"keys"_L1, document.array()}};
        return parseKeySet(QJsonDocument(set).toJson(QJsonDocument::Compact));
    }
    if (!document.isObject() || document["keys"_L1].isArray() || !document["public_certs"_L1].isArray())
        return parseKeySet(text);
    auto set = keysOfCertificates(document["public_certs"_L1].toArray());
    set.currentId = document["public_cert"_L1]["kid"_L1].toString();
    return set.keys.isEmpty() ? Result<KeySet, KeySetError>(Failure{KeySetError::NoKeys}) : set;
}

} // namespace keyturn::jwt
