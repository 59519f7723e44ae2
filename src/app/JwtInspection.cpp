// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtInspection.h"

namespace keyturn {

Result<JwtInspection, jwt::DecodeError> inspectJwt(const QByteArray &text, const QDateTime &now)
{
    const auto compact = jwt::findJwt(text).value_or(text.trimmed());
    auto decoded = jwt::decode(compact);
    if (!decoded)
        return Failure{decoded.error()};
    const auto &payload = decoded->payload;
    return JwtInspection{
        *decoded, compact, jwt::subjectKindOf(payload), jwt::claimsOf(payload),
        jwt::findingsIn(*decoded, now)};
}

} // namespace keyturn
