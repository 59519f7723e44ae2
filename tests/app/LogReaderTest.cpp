// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LogReader.h"

#include "SampleTokens.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace keyturn;
using namespace Qt::StringLiterals;

class LogReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_reader = std::make_unique<LogReader>();
        m_read.reset();
        m_answers = 0;
        connect(m_reader.get(), &LogReader::finished, this, [this](const LogReader::Read &read) {
            m_read = read;
            ++m_answers;
        });
    }

    void judgesBesideTheCallersThread()
    {
        m_reader->readText(text);
        QVERIFY(m_reader->isRunning());
        QVERIFY(!m_read);
        QTRY_VERIFY(m_read);
        QVERIFY(!m_reader->isRunning());
        QCOMPARE((*m_read)->text, text);
        QCOMPARE((*m_read)->redacted, text);
        QVERIFY((*m_read)->judgement.transcript.exchange);
    }

    void takesCredentialsOutOfTheOtherText()
    {
        const auto secret = sampleSecretBytes;
        m_reader->readText("CF-Access-Client-Secret: " + secret + '\n' + text);
        QTRY_VERIFY(m_read);
        QVERIFY(!(*m_read)->redacted.contains(secret));
        QCOMPARE((*m_read)->redacted.count('\n'), (*m_read)->text.count('\n'));
    }

    void aNewTextReplacesTheOld()
    {
        m_reader->readText("nothing");
        m_reader->readText(text);
        QTRY_VERIFY(m_read && *m_read && (*m_read)->text == text);
        QCOMPARE(m_answers, 1);
    }

    void saysNothingMoreOnceItIsCancelled()
    {
        QSignalSpy running(m_reader.get(), &LogReader::runningChanged);
        m_reader->readText(text);
        m_reader->cancel();
        QVERIFY(!m_reader->isRunning());
        QCOMPARE(running.count(), 2);
        QCOMPARE(running.last().first().toBool(), false);
        m_reader->cancel();
        QCOMPARE(running.count(), 2);
    }

    void findsTheClientIdsItLooksFor_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QStringList>("named");
        const QStringList none;
        const auto one = sampleClientId.toUtf8();
        QTest::newRow("nothing") << QByteArray() << none;
        QTest::newRow("another") << QByteArray("ffffffffffffffffffffffffffffffff.access") << none;
        QTest::newRow("the end alone") << QByteArray(".access .access") << none;
        QTest::newRow("cut off") << one.mid(1) << none;
        QTest::newRow("in a header") << "CF-Access-Client-Id: " + one + "\r\n" << QStringList{sampleClientId};
        QTest::newRow("in a URL") << "?id%3D" + one + "%26x" << QStringList{sampleClientId};
        QTest::newRow("twice") << one + one << QStringList{sampleClientId};
        QTest::newRow("of another shape") << QByteArray("id=odd-one;") << QStringList{u"odd-one"_s};
        QTest::newRow("in the order given") << "odd-one " + one << QStringList{sampleClientId, u"odd-one"_s};
    }

    void findsTheClientIdsItLooksFor()
    {
        QFETCH(QByteArray, given);
        QFETCH(QStringList, named);
        const QStringList known{u"0000.access"_s, sampleClientId, u"odd-one"_s, {}};
        QCOMPARE(namedIn(given, known), named);
        m_reader->readText(given, known);
        QTRY_VERIFY(m_read);
        QCOMPARE((*m_read)->clientIds, named);
    }

    void readsAFile()
    {
        QFile file(m_folder.filePath(u"job.log"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        m_reader->readFile(file.fileName());
        QTRY_VERIFY(m_read);
        QCOMPARE((*m_read)->text, text);
    }

    void refusesWhatIsNoFileOrTooLarge()
    {
        m_reader->readFile(m_folder.path());
        QTRY_COMPARE(m_answers, 1);
        QCOMPARE(m_read->error().cause, LogFailure::Cause::NotAFile);

        QFile large(m_folder.filePath(u"large.log"_s));
        QVERIFY(large.open(QIODevice::WriteOnly));
        QVERIFY(large.resize(LogReader::largest + 1)); // sparse
        m_reader->readFile(large.fileName());
        QTRY_COMPARE(m_answers, 2);
        QCOMPARE(m_read->error().cause, LogFailure::Cause::TooLarge);
    }

private:
    const QByteArray text = "< HTTP/1.1 302 Found\n< CF-RAY: 8f2c0d1e2f3a4b5c-FRA\n"
                            "< Location: https://acme.cloudflareaccess.com/cdn-cgi/access/login/"
                            "api.example.com?kid=abc\n<\n";
    QTemporaryDir m_folder;
    std::unique_ptr<LogReader> m_reader;
    std::optional<LogReader::Read> m_read;
    int m_answers = 0;
};

QTEST_GUILESS_MAIN(LogReaderTest)
#include "LogReaderTest.moc"
