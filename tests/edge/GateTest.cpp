// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Gate.h"

#include "ClientSecret.h"
#include "Jwt.h"
#include "SampleConfig.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

#include <memory>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class GateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        // The gate is shared, and what has ended in it stays so.
        m_now = m_now.addSecs(3600);
    }

    void cleanupTestCase() { m_shared.reset(); }

    void standsTheFirewallInFront_data()
    {
        QTest::addColumn<FirewallAction>("action");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("mitigated");
        QTest::addColumn<Ruling>("ruling");

        QTest::newRow("1010") << FirewallAction::Block << QByteArray("error code: 1010") << QByteArray()
                              << Ruling::FirewallBlocked;
        QTest::newRow("challenge") << FirewallAction::Challenge << QByteArray("Just a moment")
                                   << QByteArray("challenge") << Ruling::FirewallChallenged;
    }

    void standsTheFirewallInFront()
    {
        QFETCH(FirewallAction, action);
        QFETCH(QByteArray, body);
        auto config = guarded();
        config.firewall = {{u"scripts"_s, {{}, {}, {}, u"python"_s}, action}};
        auto &gate = with(config);

        auto headers = goodHeaders();
        headers.append(http::Header{"User-Agent", "Python-urllib/3.11"});
        const auto stopped = ask(gate, "/", headers);
        headers.last().value = "curl/8.0";

        QCOMPARE(stopped.answer.status, 403);
        QVERIFY(stopped.answer.body.contains(body));
        QTEST(http::headerValue(stopped.answer.headers, "cf-mitigated"), "mitigated");
        QVERIFY(!http::hasHeader(stopped.answer.headers, "cf-access-aud"));
        QTEST(stopped.entry.ruling, "ruling");
        QVERIFY(ask(gate, "/", headers).passage);
        QVERIFY(ask(gate, "/cdn-cgi/access/certs", {{"User-Agent", "Python"}}).answer.status == 200);
    }

    void answersAPreflightAsTheApplicationIsSet_data()
    {
        QTest::addColumn<Cors>("cors");
        QTest::addColumn<http::Headers>("headers");
        QTest::addColumn<http::Headers>("expected");

        const Cors one{{u"https://a.example"_s}, {u"GET"_s, u"PUT"_s}, {u"x-one"_s}, true, 600s};
        const Cors all{{u"*"_s}, {u"*"_s}, {u"*"_s}, false, {}};
        const Cors allWithCredentials{{u"*"_s}, {u"*"_s}, {}, true, {}};
        const http::Header vary{
            "Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"};
        const auto asking = [](const QByteArray &origin, const QByteArray &method, const QByteArray &names) {
            return http::Headers{
                {"Origin", origin},
                {"Access-Control-Request-Method", method},
                {"Access-Control-Request-Headers", names}};
        };
        const auto allowed = [](const QByteArray &name, const QByteArray &value) {
            return http::Header{"Access-Control-Allow-" + name, value};
        };

        QTest::newRow("allowed") << one << asking("https://a.example", "PUT", "X-One, X-Two")
                                 << http::Headers{
                                        vary,
                                        allowed("Origin", "https://a.example"),
                                        allowed("Methods", "PUT"),
                                        allowed("Headers", "X-One"),
                                        allowed("Credentials", "true"),
                                        {"Access-Control-Max-Age", "600"}};
        QTest::newRow("another origin")
            << one << asking("https://b.example", "PUT", {}) << http::Headers{vary};
        QTest::newRow("another method")
            << one << asking("https://a.example", "DELETE", {}) << http::Headers{vary};
        QTest::newRow("all") << all << asking("https://b.example", "PATCH", "x-any")
                             << http::Headers{
                                    vary, allowed("Origin", "*"), allowed("Methods", "PATCH"),
                                    allowed("Headers", "x-any")};
        QTest::newRow("all with credentials")
            << allWithCredentials << asking("https://b.example", "GET", {})
            << http::Headers{
                   vary, allowed("Origin", "https://b.example"), allowed("Methods", "GET"),
                   allowed("Credentials", "true")};
    }

    void answersAPreflightAsTheApplicationIsSet()
    {
        QFETCH(Cors, cors);
        QFETCH(http::Headers, headers);
        auto config = guarded();
        config.applications[0].cors = cors;

        const auto asked = ask(with(config), "/", headers, "OPTIONS");

        QCOMPARE(asked.answer.status, 200);
        QTEST(asked.answer.headers.first(asked.answer.headers.size() - 3), "expected");
        QCOMPARE(asked.entry.ruling, Ruling::PreflightAnswered);
    }

    void treatsPreflights()
    {
        const http::Headers preflight{
            {"Origin", "https://a.example"}, {"Access-Control-Request-Method", "PUT"}};
        auto bypassing = guarded();
        bypassing.applications[0].bypassesPreflight = true;
        bypassing.applications[0].cors = Cors{{u"*"_s}, {u"*"_s}, {}, false, {}};

        const auto refused = ask(with(guarded()), "/", preflight, "OPTIONS");
        QCOMPARE(refused.answer.status, 403);
        QCOMPARE(refused.entry.ruling, Ruling::PreflightRefused);
        QCOMPARE(http::headerValue(refused.answer.headers, "cf-access-aud"), audience.toUtf8());

        const auto withToken = ask(with(guarded()), "/", preflight + goodHeaders(), "OPTIONS");
        QVERIFY(withToken.passage);

        const auto passed = ask(with(bypassing), "/", preflight, "OPTIONS");
        QVERIFY(passed.passage);
        QVERIFY(passed.passage->assertion.isEmpty());
        QCOMPARE(passed.entry.ruling, Ruling::PreflightPassed);
        QCOMPARE(ask(with(bypassing), "/", {}, "OPTIONS").answer.status, 302);
    }

    void describesItsOauth()
    {
        auto config = guarded();
        config.applications[0].access.managedOauth = true;
        auto &gate = with(config);

        const auto bare = ask(gate, "/mcp");
        const auto withBearer = ask(gate, "/mcp", {{"Authorization", "Bearer x"}});
        const auto browser = ask(gate, "/mcp", {{"Accept", "text/html,*/*"}});
        const QByteArray about = "resource_metadata=\"http://127.0.0.1:80/.well-known/"
                                 "cloudflare-access-protected-resource/mcp\"";
        QCOMPARE(bare.answer.status, 401);
        QCOMPARE(
            http::headerValue(bare.answer.headers, "WWW-Authenticate"), "Bearer realm=\"OAuth\", " + about);
        QCOMPARE(
            http::headerValue(withBearer.answer.headers, "WWW-Authenticate"),
            "Bearer realm=\"OAuth\", error=\"invalid_token\", " + about);
        QCOMPARE(browser.answer.status, 302);

        const auto resource
            = jsonOf(ask(gate, "/.well-known/cloudflare-access-protected-resource/mcp").answer);
        QCOMPARE(resource.value("resource"_L1), "http://127.0.0.1:80/mcp"_L1);
        QCOMPARE(resource.value("authorization_servers"_L1), QJsonArray{u"http://127.0.0.1:80"_s});
        const auto server = jsonOf(ask(gate, "/.well-known/oauth-authorization-server").answer);
        QCOMPARE(server.value("issuer"_L1), "http://127.0.0.1:80"_L1);
        for (const auto &member :
             {"authorization_endpoint"_L1, "token_endpoint"_L1, "registration_endpoint"_L1})
            QVERIFY(
                server.value(member).toString().startsWith("http://127.0.0.1:80/cdn-cgi/access/oauth/"_L1));
        QVERIFY(server.value("code_challenge_methods_supported"_L1).toArray().contains(u"S256"_s));

        auto &plain = with(guarded());
        QCOMPARE(ask(plain, "/.well-known/oauth-authorization-server").entry.ruling, Ruling::LoginRedirect);
        QCOMPARE(ask(plain, "/.well-known/cloudflare-access-protected-resource/").answer.status, 200);
    }

    void sendsTheRefusedToTheirDenyUrl_data()
    {
        QTest::addColumn<QString>("forPeople");
        QTest::addColumn<QString>("forOthers");
        QTest::addColumn<QByteArray>("location");
        const auto people = u"https://a.example/no"_s;
        const auto others = u"https://b.example/no"_s;

        QTest::newRow("people") << people << QString() << QByteArray("https://a.example/no");
        QTest::newRow("others") << QString() << others << QByteArray("https://b.example/no");
        QTest::newRow("both") << people << others << QByteArray("https://b.example/no");
    }

    void sendsTheRefusedToTheirDenyUrl()
    {
        QFETCH(QString, forPeople);
        QFETCH(QString, forOthers);
        auto config = configWith({policyOf(Action::ServiceAuth, {goodId})});
        config.applications[0].access.customDenyUrl = forPeople;
        config.applications[0].access.customNonIdentityDenyUrl = forOthers;
        auto &gate = with(config);

        const auto refused = ask(gate, "/");

        QCOMPARE(refused.answer.status, 302);
        QTEST(http::headerValue(refused.answer.headers, "Location"), "location");
        gate.setMode(Mode::Strict);
        QCOMPARE(ask(gate, "/", twoHeaders(goodId, "x")).answer.status, 401);
    }

    void sendsABlockedSessionToTheDenyUrlForPeople()
    {
        auto config = configWith(
            {policyOf(Action::ServiceAuth, {goodId}), policyOf(Action::Block, {goodId}),
             policyOf(Action::Allow)});
        config.applications[0].access.customDenyUrl = u"https://a.example/no"_s;
        config.applications[0].access.customNonIdentityDenyUrl = u"https://b.example/no"_s;
        auto &gate = with(config);

        const auto blocked = ask(gate, "/", sessionFrom(ask(gate, "/", goodHeaders())));

        QCOMPARE(http::headerValue(blocked.answer.headers, "Location"), "https://a.example/no");
        QCOMPARE(blocked.entry.reason, std::optional(policy::PolicyReason::BlockComesAfter));
    }

    void answersAScriptInsteadOfRedirectingIt()
    {
        auto &gate = with(guarded());

        const auto asked = ask(gate, "/", {{"X-Requested-With", "XMLHttpRequest"}});

        QCOMPARE(asked.answer.status, 401);
        QCOMPARE(asked.entry.ruling, Ruling::XhrUnauthorised);
    }

    void refusesAWebSocketWhereTheWorkerIsGuarded()
    {
        auto config = guarded();
        policy::Destination worker;
        worker.kind = policy::DestinationKind::Worker;
        config.applications[0].access.destinations = {worker};
        auto &gate = with(config);
        const http::Headers upgrade{{"Upgrade", "websocket"}, {"Connection", "Upgrade"}};

        const auto refused = ask(gate, "/", goodHeaders() + upgrade);

        QCOMPARE(refused.answer.status, 403);
        QVERIFY(refused.answer.body.isEmpty());
        QVERIFY(!http::hasHeader(refused.answer.headers, "cf-access-aud"));
        QVERIFY(ask(gate, "/", goodHeaders()).passage);
    }

    void refusesHostsWithoutAnApplicationWhereWanted()
    {
        auto config = guarded();
        auto &gate = with(config);
        const http::Headers elsewhere{{"Host", "other.example.com"}};
        QVERIFY(ask(gate, "/", elsewhere).passage);

        config.deniesUnmatched = true;
        gate.setConfig(config);

        const auto denied = ask(gate, "/", elsewhere);
        QCOMPARE(denied.answer.status, 403);
        QVERIFY(!http::hasHeader(denied.answer.headers, "cf-access-aud"));
        QCOMPARE(denied.entry.ruling, Ruling::UnmatchedDenied);
    }

    void tellsWhoASessionBelongsTo()
    {
        auto config = guarded();
        config.client.country = u"DE"_s;
        auto &gate = with(config);
        const auto session = sessionFrom(ask(gate, "/", goodHeaders()));

        const auto known = ask(gate, "/cdn-cgi/access/get-identity", session);
        const auto unknown = ask(gate, "/cdn-cgi/access/get-identity");

        QCOMPARE(known.answer.status, 200);
        const auto identity = jsonOf(known.answer);
        QCOMPARE(identity.value("common_name"_L1), goodId);
        QCOMPARE(identity.value("service_token_id"_L1), tokenIdOf(goodId));
        QCOMPARE(identity.value("service_token_status"_L1), true);
        QCOMPARE(identity.value("auth_status"_L1), "NONE"_L1);
        QCOMPARE(identity.value("ip"_L1), "192.0.2.7"_L1);
        QCOMPARE(identity.value("geo"_L1).toObject().value("country"_L1), "DE"_L1);
        QCOMPARE(identity.value("iat"_L1).toInteger(), m_now.toSecsSinceEpoch());
        QCOMPARE(unknown.answer.status, 400);
        QCOMPARE(jsonOf(unknown.answer).value("err"_L1), "no app token set"_L1);
        gate.setMode(Mode::Strict);
        QCOMPARE(ask(gate, "/cdn-cgi/access/get-identity", session).answer.status, 400);
    }

    void endsASessionAtLogout()
    {
        auto config = guarded();
        config.applications[0].access.policies->prepend(policyOf(Action::ServiceAuth, {otherId}));
        auto &gate = with(config);
        const auto session = sessionFrom(ask(gate, "/", goodHeaders()));
        const auto others = sessionFrom(ask(gate, "/", twoHeaders(otherId, "other hush")));
        QVERIFY(ask(gate, "/", session).passage);

        QCOMPARE(ask(gate, "/cdn-cgi/access/logout", session, "HEAD").answer.status, 405);
        QVERIFY(ask(gate, "/", session).passage);
        const auto out = ask(gate, "/cdn-cgi/access/logout", session);

        QCOMPARE(out.answer.status, 200);
        QVERIFY(http::headerValue(out.answer.headers, "Set-Cookie").startsWith("CF_Authorization=;"));
        QCOMPARE(ask(gate, "/", session).answer.status, 302);
        QVERIFY(ask(gate, "/", others).passage);
        m_now = m_now.addSecs(1);
        const auto again = sessionFrom(ask(gate, "/", goodHeaders()));
        QVERIFY(ask(gate, "/", again).passage);
    }

    void endsAllSessionsWhenTold()
    {
        auto &gate = with(guarded());
        const auto session = sessionFrom(ask(gate, "/", goodHeaders()));

        gate.endSessions();

        QCOMPARE(ask(gate, "/", session).answer.status, 302);
    }

    void playsItsTeamAndNoOther()
    {
        auto &gate = with(guarded());

        QCOMPARE(
            ask(gate, "/cdn-cgi/access/certs", {{"Host", "demo-team.cloudflareaccess.com"}}).answer.status,
            200);
        QCOMPARE(
            ask(gate, "/cdn-cgi/access/certs", {{"Host", "other.cloudflareaccess.com"}}).answer.status, 404);
        QVERIFY(ask(gate, "/cdn-cgi/access/login/api.example.com")
                    .answer.body.contains("<title>Sign in \u30fb Cloudflare Access</title>"));
        QCOMPARE(ask(gate, "/cdn-cgi/access/authorized").answer.status, 400);
        QCOMPARE(ask(gate, "/cdn-cgi/access/cli").answer.status, 404);
    }

    void bindsASessionToItsCookie()
    {
        auto config = guarded();
        config.applications[0].access.bindingCookie = true;
        auto &gate = with(config);

        const auto cookies
            = http::headerValues(ask(gate, "/", goodHeaders()).passage->answerHeaders, "Set-Cookie");

        QCOMPARE(cookies.size(), 2);
        const auto token = cookies[0].split(';').first();
        const auto binding = cookies[1].split(';').first();
        QVERIFY(binding.startsWith("CF_Binding="));
        QCOMPARE(ask(gate, "/", {{"Cookie", token}}).answer.status, 302);
        QCOMPARE(ask(gate, "/", {{"Cookie", token + "; CF_Binding=x"}}).answer.status, 302);
        QVERIFY(ask(gate, "/", {{"Cookie", token + "; " + binding}}).passage);
    }

    void writesTheCookieAsTheApplicationIsSet_data()
    {
        QTest::addColumn<CookieAttributes>("attributes");
        QTest::addColumn<Scheme>("scheme");
        QTest::addColumn<QByteArray>("expected");

        const CookieAttributes usual;
        QTest::newRow("as it is") << usual << Scheme::Http << QByteArray("; HttpOnly; Path=/");
        QTest::newRow("over TLS") << usual << Scheme::Https
                                  << QByteArray("; HttpOnly; Path=/; Secure; SameSite=None");
        QTest::newRow("readable, strict") << CookieAttributes{false, u"Strict"_s, false} << Scheme::Http
                                          << QByteArray("; Path=/; SameSite=Strict");
        QTest::newRow("for its path") << CookieAttributes{true, {}, true} << Scheme::Https
                                      << QByteArray("; HttpOnly; Path=/api; Secure");
    }

    void writesTheCookieAsTheApplicationIsSet()
    {
        QFETCH(CookieAttributes, attributes);
        QFETCH(Scheme, scheme);
        auto config = guarded();
        config.applications[0].access.domain = u"127.0.0.1/api"_s;
        config.applications[0].cookie = attributes;

        const auto passage = ask(with(config), "/api/x", goodHeaders(), "GET", scheme).passage;

        QVERIFY(passage);
        const auto cookie = http::headerValue(passage->answerHeaders, "Set-Cookie");
        QTEST(cookie.mid(cookie.indexOf(';')), "expected");
    }

    void letsASessionLastAsLongAsThePolicySays_data()
    {
        QTest::addColumn<int>("ofPolicy");
        QTest::addColumn<int>("ofApplication");
        QTest::addColumn<int>("lifetime");
        QTest::addColumn<bool>("hasCookie");

        QTest::newRow("a day") << -1 << -1 << 24 * 3600 << true;
        QTest::newRow("application") << -1 << 1800 << 1800 << true;
        QTest::newRow("policy") << 600 << 1800 << 600 << true;
        QTest::newRow("none") << 0 << 1800 << 60 << false;
    }

    void letsASessionLastAsLongAsThePolicySays()
    {
        QFETCH(int, ofPolicy);
        QFETCH(int, ofApplication);
        auto config = guarded();
        auto &access = config.applications[0].access;
        if (ofPolicy >= 0)
            access.policies->first().session = std::chrono::seconds(ofPolicy);
        if (ofApplication >= 0)
            access.session = std::chrono::seconds(ofApplication);

        const auto passage = ask(with(config), "/", goodHeaders()).passage;

        QVERIFY(passage);
        const auto claims = claimsOf(passage->assertion);
        QTEST(
            static_cast<int>(claims.value("exp"_L1).toInteger() - claims.value("iat"_L1).toInteger()),
            "lifetime");
        QTEST(http::hasHeader(passage->answerHeaders, "Set-Cookie"), "hasCookie");
    }

    void signsByItsOwnClock()
    {
        auto &gate = with(guarded());
        gate.setClockSkew(-90s);

        const auto session = ask(gate, "/", goodHeaders());

        QCOMPARE(
            claimsOf(session.passage->assertion).value("iat"_L1).toInteger(), m_now.toSecsSinceEpoch() - 90);
        QVERIFY(ask(gate, "/", sessionFrom(session)).passage);
        gate.setClockSkew(300s);
        QCOMPARE(
            claimsOf(ask(gate, "/", goodHeaders()).passage->assertion).value("iat"_L1).toInteger(),
            m_now.toSecsSinceEpoch() + 300);
    }

    void keepsSessionsOverAKeyRotation()
    {
        auto config = guarded();
        config.keys.previousStays = 100s;
        auto gate = std::make_unique<Gate>(config, [this] { return m_now; });
        const auto session = sessionFrom(ask(*gate, "/", goodHeaders()));

        gate->rotateKeys();
        QVERIFY(ask(*gate, "/", session).passage);
        m_now = m_now.addSecs(100);
        QCOMPARE(ask(*gate, "/", session).answer.status, 302);
    }

    void rotatesASecretWithAGracePeriod()
    {
        auto &gate = with(guarded(Mode::Strict));
        auto issued = gate.rotate(goodId, 60s);
        QVERIFY(issued);
        QCOMPARE(issued->clientId, goodId);
        const auto fresh = issued->secret.expose().toByteArray();

        QVERIFY(ask(gate, "/", twoHeaders(goodId, fresh)).passage);
        QVERIFY(ask(gate, "/", goodHeaders()).passage);
        m_now = m_now.addSecs(60);
        QCOMPARE(ask(gate, "/", goodHeaders()).answer.status, 401);
        QVERIFY(ask(gate, "/", twoHeaders(goodId, fresh)).passage);

        const auto again = gate.rotate(tokenIdOf(goodId), 0s);
        QVERIFY(again);
        QCOMPARE(ask(gate, "/", twoHeaders(goodId, fresh)).answer.status, 401);
    }

    void keepsASecretInAnAddressOutOfTheLog()
    {
        auto &gate = with(guarded(Mode::Strict));
        const auto issued = gate.rotate(goodId, 0s);
        QVERIFY(issued);
        const auto secret = issued->secret.expose().toByteArray();

        const auto path = ask(gate, "/hook/" + secret, {}).entry.path;

        QVERIFY2(path.startsWith(u"/hook/"_s), qPrintable(path));
        QVERIFY(!path.contains(QString::fromLatin1(secret)));
    }

    void stopsBothSecretsOfADisabledToken()
    {
        auto &gate = with(guarded(Mode::Strict));
        auto issued = gate.rotate(goodId, 60s);
        QVERIFY(issued);
        const auto fresh = twoHeaders(goodId, issued->secret.expose().toByteArray());

        QVERIFY(gate.setEnabled(goodId, false));
        QCOMPARE(ask(gate, "/", fresh).entry.credentials, Credentials::Disabled);
        QCOMPARE(ask(gate, "/", goodHeaders()).entry.credentials, Credentials::Disabled);
        QVERIFY(gate.setEnabled(goodId, true));
        QVERIFY(ask(gate, "/", fresh).passage);
    }

    void expiresATokenAndRefreshesIt()
    {
        auto &gate = with(guarded(Mode::Strict));

        QVERIFY(gate.expire(goodId));
        QCOMPARE(ask(gate, "/", goodHeaders()).entry.credentials, Credentials::Expired);
        QVERIFY(gate.setExpiry(goodId, tokens::Expiry::on(m_now.addDays(1))));
        QVERIFY(ask(gate, "/", goodHeaders()).passage);
    }

    void saysWhichTokenItDoesNotKnow()
    {
        auto &gate = with(guarded());

        QCOMPARE(gate.expire(u"nobody"_s).error(), ChangeError::NoSuchToken);
        QCOMPARE(gate.setEnabled(u"sample"_s, false).error(), ChangeError::AmbiguousToken);
        QCOMPARE(gate.rotate(u"nobody"_s, 0s).error(), ChangeError::NoSuchToken);
    }

    void goesWrongOnPurpose_data()
    {
        QTest::addColumn<FaultRule>("fault");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("retryAfter");

        FaultRule busy;
        busy.status = 429;
        busy.retryAfter = 30s;
        FaultRule down;
        down.status = 521;
        QTest::newRow("429") << busy << 429 << QByteArray("error code: 1015") << QByteArray("30");
        QTest::newRow("521") << down << 521 << QByteArray("error code: 521") << QByteArray();
    }

    void goesWrongOnPurpose()
    {
        QFETCH(FaultRule, fault);
        fault.name = u"on purpose"_s;
        fault.match.path = u"/orders"_s;
        auto config = guarded();
        config.faults = {fault};
        auto &gate = with(config);

        const auto failed = ask(gate, "/orders/1", goodHeaders());

        QTEST(failed.answer.status, "status");
        QTEST(failed.answer.body, "body");
        QTEST(http::headerValue(failed.answer.headers, "Retry-After"), "retryAfter");
        QVERIFY(http::hasHeader(failed.answer.headers, "cf-ray"));
        QCOMPARE(failed.entry.fault, u"on purpose"_s);
        QCOMPARE(failed.entry.credentials, Credentials::Valid);
        QCOMPARE(failed.entry.status, failed.answer.status);
        const auto other = ask(gate, "/", goodHeaders());
        QVERIFY(other.passage);
        QVERIFY(other.entry.fault.isEmpty());
    }

    void goesWrongEveryThirdTime()
    {
        FaultRule fault;
        fault.name = u"flaky"_s;
        fault.oneIn = 3;
        fault.latency = 200ms;
        fault.ending = Ending::Reset;
        auto config = guarded();
        config.faults = {fault};
        auto &gate = with(config);

        QList<bool> failed;
        for (int i = 0; i < 6; ++i) {
            const auto handled = gate.handle(request("/", goodHeaders()), {});
            failed.append(handled.ending == Ending::Reset);
            QCOMPARE(handled.latency, failed.last() ? 200ms : 0ms);
        }

        QCOMPARE(failed, (QList<bool>{false, false, true, false, false, true}));
    }

    void tellsTheOriginNothingThatTheClientMadeUp()
    {
        auto &gate = with(guarded());
        const http::Headers forged{
            {"cf-access-jwt-assertion", "forged"}, {"CF-Access-Authenticated-User-Email", "a@example.com"}};

        const auto passage = ask(gate, "/", goodHeaders() + forged).passage;

        QVERIFY(passage);
        const auto &headers = passage->request.headers;
        QCOMPARE(
            http::headerValues(headers, "Cf-Access-Jwt-Assertion"), QList<QByteArray>{passage->assertion});
        QVERIFY(!http::hasHeader(headers, "Cf-Access-Authenticated-User-Email"));
        QCOMPARE(http::headerValue(headers, "CF-Access-Client-Secret"), "[removed by the edge]");
        QCOMPARE(passage->clientId, goodId);
    }

    void looksAtTheClientsAddress()
    {
        auto config = configWith({policyOf(Action::ServiceAuth, {goodId})});
        config.applications[0].access.policies->first().rules.require
            = {ruleOf(policy::RuleKind::Ip, u"192.0.2.0/24"_s)};
        auto &gate = with(config);

        QVERIFY(ask(gate, "/", goodHeaders()).passage);
        config.client.ip = u"198.51.100.1"_s;
        gate.setConfig(config);
        const auto refused = ask(gate, "/", goodHeaders());
        QCOMPARE(refused.answer.status, 403);
        QCOMPARE(refused.entry.reason, std::optional(policy::PolicyReason::RequireFailed));
    }

private:
    struct Outcome
    {
        Answer answer;
        std::optional<Passage> passage;
        LogEntry entry;
    };

    [[nodiscard]] static Config guarded(Mode mode = Mode::Legacy)
    {
        return configWith({policyOf(Action::ServiceAuth, {goodId}), policyOf(Action::Allow)}, mode);
    }

    /// One gate for most tests: to make its key takes longer than a test.
    [[nodiscard]] Gate &with(const Config &config)
    {
        if (!m_shared)
            m_shared = std::make_unique<Gate>(config, [this] { return m_now; });
        m_shared->setConfig(config);
        return *m_shared;
    }

    [[nodiscard]] static IncomingRequest
    request(const QByteArray &target, const http::Headers &headers, const QByteArray &method = "GET")
    {
        IncomingRequest made;
        made.method = method;
        made.target = target;
        const auto host = http::headerValue(headers, "Host");
        made.authority = host.isEmpty() ? QByteArray("127.0.0.1:80") : host;
        made.headers = headers;
        return made;
    }

    [[nodiscard]] static Outcome
    ask(Gate &gate, const QByteArray &target, const http::Headers &headers = {},
        const QByteArray &method = "GET", Scheme scheme = Scheme::Http)
    {
        const auto handled = gate.handle(request(target, headers, method), {u"192.0.2.7"_s, scheme});
        Outcome outcome;
        outcome.entry = handled.entry;
        if (const auto *passage = std::get_if<Passage>(&handled.way))
            outcome.passage = *passage;
        else
            outcome.answer = std::get<Answer>(handled.way);
        return outcome;
    }

    [[nodiscard]] static http::Headers sessionFrom(const Outcome &outcome)
    {
        return {{"cf-access-token", outcome.passage ? outcome.passage->assertion : QByteArray()}};
    }

    [[nodiscard]] static QJsonObject claimsOf(const QByteArray &token)
    {
        const auto decoded = jwt::decode(token);
        return decoded ? decoded->payload : QJsonObject();
    }

    [[nodiscard]] static QJsonObject jsonOf(const Answer &answer)
    {
        return QJsonDocument::fromJson(answer.body).object();
    }

    QDateTime m_now = QDateTime(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
    std::unique_ptr<Gate> m_shared;
};

Q_DECLARE_METATYPE(keyturn::edge::Cors)
Q_DECLARE_METATYPE(keyturn::edge::CookieAttributes)
Q_DECLARE_METATYPE(keyturn::edge::FaultRule)

QTEST_GUILESS_MAIN(GateTest)
#include "GateTest.moc"
