// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RemoveErrand.h"

using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::StoreError;

void RemoveErrand::begin()
{
    deleteEntry([this](const Written &deleted) {
        if (!deleted)
            return explain(deleted.error(), [this](const tokens::StoreFailure &failure) { fail(failure); });
        checkGone();
    });
}

void RemoveErrand::checkGone()
{
    findEntry([this](KeychainBus::Entry entry) {
        switch (entry) {
        case KeychainBus::Entry::Present:
            return fail({StoreError::Refused, u"the keychain still has the entry"_s});
        case KeychainBus::Entry::Locked:
            return fail({StoreError::Locked, u"the keyring that has the entry is locked"_s});
        case KeychainBus::Entry::Absent:
        case KeychainBus::Entry::Unknown:
            return finish<Written>(m_then, Done{});
        }
    });
}

void RemoveErrand::tell(const tokens::StoreFailure &failure)
{
    const auto then = m_then;
    then(Failure{failure});
}

} // namespace keyturn
