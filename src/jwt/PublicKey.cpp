// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PublicKey.h"

#include <openssl/core_names.h>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

using namespace openssl;

constexpr int fewestRsaBits = 2048; // RFC 7518, section 3.3.
constexpr int mostRsaBits = 16384; // OpenSSL computes with no more.
constexpr int mostExponentBits = 64; // OpenSSL allows no more with a long modulus; nobody uses more.

Key keyFromParameters(const char *type, OSSL_PARAM *parameters)
{
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY *key = nullptr;
    if (!context || EVP_PKEY_fromdata_init(context.get()) <= 0
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) <= 0) {
        return {};
    }
    return Key(key);
}

bool isOddAndAboveOne(const Number &number)
{
    return BN_is_odd(number.get()) && !BN_is_one(number.get());
}

Key rsaKey(const Jwk &jwk)
{
    const auto modulus = numberFrom(jwk.n);
    const auto exponent = numberFrom(jwk.e);
    if (!modulus || !exponent)
        return {};
    const auto bits = BN_num_bits(modulus.get());
    if (bits < fewestRsaBits || bits > mostRsaBits || !BN_is_odd(modulus.get()))
        return {};
    if (!isOddAndAboveOne(exponent) || BN_num_bits(exponent.get()) > mostExponentBits)
        return {};

    const ParameterBuilder builder(OSSL_PARAM_BLD_new());
    if (!builder || !OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get())
        || !OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get())) {
        return {};
    }
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    return keyFromParameters("RSA", parameters.get());
}

struct Curve
{
    QLatin1StringView name; ///< `crv` (RFC 7518, section 6.2.1.1).
    const char *group; ///< OpenSSL's name of it.
    qsizetype coordinateSize;
};

constexpr Curve curves[] = {
    {"P-256"_L1, "prime256v1", 32},
    {"P-384"_L1, "secp384r1", 48},
    {"P-521"_L1, "secp521r1", 66},
};

Key ellipticCurveKey(const Jwk &jwk)
{
    for (const auto &curve : curves) {
        if (jwk.curve != curve.name)
            continue;
        // Both coordinates have the full length (RFC 7518, section 6.2.1.2).
        if (jwk.x.size() != curve.coordinateSize || jwk.y.size() != curve.coordinateSize)
            return {};
        QByteArray group(curve.group);
        QByteArray point = '\x04' + jwk.x + jwk.y;
        OSSL_PARAM parameters[] = {
            OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
            OSSL_PARAM_construct_octet_string(
                OSSL_PKEY_PARAM_PUB_KEY, point.data(), static_cast<size_t>(point.size())),
            OSSL_PARAM_construct_end(),
        };
        auto key = keyFromParameters("EC", parameters);
        if (!key)
            return {};
        const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
        if (!context || EVP_PKEY_public_check(context.get()) != 1)
            return {};
        return key;
    }
    return {};
}

Key octetKey(const Jwk &jwk)
{
    const auto type = jwk.curve == "Ed25519"_L1 ? EVP_PKEY_ED25519
        : jwk.curve == "Ed448"_L1               ? EVP_PKEY_ED448
                                                : EVP_PKEY_NONE;
    if (type == EVP_PKEY_NONE)
        return {};
    return Key(EVP_PKEY_new_raw_public_key(type, nullptr, bytesOf(jwk.x), static_cast<size_t>(jwk.x.size())));
}

} // namespace

openssl::Key publicKeyFrom(const Jwk &key)
{
    switch (key.type) {
    case KeyType::Rsa:
        return rsaKey(key);
    case KeyType::EllipticCurve:
        return ellipticCurveKey(key);
    case KeyType::OctetKeyPair:
        return octetKey(key);
    case KeyType::Symmetric:
    case KeyType::Unknown:
        return {};
    }
    return {};
}

} // namespace keyturn::jwt
