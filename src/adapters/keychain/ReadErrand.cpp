// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ReadErrand.h"

namespace keyturn {

void ReadErrand::begin()
{
    readEntry([this](Got got) {
        if (!got)
            return explain(got.error(), [this](const tokens::StoreFailure &failure) { fail(failure); });
        finish(m_then, std::move(got));
    });
}

void ReadErrand::tell(const tokens::StoreFailure &failure)
{
    const auto then = m_then;
    then(Failure{failure});
}

} // namespace keyturn
