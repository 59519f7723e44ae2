// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <optional>

namespace keyturn::jwt {

/// Without padding (RFC 7515, section 2).
[[nodiscard]] QByteArray encodeBase64Url(const QByteArray &bytes);

/// Null unless `text` is exactly what encodeBase64Url() makes of the answer: no padding, no `+` or `/`, no
/// white space, no length that encodes nothing, no bits set past the last byte. So each value has one
/// spelling.
[[nodiscard]] std::optional<QByteArray> decodeBase64Url(QByteArrayView text);

} // namespace keyturn::jwt
