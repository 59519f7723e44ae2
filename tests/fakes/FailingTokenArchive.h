// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "MemoryTokenArchive.h"

#include <optional>

namespace keyturn {

/// A working archive that refuses on demand: to change, or to tell which reminders were given.
class FailingTokenArchive final : public tokens::TokenArchive
{
public:
    void failChangesWith(std::optional<tokens::ArchiveError> error) { m_changes = error; }

    void failRemindersWith(std::optional<tokens::ArchiveError> error) { m_reminders = error; }

    [[nodiscard]] Answer<QList<tokens::ServiceToken>> load() override { return m_archive.load(); }
    [[nodiscard]] Answer<Done> add(const tokens::ServiceToken &token) override
    {
        return m_changes ? refusal() : m_archive.add(token);
    }
    [[nodiscard]] Answer<tokens::ServiceToken> change(const QString &id, const Edit &edit) override
    {
        if (m_changes)
            return Failure{tokens::ArchiveFailure{*m_changes, {}}};
        return m_archive.change(id, edit);
    }
    [[nodiscard]] Answer<Done> remove(const QString &id) override
    {
        return m_changes ? refusal() : m_archive.remove(id);
    }
    [[nodiscard]] Answer<QSet<tokens::Reminder>> remindersGiven() override
    {
        if (m_reminders)
            return Failure{tokens::ArchiveFailure{*m_reminders, {}}};
        return m_archive.remindersGiven();
    }
    [[nodiscard]] Answer<Done> rememberReminders(const QList<tokens::Reminder> &reminders) override
    {
        return m_changes ? refusal() : m_archive.rememberReminders(reminders);
    }

private:
    [[nodiscard]] Answer<Done> refusal() const { return Failure{tokens::ArchiveFailure{*m_changes, {}}}; }

    MemoryTokenArchive m_archive;
    std::optional<tokens::ArchiveError> m_changes, m_reminders;
};

} // namespace keyturn
