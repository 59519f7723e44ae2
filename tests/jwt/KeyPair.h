// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "OpenSsl.h"
#include "Signature.h"

#include <QByteArray>

/// A key pair that signs with any of its type's algorithms, so that tests need no stored signatures.
class KeyPair
{
public:
    [[nodiscard]] static KeyPair rsa(int bits = 2048);
    [[nodiscard]] static KeyPair ellipticCurve(QLatin1StringView curve); ///< "P-256", "P-384", "P-521".
    [[nodiscard]] static KeyPair ed25519() { return edwards("Ed25519", 32); }
    [[nodiscard]] static KeyPair ed448() { return edwards("Ed448", 57); }

    [[nodiscard]] keyturn::jwt::Jwk publicKey() const { return m_publicKey; }
    [[nodiscard]] QByteArray publicPem() const;
    /// As JOSE has it: for ECDSA r || s.
    [[nodiscard]] QByteArray sign(keyturn::jwt::Algorithm algorithm, const QByteArray &input) const;
    /// RSASSA-PSS with SHA-256 and a salt of this many bytes.
    [[nodiscard]] QByteArray signPss(const QByteArray &input, int saltSize) const;
    /// Checked as somebody does who has the key at hand and knows OpenSSL only.
    [[nodiscard]] bool verifiesPlainly(
        keyturn::jwt::Algorithm algorithm, const QByteArray &input, const QByteArray &signature) const;

private:
    [[nodiscard]] static KeyPair edwards(const char *curve, size_t size);
    KeyPair(keyturn::jwt::openssl::Key key, keyturn::jwt::Jwk publicKey);
    [[nodiscard]] QByteArray
    signWith(const EVP_MD *digest, std::optional<int> saltSize, const QByteArray &input) const;

    keyturn::jwt::openssl::Key m_key;
    keyturn::jwt::Jwk m_publicKey;
};
