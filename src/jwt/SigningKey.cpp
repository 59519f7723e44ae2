// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SigningKey.h"

#include "Base64Url.h"
#include "KeyStrength.h"
#include "OpenSsl.h"

#include <QJsonDocument>

#include <openssl/core_names.h>
#include <openssl/pem.h>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

using namespace openssl;

QByteArray numberOf(const Key &key, const char *name)
{
    BIGNUM *found = nullptr;
    if (EVP_PKEY_get_bn_param(key.get(), name, &found) != 1)
        return {};
    const Number number(found);
    QByteArray bytes(BN_num_bytes(number.get()), Qt::Uninitialized);
    BN_bn2bin(number.get(), reinterpret_cast<unsigned char *>(bytes.data()));
    return bytes;
}

QByteArray encoded(const QJsonObject &object)
{
    return encodeBase64Url(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

bool hasTimes(X509 *certificate, const QDateTime &from, const QDateTime &until)
{
    return ASN1_TIME_set(X509_getm_notBefore(certificate), from.toSecsSinceEpoch()) != nullptr
        && ASN1_TIME_set(X509_getm_notAfter(certificate), until.toSecsSinceEpoch()) != nullptr;
}

bool hasName(X509 *certificate, const QByteArray &commonName)
{
    auto *name = X509_get_subject_name(certificate);
    return X509_NAME_add_entry_by_txt(
               name, "CN", MBSTRING_UTF8, bytesOf(commonName), static_cast<int>(commonName.size()), -1, 0)
        == 1
        && X509_set_issuer_name(certificate, name) == 1;
}

QByteArray pemOf(X509 *certificate)
{
    const Memory memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1)
        return {};
    char *start = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &start);
    return {start, static_cast<qsizetype>(size)};
}

constexpr long thirdVersion = 2; // X.509 counts its versions from 0.
constexpr int serialBytes = 16; // RFC 5280, section 4.1.2.2, allows 20.

} // namespace

struct SigningKey::Private
{
    Key key;
    Jwk publicKey;
};

SigningKey::SigningKey(std::unique_ptr<Private> made)
    : m_private(std::move(made))
{
}
SigningKey::SigningKey(SigningKey &&other) noexcept = default;
SigningKey &SigningKey::operator=(SigningKey &&other) noexcept = default;
SigningKey::~SigningKey() = default;

SigningKey SigningKey::completed(std::unique_ptr<Private> made)
{
    auto &publicKey = made->publicKey;
    publicKey.type = KeyType::Rsa;
    publicKey.algorithm = u"RS256"_s;
    publicKey.use = u"sig"_s;
    publicKey.n = numberOf(made->key, OSSL_PKEY_PARAM_RSA_N);
    publicKey.e = numberOf(made->key, OSSL_PKEY_PARAM_RSA_E);
    const auto thumbprint = QByteArray::fromBase64(thumbprintOf(publicKey), QByteArray::Base64UrlEncoding);
    publicKey.id = QString::fromLatin1(thumbprint.toHex());
    return SigningKey(std::move(made));
}

SigningKey SigningKey::generate()
{
    auto made = std::make_unique<Private>();
    made->key = Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t{2048}));
    // Only without memory or randomness, and then nothing works.
    if (!made->key)
        qFatal("OpenSSL could not make an RSA key");
    return completed(std::move(made));
}

std::optional<SigningKey> SigningKey::fromPrivatePem(const Secret &pem)
{
    constexpr int enoughBits = 2048;
    const QuietErrors quiet;
    auto made = std::make_unique<Private>();
    auto &key = made->key;
    key = privateKeyIn(pem);
    const bool isGood = key && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA
        && EVP_PKEY_get_bits(key.get()) >= enoughBits;
    return isGood ? std::optional(completed(std::move(made))) : std::nullopt;
}

Secret SigningKey::privatePem() const
{
    return privatePemOf(m_private->key.get());
}

void SigningKey::setId(const QString &id)
{
    m_private->publicKey.id = id;
}

QString SigningKey::id() const
{
    return m_private->publicKey.id;
}

Jwk SigningKey::publicKey() const
{
    return m_private->publicKey;
}

QJsonObject SigningKey::publicJwk() const
{
    return {
        {"kid"_L1, m_private->publicKey.id},
        {"kty"_L1, u"RSA"_s},
        {"alg"_L1, m_private->publicKey.algorithm},
        {"use"_L1, m_private->publicKey.use},
        {"e"_L1, QString::fromLatin1(encodeBase64Url(m_private->publicKey.e))},
        {"n"_L1, QString::fromLatin1(encodeBase64Url(m_private->publicKey.n))},
    };
}

QByteArray
SigningKey::certificate(const QString &commonName, const QDateTime &from, const QDateTime &until) const
{
    const QuietErrors quiet;
    const Certificate certificate(X509_new());
    // From the key, so that the same key has the same certificate; the first bit must not be a sign.
    auto serial
        = QByteArray::fromBase64(thumbprintOf(publicKey()), QByteArray::Base64UrlEncoding).first(serialBytes);
    serial[0] = static_cast<char>((serial[0] & 0x3f) | 0x40);
    const auto number = numberFrom(serial);
    auto *key = m_private->key.get();
    const bool isMade = certificate && number && X509_set_version(certificate.get(), thirdVersion) == 1
        && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())) != nullptr
        && hasTimes(certificate.get(), from, until) && hasName(certificate.get(), commonName.toUtf8())
        && X509_set_pubkey(certificate.get(), key) == 1
        && X509_sign(certificate.get(), key, EVP_sha256()) > 0;
    return isMade ? pemOf(certificate.get()) : QByteArray();
}

QByteArray SigningKey::sign(const QJsonObject &payload) const
{
    const QuietErrors quiet;
    const QJsonObject header{
        {"alg"_L1, u"RS256"_s}, {"kid"_L1, m_private->publicKey.id}, {"typ"_L1, u"JWT"_s}};
    const QByteArray signingInput = encoded(header) + '.' + encoded(payload);

    const DigestContext context(EVP_MD_CTX_new());
    auto size = static_cast<size_t>(EVP_PKEY_get_size(m_private->key.get()));
    QByteArray signature(static_cast<qsizetype>(size), Qt::Uninitialized);
    const bool isSigned = context
        && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_private->key.get()) == 1
        && EVP_DigestSign(
               context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
               bytesOf(signingInput), static_cast<size_t>(signingInput.size()))
            == 1;
    if (!isSigned)
        qFatal("OpenSSL could not sign with its own RSA key");
    return signingInput + '.' + encodeBase64Url(signature);
}

} // namespace keyturn::jwt
