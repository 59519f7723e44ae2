// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeyPair.h"

#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

namespace {

QByteArray numberOf(const openssl::Key &key, const char *name, int size = 0)
{
    BIGNUM *found = nullptr;
    EVP_PKEY_get_bn_param(key.get(), name, &found);
    const openssl::Number number(found);
    QByteArray bytes(size ? size : BN_num_bytes(found), Qt::Uninitialized);
    BN_bn2binpad(found, reinterpret_cast<unsigned char *>(bytes.data()), static_cast<int>(bytes.size()));
    return bytes;
}

// r || s, each as long as a coordinate of the curve.
QByteArray joseFrom(const QByteArray &der, qsizetype coordinateSize)
{
    const unsigned char *position = openssl::bytesOf(der);
    const openssl::EcdsaSignature signature(d2i_ECDSA_SIG(nullptr, &position, static_cast<long>(der.size())));
    QByteArray bytes(2 * coordinateSize, Qt::Uninitialized);
    auto *out = reinterpret_cast<unsigned char *>(bytes.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, static_cast<int>(coordinateSize));
    BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + coordinateSize, static_cast<int>(coordinateSize));
    return bytes;
}

const EVP_MD *digestOf(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::RS256:
    case Algorithm::PS256:
    case Algorithm::ES256:
        return EVP_sha256();
    case Algorithm::RS384:
    case Algorithm::PS384:
    case Algorithm::ES384:
        return EVP_sha384();
    case Algorithm::RS512:
    case Algorithm::PS512:
    case Algorithm::ES512:
        return EVP_sha512();
    case Algorithm::EdDSA:
        return nullptr;
    }
    return nullptr;
}

} // namespace

KeyPair::KeyPair(openssl::Key key, Jwk publicKey)
    : m_key(std::move(key))
    , m_publicKey(std::move(publicKey))
{
}

KeyPair KeyPair::rsa(int bits)
{
    openssl::Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<size_t>(bits)));
    Jwk jwk;
    jwk.type = KeyType::Rsa;
    jwk.n = numberOf(key, OSSL_PKEY_PARAM_RSA_N);
    jwk.e = numberOf(key, OSSL_PKEY_PARAM_RSA_E);
    return {std::move(key), jwk};
}

KeyPair KeyPair::ellipticCurve(QLatin1StringView curve)
{
    openssl::Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve.data()));
    const int size = curve == "P-256"_L1 ? 32 : curve == "P-384"_L1 ? 48 : 66;
    Jwk jwk;
    jwk.type = KeyType::EllipticCurve;
    jwk.curve = curve;
    jwk.x = numberOf(key, OSSL_PKEY_PARAM_EC_PUB_X, size);
    jwk.y = numberOf(key, OSSL_PKEY_PARAM_EC_PUB_Y, size);
    return {std::move(key), jwk};
}

KeyPair KeyPair::edwards(const char *curve, size_t size)
{
    openssl::Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, QByteArray(curve).toUpper().constData()));
    Jwk jwk;
    jwk.type = KeyType::OctetKeyPair;
    jwk.curve = QLatin1StringView(curve);
    jwk.x.resize(static_cast<qsizetype>(size));
    EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char *>(jwk.x.data()), &size);
    return {std::move(key), jwk};
}

QByteArray KeyPair::publicPem() const
{
    const openssl::Memory memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_PUBKEY(memory.get(), m_key.get());
    char *start = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &start);
    return {start, static_cast<qsizetype>(size)};
}

QByteArray KeyPair::sign(Algorithm algorithm, const QByteArray &input) const
{
    const auto *digest = digestOf(algorithm);
    const bool isPss = nameOf(algorithm).startsWith("PS"_L1);
    const auto signature
        = signWith(digest, isPss ? std::optional(EVP_MD_get_size(digest)) : std::nullopt, input);
    if (m_publicKey.type == KeyType::EllipticCurve)
        return joseFrom(signature, m_publicKey.x.size());
    return signature;
}

QByteArray KeyPair::signPss(const QByteArray &input, int saltSize) const
{
    return signWith(EVP_sha256(), saltSize, input);
}

QByteArray KeyPair::signWith(const EVP_MD *digest, std::optional<int> saltSize, const QByteArray &input) const
{
    const openssl::DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *keyContext = nullptr;
    EVP_DigestSignInit(context.get(), &keyContext, digest, nullptr, m_key.get());
    if (saltSize) {
        EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, *saltSize);
    }
    auto size = static_cast<size_t>(EVP_PKEY_get_size(m_key.get()));
    QByteArray signature(static_cast<qsizetype>(size), Qt::Uninitialized);
    EVP_DigestSign(
        context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, openssl::bytesOf(input),
        static_cast<size_t>(input.size()));
    signature.truncate(static_cast<qsizetype>(size));
    return signature;
}

bool KeyPair::verifiesPlainly(Algorithm algorithm, const QByteArray &input, const QByteArray &signature) const
{
    const openssl::DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *keyContext = nullptr;
    EVP_DigestVerifyInit(context.get(), &keyContext, digestOf(algorithm), nullptr, m_key.get());
    if (nameOf(algorithm).startsWith("PS"_L1)) {
        EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, RSA_PSS_SALTLEN_DIGEST);
    }
    QByteArray sent = signature;
    if (m_publicKey.type == KeyType::EllipticCurve) {
        const openssl::EcdsaSignature pair(ECDSA_SIG_new());
        const auto half = signature.size() / 2;
        ECDSA_SIG_set0(
            pair.get(), openssl::numberFrom(signature.first(half)).release(),
            openssl::numberFrom(signature.sliced(half)).release());
        sent.resize(i2d_ECDSA_SIG(pair.get(), nullptr));
        auto *out = reinterpret_cast<unsigned char *>(sent.data());
        i2d_ECDSA_SIG(pair.get(), &out);
    }
    return EVP_DigestVerify(
               context.get(), openssl::bytesOf(sent), static_cast<size_t>(sent.size()),
               openssl::bytesOf(input), static_cast<size_t>(input.size()))
        == 1;
}
