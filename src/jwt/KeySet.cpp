// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeySet.h"

#include "Base64Url.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

KeyType typeNamed(const QString &name)
{
    if (name == "RSA"_L1)
        return KeyType::Rsa;
    if (name == "EC"_L1)
        return KeyType::EllipticCurve;
    if (name == "OKP"_L1)
        return KeyType::OctetKeyPair;
    if (name == "oct"_L1)
        return KeyType::Symmetric;
    return KeyType::Unknown;
}

// Empty when the member is missing or not base64url: no number of a key is empty.
QByteArray numberIn(const QJsonObject &json, QLatin1StringView name)
{
    return decodeBase64Url(json[name].toString().toLatin1()).value_or(QByteArray());
}

bool hasItsNumbers(const Jwk &key)
{
    switch (key.type) {
    case KeyType::Rsa:
        return !key.n.isEmpty() && !key.e.isEmpty();
    case KeyType::EllipticCurve:
        return !key.x.isEmpty() && !key.y.isEmpty();
    case KeyType::OctetKeyPair:
        return !key.x.isEmpty();
    case KeyType::Symmetric:
    case KeyType::Unknown:
        return true;
    }
    return false;
}

// What narrows a key and cannot be read must not leave it wide.
bool isTextOrAbsent(const QJsonValue &value)
{
    return value.isUndefined() || value.isString();
}

// What is no list allows nothing.
std::optional<QStringList> operationsIn(const QJsonObject &json)
{
    if (!json.contains("key_ops"_L1))
        return {};
    QStringList operations;
    const auto names = json["key_ops"_L1].toArray();
    for (const auto &name : names)
        operations.append(name.toString());
    return operations;
}

Jwk keyFrom(const QJsonObject &json)
{
    Jwk key;
    key.type = typeNamed(json["kty"_L1].toString());
    key.id = json["kid"_L1].toString();
    key.algorithm = json["alg"_L1].toString();
    key.use = json["use"_L1].toString();
    key.operations = operationsIn(json);
    key.curve = json["crv"_L1].toString();
    key.n = numberIn(json, "n"_L1);
    key.e = numberIn(json, "e"_L1);
    key.x = numberIn(json, "x"_L1);
    key.y = numberIn(json, "y"_L1);
    if (!hasItsNumbers(key) || !isTextOrAbsent(json["alg"_L1]) || !isTextOrAbsent(json["use"_L1]))
        key.type = KeyType::Unknown;
    return key;
}

} // namespace

bool Jwk::isForVerifying() const
{
    return (use.isEmpty() || use == "sig"_L1) && (!operations || operations->contains("verify"_L1));
}

const Jwk *KeySet::find(QStringView kid) const
{
    if (kid.isEmpty())
        return nullptr;
    for (const auto &key : keys) {
        if (key.id == kid)
            return &key;
    }
    return nullptr;
}

bool KeySet::isRetiring(QStringView kid) const
{
    return !currentId.isEmpty() && kid != currentId && find(kid) && find(currentId);
}

Result<KeySet, KeySetError> parseKeySet(const QByteArray &json)
{
    if (json.size() > largestKeySet)
        return Failure{KeySetError::TooLarge};
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return Failure{KeySetError::NotJson};
    if (!document.isObject())
        return Failure{KeySetError::NotAKeySet};

    const auto object = document.object();
    if (object["kty"_L1].isString())
        return KeySet{{keyFrom(object)}};
    if (!object["keys"_L1].isArray())
        return Failure{KeySetError::NotAKeySet};

    KeySet set;
    const auto entries = object["keys"_L1].toArray();
    for (const auto &entry : entries) {
        if (entry.isObject())
            set.keys.append(keyFrom(entry.toObject()));
    }
    if (set.keys.isEmpty())
        return Failure{KeySetError::NoKeys};
    set.currentId = object["public_cert"_L1]["kid"_L1].toString();
    return set;
}

} // namespace keyturn::jwt
