// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PastedText.h"

#include <QByteArray>
#include <QRegularExpression>
#include <QTest>

using namespace keyturn::tokens;

class PastedTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void trimsWhatCannotBeSeen_data()
    {
        QTest::addColumn<QByteArray>("text");

        QTest::newRow("nothing") << QByteArray("a b");
        QTest::newRow("white space") << QByteArray(" \t\r\na b\v\f ");
        QTest::newRow("no-break spaces") << QByteArray("\xC2\xA0"
                                                       "a b"
                                                       "\xC2\xA0");
        QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                         "a b");
        QTest::newRow("zero-width marks") << QByteArray("\xE2\x80\x8B"
                                                        "a b"
                                                        "\xE2\x80\x8D\xE2\x81\xA0");
        QTest::newRow("NUL bytes") << QByteArray("\0a b\0\0", 6);
    }

    void trimsWhatCannotBeSeen()
    {
        QFETCH(QByteArray, text);

        QCOMPARE(trimmed(text).toByteArray(), QByteArray("a b"));
    }

    void trimsABlankTextToNothing() { QVERIFY(trimmed(" \xC2\xA0\r\n ").isEmpty()); }

    void findsBlanksInside()
    {
        QVERIFY(hasBlankInside("a b"));
        QVERIFY(hasBlankInside("a\nb"));
        QVERIFY(hasBlankInside("a\xE2\x80\x8B"
                               "b"));
        QVERIFY(hasBlankInside(QByteArrayView("a\0b", 3)));
        QVERIFY(!hasBlankInside("a-b"));
        QVERIFY(!hasBlankInside("b\xC3\xBC"
                                "cher"));
        QVERIFY(!hasBlankInside(""));
    }

    void takesQuotesAway_data()
    {
        QTest::addColumn<QByteArray>("text");

        QTest::newRow("none") << QByteArray("abc");
        QTest::newRow("single") << QByteArray("'abc'");
        QTest::newRow("double") << QByteArray("\"abc\"");
        QTest::newRow("backticks") << QByteArray("`abc`");
        QTest::newRow("code fence") << QByteArray("```abc```");
        QTest::newRow("English") << QByteArray("“abc”");
        QTest::newRow("English, single") << QByteArray("‘abc’");
        QTest::newRow("German") << QByteArray("„abc“");
        QTest::newRow("French") << QByteArray("« abc »");
        QTest::newRow("one is missing") << QByteArray("abc\"");
        QTest::newRow("both kinds") << QByteArray("\"'abc'\"");
    }

    void takesQuotesAway()
    {
        QFETCH(QByteArray, text);

        QCOMPARE(withoutQuotes(text).toByteArray(), QByteArray("abc"));
    }

    void knowsTheNamesOfCredentials_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("expected");

        const auto row
            = [](const char *text, bool expected) { QTest::newRow(text) << QByteArray(text) << expected; };
        row("CF-Access-Client-Id", true);
        row("cf-access-client-secret", true);
        row("CF_ACCESS_CLIENT_SECRET", true);
        row("TF_VAR_cf_access_client_id", true);
        row("Client ID", true);
        row("client_secret", true);
        row("Cf-Access-Token", true);
        row("Cf-Access-Jwt-Assertion", true);
        row("Authorization", true);
        row("superclient-id", false);
        row("client-ids", false);
        row("Content-Type", false);
        row("my-authorization", false);
        row("{client-id", false);
        row("", false);
    }

    void knowsTheNamesOfCredentials()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, expected);

        QCOMPARE(isCredentialName(text), expected);
    }

    void readsReferencesToVariables_data()
    {
        QTest::addColumn<QByteArray>("text");

        for (const auto *text : {"NAME", "$NAME", "${NAME}", "%NAME%", "${{ secrets.NAME }}", "secrets.NAME"})
            QTest::newRow(text) << QByteArray(text);
    }

    void readsReferencesToVariables()
    {
        QFETCH(QByteArray, text);

        QCOMPARE(withoutReferenceMarks(text).toByteArray(), QByteArray("NAME"));
    }

    void readsAssignments_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");

        const auto row = [](const char *text, const char *name, const char *value) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(name) << QByteArray(value);
        };
        row("KEY=value", "KEY", "value");
        row("KEY = value", "KEY", "value");
        row("Name: value", "Name", "value");
        row("Client ID: value", "Client ID", "value");
        row("export KEY=value", "KEY", "value");
        row("set KEY=value", "KEY", "value");
        row("$env:KEY = value", "KEY", "value");
        row("-H 'Name: value'", "Name", "value");
        row("--header \"Name: value\"", "Name", "value");
        row("- Name: value", "Name", "value");
        row("\"name\": \"value\",", "name", "\"value\",");
        row("KEY=a=b:c", "KEY", "a=b:c");
        row("KEY=", "KEY", "");
    }

    void readsAssignments()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);

        const auto assignment = assignmentIn(text);

        QVERIFY(assignment);
        QCOMPARE(assignment->name.toByteArray(), name);
        QCOMPARE(assignment->value.toByteArray(), value);
    }

    void findsNoAssignmentInOtherTexts()
    {
        for (const auto *text : {"", "value", "=value", ": value", "a/b=c", "{\"a\": 1}"})
            QVERIFY2(!assignmentIn(text), text);
    }
};

QTEST_GUILESS_MAIN(PastedTextTest)
#include "PastedTextTest.moc"
