// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseTable.h"

#include <iterator>

namespace keyturn::access {

namespace {

std::vector<CauseRow> allRows()
{
    std::vector<CauseRow> rows = causesOfNetwork();
    for (auto more :
         {causesOfApi(), causesBeforeAccess(), causesOfRequest(), causesOfAccess(), causesOfMiddleware(),
          causesOfOrigin()})
        std::move(more.begin(), more.end(), std::back_inserter(rows));
    return rows;
}

} // namespace

const std::vector<CauseRow> &causeTable()
{
    static const std::vector<CauseRow> rows = allRows();
    return rows;
}

} // namespace keyturn::access
