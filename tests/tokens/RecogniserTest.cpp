// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Recogniser.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace keyturn::tokens;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(keyturn::tokens::Shape)
using Problems = QList<CredentialProblem>;
Q_DECLARE_METATYPE(Problems)

namespace {

const QByteArray clientId = "0123456789abcdef0123456789abcdef.access";
const QByteArray cfast = "cfast_" + QByteArray(40, 'K') + "a1B2c3D4";
const QByteArray hex64 = QByteArray("0123456789abcdef").repeated(4);
const QByteArray apiToken = "cfut_" + QByteArray(40, 'b') + "01234567";
const QByteArray jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIifQ.c2lnbmF0dXJl";

QByteArray exposed(const Secret &secret)
{
    return secret.expose().toByteArray();
}

} // namespace

class RecogniserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void knowsShapes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Shape>("expected");

        QTest::newRow("nothing") << QByteArray() << Shape::Empty;
        QTest::newRow("white space") << QByteArray(" \r\n\t") << Shape::Empty;
        QTest::newRow("a Client ID") << clientId << Shape::ClientId;
        QTest::newRow("a Client ID with white space around it") << " " + clientId + "\n" << Shape::ClientId;
        QTest::newRow("a Client ID with a longer tail") << clientId + ".example.com" << Shape::ClientId;
        QTest::newRow("a Client ID in upper case")
            << clientId.left(32).toUpper() + ".access" << Shape::ClientId;
        QTest::newRow("a Client ID without .access") << clientId.left(32) << Shape::Unknown;
        QTest::newRow("a Client ID with 31 digits") << clientId.mid(1) << Shape::Unknown;
        QTest::newRow("a Client ID with 33 digits") << "0" + clientId << Shape::Unknown;
        QTest::newRow("a Client ID with a slash after it") << clientId + "/x" << Shape::Unknown;
        QTest::newRow("a Client ID with a dot after it") << clientId + "." << Shape::Unknown;
        QTest::newRow("a Client ID glued to a word") << clientId + "ible" << Shape::Unknown;
        QTest::newRow("a new secret") << cfast << Shape::SecretCfast;
        QTest::newRow("a new secret with marks in its checksum")
            << cfast.chopped(8) + "a.b,c-d;" << Shape::SecretCfast;
        QTest::newRow("a new secret, one too short") << cfast.chopped(1) << Shape::Unknown;
        QTest::newRow("a new secret, one too long") << cfast + "x" << Shape::Unknown;
        QTest::newRow("a new secret with a dash inside")
            << QByteArray(cfast).replace(10, 1, "-") << Shape::Unknown;
        QTest::newRow("a new secret, prefix in capitals") << "CFAST_" + cfast.mid(6) << Shape::Unknown;
        QTest::newRow("an old secret") << hex64 << Shape::SecretHex;
        QTest::newRow("an old secret in upper case") << hex64.toUpper() << Shape::SecretHex;
        QTest::newRow("63 hex digits") << hex64.chopped(1) << Shape::Unknown;
        QTest::newRow("65 hex digits") << hex64 + "0" << Shape::Unknown;
        QTest::newRow("64 characters with a g") << hex64.chopped(1) + "g" << Shape::Unknown;
        QTest::newRow("a user token") << apiToken << Shape::ApiToken;
        QTest::newRow("an account token") << "cfat_" + QByteArray(48, 'c') << Shape::ApiToken;
        QTest::newRow("a global key") << "cfk_" + QByteArray(48, 'c') << Shape::ApiToken;
        QTest::newRow("an older token") << QByteArray("aB3_-").repeated(8) << Shape::ApiToken;
        QTest::newRow("an older global key") << hex64.left(37) << Shape::ApiToken;
        QTest::newRow("a token's prefix") << QByteArray("cfut_") << Shape::Unknown;
        QTest::newRow("a JWT") << jwt << Shape::Jwt;
        QTest::newRow("a JWT without signature")
            << QByteArray("eyJhbGciOiJub25lIn0.eyJhIjoxfQ.") << Shape::Jwt;
        QTest::newRow("two parts of a JWT") << jwt.left(jwt.lastIndexOf('.')) << Shape::Unknown;
        QTest::newRow("a header name") << QByteArray("CF-Access-Client-Secret") << Shape::HeaderName;
        QTest::newRow("a header name, lower case") << QByteArray("cf-access-client-id") << Shape::HeaderName;
        QTest::newRow("a header name and a colon")
            << QByteArray("CF-Access-Client-Id: ") << Shape::HeaderName;
        QTest::newRow("a variable name") << QByteArray("CF_ACCESS_CLIENT_SECRET") << Shape::HeaderName;
        QTest::newRow("a variable") << QByteArray("${CF_ACCESS_CLIENT_SECRET}") << Shape::HeaderName;
        QTest::newRow("a GitHub secret")
            << QByteArray("${{ secrets.CF_ACCESS_CLIENT_ID }}") << Shape::HeaderName;
        QTest::newRow("a header line") << "CF-Access-Client-Id: " + clientId << Shape::HeaderLine;
        QTest::newRow("a variable line") << "export CF_ACCESS_CLIENT_SECRET=" + cfast << Shape::HeaderLine;
        QTest::newRow("another header line") << QByteArray("Accept: text/html") << Shape::Unknown;
        QTest::newRow("a word") << QByteArray("hello") << Shape::Unknown;
        QTest::newRow("not UTF-8") << QByteArray("\xFF\xFE\x80") << Shape::Unknown;
        QTest::newRow("NUL bytes inside") << QByteArray("a\0b", 3) << Shape::Unknown;
    }

    void knowsShapes()
    {
        QFETCH(QByteArray, text);
        QFETCH(Shape, expected);

        QCOMPARE(shapeOf(text), expected);
    }

    void cleansWhatPeoplePaste_data()
    {
        QTest::addColumn<QByteArray>("frame"); // %1 stands for the credential

        const auto row = [](const char *frame) { QTest::newRow(frame) << QByteArray(frame); };
        row("%1");
        row("  %1\r\n");
        row("'%1'");
        row("\"%1\"");
        row("`%1`");
        row("“%1”");
        row("‘%1’");
        row("„%1“");
        row("\"%1");
        row("%1\"");
        row("%1,");
        row("%1;");
        row("\"%1\",");
        row(" ' %1 ' ");
        row("CF-Access-Client-Secret: %1");
        row("CF-Access-Client-Secret:%1");
        row("cf-access-client-secret : \"%1\"");
        row("\"CF-Access-Client-Secret: %1\"");
        row("-H 'CF-Access-Client-Secret: %1'");
        row("-H \"CF-Access-Client-Secret: %1\" \\");
        row("--header 'CF-Access-Client-Secret: %1' \\");
        row("\"cf-access-client-secret\": \"%1\",");
        row("'cf-access-client-secret': '%1'");
        row("export CF_ACCESS_CLIENT_SECRET=%1");
        row("export CF_ACCESS_CLIENT_SECRET='%1';");
        row("CF_ACCESS_CLIENT_SECRET=\"%1\"");
        row("CF_ACCESS_CLIENT_SECRET = %1");
        row("set CF_ACCESS_CLIENT_SECRET=%1");
        row("$env:CF_ACCESS_CLIENT_SECRET = \"%1\"");
        row("cf_access_client_secret: %1");
        row("- CF_ACCESS_CLIENT_SECRET=%1");
        row("Client Secret: %1");
        row("Client ID: %1");
        row("KEY=\"%1\"");
        row("export KEY='%1'");
        row("\xEF\xBB\xBF%1\xC2\xA0");
    }

    void cleansWhatPeoplePaste()
    {
        QFETCH(QByteArray, frame);

        const QByteArrayList credentials{
            clientId, cfast, hex64, cfast.chopped(8) + "a.b,c-d;", "odd-s3cret/+x="};
        for (const auto &credential : credentials) {
            const auto pasted = QByteArray(frame).replace("%1", credential);
            QCOMPARE(exposed(cleanedSecret(Secret(pasted))), credential);
            QCOMPARE(cleanedClientId(QString::fromUtf8(pasted)), QString::fromUtf8(credential));
        }
    }

    void takesTheValueOfAnyNameWhenItsShapeIsKnown()
    {
        QCOMPARE(exposed(cleanedSecret(Secret("PROD_PASS=" + cfast))), cfast);
        QCOMPARE(cleanedClientId(u"prod: "_s + QString::fromUtf8(clientId)), QString::fromUtf8(clientId));
    }

    void takesABearerTokenForWhatItIs()
    {
        QCOMPARE(exposed(cleanedSecret(Secret("Authorization: Bearer " + jwt))), jwt);
    }

    void leavesAloneWhatOnlyLooksLikeAnAssignment_data()
    {
        QTest::addColumn<QByteArray>("text");

        const auto row = [](const char *text) { QTest::newRow(text) << QByteArray(text); };
        row("");
        row("c2VjcmV0LWJhc2U2NA==");
        row("user:password");
        row("a=b=c");
        row("x:=y");
        row("CF-Access-Client-Secret:");
        row("CF_ACCESS_CLIENT_SECRET=");
        row("$CF_ACCESS_CLIENT_SECRET");
        row("two words");
        row("=");
    }

    void leavesAloneWhatOnlyLooksLikeAnAssignment()
    {
        QFETCH(QByteArray, text);

        QCOMPARE(exposed(cleanedSecret(Secret(text))), text);
        QCOMPARE(cleanedClientId(QString::fromUtf8(text)), QString::fromUtf8(text));
    }

    void cleaningTwiceChangesNothingMore()
    {
        for (const auto *text :
             {"''\"\"", ",,,;;", "a,;\\", "'a=\"b=\"c\"\"'", "bearer bearer x", "export export a='b'"}) {
            const auto once = cleanedSecret(Secret(text));
            QCOMPARE(exposed(cleanedSecret(once.duplicate())), exposed(once));
        }
    }

    void copesWithWholeFiles_data()
    {
        QTest::addColumn<QByteArray>("file");

        constexpr int megabytes = 10 << 20;
        QTest::newRow("commas") << QByteArray(megabytes, ',');
        QTest::newRow("assignments") << QByteArray("a=").repeated(megabytes / 2);
        QTest::newRow("quotes") << QByteArray("\"'").repeated(megabytes / 2);
        QTest::newRow("NUL bytes") << QByteArray(megabytes, '\0');
        QTest::newRow("hex digits") << QByteArray(megabytes, 'a');
        QTest::newRow("dots") << "eyJ" + QByteArray(megabytes, '.');
    }

    void copesWithWholeFiles()
    {
        QFETCH(QByteArray, file);

        const auto cleaned = cleanedSecret(Secret(file));

        QVERIFY(cleaned.expose().size() <= file.size());
        QVERIFY(shapeOf(file) == Shape::Unknown || shapeOf(file) == Shape::Empty);
        QVERIFY(!problemsOf(QString::fromLatin1(file), cleaned).isEmpty());
    }

    void judgesAPair_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<Problems>("expected");

        using P = CredentialProblem;
        QTest::newRow("new secret") << clientId << cfast << Problems{};
        QTest::newRow("old secret") << clientId << hex64 << Problems{};
        QTest::newRow("longer tail") << clientId + ".example.com" << hex64 << Problems{};
        QTest::newRow("nothing at all")
            << QByteArray() << QByteArray() << Problems{P::ClientIdMissing, P::SecretMissing};
        QTest::newRow("no Client ID") << QByteArray() << cfast << Problems{P::ClientIdMissing};
        QTest::newRow("no secret") << clientId << QByteArray() << Problems{P::SecretMissing};
        QTest::newRow("swapped, new secret") << cfast << clientId << Problems{P::Swapped};
        QTest::newRow("swapped, old secret") << hex64 << clientId << Problems{P::Swapped};
        QTest::newRow("swapped, secret cut short") << cfast.chopped(3) << clientId << Problems{P::Swapped};
        QTest::newRow("the secret twice") << cfast << cfast << Problems{P::ClientIdIsSecret};
        QTest::newRow("the old secret twice") << hex64 << hex64 << Problems{P::ClientIdIsSecret};
        QTest::newRow("the Client ID twice") << clientId << clientId << Problems{P::SecretIsClientId};
        QTest::newRow("names for values")
            << QByteArray("CF-Access-Client-Id") << QByteArray("CF-Access-Client-Secret")
            << Problems{P::ClientIdIsHeaderName, P::SecretIsHeaderName};
        QTest::newRow("the secret's name for its value")
            << clientId << QByteArray("CF-Access-Client-Secret:") << Problems{P::SecretIsHeaderName};
        QTest::newRow("a variable for its value")
            << clientId << QByteArray("${{ secrets.CF_ACCESS_CLIENT_SECRET }}")
            << Problems{P::SecretIsHeaderName};
        QTest::newRow("API token as Client ID") << apiToken << cfast << Problems{P::ClientIdIsApiToken};
        QTest::newRow("API token as secret") << clientId << apiToken << Problems{P::SecretIsApiToken};
        QTest::newRow("JWT as secret") << clientId << jwt << Problems{P::SecretIsJwt};
        QTest::newRow("JWT as Client ID") << jwt << cfast << Problems{P::ClientIdShapeUnknown};
        QTest::newRow("two lines in one field")
            << clientId + "\n" + cfast << cfast << Problems{P::ClientIdHasWhiteSpace};
        QTest::newRow("a line break in the secret")
            << clientId << cfast.left(20) + "\n" + cfast.mid(20) << Problems{P::SecretHasWhiteSpace};
        QTest::newRow("a zero-width space in the secret")
            << clientId << cfast.left(20) + "\xE2\x80\x8B" + cfast.mid(20)
            << Problems{P::SecretHasWhiteSpace};
        QTest::newRow("a NUL in the secret")
            << clientId << cfast.left(20) + QByteArray(1, '\0') + cfast.mid(20)
            << Problems{P::SecretHasWhiteSpace};
        QTest::newRow("new secret cut short")
            << clientId << cfast.chopped(1) << Problems{P::SecretShapeUnknown};
        QTest::newRow("old secret cut short")
            << clientId << hex64.chopped(1) << Problems{P::SecretShapeUnknown};
        QTest::newRow("old secret in upper case")
            << clientId << hex64.toUpper() << Problems{P::SecretShapeUnknown};
        QTest::newRow("Client ID without its tail")
            << clientId.left(32) << cfast << Problems{P::ClientIdShapeUnknown};
        QTest::newRow("Client ID in upper case")
            << clientId.left(32).toUpper() + ".access" << cfast << Problems{P::ClientIdShapeUnknown};
        QTest::newRow("both odd") << QByteArray("abc") << QByteArray("def")
                                  << Problems{P::ClientIdShapeUnknown, P::SecretShapeUnknown};
        QTest::newRow("errors before warnings")
            << QByteArray("abc") << clientId << Problems{P::SecretIsClientId, P::ClientIdShapeUnknown};
    }

    void judgesAPair()
    {
        QFETCH(QByteArray, id);
        QFETCH(QByteArray, secret);
        QFETCH(Problems, expected);

        QCOMPARE(problemsOf(QString::fromUtf8(id), Secret(secret)), expected);
    }

    void onlyAnUnknownShapeIsAWarning()
    {
        QVERIFY(isOnlyAWarning(CredentialProblem::ClientIdShapeUnknown));
        QVERIFY(isOnlyAWarning(CredentialProblem::SecretShapeUnknown));
        for (const auto error :
             {CredentialProblem::ClientIdMissing, CredentialProblem::SecretMissing,
              CredentialProblem::Swapped, CredentialProblem::ClientIdIsSecret,
              CredentialProblem::SecretIsClientId, CredentialProblem::ClientIdIsHeaderName,
              CredentialProblem::SecretIsHeaderName, CredentialProblem::ClientIdIsApiToken,
              CredentialProblem::SecretIsApiToken, CredentialProblem::SecretIsJwt,
              CredentialProblem::ClientIdHasWhiteSpace, CredentialProblem::SecretHasWhiteSpace})
            QVERIFY(!isOnlyAWarning(error));
    }
};

QTEST_GUILESS_MAIN(RecogniserTest)
#include "RecogniserTest.moc"
