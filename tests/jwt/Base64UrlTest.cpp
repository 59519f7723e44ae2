// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Base64Url.h"

#include <QTest>

using namespace keyturn::jwt;

class Base64UrlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void givesBackWhatWasEncoded()
    {
        QByteArray bytes;
        for (int size = 0; size < 300; ++size) {
            QCOMPARE(decodeBase64Url(encodeBase64Url(bytes)), bytes);
            bytes.append(static_cast<char>(size));
        }
    }

    void encodesAsTheRfcDoes()
    {
        // RFC 7515, appendix C.
        QCOMPARE(encodeBase64Url(QByteArray::fromHex("03ecffe0c1")), QByteArray("A-z_4ME"));
    }

    void refusesEveryOtherSpelling_data()
    {
        QTest::addColumn<QByteArray>("text");

        QTest::newRow("one character") << QByteArray("Y");
        QTest::newRow("five characters") << QByteArray("YWJjZ");
        QTest::newRow("padding") << QByteArray("YQ==");
        QTest::newRow("half the padding") << QByteArray("YQ=");
        QTest::newRow("padding alone") << QByteArray("=");
        QTest::newRow("plus") << QByteArray("YWJ+");
        QTest::newRow("slash") << QByteArray("YWJ/");
        QTest::newRow("space inside") << QByteArray("YW Jj");
        QTest::newRow("line break at the end") << QByteArray("YWJj\n");
        QTest::newRow("NUL inside") << QByteArray("YW\0Jj", 5);
        QTest::newRow("NUL at the end") << QByteArray("YWJj\0", 5);
        QTest::newRow("byte above ASCII") << QByteArray("YW\xe9j");
        QTest::newRow("stray bits after one byte") << QByteArray("YR");
        QTest::newRow("stray bits after two bytes") << QByteArray("YWJ");
    }

    void refusesEveryOtherSpelling()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(!decodeBase64Url(text));
    }
};

QTEST_GUILESS_MAIN(Base64UrlTest)
#include "Base64UrlTest.moc"
