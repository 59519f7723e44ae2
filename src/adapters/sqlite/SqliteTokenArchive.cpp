// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SqliteTokenArchive.h"

#include "Schema.h"
#include "SqlFailure.h"
#include "TokenRow.h"
#include "Transaction.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QtEndian>

#include <atomic>

using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::ArchiveError;
using tokens::ArchiveFailure;
using tokens::Reminder;
using tokens::ServiceToken;

struct SqliteTokenArchive::Private
{
    QSqlDatabase database;

    ~Private()
    {
        const auto name = database.connectionName();
        database.close();
        database = QSqlDatabase();
        QSqlDatabase::removeDatabase(name);
    }
};

namespace {

using Opened = Result<Done, ArchiveFailure>;

Failure<ArchiveFailure> failure(ArchiveError error, const QString &path, const QString &why)
{
    return {ArchiveFailure{error, why.isEmpty() ? path : u"%1: %2"_s.arg(path, why)}};
}

Opened makeFolder(const QString &folder)
{
    const QDir dir(folder);
    if (dir.exists())
        return Done{};
    const QFileInfo info(dir.absolutePath());
    if (!QDir().mkpath(info.absolutePath()))
        return failure(ArchiveError::CannotOpen, folder, {});
    const bool isMade = QDir().mkdir(info.filePath(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    // Another process may have made it in between.
    if (!isMade && !dir.exists())
        return failure(ArchiveError::CannotOpen, folder, {});
    return Done{};
}

// As far as the first bytes and the size tell. SQLite would fill up a page that was cut short with zeros,
// unless a journal or a write-ahead log has it whole.
bool isWhole(QFile &file)
{
    const auto exists = [&file](QLatin1String suffix) { return QFileInfo::exists(file.fileName() + suffix); };
    if (file.size() == 0 || exists("-journal"_L1))
        return true;
    constexpr QByteArrayView magic("SQLite format 3\0", 16);
    const auto start = file.read(magic.size() + 2);
    if (start.size() < magic.size() + 2 || !start.startsWith(magic))
        return false;
    const auto size = qFromBigEndian<quint16>(start.constData() + magic.size());
    const qint64 pageSize = size == 1 ? 65536 : size;
    if (pageSize == 0)
        return false;
    return file.size() % pageSize == 0 || exists("-wal"_L1);
}

// Makes the file, for its owner only, or sees whether the one that is there can be ours. SQLite would open a
// file it may not write and a folder it may not write without a word, and fail at the first change.
Opened makeFile(const QString &path)
{
    QFile file(path);
    if (!file.exists()) {
        const bool isMade
            = file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner);
        if (!isMade && !file.exists())
            return failure(ArchiveError::CannotOpen, path, file.errorString());
        file.close();
    }

    const QFileInfo info(path);
    if (!info.isFile() || !info.isWritable() || !QFileInfo(info.absolutePath()).isWritable())
        return failure(ArchiveError::CannotOpen, path, u"not writable"_s);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ArchiveError::CannotOpen, path, file.errorString());
    if (!isWhole(file))
        return failure(ArchiveError::Damaged, path, u"no database, or a part of one"_s);
    return Done{};
}

QString freshConnectionName()
{
    static std::atomic<int> count = 0;
    return u"keyturn-archive-%1"_s.arg(++count);
}

Opened checkIntegrity(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next())
        return Failure{failureOf(query.lastError(), database)};
    const auto verdict = query.value(0).toString();
    if (verdict != "ok"_L1)
        return failure(ArchiveError::Damaged, database.databaseName(), verdict);
    return Done{};
}

// Where no shared memory is to be had, on a network drive for instance, SQLite stays with its older journal,
// and so it does when another process is just switching. Both are as safe.
void preferWriteAheadLog(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    query.exec(u"PRAGMA journal_mode = WAL"_s);
}

Opened prepare(const QSqlDatabase &database)
{
    // Looks first and changes nothing: a damaged file is left as it is.
    if (auto checked = checkIntegrity(database); !checked)
        return checked;
    if (auto upToDate = bringUpToDate(database); !upToDate)
        return upToDate;
    preferWriteAheadLog(database);
    return execute(database, u"PRAGMA foreign_keys = ON"_s);
}

} // namespace

SqliteTokenArchive::SqliteTokenArchive(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{
}

SqliteTokenArchive::~SqliteTokenArchive() = default;

Result<std::unique_ptr<SqliteTokenArchive>, ArchiveFailure> SqliteTokenArchive::open(const QString &folder)
{
    const auto path = QDir(folder).absoluteFilePath(u"keyturn.sqlite"_s);
    if (const auto made = makeFolder(folder); !made)
        return Failure{made.error()};
    if (const auto made = makeFile(path); !made)
        return Failure{made.error()};
    if (!QSqlDatabase::isDriverAvailable(u"QSQLITE"_s))
        return failure(ArchiveError::Other, path, u"the Qt driver for SQLite is not installed"_s);

    auto d = std::make_unique<Private>();
    d->database = QSqlDatabase::addDatabase(u"QSQLITE"_s, freshConnectionName());
    d->database.setDatabaseName(path);
    d->database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!d->database.open())
        return Failure{failureOf(d->database.lastError(), d->database)};
    if (const auto prepared = prepare(d->database); !prepared)
        return Failure{prepared.error()};
    return std::unique_ptr<SqliteTokenArchive>(new SqliteTokenArchive(std::move(d)));
}

SqliteTokenArchive::Answer<QList<ServiceToken>> SqliteTokenArchive::load()
{
    QSqlQuery query(d->database);
    query.setForwardOnly(true);
    if (!query.exec(u"SELECT %1 FROM tokens"_s.arg(tokenColumns)))
        return Failure{failureOf(query.lastError(), d->database)};
    QList<ServiceToken> tokens;
    SharedTexts shared;
    while (query.next()) {
        auto token = tokenFrom(query, shared);
        if (!token)
            return failure(ArchiveError::Damaged, d->database.databaseName(), query.value(0).toString());
        tokens.append(*std::move(token));
    }
    if (query.lastError().isValid())
        return Failure{failureOf(query.lastError(), d->database)};
    return tokens;
}

SqliteTokenArchive::Answer<Done> SqliteTokenArchive::add(const ServiceToken &token)
{
    Transaction transaction(d->database);
    if (auto begun = transaction.begin(Transaction::Kind::Writing); !begun)
        return begun;

    QSqlQuery query(d->database);
    query.prepare(
        u"INSERT INTO tokens (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s.arg(tokenColumns));
    bindToken(query, token);
    if (!query.exec())
        return Failure{failureOf(query.lastError(), d->database)};
    query.finish();
    return transaction.commit();
}

SqliteTokenArchive::Answer<ServiceToken> SqliteTokenArchive::kept(const QString &id)
{
    QSqlQuery query(d->database);
    query.setForwardOnly(true);
    query.prepare(u"SELECT %1 FROM tokens WHERE id = ?"_s.arg(tokenColumns));
    query.addBindValue(id);
    if (!query.exec())
        return Failure{failureOf(query.lastError(), d->database)};
    if (!query.next())
        return Failure{ArchiveFailure{ArchiveError::NoSuchToken, id}};
    SharedTexts shared;
    auto token = tokenFrom(query, shared);
    if (!token)
        return failure(ArchiveError::Damaged, d->database.databaseName(), id);
    return *std::move(token);
}

SqliteTokenArchive::Answer<ServiceToken> SqliteTokenArchive::change(const QString &id, const Edit &edit)
{
    Transaction transaction(d->database);
    if (const auto begun = transaction.begin(Transaction::Kind::Writing); !begun)
        return Failure{begun.error()};
    const auto before = kept(id);
    if (!before)
        return before;

    // Not INSERT OR REPLACE: that removes the old row, and its reminders with it.
    const auto after = edit(*before);
    QSqlQuery query(d->database);
    query.prepare(u"UPDATE tokens SET (%1) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"_s.arg(
        tokenColumns));
    bindToken(query, after);
    query.addBindValue(id);
    if (!query.exec())
        return Failure{failureOf(query.lastError(), d->database)};
    query.finish();
    if (const auto committed = transaction.commit(); !committed)
        return Failure{committed.error()};
    return after;
}

SqliteTokenArchive::Answer<Done> SqliteTokenArchive::remove(const QString &id)
{
    Transaction transaction(d->database);
    if (auto begun = transaction.begin(Transaction::Kind::Writing); !begun)
        return begun;

    QSqlQuery query(d->database);
    query.prepare(u"DELETE FROM tokens WHERE id = ?"_s);
    query.addBindValue(id);
    if (!query.exec())
        return Failure{failureOf(query.lastError(), d->database)};
    if (query.numRowsAffected() == 0)
        return Failure{ArchiveFailure{ArchiveError::NoSuchToken, id}};
    query.finish();
    return transaction.commit();
}

SqliteTokenArchive::Answer<QSet<Reminder>> SqliteTokenArchive::remindersGiven()
{
    QSqlQuery query(d->database);
    query.setForwardOnly(true);
    if (!query.exec(u"SELECT token_id, ends_at, days FROM reminders"_s))
        return Failure{failureOf(query.lastError(), d->database)};
    QSet<Reminder> reminders;
    while (query.next())
        reminders.insert({query.value(0).toString(), momentFrom(query.value(1)), query.value(2).toInt()});
    if (query.lastError().isValid())
        return Failure{failureOf(query.lastError(), d->database)};
    return reminders;
}

SqliteTokenArchive::Answer<Done> SqliteTokenArchive::rememberReminders(const QList<Reminder> &reminders)
{
    Transaction transaction(d->database);
    if (auto begun = transaction.begin(Transaction::Kind::Writing); !begun)
        return begun;

    // Nothing for a token that another process has removed in the meantime.
    QSqlQuery query(d->database);
    query.prepare(
        u"INSERT OR IGNORE INTO reminders (token_id, ends_at, days) SELECT id, ?, ? FROM tokens WHERE id = ?"_s);
    for (const auto &reminder : reminders) {
        query.bindValue(0, reminder.end.toSecsSinceEpoch());
        query.bindValue(1, reminder.days);
        query.bindValue(2, reminder.tokenId);
        if (!query.exec())
            return Failure{failureOf(query.lastError(), d->database)};
    }
    query.finish();
    return transaction.commit();
}

} // namespace keyturn
