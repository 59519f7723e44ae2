// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Anatomy.h"

#include <QJsonValue>
#include <QList>

namespace keyturn::jwt {

/// One member of the header or of the payload in two tokens.
struct MemberComparison
{
    enum class Relation { Same, Differs, OnlyLeft, OnlyRight };

    JwtPart part = JwtPart::Payload;
    QString name;
    Relation relation = Relation::Same;
    QJsonValue left, right; ///< Undefined where it is not there.
    QByteArray leftText,
        rightText; ///< As they were written. Empty also where strict readers refuse the JSON.
};
[[nodiscard]] QString idOf(MemberComparison::Relation relation); ///< "same", "only-left" and their like.

/// The header first, then the claims in the order of claimsOf(). Numbers are compared with all their digits,
/// and a name that is written twice in one of them only differs.
[[nodiscard]] QList<MemberComparison> comparisonOf(const Jwt &left, const Jwt &right);

} // namespace keyturn::jwt
