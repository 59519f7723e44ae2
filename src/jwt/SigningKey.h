// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeySet.h"
#include "Secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>

#include <memory>
#include <optional>

namespace keyturn::jwt {

/// An RSA key pair of 2048 bits made on this machine, for the embedded edge and for tests; it signs RS256.
/// Never presented as Cloudflare's. The private half lives in OpenSSL's memory, unless somebody asks for it.
class SigningKey
{
public:
    /// Takes a noticeable fraction of a second.
    [[nodiscard]] static SigningKey generate();

    /// From what privatePem() gave; null for anything that is no RSA key of 2048 bits or more.
    [[nodiscard]] static std::optional<SigningKey> fromPrivatePem(const Secret &pem);
    /// The private half in PKCS #8, for a file of its owner.
    [[nodiscard]] Secret privatePem() const;

    SigningKey(SigningKey &&other) noexcept;
    SigningKey &operator=(SigningKey &&other) noexcept;
    ~SigningKey();

    /// 64 hex digits, as Access's key ids are (facts 3.1): the SHA-256 thumbprint of the key (RFC 7638).
    [[nodiscard]] QString id() const;
    /// Another id, which says what the key is for.
    void setId(const QString &id);
    [[nodiscard]] Jwk publicKey() const;
    /// The public half as Access publishes it: kid, kty, alg, use, e, n.
    [[nodiscard]] QJsonObject publicJwk() const;

    /// The public half in a certificate that it signs itself, as PEM: Access publishes its keys in this form
    /// too.
    [[nodiscard]] QByteArray
    certificate(const QString &commonName, const QDateTime &from, const QDateTime &until) const;

    /// A compact JWT with header {"alg":"RS256","kid":id(),"typ":"JWT"}.
    [[nodiscard]] QByteArray sign(const QJsonObject &payload) const;

private:
    struct Private;
    explicit SigningKey(std::unique_ptr<Private> made);
    static SigningKey completed(std::unique_ptr<Private> made);
    std::unique_ptr<Private> m_private;
};

} // namespace keyturn::jwt
