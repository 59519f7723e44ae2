// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Transaction.h"

#include "SqlFailure.h"

#include <QSqlQuery>

using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::ArchiveFailure;

Result<Done, ArchiveFailure> execute(const QSqlDatabase &database, const QString &statement)
{
    QSqlQuery query(database);
    if (!query.exec(statement))
        return Failure{failureOf(query.lastError(), database)};
    return Done{};
}

Transaction::Transaction(const QSqlDatabase &database)
    : m_database(database)
{
}

Transaction::~Transaction()
{
    if (!m_isOpen)
        return;
    // SQLite may have rolled back by itself, after "disk full" for instance; then this fails and nothing is
    // lost.
    QSqlQuery rollback(m_database);
    rollback.exec(u"ROLLBACK"_s);
}

Result<Done, ArchiveFailure> Transaction::begin(Kind kind)
{
    const auto begun = execute(m_database, kind == Kind::Writing ? u"BEGIN IMMEDIATE"_s : u"BEGIN"_s);
    m_isOpen = bool(begun);
    return begun;
}

Result<Done, ArchiveFailure> Transaction::commit()
{
    const auto committed = execute(m_database, u"COMMIT"_s);
    m_isOpen = !committed;
    return committed;
}

} // namespace keyturn
