// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RedirectRule.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

class RedirectRuleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void decidesByWhereTheRedirectPoints_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<bool>("follow");
        QTest::addColumn<RedirectPlan>("plan");
        QTest::addColumn<bool>("withCredentials");
        QTest::addColumn<bool>("strips");

        const auto row = [](const char *name, int status, const char *location, bool follow,
                            RedirectPlan plan, bool withCredentials, bool strips) {
            QTest::newRow(name) << status << QByteArray(location) << follow << plan << withCredentials
                                << strips;
        };
        using enum RedirectPlan;
        row("an answer", 200, "", true, NotARedirect, false, false);
        row("302 without Location", 302, "", true, NotARedirect, false, false);
        row("304 is none", 304, "/x", true, NotARedirect, false, false);
        row("same origin, relative", 302, "/b", true, Follow, true, false);
        row("same origin, port spelt out", 302, "https://api.example.com:443/b", true, Follow, true, false);
        row("same origin, not asked to follow", 302, "/b", false, NotAsked, false, false);
        row("other host", 302, "https://evil.example.net/", true, Follow, false, true);
        row("other host, not asked to follow", 302, "https://evil.example.net/", false, NotAsked, false,
            true);
        row("other port", 302, "https://api.example.com:8443/", true, Follow, false, true);
        row("subdomain", 302, "https://x.api.example.com/", true, Follow, false, true);
        row("plain http", 302, "http://api.example.com/", true, Downgrade, false, true);
        row("file", 302, "file:///etc/passwd", true, NotHttp, false, true);
        row("javascript", 302, "javascript:alert(1)", true, NotHttp, false, true);
        row("protocol-relative", 302, "//evil.example.net/", true, Follow, false, true);
    }

    void decidesByWhereTheRedirectPoints()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, location);
        QFETCH(bool, follow);
        const auto next
            = nextHop(get(), true, access::HeaderStyle::two(), answer(status, location), 0, follow);
        QTEST(next.plan, "plan");
        QTEST(next.withCredentials, "withCredentials");
        QTEST(next.stripped.contains("CF-Access-Client-Secret"), "strips");
    }

    void neverGivesCredentialsBackOnceTheyAreWithheld()
    {
        const auto next = nextHop(get(), false, access::HeaderStyle::two(), answer(302, "/b"), 1, true);
        QCOMPARE(next.plan, RedirectPlan::Follow);
        QVERIFY(!next.withCredentials);
    }

    void withholdsWhatPeopleTypedAndOpensDoors()
    {
        auto sent = get();
        sent.headers
            = {{"Authorization", "Bearer x"}, {"cookie", "a=b"}, {"X-Auth-Key", "k"}, {"PRIVATE-TOKEN", "t"},
               {"X-Whatever", "unheard of"},  {"Accept", "*/*"}};
        const auto next = nextHop(
            sent, true, access::HeaderStyle::single("Authorization"), answer(302, "https://other.example/"),
            0, true);
        QCOMPARE(next.request.headers, (http::Headers{{"Accept", "*/*"}}));
        QVERIFY(next.stripped.contains("Authorization"));
        QVERIFY(next.stripped.contains("cookie"));
        QVERIFY(next.stripped.contains("X-Auth-Key"));
        QVERIFY(next.stripped.contains("PRIVATE-TOKEN"));
        QVERIFY(next.stripped.contains("X-Whatever"));
    }

    void sendsABodyToNoOtherOrigin_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<RedirectPlan>("plan");
        using enum RedirectPlan;
        QTest::newRow("307") << 307 << QByteArray("https://other.example/") << BodyElsewhere;
        QTest::newRow("308") << 308 << QByteArray("https://api.example.com:8443/") << BodyElsewhere;
        QTest::newRow("303 drops it") << 303 << QByteArray("https://other.example/") << Follow;
        QTest::newRow("the same origin") << 307 << QByteArray("/b") << Follow;
    }

    void sendsABodyToNoOtherOrigin()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, location);
        auto sent = get();
        sent.method = "POST";
        sent.body = "everything we know";
        QTEST(nextHop(sent, true, {}, answer(status, location), 0, true).plan, "plan");
    }

    void stopsAfterTenRedirects()
    {
        QCOMPARE(
            nextHop(get(), true, {}, answer(302, "/b"), mostRedirects - 1, true).plan, RedirectPlan::Follow);
        QCOMPARE(
            nextHop(get(), true, {}, answer(302, "/b"), mostRedirects, true).plan, RedirectPlan::TooMany);
    }

    void keepsOrDropsTheBodyByStatus_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("nextMethod");
        QTest::addColumn<bool>("keepsBody");

        QTest::newRow("301 POST") << 301 << QByteArray("POST") << QByteArray("GET") << false;
        QTest::newRow("302 POST") << 302 << QByteArray("POST") << QByteArray("GET") << false;
        QTest::newRow("302 PUT") << 302 << QByteArray("PUT") << QByteArray("PUT") << true;
        QTest::newRow("303 PUT") << 303 << QByteArray("PUT") << QByteArray("GET") << false;
        QTest::newRow("307 POST") << 307 << QByteArray("POST") << QByteArray("POST") << true;
        QTest::newRow("308 POST") << 308 << QByteArray("POST") << QByteArray("POST") << true;
    }

    void keepsOrDropsTheBodyByStatus()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, method);
        QFETCH(bool, keepsBody);
        auto sent = get();
        sent.method = method;
        sent.body = "{}";
        sent.headers = {{"Content-Type", "application/json"}};
        const auto next = nextHop(sent, true, {}, answer(status, "/b"), 0, true);
        QTEST(next.request.method, "nextMethod");
        QCOMPARE(!next.request.body.isEmpty(), keepsBody);
        QCOMPARE(!next.request.headers.isEmpty(), keepsBody);
    }

private:
    static http::Request get() { return {"GET", QUrl(u"https://api.example.com/a"_s), {}, {}}; }

    static http::Reply answer(int status, const QByteArray &location)
    {
        http::Reply reply;
        reply.status = status;
        if (!location.isEmpty())
            reply.headers = {{"Location", location}};
        return reply;
    }
};

QTEST_GUILESS_MAIN(RedirectRuleTest)
#include "RedirectRuleTest.moc"
