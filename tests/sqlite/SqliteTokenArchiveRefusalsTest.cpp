// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SqliteTokenArchive.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#endif

using namespace keyturn;
using namespace Qt::StringLiterals;

using tokens::ArchiveError;
using tokens::ServiceToken;

Q_DECLARE_METATYPE(keyturn::tokens::ArchiveError)

namespace {

std::optional<ArchiveError> openingErrorOf(const QString &folder)
{
    const auto archive = SqliteTokenArchive::open(folder);
    return archive ? std::nullopt : std::optional(archive.error().error);
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

// Runs statements with a connection of its own.
bool execute(const QString &path, const QStringList &statements)
{
    const auto name = u"by hand"_s;
    bool works = true;
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(path);
        works = database.open();
        for (const auto &statement : statements)
            works = works && QSqlQuery(database).exec(statement);
    }
    QSqlDatabase::removeDatabase(name);
    return works;
}

ServiceToken token(int number, qsizetype notes = 500)
{
    ServiceToken token;
    token.id = u"id-%1"_s.arg(number);
    token.name = u"token %1"_s.arg(number);
    token.notes = QString(notes, u'n');
    return token;
}

// An inventory of some pages.
QByteArray inventory()
{
    const QTemporaryDir folder;
    {
        const auto archive = SqliteTokenArchive::open(folder.path());
        if (!archive)
            return {};
        for (int i = 0; i < 50; ++i) {
            if (!(*archive)->add(token(i)))
                return {};
        }
    }
    return contentsOf(folder.filePath(u"keyturn.sqlite"_s));
}

#ifdef Q_OS_LINUX
// The superuser may write everywhere, and tests in a container often are the superuser.
auto openedAsAnOrdinaryUser(const QString &root, const QString &folder)
{
    const bool isSuperuser = geteuid() == 0;
    constexpr uid_t nobody = 65534;
    bool isOrdinary = true;
    if (isSuperuser) {
        for (const auto &path : {root, folder, folder + u"/keyturn.sqlite"_s}) {
            if (QFile::exists(path))
                isOrdinary = isOrdinary && chown(QFile::encodeName(path).constData(), nobody, nobody) == 0;
        }
        isOrdinary = isOrdinary && setresuid(nobody, nobody, 0) == 0;
    }
    auto archive = SqliteTokenArchive::open(folder);
    if (isSuperuser && setresuid(0, 0, 0) != 0)
        qFatal("cannot become the superuser again");
    if (!isOrdinary)
        qFatal("cannot become an ordinary user");
    return archive;
}
#endif

} // namespace

class SqliteTokenArchiveRefusalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_inventory = inventory();
        QVERIFY(m_inventory.size() > 5 * 4096);
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void refusesADamagedFileAndLeavesItAsItIs_data()
    {
        QTest::addColumn<QByteArray>("bytes");

        QTest::newRow("one byte") << QByteArray("x");
        QTest::newRow("one NUL byte") << QByteArray(1, '\0');
        QTest::newRow("a page of NUL bytes") << QByteArray(4096, '\0');
        QTest::newRow("text") << QByteArray("this is no database\n").repeated(1000);
        QTest::newRow("a magic word alone") << m_inventory.left(16);
        QTest::newRow("half a header") << m_inventory.left(50);
        QTest::newRow("half a page") << m_inventory.left(2048);
        QTest::newRow("the first page") << m_inventory.left(4096);
        QTest::newRow("half the pages") << m_inventory.left(m_inventory.size() / 4096 / 2 * 4096);
        QTest::newRow("the last byte is missing") << m_inventory.chopped(1);
        QTest::newRow("a page overwritten with text")
            << QByteArray(m_inventory).replace(2 * 4096, 4096, QByteArray(4096, 'x'));
        QTest::newRow("a page overwritten with NUL bytes")
            << QByteArray(m_inventory).replace(2 * 4096, 4096, QByteArray(4096, '\0'));
        QTest::newRow("the schema overwritten")
            << QByteArray(m_inventory).replace(100, 3900, QByteArray(3900, 'x'));
        QTest::newRow("the magic word overwritten") << QByteArray(m_inventory).replace(0, 4, "XQLi");
    }

    void refusesADamagedFileAndLeavesItAsItIs()
    {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"keyturn.sqlite"_s);
        QVERIFY(write(path, bytes));

        const auto archive = SqliteTokenArchive::open(folder.path());

        QVERIFY(!archive);
        QCOMPARE(archive.error().error, ArchiveError::Damaged);
        QVERIFY(archive.error().detail.contains(path));
        QCOMPARE(contentsOf(path), bytes);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"keyturn.sqlite"_s});
    }

    void refusesADatabaseOfAnotherProgram_data()
    {
        QTest::addColumn<QStringList>("statements");

        QTest::newRow("tables and no version") << QStringList{u"CREATE TABLE tokens (id)"_s};
        QTest::newRow("a version of its own")
            << QStringList{u"CREATE TABLE cookies (id)"_s, u"PRAGMA user_version = 1"_s};
        QTest::newRow("a high version of its own")
            << QStringList{u"CREATE TABLE cookies (id)"_s, u"PRAGMA user_version = 700"_s};
    }

    void refusesADatabaseOfAnotherProgram()
    {
        QFETCH(QStringList, statements);
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"keyturn.sqlite"_s);
        QVERIFY(execute(path, statements));
        const auto before = contentsOf(path);

        QCOMPARE(openingErrorOf(folder.path()), ArchiveError::Damaged);
        QCOMPARE(contentsOf(path), before);
    }

    void refusesAFileOfANewerVersion()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"keyturn.sqlite"_s);
        QVERIFY(write(path, m_inventory));
        QVERIFY(execute(
            path, {u"ALTER TABLE tokens ADD COLUMN of_the_future TEXT"_s, u"PRAGMA user_version = 99"_s}));
        const auto before = contentsOf(path);

        const auto archive = SqliteTokenArchive::open(folder.path());

        QVERIFY(!archive);
        QCOMPARE(archive.error().error, ArchiveError::FromNewerVersion);
        QVERIFY(archive.error().detail.contains(u"99"_s));
        QCOMPARE(contentsOf(path), before);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"keyturn.sqlite"_s});
    }

    void saysDamagedWhenAListCannotBeRead()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"keyturn.sqlite"_s);
        QVERIFY(write(path, m_inventory));
        QVERIFY(execute(path, {u"UPDATE tokens SET hosts = 'not json' WHERE id = 'id-7'"_s}));

        const auto archive = SqliteTokenArchive::open(folder.path());
        QVERIFY(archive);
        const auto loaded = (*archive)->load();

        QVERIFY(!loaded);
        QCOMPARE(loaded.error().error, ArchiveError::Damaged);
        QVERIFY(loaded.error().detail.contains(u"id-7"_s));
    }

    void cannotOpenWhatIsNoFolder_data()
    {
        QTest::addColumn<QString>("folder");

        QTest::newRow("a file") << m_root.filePath(u"file"_s);
        QTest::newRow("below a file") << m_root.filePath(u"file/keyturn"_s);
        QTest::newRow("where the file would be is a folder") << m_root.filePath(u"taken"_s);
#ifdef Q_OS_LINUX
        QTest::newRow("where nobody can write") << u"/proc/keyturn"_s;
        QTest::newRow("a folder nobody can write") << u"/proc"_s;
#endif
    }

    void cannotOpenWhatIsNoFolder()
    {
        QFETCH(QString, folder);
        QVERIFY(write(m_root.filePath(u"file"_s), "x"));
        QVERIFY(QDir().mkpath(m_root.filePath(u"taken/keyturn.sqlite"_s)));

        const auto archive = SqliteTokenArchive::open(folder);

        QVERIFY(!archive);
        QCOMPARE(archive.error().error, ArchiveError::CannotOpen);
        QVERIFY2(archive.error().detail.contains(folder), qPrintable(archive.error().detail));
        QCOMPARE(contentsOf(m_root.filePath(u"file"_s)), QByteArray("x"));
    }

#ifdef Q_OS_LINUX
    void cannotOpenAReadOnlyFolder_data()
    {
        QTest::addColumn<bool>("folderIsWritable");
        QTest::addColumn<bool>("fileExists");

        QTest::newRow("empty folder") << false << false;
        QTest::newRow("folder with an inventory") << false << true;
        QTest::newRow("read-only file in a writable folder") << true << true;
    }

    void cannotOpenAReadOnlyFolder()
    {
        QFETCH(bool, folderIsWritable);
        QFETCH(bool, fileExists);
        const QTemporaryDir root;
        const auto folder = root.filePath(u"profile"_s);
        const auto path = folder + u"/keyturn.sqlite"_s;
        QVERIFY(QDir().mkpath(folder));
        if (fileExists)
            QVERIFY(write(path, m_inventory));
        QFile::setPermissions(path, QFile::ReadOwner);
        if (!folderIsWritable)
            QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner);

        const auto archive = openedAsAnOrdinaryUser(root.path(), folder);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);

        QVERIFY(!archive);
        QCOMPARE(archive.error().error, ArchiveError::CannotOpen);
        QVERIFY(archive.error().detail.contains(folder));
    }

    void saysFullWhenThereIsNoRoomAndKeepsWhatItHad()
    {
        const QTemporaryDir folder;
        const auto archive = SqliteTokenArchive::open(folder.path());
        QVERIFY(archive);
        QVERIFY((*archive)->add(token(1)));
        // A limit on the size of files stands in for a full disk: writing beyond it fails the same way.
        const auto signalBefore = std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit tight{256 * 1024, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &tight);

        const auto saved = (*archive)->add(token(2, 1'000'000));
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, signalBefore);

        QVERIFY(!saved);
        QCOMPARE(saved.error().error, ArchiveError::Full);
        const auto loaded = (*archive)->load();
        QVERIFY(loaded);
        QCOMPARE(*loaded, QList{token(1)});
        QVERIFY((*archive)->add(token(2, 1'000'000)));
    }
#endif

private:
    const QTemporaryDir m_root;
    QByteArray m_inventory;
};

QTEST_GUILESS_MAIN(SqliteTokenArchiveRefusalsTest)
#include "SqliteTokenArchiveRefusalsTest.moc"
