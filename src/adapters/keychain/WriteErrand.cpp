// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "WriteErrand.h"

using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::StoreError;
using tokens::StoreFailure;

void WriteErrand::begin()
{
    const auto writeIfNew = [this](const StoreFailure &failure) {
        // An entry that is there and cannot be read could not be put back.
        if (failure.error != StoreError::NotFound)
            return fail(failure);
        write();
    };
    readEntry([this, writeIfNew](Got old) {
        if (!old)
            return explain(old.error(), writeIfNew);
        m_old = *std::move(old);
        write();
    });
}

void WriteErrand::write()
{
    m_isUndoDue = true;
    writeEntry(m_secret, [this](const Written &written) {
        if (!written)
            return explain(written.error(), [this](const StoreFailure &failure) { giveUp(failure); });
        readBack();
    });
}

void WriteErrand::readBack()
{
    readEntry([this](const Got &got) { judge(got); });
}

void WriteErrand::judge(const Got &readBack)
{
    const auto giveUpWithReason = [this](const StoreFailure &failure) {
        if (failure.error == StoreError::NotFound)
            return giveUp({StoreError::NotKept, u"the keychain gave back nothing"_s});
        giveUp(failure);
    };
    if (!readBack)
        return explain(readBack.error(), giveUpWithReason);
    if (!readBack->isSameAs(m_secret))
        return giveUp({StoreError::NotKept, u"the keychain gave back something else"_s});
    finish<Written>(m_then, Done{});
}

void WriteErrand::giveUp(const StoreFailure &failure)
{
    // With these the keychain would not let us undo anything, and might ask a person once more.
    const auto isClosed = failure.error == StoreError::NoStore || failure.error == StoreError::Locked
        || failure.error == StoreError::Refused;
    if (isClosed)
        return fail(failure);
    m_failure = failure;
    setFailureAtDeadline(failure);
    undo();
}

void WriteErrand::undo()
{
    m_isUndoDue = false;
    const auto failAnyway = [this](const Written &) { fail(m_failure); };
    if (m_old)
        return writeEntry(*m_old, failAnyway);
    deleteEntry(failAnyway);
}

void WriteErrand::settle()
{
    if (m_isUndoDue)
        return undo();
    end();
}

void WriteErrand::tell(const tokens::StoreFailure &failure)
{
    const auto then = m_then;
    then(Failure{failure});
}

} // namespace keyturn
