// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace keyturn::jwt {

enum class KeyType { Rsa, EllipticCurve, OctetKeyPair, Symmetric, Unknown };

/// One key of a JWK Set (RFC 7517, section 4). Numbers are big-endian bytes as decoded from base64url.
struct Jwk
{
    KeyType type = KeyType::Unknown;
    QString id; ///< `kid`; may be empty.
    QString algorithm; ///< `alg`; may be empty: the key then fits every algorithm of its type.
    QString use; ///< `use`: "sig", "enc" or empty.
    QString curve; ///< `crv` of EC and OKP keys.
    QByteArray n, e; ///< RSA modulus and exponent.
    QByteArray x, y; ///< EC point, or the OKP public key in x.
    bool fitsAnyId = false; ///< It came in a form without ids, so a token may name it as it likes.
    bool isForPssAlone = false; ///< Its certificate or PEM says so (RFC 4055, section 1.2); a JWK cannot.
    std::optional<QStringList> operations = {}; ///< `key_ops` (RFC 7517, section 4.3); null: not said.

    /// By `use` and `key_ops`, where it has them.
    [[nodiscard]] bool isForVerifying() const;

    bool operator==(const Jwk &) const = default;
};

/// A JWK Set. The keys stand in the order in which they were published.
struct KeySet
{
    QList<Jwk> keys;
    QString currentId = {}; ///< Of the key that signs now, where Access says it (facts 3.4); else empty.

    /// The first key with this `kid`; null when there is none. An empty `kid` finds nothing.
    [[nodiscard]] const Jwk *find(QStringView kid) const;

    /// Is this the id of a key that is published still and signs no more? Access drops it a week after
    /// another key took over. False where nobody says which key signs now.
    [[nodiscard]] bool isRetiring(QStringView kid) const;
};

enum class KeySetError {
    TooLarge,
    NotJson,
    NotAKeySet,
    NoKeys,
    NotPem, ///< It looks like PEM, and holds no public key or certificate that can be read.
    PrivateKey, ///< It should not be here at all.
};

/// Largest JWK Set that is read, in bytes: what cloudflared allows (facts 3.4).
inline constexpr qsizetype largestKeySet = 1024 * 1024;

/// Reads a JWK Set (`{"keys": [...]}`; of other members only the id in Access's `public_cert` is read) or a
/// single JWK. A key of unknown type or with unreadable numbers is kept, as Unknown, so that a search by
/// `kid` can say "unusable" rather than "not there".
[[nodiscard]] Result<KeySet, KeySetError> parseKeySet(const QByteArray &json);

} // namespace keyturn::jwt
