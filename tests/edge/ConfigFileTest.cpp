// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigFile.h"

#include <QFile>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

class ConfigFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"edge.json"_s);
        write("{\"team\": \"one\"}");
        m_file = std::make_unique<ConfigFile>(m_path, &QDateTime::currentDateTimeUtc);
        m_changed = std::make_unique<QSignalSpy>(m_file.get(), &ConfigFile::changed);
    }

    void readsWhatIsThere() { QCOMPARE(team(), u"one"_s); }

    void saysThatThereIsNone()
    {
        QVERIFY(QFile::remove(m_path));
        const auto read = m_file->read();
        QVERIFY(!read);
        QCOMPARE(read.error().first().cause, ConfigCause::FileMissing);
        QCOMPARE(read.error().first().word, m_path);
        QCOMPARE(read.error().first().place.line, 0);
        ConfigFile folder(m_folder->path(), &QDateTime::currentDateTimeUtc);
        QCOMPARE(folder.read().error().first().cause, ConfigCause::FileUnreadable);
    }

    void seesWhatIsWrittenInPlace()
    {
        QCOMPARE(team(), u"one"_s);
        write("{\"team\": \"two\"}");
        QVERIFY(m_changed->wait());
        QCOMPARE(team(), u"two"_s);
        write("{\"team\": \"three\"}");
        QVERIFY(m_changed->wait());
        QCOMPARE(team(), u"three"_s);
    }

    void seesAFileThatTakesItsPlace()
    {
        QCOMPARE(team(), u"one"_s);
        for (const auto *const next : {"two", "three"}) {
            QSaveFile file(m_path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray("{\"team\": \"") + next + "\"}");
            QVERIFY(file.commit());
            QVERIFY(m_changed->wait());
            QCOMPARE(team(), QString::fromLatin1(next));
        }
    }

    void seesThatItIsGoneAndBackAgain()
    {
        QCOMPARE(team(), u"one"_s);
        QVERIFY(QFile::rename(m_path, m_path + u'~'));
        QVERIFY(m_changed->wait());
        QVERIFY(!m_file->read());
        write("{\"team\": \"two\"}");
        QVERIFY(m_changed->wait());
        QCOMPARE(team(), u"two"_s);
    }

    void theSameAgainIsNoChange()
    {
        QCOMPARE(team(), u"one"_s);
        write("{\"team\": \"one\"}");
        write("other", m_folder->filePath(u"other"_s));
        QVERIFY(!m_changed->wait(400));
    }

    void seesThatASecretFileHasChanged()
    {
        const auto secret = m_folder->filePath(u"ci.secret"_s);
        QVERIFY(writeSecretFile(secret, Secret("hush")));
        write(
            "{\"service_tokens\": [{\"name\": \"ci\", \"client_id\": \"" + QByteArray(32, '0')
            + ".access\", \"client_secret_file\": \"ci.secret\"}]}");
        const auto first = m_file->read();
        QVERIFY(first);
        QVERIFY(QFile::remove(secret));
        QVERIFY(writeSecretFile(secret, Secret("other")));
        QVERIFY(m_changed->wait());
        const auto second = m_file->read();
        QVERIFY(second);
        QVERIFY(
            first->config.credentials.first().secretSha256
            != second->config.credentials.first().secretSha256);
    }

    void readingAgainMovesNoEnd()
    {
        auto now = QDateTime(QDate(2026, 11, 29), QTime(12, 0), Qt::UTC);
        ConfigFile file(m_path, [&now] { return now; });
        write(
            "{\"service_tokens\": [{\"name\": \"ci\", \"client_id\": \"" + QByteArray(32, '0')
            + ".access\", \"duration\": \"1h\", \"client_secret_sha256\": \"" + QByteArray(64, '0')
            + "\"}]}");
        const auto first = file.read();
        now = now.addDays(1);
        const auto second = file.read();
        QVERIFY(first && second);
        QCOMPARE(second->config, first->config);
    }

    void aFileWithAMistakeIsReadAgainToo()
    {
        QCOMPARE(team(), u"one"_s);
        write("{");
        QVERIFY(m_changed->wait());
        QVERIFY(!m_file->read());
        write("{\"team\": \"two\"}");
        QVERIFY(m_changed->wait());
        QCOMPARE(team(), u"two"_s);
    }

private:
    QString team()
    {
        const auto read = m_file->read();
        return read ? read->config.team : u"(cannot be read)"_s;
    }

    void write(const QByteArray &text, const QString &path = {})
    {
        QFile file(path.isEmpty() ? m_path : path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size())
            qFatal("no file");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<ConfigFile> m_file;
    std::unique_ptr<QSignalSpy> m_changed;
};

QTEST_GUILESS_MAIN(ConfigFileTest)
#include "ConfigFileTest.moc"
