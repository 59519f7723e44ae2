// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace keyturn::jwt {

/// Longest compact form that is looked at, in bytes; beyond it decode() answers TooLarge.
inline constexpr qsizetype longestJwt = 16 * 1024 * 1024;

enum class DecodeError {
    Empty,
    TooLarge,
    NotThreeParts,
    HeaderNotBase64Url,
    PayloadNotBase64Url,
    SignatureNotBase64Url,
    HeaderNotJsonObject,
    PayloadNotJsonObject,
};

/// A JWS in compact form taken apart (RFC 7515, section 7.1); nothing in it is to be believed yet.
struct Jws
{
    QJsonObject header;
    QByteArray headerJson; ///< The header exactly as it was sent.
    QByteArray payload; ///< The payload bytes exactly as they were sent; any bytes at all.
    QByteArray signature;
    QByteArray signingInput; ///< The exact bytes the signature covers (RFC 7515, section 5.2).
};

/// A JWS whose payload is a JSON object: a JWT (RFC 7519, section 3).
struct Jwt
{
    Jws jws;
    QJsonObject payload;
};

/// Takes a compact JWS apart. Strict base64url: no padding, no `+` or `/`, no stray bytes
/// (RFC 7515, section 2). Never slower than linear in the input.
[[nodiscard]] Result<Jws, DecodeError> decodeJws(const QByteArray &compact);

[[nodiscard]] Result<Jwt, DecodeError> decode(const QByteArray &compact);

/// Looks for one compact JWT in what people paste: surrounding quotes, white space and line breaks
/// inside it, "Bearer ...", a whole "Cf-Access-Jwt-Assertion: ..." line, a Cookie or Set-Cookie line
/// with CF_Authorization. Null when there is none; then the text itself is what decode() should judge.
[[nodiscard]] std::optional<QByteArray> findJwt(const QByteArray &text);

} // namespace keyturn::jwt
