// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PageMarks.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn::access;
using namespace Qt::StringLiterals;

class PageMarksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void findsTheTitle_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QString>("title");

        QTest::newRow("plain") << QByteArray("<html><title>Hello</title>") << u"Hello"_s;
        QTest::newRow("capitals, attributes and white space")
            << QByteArray("<TITLE lang=en>\n  Hello\n  there </TITLE>") << u"Hello there"_s;
        QTest::newRow("cut off") << QByteArray("<title>Hello") << QString();
        QTest::newRow("none") << QByteArray("title") << QString();
    }

    void findsTheTitle()
    {
        QFETCH(QByteArray, page);
        QFETCH(QString, title);
        QCOMPARE(titleOf(page), title);
    }

    void knowsTheLoginPageByItsWholeTitle_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<bool>("isLogin");

        QTest::newRow("today's") << u"Sign in ・ Cloudflare Access"_s << true;
        QTest::newRow("another separator") << u"Sign in - Cloudflare Access"_s << true;
        QTest::newRow("an article") << u"Sign in with Cloudflare Access"_s << false;
        QTest::newRow("an article about it") << u"How to fix Sign in ・ Cloudflare Access"_s << false;
        QTest::newRow("another sign-in") << u"Sign in"_s << false;
    }

    void knowsTheLoginPageByItsWholeTitle()
    {
        QFETCH(QString, title);
        QFETCH(bool, isLogin);
        QCOMPARE(isLoginTitle(title), isLogin);
    }

    void knowsTheBlockPage_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isBlock");

        QTest::newRow("JSON, forbidden")
            << QByteArray(R"({"message":"Forbidden. No access.","status_code":403,"aud":"f00d"})") << true;
        QTest::newRow("JSON, unauthorized")
            << QByteArray(R"({"message":"Unauthorized","status_code":401,"aud":"f00d"})") << true;
        QTest::newRow("HTML with hidden JSON") << QByteArray(
            R"(<html><h1>Forbidden</h1><input type="hidden" id="json_data" )"
            R"(value="{&quot;message&quot;:&quot;Forbidden&quot;,&quot;aud&quot;:&quot;f00d&quot;}">)")
                                               << true;
        QTest::newRow("its title") << QByteArray("<title>Error \u30fb Cloudflare Access</title>") << true;
        QTest::newRow("its title over another sentence")
            << QByteArray("<title>Error \u30fb Cloudflare Access</title>"
                          "<h1>Unable to find your Access application!</h1>")
            << false;
        QTest::newRow("a title about it")
            << QByteArray("<title>Error codes of Cloudflare Access</title>") << false;
        QTest::newRow("JSON of a service") << QByteArray(R"({"message":"Forbidden"})") << false;
        QTest::newRow("JSON with another message")
            << QByteArray(R"({"message":"Not today","aud":"f00d"})") << false;
        QTest::newRow("a page that quotes the markup")
            << QByteArray(R"(<p>Look for json_data: {"message":"Forbidden","aud":"f00d"}</p>)") << false;
        QTest::newRow("a page that mentions Access")
            << QByteArray("<title>Forbidden</title>Cloudflare Access has blocked you") << false;
        QTest::newRow("cut off in the hidden JSON")
            << QByteArray("<input id=\"json_data\" value=\"{&quot;message&quot;:&quot;Forbid") << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }

    void knowsTheBlockPage()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, isBlock);
        QCOMPARE(isBlockPage(body), isBlock);
    }

    void readsCloudflaresErrorCode_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");

        QTest::newRow("text") << QByteArray("error code: 1010\n") << 1010;
        QTest::newRow("text of three digits") << QByteArray("error code: 522") << 522;
        QTest::newRow("JSON") << QByteArray(
            R"({"cloudflare_error": true, "error_code": 1015, "status": 429})")
                              << 1015;
        QTest::newRow("front matter")
            << QByteArray("---\nerror_code: 1020\ncloudflare_error: true\n---\n# Blocked\n") << 1020;
        QTest::newRow("HTML, older form")
            << QByteArray(R"(<div id="cf-error-details"><span class="cf-error-code">1009</span>)") << 1009;
        QTest::newRow("HTML, newer form")
            << QByteArray("<div id=\"cf-error-details\"><span>Error</span>\n<span>1016</span>") << 1016;
        QTest::newRow("HTML of a 5xx") << QByteArray(
            "<title>api.example.com | 522: Connection timed out</title><div id=\"cf-error-details\">")
                                       << 522;
        QTest::newRow("firewall title")
            << QByteArray("<title>Access denied | api.example.com used Cloudflare to restrict access</title>")
            << 1020;
        QTest::newRow("the same over a rate limit")
            << QByteArray("<title>Access denied | api.example.com used Cloudflare to restrict access</title>"
                          "<p>You are being rate limited</p>")
            << 1015;
        QTest::newRow("the same over a number")
            << QByteArray("<title>Access denied | api.example.com used Cloudflare to restrict access</title>"
                          "<h1>Error 1009</h1>")
            << 1009;
        QTest::newRow("title of a 5xx alone")
            << QByteArray("<title>api.example.com | 502: Bad gateway</title>") << 502;
        QTest::newRow("title of a tunnel")
            << QByteArray("<title>Cloudflare Tunnel error | api.example.com | Cloudflare</title>") << 1033;
        QTest::newRow("title of a Worker")
            << QByteArray("<title>Worker threw exception | api.example.com | Cloudflare</title>") << 1101;
        QTest::newRow("another title of Cloudflare's, over its number")
            << QByteArray("<title>DNS points to prohibited IP | api.example.com | Cloudflare</title>"
                          "<h1><span>Error</span> <span>1000</span></h1>")
            << 1000;
        QTest::newRow("title of a page about tunnels")
            << QByteArray("<title>Cloudflare Tunnel error | How to mend it</title>") << 0;
        QTest::newRow("title of an article about a 5xx")
            << QByteArray("<title>Help desk | 502: what it means</title>") << 0;
        QTest::newRow("rate limit title") << QByteArray("<title>You are being rate limited</title>") << 1015;
        QTest::newRow("a sentence with a code") << QByteArray("We saw error code: 1010 today") << 0;
        QTest::newRow("text after the code") << QByteArray("error code: 1010 and more") << 0;
        QTest::newRow("code of a service") << QByteArray("error code: 42") << 0;
        QTest::newRow("too long a code") << QByteArray("error code: 101010") << 0;
        QTest::newRow("JSON of a service") << QByteArray(R"({"error_code": 1015})") << 0;
        QTest::newRow("front matter of a service") << QByteArray("---\nerror_code: 1020\n---\n") << 0;
        QTest::newRow("Access denied by a service") << QByteArray("<title>Access denied</title>") << 0;
        QTest::newRow("HTML of a service with a number")
            << QByteArray("<span>Error</span><span>1016</span>") << 0;
        QTest::newRow("nothing") << QByteArray() << 0;
    }

    void readsCloudflaresErrorCode()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        QCOMPARE(cloudflareCodeOf(body), code);
    }

    void knowsTheFirewallsPageWithoutANumber()
    {
        QVERIFY(isFirewallPage("<html><title>Attention Required! | Cloudflare</title>"));
        QVERIFY(!isFirewallPage("<title>Attention Required!</title>"));
        QVERIFY(!isFirewallPage("Attention Required! | Cloudflare"));
    }

    void knowsThatAPortOfHttpsWasSpokenToWithoutTls()
    {
        QVERIFY(saysHttpsIsRequired("<title>400 The plain HTTP request was sent to HTTPS port</title>"));
        QVERIFY(!saysHttpsIsRequired("<title>400 Bad Request</title>"));
    }

    void knowsTheMiddlewaresWords_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isHono");

        for (const char *message :
             {"Missing bearer token", "Unable to decode Bearer token", "Invalid token algorithm",
              "Unsupported critical extension", "Malformed token payload", "Invalid team name",
              "Invalid token audience", "Invalid Token", "Token is expired", "Token is not yet valid"}) {
            QTest::newRow(message) << QByteArray(message) << true;
        }
        QTest::newRow("with its prefix") << QByteArray("Authentication error: Token is expired") << true;
        QTest::newRow("unknown team")
            << QByteArray("Authentication error: The Access Organization 'x' does not exist") << true;
        QTest::newRow("a page that quotes it")
            << QByteArray("<p>Authentication error: Token is expired</p>") << false;
        QTest::newRow("JSON that quotes it") << QByteArray(R"({"error":"Invalid Token"})") << false;
        QTest::newRow("another case") << QByteArray("invalid token") << false;
        QTest::newRow("an essay") << "Authentication error: " + QByteArray(1000, 'x') << false;
    }

    void knowsTheMiddlewaresWords()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, isHono);
        QCOMPARE(isHonoText(body), isHono);
    }
};

QTEST_GUILESS_MAIN(PageMarksTest)
#include "PageMarksTest.moc"
