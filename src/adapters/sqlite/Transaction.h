// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "TokenArchive.h"

#include <QSqlDatabase>

namespace keyturn {

/// A transaction that is undone at its end unless it has been committed.
class Transaction
{
public:
    /// Reading sees one state of the file from its first statement on. Writing also shuts out other writers,
    /// at once: one that began by reading could find the file changed under it and would have to start over.
    enum class Kind { Reading, Writing };

    explicit Transaction(const QSqlDatabase &database);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    [[nodiscard]] Result<Done, tokens::ArchiveFailure> begin(Kind kind);
    [[nodiscard]] Result<Done, tokens::ArchiveFailure> commit();

private:
    QSqlDatabase m_database;
    bool m_isOpen = false;
};

/// Runs one statement that gives no rows.
[[nodiscard]] Result<Done, tokens::ArchiveFailure>
execute(const QSqlDatabase &database, const QString &statement);

} // namespace keyturn
