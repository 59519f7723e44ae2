// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "TokenArchive.h"

#include <QHash>

namespace keyturn {

/// The TokenArchive of the demo: the memory of this process, gone with it.
class MemoryTokenArchive final : public tokens::TokenArchive
{
public:
    [[nodiscard]] Answer<QList<tokens::ServiceToken>> load() override;
    [[nodiscard]] Answer<Done> add(const tokens::ServiceToken &token) override;
    [[nodiscard]] Answer<tokens::ServiceToken> change(const QString &id, const Edit &edit) override;
    [[nodiscard]] Answer<Done> remove(const QString &id) override;
    [[nodiscard]] Answer<QSet<tokens::Reminder>> remindersGiven() override;
    [[nodiscard]] Answer<Done> rememberReminders(const QList<tokens::Reminder> &reminders) override;

private:
    QHash<QString, tokens::ServiceToken> m_tokens;
    QSet<tokens::Reminder> m_reminders;
};

} // namespace keyturn
