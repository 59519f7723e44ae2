// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CredentialPair.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace keyturn::tokens;
using namespace Qt::StringLiterals;

namespace {

const auto clientId = QByteArrayLiteral("0123456789abcdef0123456789abcdef.access");
const auto secret = "cfast_" + QByteArray(40, 'k') + "0a1b2c3d";
const auto olderSecret = QByteArray(64, 'e');

// ID, SECRET and OLDER stand for the values.
QByteArray filledIn(QByteArray text)
{
    return text.replace("ID!", clientId).replace("SECRET!", secret).replace("OLDER!", olderSecret);
}

} // namespace

class CredentialPairTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void findsBothHalves_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const char *text) { QTest::newRow(name) << QByteArray(text); };

        row("header lines", "CF-Access-Client-Id: ID!\nCF-Access-Client-Secret: SECRET!");
        row("header lines, the other way round",
            "CF-Access-Client-Secret: SECRET!\r\nCF-Access-Client-Id: ID!\r\n");
        row("header lines in small letters", "cf-access-client-id:ID!\ncf-access-client-secret:SECRET!");
        row("header lines pasted into one line", "CF-Access-Client-Id: ID! CF-Access-Client-Secret: SECRET!");
        row("header lines with quotes around all",
            "'CF-Access-Client-Id: ID!'\n'CF-Access-Client-Secret: SECRET!'");
        row("variables", "CF_ACCESS_CLIENT_ID=ID!\nCF_ACCESS_CLIENT_SECRET=SECRET!\n");
        row("variables with quotes",
            "export ID_X=1\nexport CF_ACCESS_CLIENT_ID=\"ID!\"\nexport CF_ACCESS_CLIENT_SECRET='SECRET!'");
        row("variables of PowerShell",
            "$env:CF_ACCESS_CLIENT_ID = \"ID!\"\n$env:CF_ACCESS_CLIENT_SECRET = \"SECRET!\"");
        row("variables with a prefix",
            "TF_VAR_cf_access_client_id=ID!\nTF_VAR_cf_access_client_secret=SECRET!");
        row("variables with a suffix", "CLIENT_ID_PROD=ID!\nCLIENT_SECRET_PROD=SECRET!");
        row("the answer of the API",
            "{\"success\": true, \"errors\": [], \"result\": {\"id\": "
            "\"f174e90a-fafe-4643-bbbc-4a0ed4fc8415\", \"client_id\": \"ID!\", \"client_secret\": "
            "\"SECRET!\", \"duration\": \"60d\", \"name\": \"backend\"}}");
        row("the answer of the API, without blanks",
            "{\"result\":{\"client_id\":\"ID!\",\"client_secret\":\"SECRET!\"}}");
        row("one header as JSON",
            "Authorization: {\"cf-access-client-id\": \"ID!\", \"cf-access-client-secret\": \"SECRET!\"}");
        row("one header as JSON in a command",
            "curl -H \"Authorization: {\\\"cf-access-client-id\\\": \\\"ID!\\\", "
            "\\\"cf-access-client-secret\\\": \\\"SECRET!\\\"}\" https://a.example");
        row("curl",
            "curl -H 'CF-Access-Client-Id: ID!' -H 'CF-Access-Client-Secret: SECRET!' "
            "https://a.example/b?c=d");
        row("curl over lines, the other way round",
            "curl https://a.example \\\n  -H \"CF-Access-Client-Secret: SECRET!\" \\\n  -H "
            "\"CF-Access-Client-Id: ID!\"");
        row("YAML", "client_id: ID!\nclient_secret: SECRET!");
        row("Terraform", "client_id     = \"ID!\"\nclient_secret = \"SECRET!\"");
        row("a form", "client_id=ID!&client_secret=SECRET!");
        row("typographic quotes", "CF-Access-Client-Id: “ID!”\nCF-Access-Client-Secret: “SECRET!”");
        row("invisible marks",
            "Client ID:\xC2\xA0ID!\xE2\x80\xA8"
            "Client Secret:\xC2\xA0SECRET!\xE2\x80\x8B");
        row("names above the values", "Client ID\nID!\n\nClient Secret\nSECRET!\n");
        row("two words", "ID! SECRET!");
        row("one name", "ID!\nCF-Access-Client-Secret: SECRET!");
        row("a name without a value first",
            "Set CF-Access-Client-Id and CF-Access-Client-Secret: SECRET! with client_id: ID!");
    }

    void findsBothHalves()
    {
        QFETCH(QByteArray, text);
        const auto found = credentialsIn(filledIn(text));
        QCOMPARE(found.clientId.toLatin1(), clientId);
        QCOMPARE(found.secret.expose().toByteArray(), secret);
        QVERIFY(found.areComplete());
    }

    void findsOlderSecretsToo()
    {
        for (const auto *text : {"CF-Access-Client-Id: ID!\nCF-Access-Client-Secret: OLDER!", "ID!\nOLDER!"})
            QCOMPARE(credentialsIn(filledIn(text)).secret.expose().toByteArray(), olderSecret);
    }

    void findsOneHalf_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expectedId");
        QTest::addColumn<QByteArray>("expectedSecret");

        QTest::newRow("Client ID, named")
            << QByteArray("CF-Access-Client-Id: ID!") << clientId << QByteArray();
        QTest::newRow("Client ID alone") << QByteArray("ID!") << clientId << QByteArray();
        QTest::newRow("secret, named")
            << QByteArray("CF-Access-Client-Secret: SECRET!") << QByteArray() << secret;
        QTest::newRow("secret alone") << QByteArray("SECRET!") << QByteArray() << secret;
        QTest::newRow("no value for the secret")
            << QByteArray("client_id=ID!\nclient_secret=") << clientId << QByteArray();
        QTest::newRow("two that could be the secret")
            << QByteArray("ID! OLDER! SECRET!") << clientId << QByteArray();
    }

    void findsOneHalf()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expectedId);
        QFETCH(QByteArray, expectedSecret);
        const auto found = credentialsIn(filledIn(text));
        QCOMPARE(found.clientId.toLatin1(), expectedId);
        QCOMPARE(found.secret.expose().toByteArray(), expectedSecret);
        QVERIFY(!found.areComplete());
    }

    // What was mixed up stays mixed up: problemsOf() says so.
    void believesNamesRatherThanShapes()
    {
        const auto found = credentialsIn(filledIn("Client-Id: SECRET!\nClient-Secret: ID!"));
        QCOMPARE(found.clientId.toLatin1(), secret);
        QCOMPARE(found.secret.expose().toByteArray(), clientId);
    }

    void findsNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blank") << QByteArray(" \n\t");
        QTest::newRow("prose") << QByteArray("Ask for the Client ID and the Client Secret.");
        QTest::newRow("names alone") << QByteArray("CF-Access-Client-Id:\nCF-Access-Client-Secret:");
        QTest::newRow("another name") << QByteArray("superclient-id: abc\nclient-secrets: def");
        QTest::newRow("a whole book") << QByteArray(1024 * 1024, ' ') + filledIn("ID! SECRET!");
    }

    void findsNothing()
    {
        QFETCH(QByteArray, text);
        const auto found = credentialsIn(text);
        QVERIFY(found.clientId.isEmpty());
        QVERIFY(found.secret.isEmpty());
    }
};

QTEST_GUILESS_MAIN(CredentialPairTest)
#include "CredentialPairTest.moc"
