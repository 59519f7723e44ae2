// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "TokenArchive.h"

#include <QString>

#include <memory>

namespace keyturn {

/// The TokenArchive in one SQLite file: WAL, a versioned schema, a backup before each migration. The window
/// and the command line may have it open at the same time.
class SqliteTokenArchive final : public tokens::TokenArchive
{
public:
    /// Opens or makes `<folder>/keyturn.sqlite`; the folder is made too, for its owner only. A file that is
    /// damaged or newer is refused and left as it is.
    [[nodiscard]] static Result<std::unique_ptr<SqliteTokenArchive>, tokens::ArchiveFailure>
    open(const QString &folder);

    ~SqliteTokenArchive() override;

    [[nodiscard]] Answer<QList<tokens::ServiceToken>> load() override;
    [[nodiscard]] Answer<Done> add(const tokens::ServiceToken &token) override;
    [[nodiscard]] Answer<tokens::ServiceToken> change(const QString &id, const Edit &edit) override;
    [[nodiscard]] Answer<Done> remove(const QString &id) override;
    [[nodiscard]] Answer<QSet<tokens::Reminder>> remindersGiven() override;
    [[nodiscard]] Answer<Done> rememberReminders(const QList<tokens::Reminder> &reminders) override;

private:
    struct Private;
    explicit SqliteTokenArchive(std::unique_ptr<Private> d);
    [[nodiscard]] Answer<tokens::ServiceToken> kept(const QString &id);

    std::unique_ptr<Private> d;
};

} // namespace keyturn
