// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SqliteTokenArchive.h"

#include "Schema.h"
#include "SqlFailure.h"
#include "Transaction.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QtEndian>

#include <atomic>

using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::ArchiveError;
using tokens::ArchiveFailure;
using tokens::Expiry;
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
// unless a write-ahead log has it whole.
bool isWhole(QFile &file)
{
    if (file.size() == 0)
        return true;
    constexpr QByteArrayView magic("SQLite format 3\0", 16);
    const auto start = file.read(magic.size() + 2);
    if (start.size() < magic.size() + 2 || !start.startsWith(magic))
        return false;
    const auto size = qFromBigEndian<quint16>(start.constData() + magic.size());
    const qint64 pageSize = size == 1 ? 65536 : size;
    if (pageSize == 0)
        return false;
    return file.size() % pageSize == 0 || QFileInfo::exists(file.fileName() + u"-wal"_s);
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

QVariant secondsOf(const QDateTime &moment)
{
    return moment.isValid() ? QVariant(moment.toSecsSinceEpoch()) : QVariant();
}

QDateTime momentFrom(const QVariant &seconds)
{
    return seconds.isNull() ? QDateTime() : QDateTime::fromSecsSinceEpoch(seconds.toLongLong(), Qt::UTC);
}

QString jsonOf(const QStringList &texts)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact));
}

std::optional<QStringList> textsFrom(const QString &json)
{
    if (json == "[]"_L1)
        return QStringList();
    const auto document = QJsonDocument::fromJson(json.toUtf8());
    if (!document.isArray())
        return std::nullopt;
    QStringList texts;
    const auto array = document.array();
    texts.reserve(array.size());
    for (const auto &text : array)
        texts.append(text.toString());
    return texts;
}

// Numbers in the file: Schema.cpp says what they mean.
int numberOf(Expiry::Kind kind)
{
    switch (kind) {
    case Expiry::Kind::Unknown:
        return 0;
    case Expiry::Kind::At:
        return 1;
    case Expiry::Kind::Forever:
        return 2;
    }
    return 0;
}

Expiry expiryFrom(int number, const QVariant &end)
{
    if (number == numberOf(Expiry::Kind::At))
        return Expiry::on(momentFrom(end));
    return number == numberOf(Expiry::Kind::Forever) ? Expiry::unlimited() : Expiry();
}

const auto selectTokens
    = u"SELECT id, name, client_id, expiry, ends_at, disabled, hosts, team, owner, environment,"
      " tags, notes, created_at, secret_changed_at FROM tokens"_s;

// What many tokens have in common is kept once: with 10,000 tokens that is a quarter of the memory.
class Shared
{
public:
    QString text(const QVariant &value) { return *m_texts.insert(value.toString()); }

    std::optional<QStringList> list(const QVariant &value)
    {
        const auto json = value.toString();
        if (const auto known = m_lists.constFind(json); known != m_lists.cend())
            return *known;
        const auto texts = textsFrom(json);
        if (texts)
            m_lists.insert(json, *texts);
        return texts;
    }

private:
    QSet<QString> m_texts;
    QHash<QString, QStringList> m_lists;
};

std::optional<ServiceToken> tokenFrom(const QSqlQuery &row, Shared &shared)
{
    auto hosts = textsFrom(row.value(6).toString());
    auto tags = shared.list(row.value(10));
    if (!hosts || !tags)
        return std::nullopt;
    ServiceToken token;
    token.id = row.value(0).toString();
    token.name = row.value(1).toString();
    token.clientId = row.value(2).toString();
    token.expiry = expiryFrom(row.value(3).toInt(), row.value(4));
    token.disabled = row.value(5).toBool();
    token.hosts = *std::move(hosts);
    token.team = shared.text(row.value(7));
    token.owner = shared.text(row.value(8));
    token.environment = shared.text(row.value(9));
    token.tags = *std::move(tags);
    token.notes = row.value(11).toString();
    token.createdAt = momentFrom(row.value(12));
    token.secretChangedAt = momentFrom(row.value(13));
    return token;
}

// A null QString would be bound as NULL.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
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
    if (!query.exec(selectTokens))
        return Failure{failureOf(query.lastError(), d->database)};
    QList<ServiceToken> tokens;
    Shared shared;
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

SqliteTokenArchive::Answer<Done> SqliteTokenArchive::save(const ServiceToken &token)
{
    Transaction transaction(d->database);
    if (auto begun = transaction.begin(Transaction::Kind::Writing); !begun)
        return begun;

    // Not INSERT OR REPLACE: that removes the old row, and its reminders with it.
    QSqlQuery query(d->database);
    query.prepare(u"INSERT INTO tokens (id, name, client_id, expiry, ends_at, disabled, hosts, team, owner, "
                  u"environment, tags,"
                  " notes, created_at, secret_changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                  " ON CONFLICT (id) DO UPDATE SET name = excluded.name, client_id = excluded.client_id,"
                  " expiry = excluded.expiry, ends_at = excluded.ends_at, disabled = excluded.disabled,"
                  " hosts = excluded.hosts, team = excluded.team, owner = excluded.owner, environment = "
                  "excluded.environment,"
                  " tags = excluded.tags, notes = excluded.notes, created_at = excluded.created_at,"
                  " secret_changed_at = excluded.secret_changed_at"_s);
    const bool ends = token.expiry.kind == Expiry::Kind::At && token.expiry.at.isValid();
    query.addBindValue(notNull(token.id));
    query.addBindValue(notNull(token.name));
    query.addBindValue(notNull(token.clientId));
    query.addBindValue(
        numberOf(token.expiry.kind == Expiry::Kind::At && !ends ? Expiry::Kind::Unknown : token.expiry.kind));
    query.addBindValue(ends ? secondsOf(token.expiry.at) : QVariant());
    query.addBindValue(token.disabled ? 1 : 0);
    query.addBindValue(jsonOf(token.hosts));
    query.addBindValue(notNull(token.team));
    query.addBindValue(notNull(token.owner));
    query.addBindValue(notNull(token.environment));
    query.addBindValue(jsonOf(token.tags));
    query.addBindValue(notNull(token.notes));
    query.addBindValue(secondsOf(token.createdAt));
    query.addBindValue(secondsOf(token.secretChangedAt));
    if (!query.exec())
        return Failure{failureOf(query.lastError(), d->database)};
    query.finish();
    return transaction.commit();
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
