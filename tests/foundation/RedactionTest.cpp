// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Redaction.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

const auto cfast = u"cfast_"_s + QString(40, u'A') + u"12345678"_s;
const auto hex64 = QString(u"0123456789abcdef"_s).repeated(4);
const auto odd = u"s3cr3t-of-no-known-shape"_s;
const auto jwt = u"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIifQ.c2lnbmF0dXJl"_s;
const auto apiToken = u"cfut_"_s + QString(40, u'b') + u"0f0f0f0f"_s;

} // namespace

class RedactionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void takesAwayCredentials_data()
    {
        QTest::addColumn<QString>("before"); // %1 stands for the credential
        QTest::addColumn<QString>("credential");

        QTest::newRow("a new secret in a sentence") << u"sent %1 to host"_s << cfast;
        QTest::newRow("a header line") << u"CF-Access-Client-Secret: %1"_s << odd;
        QTest::newRow("a header line, lower case") << u"cf-access-client-secret:%1"_s << odd;
        QTest::newRow("an option of curl")
            << u"curl -H 'CF-Access-Client-Secret: %1' https://a.example"_s << odd;
        QTest::newRow("curl -v") << u"> CF-Access-Client-Secret: %1\n> Accept: */*"_s << hex64;
        QTest::newRow("a variable, old secret") << u"CF_ACCESS_CLIENT_SECRET=%1"_s << hex64;
        QTest::newRow("a variable, odd secret") << u"export CF_ACCESS_CLIENT_SECRET=%1"_s << odd;
        QTest::newRow("a quoted variable") << u"CF_ACCESS_CLIENT_SECRET=\"%1\""_s << odd;
        QTest::newRow("the single header")
            << u"Authorization: {\"cf-access-client-id\": \"a.access\", \"cf-access-client-secret\": \"%1\"}"_s
            << odd;
        QTest::newRow("the single header in a JSON string")
            << u"\"{\\\"cf-access-client-id\\\":\\\"a.access\\\",\\\"cf-access-client-secret\\\":\\\"%1\\\"}\""_s
            << odd;
        QTest::newRow("a HAR header")
            << u"{\"name\": \"CF-Access-Client-Secret\", \"value\": \"%1\"}"_s << odd;
        QTest::newRow("a pair in a list") << u"[\"CF-Access-Client-Secret\", \"%1\"]"_s << odd;
        QTest::newRow("an answer of the API")
            << u"{\"client_id\": \"a.access\", \"client_secret\": \"%1\"}"_s << odd;
        QTest::newRow("client_secret of the old kind") << u"client_secret: %1"_s << hex64;
        QTest::newRow("a JWT in a cookie") << u"Set-Cookie: CF_Authorization=%1; Path=/"_s << jwt;
        QTest::newRow("a cookie of unknown shape") << u"Cookie: a=b; CF_AppSession=%1; c=d"_s << odd;
        QTest::newRow("a JWT in a header") << u"Cf-Access-Jwt-Assertion: %1"_s << jwt;
        QTest::newRow("a JWT without signature")
            << u"got %1 back"_s << u"eyJhbGciOiJub25lIn0.eyJzdWIiOiIifQ."_s;
        QTest::newRow("an API token") << u"using %1."_s << apiToken;
        QTest::newRow("an account token") << u"using %1."_s << u"cfat_"_s + QString(48, u'c');
        QTest::newRow("a global key") << u"using %1."_s << u"cfk_"_s + QString(48, u'c');
        QTest::newRow("a global key of the old kind") << u"X-Auth-Key: %1"_s << QString(37, u'a');
        QTest::newRow("a bearer token") << u"Authorization: Bearer %1"_s << odd;
        QTest::newRow("basic credentials") << u"authorization: basic %1"_s << u"dXNlcjpwYXNz"_s;
        QTest::newRow("a password in a URL") << u"GET https://user:%1@a.example/"_s << odd;
        QTest::newRow("an API token glued to a word") << u"tokenis%1"_s << apiToken;
        QTest::newRow("an API token glued to an underscore") << u"MY_%1"_s << apiToken;
        QTest::newRow("a JWT glued to a word")
            << u"jwtis%1"_s << u"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIifQ.c2lnbmF0dXJl"_s;
        QTest::newRow("a JWT glued to an underscore") << u"session_%1"_s << jwt;
        QTest::newRow("a cookie glued to a word") << u"cookieCF_Authorization=%1; a=b"_s << odd;
        QTest::newRow("a bearer token glued to a word") << u"xAuthorization: Bearer %1"_s << odd;
        QTest::newRow("an old secret glued to what follows") << u"client_secret=%1word"_s << hex64;
        QTest::newRow("a global key glued to a word") << u"theX-Auth-Key: %1"_s << QString(37, u'a');
        for (const auto &[name, token] :
             {std::pair("GitHub", u"ghp_%1"_s), std::pair("GitHub, fine-grained", u"github_pat_11AB_%1"_s),
              std::pair("GitLab", u"glpat-%1"_s), std::pair("Vault", u"hvs.%1"_s),
              std::pair("Slack", u"xoxb-%1"_s), std::pair("Stripe", u"sk_live_%1"_s),
              std::pair("npm", u"npm_%1"_s), std::pair("Docker", u"dckr_pat_%1"_s)})
            QTest::addRow("a token of %s", name) << u"TOKEN=%1,"_s << token.arg(QString(36, u'x'));
        QTest::newRow("an access key of AWS") << u"id %1 used"_s << u"AKIA0123456789ABCDEF"_s;
        QTest::newRow("a temporary key of AWS") << u"\"%1\""_s << u"ASIA0123456789ABCDEF"_s;
        QTest::newRow("a key of Google") << u"?key=%1&x=y"_s << u"AIza"_s + QString(35, u'x');
        QTest::newRow("a private key")
            << u"-----BEGIN RSA PRIVATE KEY-----\n%1\n-----END RSA PRIVATE KEY-----\n"_s
            << u"MIIEpAIBAAKCAQEA"_s;
        QTest::newRow("a private key that is cut")
            << u"-----BEGIN PRIVATE KEY-----\n%1"_s << u"MIIEpAIBAAKCAQEA"_s;
        QTest::newRow("a private key in one line")
            << u"KEY=\"-----BEGIN EC PRIVATE KEY-----\\n%1\\n\""_s << u"MIIEpAIBAAKCAQEA"_s;
        QTest::newRow("the shortest there is") << u"://a:%1@"_s << u"b"_s;
        QTest::newRow("beside half a character") << u"\xD800 CF-Access-Client-Secret: %1"_s << odd;
        QTest::newRow("after a megabyte of text") << QString(1 << 20, u'x') + u" %1"_s << cfast;
    }

    void takesAwayCredentials()
    {
        QFETCH(QString, before);
        QFETCH(QString, credential);

        const auto after = redacted(before.arg(credential));

        QVERIFY2(!after.contains(credential), qPrintable(after.right(200)));
        QVERIFY2(after.contains(u"[redacted"_s), qPrintable(after.right(200)));
        QCOMPARE(redacted(after), after);
    }

    void keepsTheRestOfTheLine()
    {
        QCOMPARE(
            redacted(u"curl -H 'CF-Access-Client-Secret: %1' https://a.example"_s.arg(odd)),
            u"curl -H 'CF-Access-Client-Secret: [redacted Client Secret]' https://a.example"_s);
        QCOMPARE(
            redacted(u"{\"client_id\": \"a.access\", \"client_secret\": \"%1\", \"name\": \"x\"}"_s.arg(odd)),
            u"{\"client_id\": \"a.access\", \"client_secret\": \"[redacted Client Secret]\", \"name\": \"x\"}"_s);
        QCOMPARE(
            redacted(u"https://user:%1@a.example/x"_s.arg(odd)), u"https://user:[redacted]@a.example/x"_s);
    }

    void keepsWhatIsNeededToHelp_data()
    {
        QTest::addColumn<QString>("text");

        QTest::newRow("nothing") << QString();
        QTest::newRow("a Client ID") << u"CF-Access-Client-Id: 0123456789abcdef0123456789abcdef.access"_s;
        QTest::newRow("an AUD tag") << u"aud: %1"_s.arg(hex64);
        QTest::newRow("a key id") << u"kid=%1"_s.arg(hex64);
        QTest::newRow("a Ray ID") << u"cf-ray: 8f1c2d3e4a5b6c7d-FRA"_s;
        QTest::newRow("a header name alone") << u"CF-Access-Client-Secret"_s;
        QTest::newRow("a sentence about the header") << u"the header CF-Access-Client-Secret is missing"_s;
        QTest::newRow("a URL with a port") << u"https://a.example:8443/path@home"_s;
        QTest::newRow("a URL with a time in its query") << u"https://a.example/?at=09:00&to=b@c.example"_s;
        QTest::newRow("a file name") << u"secret.txt"_s;
        QTest::newRow("a name that begins like a token") << u"npm_config_registry=x ghp_short"_s;
        QTest::newRow("a word with AKIA in it") << u"XAKIA0123456789ABCDEF AKIA0123456789ABCDEFG"_s;
        QTest::newRow("a public key") << u"-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"_s;
        QTest::newRow("a path that looks like a JWT") << u"keyJournal.some.name"_s;
    }

    void keepsWhatIsNeededToHelp()
    {
        QFETCH(QString, text);

        QCOMPARE(redacted(text), text);
    }
};

QTEST_GUILESS_MAIN(RedactionTest)
#include "RedactionTest.moc"
