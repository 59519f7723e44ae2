// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Anatomy.h"
#include "Claims.h"
#include "Findings.h"
#include "Jwt.h"
#include "JwtSearch.h"
#include "Result.h"
#include "Verification.h"

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
    jwt::Validity validity;
    jwt::FoundJwt found; ///< Where it was, and in what.
    bool hasAnother = false; ///< A second one stands behind it.
    std::optional<jwt::Anatomy> anatomy; ///< Null when strict readers refuse its JSON.
    std::optional<jwt::DecodeError> formError; ///< Why verifiers refuse its form; null: they do not.
};

/// Finds the JWT in what was pasted and takes it apart. One whose form is not quite right is shown all the
/// same, with a finding. What is known beside it makes for more findings.
[[nodiscard]] Result<JwtInspection, jwt::DecodeError>
inspectJwt(const QByteArray &text, const QDateTime &now, const jwt::Known &known = {});

/// As jwt::verify() judges it. One whose form is not quite right is malformed, as it is to every verifier,
/// whatever its signature would be.
[[nodiscard]] jwt::Verification verificationOf(
    const JwtInspection &inspection, const jwt::VerificationKeys &keys, const jwt::Expectations &expected);

} // namespace keyturn
