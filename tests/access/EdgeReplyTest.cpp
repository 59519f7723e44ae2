// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeReply.h"
#include "ExchangeBuilder.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace keyturn::access;
using namespace Qt::StringLiterals;

namespace {

Signals signalsIn(const http::Exchange &exchange)
{
    return signalsOf(exchange.request, *exchange.answer);
}

const auto login
    = QByteArrayLiteral("https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com");

} // namespace

class EdgeReplyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void tellsTeamHostsFromLookAlikes_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("isTeam");

        QTest::newRow("team") << u"acme.cloudflareaccess.com"_s << true;
        QTest::newRow("team in capitals") << u"ACME.CloudflareAccess.Com"_s << true;
        QTest::newRow("team with digits and dashes") << u"demo-team-2.cloudflareaccess.com"_s << true;
        QTest::newRow("federal team") << u"acme.fed.cloudflareaccess.com"_s << true;
        QTest::newRow("no team") << u"cloudflareaccess.com"_s << false;
        QTest::newRow("no federal team") << u"fed.cloudflareaccess.com"_s << false;
        QTest::newRow("two labels") << u"a.b.cloudflareaccess.com"_s << false;
        QTest::newRow("two labels before fed") << u"a.b.fed.cloudflareaccess.com"_s << false;
        QTest::newRow("empty label") << u".cloudflareaccess.com"_s << false;
        QTest::newRow("empty label before fed") << u".fed.cloudflareaccess.com"_s << false;
        QTest::newRow("glued on in front") << u"evilcloudflareaccess.com"_s << false;
        QTest::newRow("glued on with a label") << u"acme.evilcloudflareaccess.com"_s << false;
        QTest::newRow("more behind") << u"cloudflareaccess.com.evil.net"_s << false;
        QTest::newRow("team with more behind") << u"acme.cloudflareaccess.com.evil.net"_s << false;
        QTest::newRow("as a user name") << u"x.cloudflareaccess.com@evil.net"_s << false;
        QTest::newRow("underscore") << u"a_b.cloudflareaccess.com"_s << false;
        QTest::newRow("another letter a") << u"\u0430cme.cloudflareaccess.com"_s << false;
        QTest::newRow("label over 63 characters") << QString(64, u'a') + u".cloudflareaccess.com"_s << false;
        QTest::newRow("root dot") << u"acme.cloudflareaccess.com."_s << false;
        QTest::newRow("another top level") << u"acme.cloudflareaccess.net"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }

    void tellsTeamHostsFromLookAlikes()
    {
        QFETCH(QString, host);
        QFETCH(bool, isTeam);
        QCOMPARE(isTeamHost(host), isTeam);
    }

    void findsTheTeamsAddress_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("url");

        const auto acme = u"https://acme.cloudflareaccess.com"_s;
        QTest::newRow("name") << u"acme"_s << acme;
        QTest::newRow("name in capitals, with space around") << u" Acme "_s << acme;
        QTest::newRow("domain") << u"acme.cloudflareaccess.com"_s << acme;
        QTest::newRow("URL") << u"https://acme.cloudflareaccess.com"_s << acme;
        QTest::newRow("URL with a path")
            << u"https://acme.cloudflareaccess.com/cdn-cgi/access/certs"_s << acme;
        QTest::newRow("federal domain")
            << u"acme.fed.cloudflareaccess.com"_s << u"https://acme.fed.cloudflareaccess.com"_s;
        QTest::newRow("name with a dot") << u"acme.corp"_s << QString();
        QTest::newRow("name with a slash") << u"acme/evil"_s << QString();
        QTest::newRow("name with a space") << u"ac me"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("plain http") << u"http://acme.cloudflareaccess.com"_s << QString();
        QTest::newRow("another port") << u"https://acme.cloudflareaccess.com:8443"_s << QString();
        QTest::newRow("user name") << u"https://acme.cloudflareaccess.com@evil.net"_s << QString();
        QTest::newRow("look-alike") << u"https://acme.cloudflareaccess.com.evil.net"_s << QString();
    }

    void findsTheTeamsAddress()
    {
        QFETCH(QString, text);
        QFETCH(QString, url);

        const auto found = teamUrl(text);

        QCOMPARE(found.has_value(), !url.isEmpty());
        QCOMPARE(found.value_or(QUrl()), QUrl(url));
    }

    void knowsWhereTheKeysAre()
    {
        QCOMPARE(
            certsUrl(QUrl(u"https://acme.cloudflareaccess.com"_s)),
            QUrl(u"https://acme.cloudflareaccess.com/cdn-cgi/access/certs"_s));
    }

    void takesTheLoginRedirectApart()
    {
        const QByteArray meta = unsignedJwt({{u"type"_s, u"meta"_s}, {u"service_token_status"_s, false}});

        const auto redirect
            = loginRedirectOf(302, QUrl::fromEncoded(login + "?kid=f00d&redirect_url=%2Fdata&meta=" + meta));

        QVERIFY(redirect);
        QCOMPARE(redirect->teamHost, u"acme.cloudflareaccess.com"_s);
        QCOMPARE(redirect->applicationHost, u"api.example.com"_s);
        QCOMPARE(redirect->audience, u"f00d"_s);
        QCOMPARE(redirect->serviceTokenStatus, std::optional(false));
    }

    void readsTheTokenStatusInEitherForm_data()
    {
        QTest::addColumn<QByteArray>("meta");
        QTest::addColumn<std::optional<bool>>("status");

        const auto meta = [](const QJsonValue &value) {
            return unsignedJwt({{u"service_token_status"_s, value}});
        };
        QTest::newRow("true") << meta(true) << std::optional(true);
        QTest::newRow("false") << meta(false) << std::optional(false);
        QTest::newRow("text") << meta(u"SERVICE_TOKEN_INVALID"_s) << std::optional(false);
        QTest::newRow("unknown text") << meta(u"SOMETHING"_s) << std::optional<bool>();
        QTest::newRow("missing") << unsignedJwt({}) << std::optional<bool>();
        QTest::newRow("no JWT") << QByteArray("x") << std::optional<bool>();
    }

    void readsTheTokenStatusInEitherForm()
    {
        QFETCH(QByteArray, meta);
        QFETCH(std::optional<bool>, status);

        const auto redirect = loginRedirectOf(302, QUrl::fromEncoded(login + "?meta=" + meta));
        QCOMPARE(redirect.value().serviceTokenStatus, status);
    }

    void tellsLoginRedirectsFromOthers_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<bool>("isLogin");

        const QByteArray team = "https://acme.cloudflareaccess.com";
        QTest::newRow("login") << 302 << login << true;
        QTest::newRow("login without a host") << 302 << team + "/cdn-cgi/access/login" << true;
        QTest::newRow("permanent") << 301 << login << false;
        QTest::newRow("an answer with a Location") << 200 << login << false;
        QTest::newRow("another path") << 302 << team + "/cdn-cgi/access/logout" << false;
        QTest::newRow("a path that begins alike") << 302 << team + "/cdn-cgi/access/loginx" << false;
        QTest::newRow("plain http") << 302 << "http" + login.sliced(5) << false;
        QTest::newRow("look-alike host")
            << 302 << QByteArray("https://evilcloudflareaccess.com/cdn-cgi/access/login/x") << false;
        QTest::newRow("team as a user name")
            << 302 << QByteArray("https://acme.cloudflareaccess.com@evil.net/cdn-cgi/access/login/x")
            << false;
        QTest::newRow("team in the query")
            << 302
            << QByteArray("https://evil.net/?to=https://acme.cloudflareaccess.com/cdn-cgi/access/login")
            << false;
        QTest::newRow("the same path on the host itself")
            << 302 << QByteArray("https://api.example.com/cdn-cgi/access/login/x") << false;
    }

    void tellsLoginRedirectsFromOthers()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, location);
        QFETCH(bool, isLogin);
        QCOMPARE(loginRedirectOf(status, QUrl::fromEncoded(location)).has_value(), isLogin);
    }

    void resolvesRedirectsAgainstTheRequest_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QString>("other");

        QTest::newRow("to a path") << QByteArray("/elsewhere") << QString();
        QTest::newRow("to the same host") << QByteArray("http://API.example.com/x") << QString();
        QTest::newRow("to another host")
            << QByteArray("https://denied.example.org/why?x=1") << u"https://denied.example.org/why?x=1"_s;
        QTest::newRow("to another host without a scheme")
            << QByteArray("//denied.example.org/why") << u"https://denied.example.org/why"_s;
        QTest::newRow("to the login page") << login << QString();
        QTest::newRow("nowhere") << QByteArray() << QString();
    }

    void resolvesRedirectsAgainstTheRequest()
    {
        QFETCH(QByteArray, location);
        QFETCH(QString, other);
        const auto seen = signalsIn(ExchangeBuilder().status(302).redirectingTo(location));
        QCOMPARE(seen.otherRedirect, QUrl(other));
    }

    void readsTheChallenge_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<Challenge>("challenge");

        const QByteArray metadata = "/.well-known/cloudflare-access-protected-resource";
        QTest::newRow("none") << QByteArray() << Challenge::None;
        QTest::newRow("Access") << QByteArray("Cloudflare-Access") << Challenge::CloudflareAccess;
        QTest::newRow("Access with its parameter")
            << "Cloudflare-Access resource_metadata=\"https://api.example.com" + metadata + "/data\""
            << Challenge::CloudflareAccess;
        QTest::newRow("Managed OAuth")
            << "Bearer realm=\"OAuth\", error=\"invalid_token\", resource_metadata=\"https://api.example.com"
                + metadata + "/data\""
            << Challenge::ManagedOauth;
        QTest::newRow("a Worker's own OAuth") << QByteArray(
            "Bearer realm=\"OAuth\", "
            "resource_metadata=\"https://api.example.com/.well-known/oauth-protected-resource\"")
                                              << Challenge::OtherBearer;
        QTest::newRow("Bearer of a service") << QByteArray("Bearer realm=\"api\"") << Challenge::OtherBearer;
        QTest::newRow("Access named in a string")
            << QByteArray("Bearer realm=\"x, Cloudflare-Access y\"") << Challenge::OtherBearer;
        QTest::newRow("metadata in the query of another address")
            << "Bearer resource_metadata=\"https://evil.net/?x=" + metadata + "\"" << Challenge::OtherBearer;
        QTest::newRow("Basic") << QByteArray("Basic realm=\"x\"") << Challenge::Other;
        QTest::newRow("Basic, then Access")
            << QByteArray("Basic realm=\"x\", Cloudflare-Access") << Challenge::CloudflareAccess;
        QTest::newRow("a quote that never ends") << QByteArray("Basic realm=\"x") << Challenge::Other;
    }

    void readsTheChallenge()
    {
        QFETCH(QByteArray, value);
        QFETCH(Challenge, challenge);
        const auto seen = signalsIn(ExchangeBuilder().status(401).header("WWW-Authenticate", value));
        QCOMPARE(seen.challenge, challenge);
    }

    void readsTheRay_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("ray");
        QTest::addColumn<QString>("colo");

        QTest::newRow("ray and colo")
            << QByteArray("8f1e2d3c4b5a6978-FRA") << u"8f1e2d3c4b5a6978"_s << u"FRA"_s;
        QTest::newRow("ray alone") << QByteArray("8f1e2d3c4b5a6978") << u"8f1e2d3c4b5a6978"_s << QString();
        QTest::newRow("something else") << QByteArray("<script>") << QString() << QString();
    }

    void readsTheRay()
    {
        QFETCH(QByteArray, value);
        QFETCH(QString, ray);
        QFETCH(QString, colo);

        const auto seen = signalsIn(ExchangeBuilder().status(200).header("cf-ray", value));

        QVERIFY(seen.isCloudflare);
        QCOMPARE(seen.rayId, ray);
        QCOMPARE(seen.colo, colo);
    }

    void knowsCloudflareByItsMarks()
    {
        QVERIFY(signalsIn(ExchangeBuilder().status(200).header("Server", "Cloudflare")).isCloudflare);
        QVERIFY(!signalsIn(ExchangeBuilder().status(200).header("Server", "cloudflare-nginx")).isCloudflare);
        QVERIFY(!signalsIn(ExchangeBuilder().status(200).header("Server", "nginx")).isCloudflare);
    }

    void readsTheCookies()
    {
        const auto seen
            = signalsIn(ExchangeBuilder()
                            .status(200)
                            .header("Set-Cookie", "XCF_Authorization=no; Path=/")
                            .header("set-cookie", "CF_Authorization=the.jwt.itself; HttpOnly; Path=/")
                            .header("Set-Cookie", "CF_AppSession=n0nce"));

        QCOMPARE(seen.authorizationCookie, QByteArray("the.jwt.itself"));
        QVERIFY(seen.hasLoginCookie);
    }

    void readsAccessHeadersAndChallengeOfABot()
    {
        const auto seen = signalsIn(ExchangeBuilder()
                                        .status(403)
                                        .header("cf-access-aud", "f00d")
                                        .header("cf-access-domain", "*.example.com")
                                        .header("cf-mitigated", "challenge"));

        QCOMPARE(seen.audience, u"f00d"_s);
        QCOMPARE(seen.domain, u"*.example.com"_s);
        QVERIFY(seen.isChallenge);
    }

    void knowsTheLoginPage_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("isLogin");

        const QByteArray api = "https://api.example.com/";
        const QByteArray title = "<!doctype html><title>Sign in \u30fb Cloudflare Access</title>";
        const QByteArray html = "text/html";
        QTest::newRow("by its address") << login << 200 << QByteArray() << html << true;
        QTest::newRow("by its title") << api << 200 << title << html << true;
        QTest::newRow("its title without a type") << api << 200 << title << QByteArray() << true;
        QTest::newRow("its title in JSON") << api << 200 << title << QByteArray("application/json") << false;
        QTest::newRow("its title on an error") << api << 404 << title << html << false;
        QTest::newRow("a page that mentions it")
            << api << 200 << QByteArray("<title>Docs</title><p>Sign in \u30fb Cloudflare Access</p>") << html
            << false;
        QTest::newRow("its title beyond the first 64 KB")
            << api << 200 << QByteArray(64 * 1024, ' ') + title << html << false;
    }

    void knowsTheLoginPage()
    {
        QFETCH(QByteArray, url);
        QFETCH(int, status);
        QFETCH(QByteArray, page);
        QFETCH(QByteArray, type);
        QFETCH(bool, isLogin);
        QCOMPARE(signalsIn(ExchangeBuilder(url).status(status).body(page, type)).isLoginPage, isLogin);
    }

    void believesACodeOnlyInAnErrorThatCameThroughCloudflare()
    {
        const QByteArray body = "error code: 1010";
        QCOMPARE(
            signalsIn(ExchangeBuilder().status(403).throughCloudflare().body(body)).cloudflareCode, 1010);
        QCOMPARE(signalsIn(ExchangeBuilder().status(403).body(body)).cloudflareCode, 0);
        QCOMPARE(signalsIn(ExchangeBuilder().status(200).throughCloudflare().body(body)).cloudflareCode, 0);
    }

    void staysCalmAboutAnyBytes()
    {
        QByteArray noise;
        for (int i = 0; i < 100'000; ++i)
            noise.append(static_cast<char>((i * 7919) >> 3));
        for (const QByteArray &body :
             {noise, QByteArray(100'000, '<'), QByteArray("<title").repeated(20'000),
              QByteArray("<input json_data").repeated(10'000), QByteArray("{").repeated(100'000)}) {
            const auto seen = signalsIn(ExchangeBuilder().status(403).throughCloudflare().body(body).header(
                "WWW-Authenticate", body));
            QVERIFY(!seen.hasBlockPage);
            QCOMPARE(seen.cloudflareCode, 0);
        }
    }
};

QTEST_GUILESS_MAIN(EdgeReplyTest)
#include "EdgeReplyTest.moc"
