// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Request.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keyturn::http;

Q_DECLARE_METATYPE(keyturn::http::HeaderProblem)

class RequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void findsAHeaderWhateverItsCase()
    {
        const Headers headers{{"Content-Type", "text/html"}, {"CF-RAY", "abc"}};

        QCOMPARE(headerValue(headers, "content-type"), QByteArray("text/html"));
        QCOMPARE(headerValue(headers, "cf-ray"), QByteArray("abc"));
        QVERIFY(hasHeader(headers, "Cf-Ray"));
    }

    void tellsAnEmptyHeaderFromAMissingOne()
    {
        const Headers headers{{"X-Empty", ""}};

        QVERIFY(hasHeader(headers, "x-empty"));
        QVERIFY(!hasHeader(headers, "x-missing"));
        QCOMPARE(headerValue(headers, "x-empty"), headerValue(headers, "x-missing"));
    }

    void doesNotTakeAPartOfANameForTheName()
    {
        QVERIFY(!hasHeader({{"Set-Cookie", "a=1"}}, "Cookie"));
        QVERIFY(!hasHeader({{"Set-Cookie", "a=1"}}, "Set-Cookie2"));
        QVERIFY(!hasHeader({{"Set-Cookie", "a=1"}}, ""));
    }

    void givesEveryValueOfARepeatedHeaderInOrder()
    {
        const Headers headers{{"Set-Cookie", "a=1"}, {"Date", "today"}, {"set-cookie", "b=2"}};

        QCOMPARE(headerValues(headers, "Set-Cookie"), QList<QByteArray>({"a=1", "b=2"}));
        QCOMPARE(headerValue(headers, "Set-Cookie"), QByteArray("a=1"));
        QVERIFY(headerValues(headers, "Location").isEmpty());
    }

    void saysWhatIsWrongWithAHeader_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<HeaderProblem>("expected");

        const auto none = HeaderProblem::None;
        QTest::newRow("a plain one") << "X-Team"_ba
                                     << "core"_ba << none;
        QTest::newRow("no value") << "X-Team"_ba
                                  << ""_ba << none;
        QTest::newRow("every token character") << "!#$%&'*+-.^_`|~09azAZ"_ba
                                               << "x"_ba << none;
        QTest::newRow("a tab in the value") << "X"_ba
                                            << "a\tb"_ba << none;
        QTest::newRow("bytes beyond ASCII in the value") << "X"_ba
                                                         << "gr\xC3\xBC\xC3\x9F"_ba << none;
        QTest::newRow("no name") << ""_ba
                                 << "x"_ba << HeaderProblem::EmptyName;
        QTest::newRow("a space") << "X Team"_ba
                                 << "x"_ba << HeaderProblem::NameNotAToken;
        QTest::newRow("a space at the end") << "X-Team "_ba
                                            << "x"_ba << HeaderProblem::NameNotAToken;
        QTest::newRow("a colon") << "X-Team:"_ba
                                 << "x"_ba << HeaderProblem::NameNotAToken;
        QTest::newRow("a line break in the name") << "X\r\nY"_ba
                                                  << "x"_ba << HeaderProblem::NameNotAToken;
        QTest::newRow("a NUL in the name") << QByteArray("X\0Y", 3) << "x"_ba << HeaderProblem::NameNotAToken;
        QTest::newRow("beyond ASCII in the name") << "X-\xC3\xBC"_ba
                                                  << "x"_ba << HeaderProblem::NameNotAToken;
        QTest::newRow("CR LF") << "X"_ba
                               << "a\r\nInjected: yes"_ba << HeaderProblem::ValueHasLineBreak;
        QTest::newRow("LF alone") << "X"_ba
                                  << "a\nb"_ba << HeaderProblem::ValueHasLineBreak;
        QTest::newRow("CR alone") << "X"_ba
                                  << "a\rb"_ba << HeaderProblem::ValueHasLineBreak;
        QTest::newRow("LF at the end, as pasted") << "X"_ba
                                                  << "secret\n"_ba << HeaderProblem::ValueHasLineBreak;
        QTest::newRow("NUL") << "X"_ba << QByteArray("a\0b", 3) << HeaderProblem::ValueHasNul;
    }

    void saysWhatIsWrongWithAHeader()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(HeaderProblem, expected);

        QCOMPARE(problemOf({name, value}), expected);
    }

    void knowsWhatAMethodMayBeMadeOf()
    {
        QVERIFY(isToken("GET"));
        QVERIFY(isToken("M-SEARCH"));
        QVERIFY(!isToken(""));
        QVERIFY(!isToken("GET /"));
        QVERIFY(!isToken("GET\r\n"));
    }

    void fillsInThePortOfAnOrigin_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("expected");

        QTest::newRow("https") << u"https://api.example.com/a?b#c"_s << u"https://api.example.com:443"_s;
        QTest::newRow("http") << u"http://api.example.com"_s << u"http://api.example.com:80"_s;
        QTest::newRow("a port of its own")
            << u"https://api.example.com:8443/"_s << u"https://api.example.com:8443"_s;
        QTest::newRow("capitals") << u"HTTPS://API.Example.COM/"_s << u"https://api.example.com:443"_s;
        QTest::newRow("user info is no part of it")
            << u"https://a:b@example.com/"_s << u"https://example.com:443"_s;
        QTest::newRow("IPv6") << u"http://[::1]:8080/"_s << u"http://[::1]:8080"_s;
        QTest::newRow("an international name")
            << u"https://b\u00FCcher.example/"_s << u"https://xn--bcher-kva.example:443"_s;
        QTest::newRow("a scheme without a port") << u"gopher://example.com/"_s << u"gopher://example.com"_s;
        QTest::newRow("a file") << u"file:///etc/passwd"_s << QString();
        QTest::newRow("a script") << u"javascript:alert(1)"_s << QString();
        QTest::newRow("a relative one") << u"/path"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }

    void fillsInThePortOfAnOrigin()
    {
        QFETCH(QString, url);
        QFETCH(QString, expected);

        QCOMPARE(originOf(QUrl(url)), expected);
    }

    void knowsTheSameOriginFromAnother_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("expected");

        const auto here = u"https://api.example.com/one"_s;
        QTest::newRow("another path") << here << u"https://api.example.com/two?x"_s << true;
        QTest::newRow("the port written out") << here << u"https://api.example.com:443/"_s << true;
        QTest::newRow("capitals") << here << u"https://API.example.com/"_s << true;
        QTest::newRow("another scheme") << here << u"http://api.example.com/one"_s << false;
        QTest::newRow("another port") << here << u"https://api.example.com:444/one"_s << false;
        QTest::newRow("a subdomain") << here << u"https://a.api.example.com/one"_s << false;
        QTest::newRow("a longer name") << here << u"https://api.example.com.evil.example/"_s << false;
        QTest::newRow("our name as user info") << here << u"https://api.example.com@evil.example/"_s << false;
        QTest::newRow("plain text on the TLS port") << here << u"http://api.example.com:443/"_s << false;
        QTest::newRow("no origin at all") << u"file:///a"_s << u"file:///a"_s << false;
        QTest::newRow("nothing twice") << QString() << QString() << false;
    }

    void knowsTheSameOriginFromAnother()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(bool, expected);

        QCOMPARE(isSameOrigin(QUrl(a), QUrl(b)), expected);
        QCOMPARE(isSameOrigin(QUrl(b), QUrl(a)), expected);
    }

    void knowsThisMachineFromOthers_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("expected");

        QTest::newRow("localhost") << u"http://localhost:8080/"_s << true;
        QTest::newRow("capitals") << u"http://LocalHost/"_s << true;
        QTest::newRow("a name below localhost") << u"http://api.localhost/"_s << false;
        QTest::newRow("a dot at the end") << u"http://localhost./"_s << true;
        QTest::newRow("127.0.0.1") << u"http://127.0.0.1/"_s << true;
        QTest::newRow("the far end of 127/8") << u"http://127.255.255.254/"_s << true;
        QTest::newRow("a short form") << u"http://127.1/"_s << true;
        QTest::newRow("::1") << u"http://[::1]:80/"_s << true;
        QTest::newRow("::1 written out") << u"http://[0:0:0:0:0:0:0:1]/"_s << true;
        QTest::newRow("localhost as a subdomain") << u"http://localhost.evil.example/"_s << false;
        QTest::newRow("localhost as an ending") << u"http://evillocalhost/"_s << false;
        QTest::newRow("a name that begins like an address") << u"http://127.0.0.1.evil.example/"_s << false;
        QTest::newRow("a name in four parts") << u"http://127.a.b.c/"_s << false;
        QTest::newRow("loopback as user info") << u"http://127.0.0.1@evil.example/"_s << false;
        QTest::newRow("all addresses") << u"http://0.0.0.0/"_s << false;
        QTest::newRow("128/8") << u"http://128.0.0.1/"_s << false;
        QTest::newRow("a private network") << u"http://10.0.0.1/"_s << false;
        QTest::newRow("::") << u"http://[::]/"_s << false;
        QTest::newRow("no host") << u"file:///localhost"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }

    void knowsThisMachineFromOthers()
    {
        QFETCH(QString, url);
        QFETCH(bool, expected);

        QCOMPARE(isLoopback(QUrl(url)), expected);
    }
};

QTEST_GUILESS_MAIN(RequestTest)
#include "RequestTest.moc"
