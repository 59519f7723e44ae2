// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Schema.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

using tokens::ArchiveError;

namespace {

const Migration first{u"CREATE TABLE things (name TEXT)"_s, u"INSERT INTO things VALUES ('one')"_s};
const Migration second{u"ALTER TABLE things ADD COLUMN size INTEGER"_s, u"UPDATE things SET size = 2"_s};
const Migration third{u"UPDATE things SET size = size + 1"_s};
const Migration broken{u"UPDATE things SET size = 99"_s, u"THIS IS NO SQL"_s};

} // namespace

class SchemaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s);
        m_database.setDatabaseName(m_folder->filePath(u"keyturn.sqlite"_s));
        QVERIFY(m_database.open());
    }

    void cleanup()
    {
        m_database = {};
        QSqlDatabase::removeDatabase(QLatin1String(QSqlDatabase::defaultConnection));
    }

    void takesAnEmptyFileThroughAllMigrations()
    {
        QVERIFY(bringUpToDate(m_database, {first, second, third}));

        QCOMPARE(valueOf(u"PRAGMA user_version"_s), 3);
        QCOMPARE(valueOf(u"SELECT size FROM things"_s), 3);
        QCOMPARE(backups(), QStringList());
    }

    void doesNothingToAFileThatIsUpToDate()
    {
        QVERIFY(bringUpToDate(m_database, {first, second, third}));

        QVERIFY(bringUpToDate(m_database, {first, second, third}));

        QCOMPARE(valueOf(u"SELECT size FROM things"_s), 3);
        QCOMPARE(backups(), QStringList());
    }

    void appliesOnlyWhatIsMissing()
    {
        QVERIFY(bringUpToDate(m_database, {first, second}));

        QVERIFY(bringUpToDate(m_database, {first, second, third}));

        QCOMPARE(valueOf(u"PRAGMA user_version"_s), 3);
        QCOMPARE(valueOf(u"SELECT size FROM things"_s), 3);
    }

    void keepsABackupForTheOwnerOnly()
    {
        QVERIFY(bringUpToDate(m_database, {first, second}));

        QVERIFY(bringUpToDate(m_database, {first, second, third}));

        QCOMPARE(backups(), QStringList{u"keyturn-v2.backup.sqlite"_s});
        const auto path = m_folder->filePath(u"keyturn-v2.backup.sqlite"_s);
        QCOMPARE(
            QFileInfo(path).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
            QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(attach(path));
        QCOMPARE(valueOf(u"PRAGMA backup.user_version"_s), 2);
        QCOMPARE(valueOf(u"SELECT size FROM backup.things"_s), 2);
    }

    void replacesAnOlderBackupOfTheSameVersion()
    {
        QVERIFY(bringUpToDate(m_database, {first}));
        QVERIFY(!bringUpToDate(m_database, {first, broken}));
        run(u"UPDATE things SET name = 'changed since'"_s);

        QVERIFY(bringUpToDate(m_database, {first, second}));

        QVERIFY(attach(m_folder->filePath(u"keyturn-v1.backup.sqlite"_s)));
        QCOMPARE(valueOf(u"SELECT count(*) FROM backup.things WHERE name = 'changed since'"_s), 1);
    }

    void undoesEverythingWhenOneStatementFails()
    {
        QVERIFY(bringUpToDate(m_database, {first, second}));

        const auto migrated = bringUpToDate(m_database, {first, second, third, broken});

        QVERIFY(!migrated);
        QCOMPARE(migrated.error().error, ArchiveError::Other);
        QVERIFY(migrated.error().detail.contains(m_database.databaseName()));
        QCOMPARE(valueOf(u"PRAGMA user_version"_s), 2);
        QCOMPARE(valueOf(u"SELECT size FROM things"_s), 2);
    }

    void changesNothingWhenTheBackupCannotBeMade()
    {
        QVERIFY(bringUpToDate(m_database, {first, second}));
        QVERIFY(QDir(m_folder->path()).mkpath(u"keyturn-v2.backup.sqlite.unfinished/full"_s));

        const auto migrated = bringUpToDate(m_database, {first, second, third});

        QVERIFY(!migrated);
        QCOMPARE(migrated.error().error, ArchiveError::CannotOpen);
        QCOMPARE(valueOf(u"PRAGMA user_version"_s), 2);
        QCOMPARE(valueOf(u"SELECT size FROM things"_s), 2);
    }

    void refusesANewerFile()
    {
        QVERIFY(bringUpToDate(m_database, {first, second, third}));

        const auto opened = bringUpToDate(m_database, {first, second});

        QVERIFY(!opened);
        QCOMPARE(opened.error().error, ArchiveError::FromNewerVersion);
        QCOMPARE(valueOf(u"PRAGMA user_version"_s), 3);
    }

    void refusesTablesOfAnotherProgram()
    {
        run(u"CREATE TABLE cookies (name TEXT)"_s);

        const auto opened = bringUpToDate(m_database, {first});

        QVERIFY(!opened);
        QCOMPARE(opened.error().error, ArchiveError::Damaged);
        QCOMPARE(valueOf(u"SELECT count(*) FROM sqlite_schema"_s), 1);
    }

    void makesTheTablesOfThisVersion()
    {
        QVERIFY(bringUpToDate(m_database));

        QCOMPARE(valueOf(u"PRAGMA user_version"_s), migrations().size());
        QCOMPARE(valueOf(u"SELECT count(*) FROM sqlite_schema WHERE name IN ('tokens', 'reminders')"_s), 2);
    }

    void hasNoPlaceForASecret()
    {
        QVERIFY(bringUpToDate(m_database));

        QCOMPARE(
            valueOf(
                u"SELECT count(*) FROM sqlite_schema WHERE replace(sql, 'secret_changed_at', '') LIKE '%secret%'"_s),
            0);
    }

private:
    void run(const QString &statement)
    {
        QSqlQuery query(m_database);
        QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
    }

    [[nodiscard]] int valueOf(const QString &statement)
    {
        QSqlQuery query(m_database);
        return query.exec(statement) && query.next() ? query.value(0).toInt() : -1;
    }

    [[nodiscard]] bool attach(const QString &path)
    {
        QSqlQuery query(m_database);
        query.prepare(u"ATTACH ? AS backup"_s);
        query.addBindValue(path);
        return query.exec();
    }

    [[nodiscard]] QStringList backups() const
    {
        return QDir(m_folder->path()).entryList({u"*backup*"_s}, QDir::Files);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QSqlDatabase m_database;
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "SchemaTest.moc"
