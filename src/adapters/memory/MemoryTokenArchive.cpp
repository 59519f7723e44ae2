// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "MemoryTokenArchive.h"

namespace keyturn {

using tokens::ArchiveError;
using tokens::ArchiveFailure;

tokens::TokenArchive::Answer<QList<tokens::ServiceToken>> MemoryTokenArchive::load()
{
    return m_tokens.values();
}

tokens::TokenArchive::Answer<Done> MemoryTokenArchive::add(const tokens::ServiceToken &token)
{
    if (m_tokens.contains(token.id))
        return Failure{ArchiveFailure{ArchiveError::Other, token.id}};
    m_tokens.insert(token.id, token);
    return Done{};
}

tokens::TokenArchive::Answer<tokens::ServiceToken>
MemoryTokenArchive::change(const QString &id, const Edit &edit)
{
    const auto kept = m_tokens.find(id);
    if (kept == m_tokens.end())
        return Failure{ArchiveFailure{ArchiveError::NoSuchToken, id}};
    *kept = edit(*kept);
    return *kept;
}

tokens::TokenArchive::Answer<Done> MemoryTokenArchive::remove(const QString &id)
{
    if (!m_tokens.remove(id))
        return Failure{ArchiveFailure{ArchiveError::NoSuchToken, id}};
    m_reminders.removeIf([&id](const tokens::Reminder &reminder) { return reminder.tokenId == id; });
    return Done{};
}

tokens::TokenArchive::Answer<QSet<tokens::Reminder>> MemoryTokenArchive::remindersGiven()
{
    return m_reminders;
}

tokens::TokenArchive::Answer<Done>
MemoryTokenArchive::rememberReminders(const QList<tokens::Reminder> &reminders)
{
    for (const auto &reminder : reminders) {
        if (m_tokens.contains(reminder.tokenId))
            m_reminders.insert(reminder);
    }
    return Done{};
}

} // namespace keyturn
