// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeySet.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>

#include <memory>

namespace keyturn::jwt {

/// An RSA key pair of 2048 bits made on this machine, for the embedded edge and for tests; it signs RS256.
/// Never presented as Cloudflare's. The private half lives in OpenSSL's memory only.
class SigningKey
{
public:
    /// Takes a noticeable fraction of a second.
    [[nodiscard]] static SigningKey generate();

    SigningKey(SigningKey &&other) noexcept;
    SigningKey &operator=(SigningKey &&other) noexcept;
    ~SigningKey();

    /// 64 hex digits, as Access's key ids are (facts 3.1): the SHA-256 thumbprint of the key (RFC 7638).
    [[nodiscard]] QString id() const;
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
    std::unique_ptr<Private> m_private;
};

} // namespace keyturn::jwt
