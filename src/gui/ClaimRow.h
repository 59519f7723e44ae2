// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "JwtInspection.h"
#include "Workbench.h"

#include <QList>
#include <QString>

namespace keyturn {

/// One claim in words.
struct ClaimRow
{
    QString name;
    QString value;
    QString meaning;
    QString toolTip;
    int member = -1; ///< The index in Anatomy::members; -1: it is not in the token.
    QString tokenId; ///< The token of the inventory that it names; empty: none.
};

/// What the payload says, claim by claim, and that there is no start where there is none. Tokens of the
/// inventory and applications of the edge are called by their names.
[[nodiscard]] QList<ClaimRow> claimRowsOf(const JwtInspection &inspection, const Workbench &workbench);

} // namespace keyturn
