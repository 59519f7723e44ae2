// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerificationKey.h"

#include "AlgorithmTable.h"
#include "OpenSsl.h"
#include "PublicKey.h"

#include <openssl/rsa.h>

#include <array>
#include <mutex>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

using namespace openssl;

bool isMeantFor(const Jwk &key, const AlgorithmProperties &algorithm)
{
    return key.type == algorithm.keyType && fitsCurve(algorithm, key.curve) && key.isForVerifying()
        && (key.algorithm.isEmpty() || key.algorithm == algorithm.name)
        && (!key.isForPssAlone || algorithm.scheme == SignatureScheme::Pss);
}

// How long a signature of this key is on the wire, in bytes: exactly, since a shorter or longer one may hide
// leading zeros or a tail that nobody checks.
qsizetype signatureSize(SignatureScheme scheme, const Jwk &jwk, const Key &key)
{
    return scheme == SignatureScheme::Ecdsa ? 2 * jwk.x.size() : EVP_PKEY_get_size(key.get());
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

DigestContext beginningOf(const AlgorithmProperties &algorithm, const Key &key)
{
    DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *keyContext = nullptr; // Belongs to `context`.
    const EVP_MD *digest = algorithm.digest ? algorithm.digest() : nullptr;
    if (!context || EVP_DigestVerifyInit(context.get(), &keyContext, digest, nullptr, key.get()) != 1)
        return {};
    if (algorithm.scheme == SignatureScheme::Pss && !choosePss(keyContext, digest))
        return {};
    return context;
}

} // namespace

struct VerificationKey::Made
{
    explicit Made(Jwk from)
        : jwk(std::move(from))
    {
    }

    const Jwk jwk;

    // Null when there is no key to rely on.
    const Key &key()
    {
        std::call_once(m_keyOnce, [this] { m_key = publicKeyFrom(jwk); });
        return m_key;
    }

    // To copy and go on from. Null when OpenSSL does not know how to.
    const DigestContext &beginning(const AlgorithmProperties &algorithm)
    {
        const auto place = static_cast<size_t>(algorithm.algorithm);
        std::call_once(m_beginningOnce[place], [&] { m_beginnings[place] = beginningOf(algorithm, m_key); });
        return m_beginnings[place];
    }

private:
    std::once_flag m_keyOnce;
    Key m_key;
    std::array<std::once_flag, algorithmCount> m_beginningOnce;
    std::array<DigestContext, algorithmCount> m_beginnings;
};

VerificationKey::VerificationKey(const Jwk &jwk)
    : m_made(std::make_shared<Made>(jwk))
{
}

const Jwk &VerificationKey::jwk() const
{
    return m_made->jwk;
}

SignatureCheck
VerificationKey::check(Algorithm algorithm, const QByteArray &signingInput, const QByteArray &signature) const
{
    const QuietErrors quiet;
    const auto &properties = propertiesOf(algorithm);
    if (!isMeantFor(m_made->jwk, properties))
        return SignatureCheck::KeyUnusable;
    const auto &key = m_made->key();
    if (!key)
        return SignatureCheck::KeyUnusable;

    if (signature.size() != signatureSize(properties.scheme, m_made->jwk, key))
        return SignatureCheck::Invalid;
    const auto sent = properties.scheme == SignatureScheme::Ecdsa ? derFrom(signature) : signature;

    const auto &beginning = m_made->beginning(properties);
    const DigestContext context(EVP_MD_CTX_new());
    if (!beginning || !context || EVP_MD_CTX_copy_ex(context.get(), beginning.get()) != 1)
        return SignatureCheck::Invalid;
    const bool isValid = EVP_DigestVerify(
                             context.get(), bytesOf(sent), static_cast<size_t>(sent.size()),
                             bytesOf(signingInput), static_cast<size_t>(signingInput.size()))
        == 1;
    return isValid ? SignatureCheck::Valid : SignatureCheck::Invalid;
}

VerificationKeys::VerificationKeys(const KeySet &keys)
{
    m_keys.reserve(static_cast<size_t>(keys.keys.size()));
    for (const auto &key : keys.keys)
        m_keys.emplace_back(key);
}

} // namespace keyturn::jwt
