// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "WireRequest.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keyturn;

Q_DECLARE_METATYPE(keyturn::http::Request)

class WireRequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void objectsToWhatMustNotGoOut_data()
    {
        QTest::addColumn<http::Request>("request");
        QTest::addColumn<bool>("isFine");

        const QUrl url(u"https://api.example.com/"_s);
        const auto to = [](const QString &text) { return http::Request{"GET", QUrl(text), {}, {}}; };
        const auto with = [url](const QByteArray &name, const QByteArray &value) {
            return http::Request{"POST", url, {{name, value}}, "body"};
        };
        QTest::newRow("https") << to(u"https://api.example.com/"_s) << true;
        QTest::newRow("http") << to(u"http://api.example.com/"_s) << true;
        QTest::newRow("a file") << to(u"file:///etc/passwd"_s) << false;
        QTest::newRow("ftp") << to(u"ftp://example.com/a"_s) << false;
        QTest::newRow("a script") << to(u"javascript:alert(1)"_s) << false;
        QTest::newRow("data") << to(u"data:text/plain,a"_s) << false;
        QTest::newRow("no scheme") << to(u"//example.com/"_s) << false;
        QTest::newRow("no host") << to(u"https:///path"_s) << false;
        QTest::newRow("nothing") << to(QString()) << false;
        QTest::newRow("a method of one's own") << http::Request{"M-SEARCH", url, {}, {}} << true;
        QTest::newRow("no method") << http::Request{"", url, {}, {}} << false;
        QTest::newRow("a second line in the method")
            << http::Request{"GET / HTTP/1.1\r\nX: y", url, {}, {}} << false;
        QTest::newRow("HEAD with a body") << http::Request{"HEAD", url, {}, "body"} << false;
        QTest::newRow("a header") << with("X-Team", "core") << true;
        QTest::newRow("a second line in a header") << with("X-Team", "core\r\nX-Admin: yes") << false;
        QTest::newRow("a NUL in a header") << with("X-Team", QByteArray("a\0b", 3)) << false;
        QTest::newRow("a header name with a space") << with("X Team", "core") << false;
        QTest::newRow("the right length") << with("content-length", "4") << true;
        QTest::newRow("a wrong length") << with("Content-Length", "3") << false;
        QTest::newRow("chunks") << with("Transfer-Encoding", "chunked") << false;
    }

    void objectsToWhatMustNotGoOut()
    {
        QFETCH(http::Request, request);
        QFETCH(bool, isFine);

        QCOMPARE(objectionTo(request, {}).isEmpty(), isFine);
    }

    void objectsToABrokenSecretWithoutRepeatingIt()
    {
        http::SecretHeaders secrets;
        secrets.push_back({"CF-Access-Client-Secret", Secret("hush\nhush")});

        const auto objection = objectionTo({"GET", QUrl(u"https://api.example.com/"_s), {}, {}}, secrets);
        QVERIFY(objection.contains(u"CF-Access-Client-Secret"_s));
        QVERIFY(!objection.contains(u"hush"_s));
    }

    void aSecretTakesThePlaceOfAFieldOfTheSameName()
    {
        http::SecretHeaders secrets;
        secrets.push_back({"Authorization", Secret("real")});
        const http::Request request{
            "GET", QUrl(u"https://api.example.com/"_s), {{"authorization", "typed"}}, {}};

        const auto wire = wireRequest(request, secrets);
        QCOMPARE(wire.rawHeader("Authorization"), QByteArray("real"));
        QCOMPARE(
            wire.rawHeaderList().count("authorization") + wire.rawHeaderList().count("Authorization"), 1);
    }

    void joinsFieldsOfTheSameName()
    {
        const http::Request request{
            "GET",
            QUrl(u"https://api.example.com/"_s),
            {{"X-A", "1"}, {"Cookie", "a=1"}, {"x-a", "2"}, {"cookie", "b=2"}},
            {}};

        const auto wire = wireRequest(request, {});
        QCOMPARE(wire.rawHeader("X-A"), QByteArray("1, 2"));
        QCOMPARE(wire.rawHeader("Cookie"), QByteArray("a=1; b=2"));
    }

    void saysWhoItIsUnlessToldOtherwise()
    {
        const QUrl url(u"https://api.example.com/"_s);
        const auto ours = wireRequest({"GET", url, {}, {}}, {}).rawHeader("User-Agent");
        QCOMPARE(ours, QByteArray("Keyturn/" KEYTURN_VERSION " (+service token tester)"));

        const auto given
            = wireRequest({"GET", url, {{"user-agent", "mine/1"}}, {}}, {}).rawHeader("User-Agent");
        QCOMPARE(given, QByteArray("mine/1"));
    }

    void aBareUrlHoldsNothingThatMayBeACredential()
    {
        const QUrl url(u"https://me:pass@api.example.com:8443/a%20b?token=hush#frag"_s);
        QCOMPARE(bareUrl(url), u"https://api.example.com:8443/a%20b"_s);
    }
};

QTEST_GUILESS_MAIN(WireRequestTest)
#include "WireRequestTest.moc"
