// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SecretFile.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

} // namespace

class SecretFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsOneLine_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("no end") << QByteArray("hush") << QByteArray("hush");
        QTest::newRow("newline") << QByteArray("hush\n") << QByteArray("hush");
        QTest::newRow("as Windows has it") << QByteArray("hush\r\n") << QByteArray("hush");
        QTest::newRow("spaces belong to it") << QByteArray(" hush \n") << QByteArray(" hush ");
        QTest::newRow("nothing") << QByteArray() << QByteArray();
        QTest::newRow("only an end") << QByteArray("\n") << QByteArray();
        QTest::newRow("two lines") << QByteArray("a\nb\n") << QByteArray();
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray();
        QTest::newRow("no text") << QByteArray("\xff") << QByteArray();
        QTest::newRow("far too long") << QByteArray(5000, 'a') << QByteArray();
    }

    void readsOneLine()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, secret);
        const auto path = written(content, ownerOnly);

        const auto read = readSecretFile(path);

        QCOMPARE(bool(read), !secret.isEmpty());
        if (read)
            QVERIFY(read->isSameAs(Secret(secret)));
        else
            QCOMPARE(read.error(), SecretFileError::NoSecret);
    }

    void othersMayNotTouchIt_data()
    {
        QTest::addColumn<int>("bit");
        for (const auto bit :
             {QFileDevice::ReadGroup, QFileDevice::WriteGroup, QFileDevice::ReadOther,
              QFileDevice::WriteOther})
            QTest::addRow("%x", static_cast<unsigned>(bit)) << static_cast<int>(bit);
    }

    void othersMayNotTouchIt()
    {
        QFETCH(int, bit);
        const auto read
            = readSecretFile(written("hush", ownerOnly | static_cast<QFileDevice::Permission>(bit)));
        QVERIFY(!read);
        QCOMPARE(read.error(), SecretFileError::OpenToOthers);
    }

    void whatIsNotThereIsMissing()
    {
        QCOMPARE(readSecretFile(m_folder.filePath(u"nothing"_s)).error(), SecretFileError::Missing);
        QCOMPARE(readSecretFile(m_folder.path()).error(), SecretFileError::Unreadable);
    }

    void writesForItsOwnerOnlyAndNeverOver()
    {
        const auto path = m_folder.filePath(u"new"_s);
        QVERIFY(writeSecretFile(path, Secret("hush")));
        QCOMPARE(QFile::permissions(path) & ~(QFileDevice::ReadUser | QFileDevice::WriteUser), ownerOnly);
        QVERIFY(readSecretFile(path)->isSameAs(Secret("hush")));

        QCOMPARE(writeSecretFile(path, Secret("other")).error(), SecretFileError::Exists);
        QVERIFY(readSecretFile(path)->isSameAs(Secret("hush")));
        QCOMPARE(
            writeSecretFile(m_folder.filePath(u"no/folder"_s), Secret("hush")).error(),
            SecretFileError::CannotWrite);
    }

    void replacesWhatIsThereForItsOwnerOnly()
    {
        const auto path = written("older", ownerOnly | QFileDevice::ReadOther);

        QVERIFY(replaceSecretFile(path, Secret("two\nlines\n")));

        QCOMPARE(QFile::permissions(path) & ~(QFileDevice::ReadUser | QFileDevice::WriteUser), ownerOnly);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("two\nlines\n"));
        QVERIFY(!QFile::exists(path + u".new"_s));
        QVERIFY(!replaceSecretFile(m_folder.filePath(u"no/folder"_s), Secret("hush")));
    }

private:
    QString written(const QByteArray &content, QFileDevice::Permissions permissions)
    {
        const auto path = m_folder.filePath(u"secret"_s);
        QFile::remove(path);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no file");
        file.setPermissions(permissions);
        return path;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(SecretFileTest)
#include "SecretFileTest.moc"
