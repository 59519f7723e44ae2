// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Claims.h"
#include "Findings.h"
#include "Jwt.h"
#include "Result.h"

#include <QDateTime>

namespace keyturn {

/// A JWT as the JWT page and `jwt decode` show it.
struct JwtInspection
{
    jwt::Jwt jwt;
    QByteArray compact; ///< What was found in the text. A bearer credential: shown, not kept.
    jwt::SubjectKind subject = jwt::SubjectKind::Unknown;
    QList<jwt::Claim> claims;
    QList<jwt::Finding> findings;
};

/// Finds the JWT in what was pasted and takes it apart.
[[nodiscard]] Result<JwtInspection, jwt::DecodeError>
inspectJwt(const QByteArray &text, const QDateTime &now);

} // namespace keyturn
