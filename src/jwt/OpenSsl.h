// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>

#include "Secret.h"

#include <QByteArray>

#include <memory>

/// OpenSSL's objects, owned. Seen only by files that know OpenSSL.
namespace keyturn::jwt::openssl {

template <auto release>
struct Releasing
{
    template <typename T>
    void operator()(T *object) const
    {
        release(object);
    }
};

using Key = std::unique_ptr<EVP_PKEY, Releasing<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Releasing<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Releasing<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Releasing<BN_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Releasing<ECDSA_SIG_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Releasing<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Releasing<OSSL_PARAM_free>>;
using Certificate = std::unique_ptr<X509, Releasing<X509_free>>;
using Memory = std::unique_ptr<BIO, Releasing<BIO_free_all>>;

/// Leaves the thread's error queue as it was: TLS on the same thread reads that queue too, and would take a
/// bad signature for a broken connection.
class QuietErrors
{
public:
    QuietErrors() { ERR_set_mark(); }
    ~QuietErrors() { ERR_pop_to_mark(); }
    Q_DISABLE_COPY_MOVE(QuietErrors)
};

inline const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

/// A big-endian number.
inline Number numberFrom(const QByteArray &bytes)
{
    return Number(BN_bin2bn(bytesOf(bytes), static_cast<int>(bytes.size()), nullptr));
}

/// Null: it is no private key in PEM, or one that a passphrase protects, for which nobody is there to be
/// asked.
[[nodiscard]] Key privateKeyIn(const Secret &pem);
/// PKCS #8, not encrypted.
[[nodiscard]] Secret privatePemOf(EVP_PKEY *key);

} // namespace keyturn::jwt::openssl
