// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "StrictJson.h"

#include <QTest>

using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

class StrictJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsAnObject()
    {
        const auto object = parseJsonObject(
            " {\"a\":\"x\\\"\\\\\\/\\n\\u00e9\",\"b\":[1,-2.5,3e2,0.1],\"c\":{\"d.\":null}} ");
        QVERIFY(object);
        QCOMPARE((*object)["a"_L1].toString(), u"x\"\\/\né"_s);
        QCOMPARE((*object)["b"_L1][1].toDouble(), -2.5);
        QVERIFY((*object)["c"_L1]["d."_L1].isNull());
    }

    void takesTheLastOfTwoMembersWithOneName()
    {
        // RFC 7515, section 4, leaves a parser this one way out.
        const auto object = parseJsonObject(R"({"a":1,"a":2})");
        QVERIFY(object);
        QCOMPARE((*object)["a"_L1].toInt(), 2);
    }

    void refusesWhatIsNoJsonObject_data()
    {
        QTest::addColumn<QByteArray>("json");

        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("array") << QByteArray("[1]");
        QTest::newRow("string") << QByteArray("\"a\"");
        QTest::newRow("number") << QByteArray("1");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("cut off") << QByteArray("{\"a\":1");
        QTest::newRow("cut off in a string") << QByteArray("{\"a");
        QTest::newRow("cut off in an escape") << QByteArray("{\"a\\");
        QTest::newRow("something after it") << QByteArray("{\"a\":1} x");
        QTest::newRow("a second object") << QByteArray("{}{}");
        QTest::newRow("NUL after it") << QByteArray("{\"a\":1}\0", 8);
        QTest::newRow("NUL inside") << QByteArray("{\"a\":1\0}", 8);
        QTest::newRow("NUL in a string") << QByteArray("{\"a\":\"x\0y\"}", 11);
        QTest::newRow("line break in a string") << QByteArray("{\"a\":\"x\ny\"}");
        QTest::newRow("unknown escape") << QByteArray(R"({"a":"\q"})");
        QTest::newRow("number that ends in a point") << QByteArray("{\"a\":1.}");
        QTest::newRow("number that starts with a point") << QByteArray("{\"a\":.5}");
        QTest::newRow("number with a zero in front") << QByteArray("{\"a\":01}");
        QTest::newRow("number beyond double") << QByteArray("{\"a\":1e400}");
        QTest::newRow("NaN") << QByteArray("{\"a\":NaN}");
        QTest::newRow("comma at the end") << QByteArray("{\"a\":1,}");
        QTest::newRow("single quotes") << QByteArray("{'a':1}");
        QTest::newRow("comment") << QByteArray("{\"a\":/**/1}");
        QTest::newRow("byte that is not UTF-8") << QByteArray("{\"a\":\"\xff\"}");
        QTest::newRow("overlong UTF-8") << QByteArray("{\"a\":\"\xc0\x80\"}");
        QTest::newRow("surrogate in UTF-8") << QByteArray("{\"a\":\"\xed\xa0\x80\"}");
        QTest::newRow("100,000 levels of arrays")
            << QByteArray("{\"a\":" + QByteArray(100000, '[') + QByteArray(100000, ']') + "}");
        QTest::newRow("100,000 levels of objects") << QByteArray("{\"a\":").repeated(100000);
    }

    void refusesWhatIsNoJsonObject()
    {
        QFETCH(const QByteArray, json);
        QVERIFY(!parseJsonObject(json));
    }
};

QTEST_GUILESS_MAIN(StrictJsonTest)
#include "StrictJsonTest.moc"
