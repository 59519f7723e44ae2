// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PemKeys.h"

#include "OpenSsl.h"

#include <openssl/core_names.h>
#include <openssl/pem.h>

#include <string_view>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

using namespace openssl;

/// One block as it is in the text, taken apart without asking anybody for a passphrase.
struct Block
{
    QByteArray label;
    QByteArray content;
};

void freeBytes(void *bytes)
{
    OPENSSL_free(bytes);
}

template <typename T>
using Given = std::unique_ptr<T, Releasing<freeBytes>>;

std::optional<Block> nextBlock(BIO *text)
{
    char *label = nullptr;
    char *header = nullptr;
    unsigned char *content = nullptr;
    long size = 0;
    if (PEM_read_bio(text, &label, &header, &content, &size) != 1)
        return {};
    const Given<char> ownLabel(label);
    const Given<char> ownHeader(header);
    const Given<unsigned char> ownContent(content);
    return Block{label, QByteArray(reinterpret_cast<const char *>(content), size)};
}

Key keyIn(const Block &block)
{
    const auto *position = bytesOf(block.content);
    const auto size = static_cast<long>(block.content.size());
    if (block.label == "PUBLIC KEY")
        return Key(d2i_PUBKEY(nullptr, &position, size));
    if (block.label == "RSA PUBLIC KEY")
        return Key(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &position, size));
    if (block.label.endsWith("CERTIFICATE")) {
        const Certificate certificate(d2i_X509(nullptr, &position, size));
        return Key(certificate ? X509_get_pubkey(certificate.get()) : nullptr);
    }
    return {};
}

// As big-endian bytes, at least `size` of them.
QByteArray numberOf(const Key &key, const char *name, int size = 0)
{
    BIGNUM *found = nullptr;
    if (EVP_PKEY_get_bn_param(key.get(), name, &found) != 1)
        return {};
    const Number number(found);
    const auto length = std::max(size, BN_num_bytes(found));
    QByteArray bytes(length, Qt::Uninitialized);
    BN_bn2binpad(found, reinterpret_cast<unsigned char *>(bytes.data()), length);
    return bytes;
}

void takeRsa(Jwk &jwk, const Key &key)
{
    jwk.type = KeyType::Rsa;
    jwk.n = numberOf(key, OSSL_PKEY_PARAM_RSA_N);
    jwk.e = numberOf(key, OSSL_PKEY_PARAM_RSA_E);
}

void takePoint(Jwk &jwk, const Key &key)
{
    char group[64] = {};
    size_t length = 0;
    if (EVP_PKEY_get_group_name(key.get(), group, sizeof group, &length) != 1)
        return;
    const std::string_view name(group);
    jwk.curve = name == "prime256v1" ? u"P-256"_s
        : name == "secp384r1"        ? u"P-384"_s
        : name == "secp521r1"        ? u"P-521"_s
                                     : QString();
    if (jwk.curve.isEmpty())
        return;
    const auto size = (EVP_PKEY_get_bits(key.get()) + 7) / 8;
    jwk.type = KeyType::EllipticCurve;
    jwk.x = numberOf(key, OSSL_PKEY_PARAM_EC_PUB_X, size);
    jwk.y = numberOf(key, OSSL_PKEY_PARAM_EC_PUB_Y, size);
}

void takeEdwards(Jwk &jwk, const Key &key, const QString &curve)
{
    size_t size = 0;
    if (EVP_PKEY_get_raw_public_key(key.get(), nullptr, &size) != 1)
        return;
    jwk.type = KeyType::OctetKeyPair;
    jwk.curve = curve;
    jwk.x.resize(static_cast<qsizetype>(size));
    EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char *>(jwk.x.data()), &size);
}

// Unknown for a kind of key that no allowed algorithm has.
Jwk jwkFrom(const Key &key)
{
    Jwk jwk;
    jwk.fitsAnyId = true; // There is no place for an id in PEM.
    switch (EVP_PKEY_get_base_id(key.get())) {
    case EVP_PKEY_RSA_PSS:
        jwk.isForPssAlone = true;
        [[fallthrough]];
    case EVP_PKEY_RSA:
        takeRsa(jwk, key);
        break;
    case EVP_PKEY_EC:
        takePoint(jwk, key);
        break;
    case EVP_PKEY_ED25519:
        takeEdwards(jwk, key, u"Ed25519"_s);
        break;
    case EVP_PKEY_ED448:
        takeEdwards(jwk, key, u"Ed448"_s);
        break;
    default:
        break;
    }
    return jwk;
}

} // namespace

Result<KeySet, KeySetError> readPemKeys(const QByteArray &pem)
{
    const QuietErrors quiet;
    const Memory text(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    KeySet set;
    while (const auto block = text ? nextBlock(text.get()) : std::nullopt) {
        if (block->label.endsWith("PRIVATE KEY"))
            return Failure{KeySetError::PrivateKey};
        if (const auto key = keyIn(*block))
            set.keys.append(jwkFrom(key));
    }
    if (set.keys.isEmpty())
        return Failure{KeySetError::NotPem};
    return set;
}

} // namespace keyturn::jwt
