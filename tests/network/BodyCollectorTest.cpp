// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "BodyCollector.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryFile>
#include <QTest>

using namespace keyturn;

class BodyCollectorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void keepsASmallBodyInMemory()
    {
        BodyCollector collector(10);
        QVERIFY(collector.append("01234"));
        QVERIFY(collector.append("56789"));

        const auto body = collector.finish();
        QVERIFY(body);
        QVERIFY(body->isWholeInMemory());
        QCOMPARE(body->start, QByteArray("0123456789"));
        QCOMPARE(body->size, 10);
    }

    void movesTheWholeBodyToAFileOnceMemoryIsFull()
    {
        BodyCollector collector(10);
        QVERIFY(collector.append("01234"));
        QVERIFY(collector.append("56789a"));
        QVERIFY(collector.append("bc"));

        const auto body = collector.finish();
        QVERIFY(body);
        QVERIFY(body->file);
        QCOMPARE(body->start, QByteArray("0123456789"));
        QCOMPARE(body->size, 13);
        QCOMPARE(body->file->readAll(), QByteArray("0123456789abc"));
    }

    void keepsNothingInMemoryWhenToldSo()
    {
        BodyCollector collector(0);
        QVERIFY(collector.append("abc"));

        const auto body = collector.finish();
        QVERIFY(body && body->file);
        QVERIFY(body->start.isEmpty());
        QCOMPARE(body->file->readAll(), QByteArray("abc"));
    }

    void makesNoFileForNothing()
    {
        const auto body = BodyCollector(0).finish();
        QVERIFY(body);
        QVERIFY(body->isWholeInMemory());
        QCOMPARE(body->size, 0);
    }

    void theFileIsForThisUserOnlyAndGoesWithTheLastBody()
    {
        BodyCollector collector(1);
        QVERIFY(collector.append("abc"));
        auto body = collector.finish();
        QVERIFY(body && body->file);
        const auto name = body->file->fileName();
        const auto forOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(name) & forOthers));

        collector = BodyCollector(1);
        auto copy = std::make_unique<http::Body>(*body);
        body.reset();
        QVERIFY(QFile::exists(name));
        copy.reset();
        QVERIFY(!QFile::exists(name));
    }

    void saysWhyTheDiskDoesNotTakeIt()
    {
        const auto before = qgetenv("TMPDIR");
        qputenv("TMPDIR", "/nowhere/at/all");
        BodyCollector collector(1);
        const auto taken = collector.append("abc");
        qputenv("TMPDIR", before);
        if (before.isEmpty())
            qunsetenv("TMPDIR");

        QVERIFY(!taken);
        QVERIFY(!collector.complaint().isEmpty());
    }
};

QTEST_GUILESS_MAIN(BodyCollectorTest)
#include "BodyCollectorTest.moc"
