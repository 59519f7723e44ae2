// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Jwt.h"

#include "Base64Url.h"
#include "StrictJson.h"

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

Result<Jws, DecodeError> decodeJws(const QByteArray &compact)
{
    if (compact.size() > longestJwt)
        return Failure{DecodeError::TooLarge};
    if (compact.trimmed().isEmpty())
        return Failure{DecodeError::Empty};

    // Not split(): a text of nothing but dots would become millions of pieces.
    const auto firstDot = compact.indexOf('.');
    const auto secondDot = firstDot < 0 ? -1 : compact.indexOf('.', firstDot + 1);
    if (secondDot < 0 || compact.indexOf('.', secondDot + 1) >= 0)
        return Failure{DecodeError::NotThreeParts};

    const QByteArrayView text = compact;
    auto headerJson = decodeBase64Url(text.first(firstDot));
    if (!headerJson)
        return Failure{DecodeError::HeaderNotBase64Url};
    auto payload = decodeBase64Url(text.sliced(firstDot + 1, secondDot - firstDot - 1));
    if (!payload)
        return Failure{DecodeError::PayloadNotBase64Url};
    auto signature = decodeBase64Url(text.sliced(secondDot + 1));
    if (!signature)
        return Failure{DecodeError::SignatureNotBase64Url};

    auto header = parseJsonObject(*headerJson);
    if (!header)
        return Failure{DecodeError::HeaderNotJsonObject};

    return Jws{
        *std::move(header), *std::move(headerJson), *std::move(payload), *std::move(signature),
        compact.first(secondDot)};
}

Result<Jwt, DecodeError> decode(const QByteArray &compact)
{
    auto jws = decodeJws(compact);
    if (!jws)
        return Failure{jws.error()};
    auto payload = parseJsonObject(jws->payload);
    if (!payload)
        return Failure{DecodeError::PayloadNotJsonObject};
    return Jwt{*std::move(jws), *std::move(payload)};
}

} // namespace keyturn::jwt
