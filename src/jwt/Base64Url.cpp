// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Base64Url.h"

namespace keyturn::jwt {

namespace {

constexpr auto withoutPadding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

} // namespace

QByteArray encodeBase64Url(const QByteArray &bytes)
{
    return bytes.toBase64(withoutPadding);
}

std::optional<QByteArray> decodeBase64Url(const QByteArray &text)
{
    auto decoded
        = QByteArray::fromBase64Encoding(text, withoutPadding | QByteArray::AbortOnBase64DecodingErrors);
    // Qt lets padding, a lone last character and stray last bits pass; encoding again shows them.
    if (!decoded || encodeBase64Url(decoded.decoded) != text)
        return {};
    return std::move(decoded.decoded);
}

} // namespace keyturn::jwt
