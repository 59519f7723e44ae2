// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Signature.h"

#include "OpenSsl.h"
#include "PublicKey.h"

#include <openssl/rsa.h>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

using namespace openssl;

enum class Scheme { Pkcs1, Pss, Ecdsa, Ed25519 };

struct Properties
{
    Algorithm algorithm;
    QLatin1StringView name;
    Scheme scheme;
    const EVP_MD *(*digest)(); ///< Null: the scheme hashes by itself.
    KeyType keyType;
    QLatin1StringView curve;
};

constexpr Properties algorithms[] = {
    {Algorithm::RS256, "RS256"_L1, Scheme::Pkcs1, EVP_sha256, KeyType::Rsa, {}},
    {Algorithm::RS384, "RS384"_L1, Scheme::Pkcs1, EVP_sha384, KeyType::Rsa, {}},
    {Algorithm::RS512, "RS512"_L1, Scheme::Pkcs1, EVP_sha512, KeyType::Rsa, {}},
    {Algorithm::PS256, "PS256"_L1, Scheme::Pss, EVP_sha256, KeyType::Rsa, {}},
    {Algorithm::PS384, "PS384"_L1, Scheme::Pss, EVP_sha384, KeyType::Rsa, {}},
    {Algorithm::PS512, "PS512"_L1, Scheme::Pss, EVP_sha512, KeyType::Rsa, {}},
    {Algorithm::ES256, "ES256"_L1, Scheme::Ecdsa, EVP_sha256, KeyType::EllipticCurve, "P-256"_L1},
    {Algorithm::ES384, "ES384"_L1, Scheme::Ecdsa, EVP_sha384, KeyType::EllipticCurve, "P-384"_L1},
    {Algorithm::ES512, "ES512"_L1, Scheme::Ecdsa, EVP_sha512, KeyType::EllipticCurve, "P-521"_L1},
    {Algorithm::EdDSA, "EdDSA"_L1, Scheme::Ed25519, nullptr, KeyType::OctetKeyPair, "Ed25519"_L1},
};

const Properties &propertiesOf(Algorithm algorithm)
{
    for (const auto &properties : algorithms) {
        if (properties.algorithm == algorithm)
            return properties;
    }
    Q_UNREACHABLE();
}

bool isMeantFor(const Jwk &key, const Properties &algorithm)
{
    return key.type == algorithm.keyType && (algorithm.curve.isEmpty() || key.curve == algorithm.curve)
        && (key.use.isEmpty() || key.use == "sig"_L1)
        && (key.algorithm.isEmpty() || key.algorithm == algorithm.name);
}

// How long a signature of this key is on the wire, in bytes: exactly, since a shorter or longer one may hide
// leading zeros or a tail that nobody checks.
qsizetype signatureSize(Scheme scheme, const Jwk &jwk, const Key &key)
{
    switch (scheme) {
    case Scheme::Pkcs1:
    case Scheme::Pss:
        return EVP_PKEY_get_size(key.get());
    case Scheme::Ecdsa:
        return 2 * jwk.x.size();
    case Scheme::Ed25519:
        return 64;
    }
    return -1;
}

// OpenSSL wants DER where JOSE has r || s. Empty on failure.
QByteArray derFrom(const QByteArray &rs)
{
    const auto half = rs.size() / 2;
    const EcdsaSignature signature(ECDSA_SIG_new());
    auto r = numberFrom(rs.first(half));
    auto s = numberFrom(rs.sliced(half));
    if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1)
        return {};
    // Both belong to the signature now.
    static_cast<void>(r.release());
    static_cast<void>(s.release());

    unsigned char *der = nullptr;
    const auto size = i2d_ECDSA_SIG(signature.get(), &der);
    if (size <= 0)
        return {};
    const QByteArray bytes(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    return bytes;
}

// The salt is as long as the hash, and MGF1 hashes the same way (RFC 7518, section 3.5).
bool choosePss(EVP_PKEY_CTX *context, const EVP_MD *digest)
{
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0
        && EVP_PKEY_CTX_set_rsa_mgf1_md(context, digest) > 0
        && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) > 0;
}

} // namespace

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
    const QuietErrors quiet;
    const auto &properties = propertiesOf(algorithm);
    if (!isMeantFor(key, properties))
        return SignatureCheck::KeyUnusable;
    const auto publicKey = publicKeyFrom(key);
    if (!publicKey)
        return SignatureCheck::KeyUnusable;

    if (signature.size() != signatureSize(properties.scheme, key, publicKey))
        return SignatureCheck::Invalid;
    const auto sent = properties.scheme == Scheme::Ecdsa ? derFrom(signature) : signature;

    const EVP_MD *digest = properties.digest ? properties.digest() : nullptr;
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *keyContext = nullptr; // Belongs to `context`.
    if (!context || EVP_DigestVerifyInit(context.get(), &keyContext, digest, nullptr, publicKey.get()) != 1)
        return SignatureCheck::Invalid;
    if (properties.scheme == Scheme::Pss && !choosePss(keyContext, digest))
        return SignatureCheck::Invalid;
    const bool isValid = EVP_DigestVerify(
                             context.get(), bytesOf(sent), static_cast<size_t>(sent.size()),
                             bytesOf(signingInput), static_cast<size_t>(signingInput.size()))
        == 1;
    return isValid ? SignatureCheck::Valid : SignatureCheck::Invalid;
}

} // namespace keyturn::jwt
