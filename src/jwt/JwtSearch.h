// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "JsonText.h"

#include <QByteArray>

#include <optional>

namespace keyturn::jwt {

/// What a JWT stood in when it was pasted.
enum class JwtCarrier {
    None, ///< It is all there is.
    Quotes,
    Bearer,
    AccessHeader, ///< Cf-Access-Jwt-Assertion or cf-access-token.
    Header, ///< Another one.
    Cookie, ///< CF_Authorization.
    CurlCommand,
    Url, ///< In its query.
    Text, ///< Anything else.
};

struct FoundJwt
{
    QByteArray compact;
    JsonRange range; ///< Where it stands in the text; what is before and behind was skipped.
    JwtCarrier carrier = JwtCarrier::None;
    qsizetype gaps = 0; ///< Bytes of white space and line breaks that were taken out of it.
};

/// Looks for one JWT as findJwt() does, and says where it was.
[[nodiscard]] std::optional<FoundJwt> locateJwt(const QByteArray &text);

} // namespace keyturn::jwt
