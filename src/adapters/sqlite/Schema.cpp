// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Schema.h"

#include "SqlFailure.h"
#include "Transaction.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlQuery>

using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::ArchiveError;
using tokens::ArchiveFailure;

namespace {

// "Ktrn". Tells our file from any other SQLite database.
constexpr int applicationId = 0x4B74726E;

struct State
{
    int version = 0;
    int application = 0;
    bool hasTables = false;
};

Result<State, ArchiveFailure> stateOf(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    const bool isRead = query.exec(u"SELECT (SELECT user_version FROM pragma_user_version),"
                                   " (SELECT application_id FROM pragma_application_id),"
                                   " (SELECT count(*) FROM sqlite_schema)"_s);
    if (!isRead || !query.next())
        return Failure{failureOf(query.lastError(), database)};
    return State{query.value(0).toInt(), query.value(1).toInt(), query.value(2).toInt() > 0};
}

// In one transaction, lest another process make the tables between two looks.
Result<State, ArchiveFailure> lookInside(const QSqlDatabase &database)
{
    Transaction transaction(database);
    if (const auto begun = transaction.begin(Transaction::Kind::Reading); !begun)
        return Failure{begun.error()};
    return stateOf(database);
}

Failure<ArchiveFailure> failure(ArchiveError error, const QSqlDatabase &database, const QString &why)
{
    return {ArchiveFailure{error, u"%1: %2"_s.arg(database.databaseName(), why)}};
}

// Written under another name first: a backup under its own name is a whole one.
Result<Done, ArchiveFailure> backUp(const QSqlDatabase &database, int version)
{
    const auto folder = QFileInfo(database.databaseName()).absoluteDir();
    const auto path = folder.filePath(u"keyturn-v%1.backup.sqlite"_s.arg(version));
    const auto unfinishedPath = path + u".unfinished"_s;

    QFile::remove(unfinishedPath);
    QFile unfinished(unfinishedPath);
    if (!unfinished.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return failure(ArchiveError::CannotOpen, database, unfinished.errorString());
    unfinished.close();

    QSqlQuery copy(database);
    copy.prepare(u"VACUUM INTO ?"_s);
    copy.addBindValue(unfinishedPath);
    if (!copy.exec()) {
        QFile::remove(unfinishedPath);
        return Failure{failureOf(copy.lastError(), database)};
    }
    QFile::remove(path);
    if (!unfinished.rename(path))
        return failure(ArchiveError::CannotOpen, database, unfinished.errorString());
    return Done{};
}

Result<Done, ArchiveFailure> migrate(const QSqlDatabase &database, const QList<Migration> &all)
{
    Transaction transaction(database);
    if (const auto begun = transaction.begin(Transaction::Kind::Writing); !begun)
        return Failure{begun.error()};
    // Another process may have been quicker.
    const auto state = stateOf(database);
    if (!state)
        return Failure{state.error()};
    for (const auto &migration : all.sliced(qMin(qsizetype(state->version), all.size()))) {
        for (const auto &statement : migration) {
            if (const auto done = execute(database, statement); !done)
                return Failure{done.error()};
        }
    }
    const auto version = qMax(qsizetype(state->version), all.size());
    for (const auto &statement :
         {u"PRAGMA application_id = %1"_s.arg(applicationId), u"PRAGMA user_version = %1"_s.arg(version)}) {
        if (const auto done = execute(database, statement); !done)
            return Failure{done.error()};
    }
    return transaction.commit();
}

} // namespace

const QList<Migration> &migrations()
{
    // Times are seconds since 1970 in UTC; lists are JSON arrays. expiry: 0 unknown, 1 at ends_at, 2 forever.
    static const QList<Migration> all{
        {
            u"CREATE TABLE tokens ("
            " id TEXT PRIMARY KEY NOT NULL,"
            " name TEXT NOT NULL,"
            " client_id TEXT NOT NULL,"
            " expiry INTEGER NOT NULL CHECK (expiry IN (0, 1, 2)),"
            " ends_at INTEGER,"
            " disabled INTEGER NOT NULL,"
            " hosts TEXT NOT NULL,"
            " team TEXT NOT NULL,"
            " owner TEXT NOT NULL,"
            " environment TEXT NOT NULL,"
            " tags TEXT NOT NULL,"
            " notes TEXT NOT NULL,"
            " created_at INTEGER,"
            " secret_changed_at INTEGER,"
            " CHECK ((expiry = 1) = (ends_at IS NOT NULL))"
            ") STRICT"_s,
            u"CREATE TABLE reminders ("
            " token_id TEXT NOT NULL REFERENCES tokens (id) ON DELETE CASCADE,"
            " ends_at INTEGER NOT NULL,"
            " days INTEGER NOT NULL,"
            " PRIMARY KEY (token_id, ends_at, days)"
            ") STRICT, WITHOUT ROWID"_s,
        },
    };
    return all;
}

Result<Done, ArchiveFailure> bringUpToDate(const QSqlDatabase &database, const QList<Migration> &all)
{
    const auto state = lookInside(database);
    if (!state)
        return Failure{state.error()};
    if (state->version == 0 && state->hasTables)
        return failure(ArchiveError::Damaged, database, u"no Keyturn inventory"_s);
    if (state->version != 0 && state->application != applicationId)
        return failure(ArchiveError::Damaged, database, u"no Keyturn inventory"_s);
    if (state->version > all.size())
        return failure(
            ArchiveError::FromNewerVersion, database, u"version %1 of the schema"_s.arg(state->version));
    if (state->version == all.size())
        return Done{};

    if (state->version > 0) {
        if (const auto backedUp = backUp(database, state->version); !backedUp)
            return Failure{backedUp.error()};
    }
    return migrate(database, all);
}

} // namespace keyturn
