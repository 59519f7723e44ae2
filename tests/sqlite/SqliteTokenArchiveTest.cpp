// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SqliteTokenArchive.h"

#include "TokenArchiveContract.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <array>
#include <thread>

using namespace keyturn;
using namespace Qt::StringLiterals;

using tokens::ServiceToken;
using tokens::TokenArchive;

namespace {

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;

std::unique_ptr<SqliteTokenArchive> opened(const QString &folder)
{
    auto archive = SqliteTokenArchive::open(folder);
    return archive ? *std::move(archive) : nullptr;
}

} // namespace

class SqliteTokenArchiveTest : public TokenArchiveContract
{
    Q_OBJECT

protected:
    std::unique_ptr<TokenArchive> makeArchive() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        return opened(m_folder->path());
    }

private Q_SLOTS:
    void keepsTokensAcrossRestarts()
    {
        const QTemporaryDir folder;
        const auto token = fullToken(u"a"_s);
        {
            const auto archive = opened(folder.path());
            QVERIFY(archive);
            QVERIFY_ARCHIVED(archive->add(token));
            QVERIFY_ARCHIVED(archive->rememberReminders({reminder(u"a"_s, 7)}));
        }

        const auto archive = opened(folder.path());

        QVERIFY(archive);
        QCOMPARE(tokensIn(*archive), QList{token});
        QCOMPARE(remindersIn(*archive), QSet{reminder(u"a"_s, 7)});
    }

    void makesItsFolderAndFileForTheOwnerOnly()
    {
        const QTemporaryDir root;
        const auto folder = root.filePath(u"one/two/keyturn"_s);

        const auto archive = opened(folder);
        QVERIFY(archive);
        QVERIFY_ARCHIVED(archive->add(fullToken(u"a"_s)));

        QCOMPARE(QFileInfo(folder).permissions(), ownerOnly | QFile::ExeOwner | QFile::ExeUser);
        const auto files = QDir(folder).entryInfoList(QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const auto &file : files)
            QVERIFY2(file.permissions() == ownerOnly, qPrintable(file.fileName()));
    }

    void leavesTheRightsOfAFolderThatWasThereAlone()
    {
        const QTemporaryDir root;
        const auto folder = root.filePath(u"profile"_s);
        QVERIFY(QDir().mkdir(folder, ownerOnly | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup));
        const auto before = QFileInfo(folder).permissions();

        QVERIFY(opened(folder));

        QCOMPARE(QFileInfo(folder).permissions(), before);
    }

    void opensAFolderWhoseNameIsAwkward()
    {
        const QTemporaryDir root;
        const auto folder = root.filePath(u"Ünïcode; with 'quotes' & ?mode=ro#x %41"_s);

        const auto archive = opened(folder);

        QVERIFY(archive);
        QVERIFY_ARCHIVED(archive->add(fullToken(u"a"_s)));
        QVERIFY(QFileInfo::exists(folder + u"/keyturn.sqlite"_s));
    }

    void takesAnEmptyFileForANewOne()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"keyturn.sqlite"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();

        const auto archive = opened(folder.path());

        QVERIFY(archive);
        QVERIFY_ARCHIVED(archive->add(fullToken(u"a"_s)));
    }

    void twoArchivesOnOneFileSeeEachOthersChanges()
    {
        const QTemporaryDir folder;
        const auto window = opened(folder.path());
        const auto commandLine = opened(folder.path());
        QVERIFY(window && commandLine);

        QVERIFY_ARCHIVED(window->add(fullToken(u"a"_s)));
        QCOMPARE(tokensIn(*commandLine).size(), 1);
        QVERIFY_ARCHIVED(commandLine->add(fullToken(u"b"_s)));
        QVERIFY_ARCHIVED(commandLine->rememberReminders({reminder(u"a"_s, 7)}));
        QCOMPARE(tokensIn(*window).size(), 2);
        QCOMPARE(remindersIn(*window), QSet{reminder(u"a"_s, 7)});
        QVERIFY_ARCHIVED(window->remove(u"a"_s));
        QCOMPARE(tokensIn(*commandLine), QList{fullToken(u"b"_s)});
    }

    void writersAtTheSameTimeLoseNothing()
    {
        constexpr int writers = 4;
        constexpr int tokensEach = 25;
        const QTemporaryDir folder;
        std::array<int, writers> saved{};

        // Nobody has made the file yet: that is part of the race.
        std::array<std::thread, writers> threads;
        for (std::size_t writer = 0; writer < writers; ++writer) {
            const auto write = [&folder, &saved, writer] {
                const auto archive = opened(folder.path());
                for (int i = 0; archive && i < tokensEach; ++i) {
                    const auto id = u"%1-%2"_s.arg(writer).arg(i);
                    if (archive->add(fullToken(id)) && archive->rememberReminders({reminder(id, 30)}))
                        ++saved[writer];
                }
            };
            threads[writer] = std::thread(write);
        }
        for (auto &thread : threads)
            thread.join();

        for (const int count : saved)
            QCOMPARE(count, tokensEach);
        const auto archive = opened(folder.path());
        QVERIFY(archive);
        QCOMPARE(tokensIn(*archive).size(), writers * tokensEach);
        QCOMPARE(remindersIn(*archive).size(), writers * tokensEach);
    }

    void saysBusyWhenAnotherHoldsTheFileForTooLong()
    {
        const QTemporaryDir folder;
        const auto archive = opened(folder.path());
        QVERIFY(archive);
        const auto name = u"holder"_s;
        {
            auto holder = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
            holder.setDatabaseName(folder.filePath(u"keyturn.sqlite"_s));
            QVERIFY(holder.open());
            QVERIFY(QSqlQuery(holder).exec(u"BEGIN IMMEDIATE"_s));

            const auto saved = archive->add(fullToken(u"a"_s));
            const auto loaded = archive->load();

            QVERIFY(!saved);
            QCOMPARE(saved.error().error, tokens::ArchiveError::Busy);
            QVERIFY(loaded);
        }
        QSqlDatabase::removeDatabase(name);

        QVERIFY_ARCHIVED(archive->add(fullToken(u"a"_s)));
    }

    void takesUpWhatAProgramThatDiedHadInItsJournal()
    {
        const QTemporaryDir alive;
        const QTemporaryDir dead;
        const auto token = fullToken(u"a"_s);
        {
            const auto archive = opened(alive.path());
            QVERIFY(archive);
            QVERIFY_ARCHIVED(archive->add(token));
        }
        const auto name = u"dying"_s;
        {
            auto dying = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
            dying.setDatabaseName(alive.filePath(u"keyturn.sqlite"_s));
            QVERIFY(dying.open());
            QSqlQuery query(dying);
            for (const auto &statement :
                 {u"PRAGMA journal_mode = DELETE"_s, u"PRAGMA cache_size = 1"_s, u"BEGIN"_s,
                  u"UPDATE tokens SET notes = hex(randomblob(20000))"_s,
                  u"CREATE TABLE more AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                  " WHERE i < 200) SELECT hex(randomblob(2000)) FROM n"_s})
                QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
            for (const auto &file : {u"keyturn.sqlite"_s, u"keyturn.sqlite-journal"_s})
                QVERIFY2(QFile::copy(alive.filePath(file), dead.filePath(file)), qPrintable(file));
        }
        QSqlDatabase::removeDatabase(name);
        QFile torn(dead.filePath(u"keyturn.sqlite"_s));
        QVERIFY(torn.open(QIODevice::Append));
        QCOMPARE(torn.write("half a page"), 11); // the last thing it did
        torn.close();

        const auto archive = opened(dead.path());

        QVERIFY(archive);
        QCOMPARE(tokensIn(*archive), QList{token});
    }

    void leavesOneFileWhenItCloses()
    {
        const QTemporaryDir folder;
        {
            const auto archive = opened(folder.path());
            QVERIFY(archive);
            QVERIFY_ARCHIVED(archive->add(fullToken(u"a"_s)));
        }

        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"keyturn.sqlite"_s});
        QVERIFY(QSqlDatabase::connectionNames().isEmpty());
    }

    void loadsTenThousandTokens()
    {
        const QTemporaryDir folder;
        const auto archive = opened(folder.path());
        QVERIFY(archive);
        QVERIFY_ARCHIVED(archive->add(fullToken(u"first"_s)));
        const auto name = u"filler"_s;
        {
            auto filler = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
            filler.setDatabaseName(folder.filePath(u"keyturn.sqlite"_s));
            QVERIFY(filler.open());
            QSqlQuery filled(filler);
            filled.exec(
                u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)"
                " INSERT INTO tokens SELECT 'id' || i, 'name', 'client', 0, NULL, 0, '[]', '', '', '', '[]', "
                "'',"
                " NULL, NULL FROM n"_s);
            QVERIFY2(!filled.lastError().isValid(), qPrintable(filled.lastError().text()));
        }
        QSqlDatabase::removeDatabase(name);

        QCOMPARE(tokensIn(*archive).size(), 10'000);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(SqliteTokenArchiveTest)
#include "SqliteTokenArchiveTest.moc"
