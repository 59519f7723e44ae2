// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Signature.h"

#include "AlgorithmTable.h"
#include "VerificationKey.h"

#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

using Scheme = SignatureScheme;

// In the order of the enum.
constexpr std::array<AlgorithmProperties, algorithmCount> algorithms{{
    {Algorithm::RS256, "RS256"_L1, Scheme::Pkcs1, EVP_sha256, KeyType::Rsa, {}},
    {Algorithm::RS384, "RS384"_L1, Scheme::Pkcs1, EVP_sha384, KeyType::Rsa, {}},
    {Algorithm::RS512, "RS512"_L1, Scheme::Pkcs1, EVP_sha512, KeyType::Rsa, {}},
    {Algorithm::PS256, "PS256"_L1, Scheme::Pss, EVP_sha256, KeyType::Rsa, {}},
    {Algorithm::PS384, "PS384"_L1, Scheme::Pss, EVP_sha384, KeyType::Rsa, {}},
    {Algorithm::PS512, "PS512"_L1, Scheme::Pss, EVP_sha512, KeyType::Rsa, {}},
    {Algorithm::ES256, "ES256"_L1, Scheme::Ecdsa, EVP_sha256, KeyType::EllipticCurve, "P-256"_L1},
    {Algorithm::ES384, "ES384"_L1, Scheme::Ecdsa, EVP_sha384, KeyType::EllipticCurve, "P-384"_L1},
    {Algorithm::ES512, "ES512"_L1, Scheme::Ecdsa, EVP_sha512, KeyType::EllipticCurve, "P-521"_L1},
    {Algorithm::EdDSA, "EdDSA"_L1, Scheme::Edwards, nullptr, KeyType::OctetKeyPair, {}},
}};

} // namespace

const AlgorithmProperties &propertiesOf(Algorithm algorithm)
{
    return algorithms.at(static_cast<size_t>(algorithm));
}

bool fitsCurve(const AlgorithmProperties &algorithm, QStringView curve)
{
    if (algorithm.scheme == Scheme::Edwards)
        return curve == "Ed25519"_L1 || curve == "Ed448"_L1;
    return algorithm.curve.isEmpty() || curve == algorithm.curve;
}

bool isNone(QStringView name)
{
    return name.compare("none"_L1, Qt::CaseInsensitive) == 0;
}

std::optional<Algorithm> algorithmNamed(QStringView name)
{
    for (const auto &properties : algorithms) {
        if (name == properties.name)
            return properties.algorithm;
    }
    return {};
}

QString nameOf(Algorithm algorithm)
{
    return propertiesOf(algorithm).name;
}

SignatureCheck checkSignature(
    Algorithm algorithm, const Jwk &key, const QByteArray &signingInput, const QByteArray &signature)
{
    return VerificationKey(key).check(algorithm, signingInput, signature);
}

} // namespace keyturn::jwt
