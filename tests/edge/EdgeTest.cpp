// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Edge.h"
#include "Discovery.h"
#include "EdgeReply.h"
#include "Jwt.h"
#include "KeySet.h"
#include "SampleConfig.h"
#include "Verification.h"
#include "Wire.h"

#include <QJsonArray>
#include <QTcpServer>
#include <QUrlQuery>
#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

class EdgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_now = QDateTime(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
    }

    void cleanupTestCase() { m_shared.reset(); }

    void admitsAServiceTokenAndTellsTheOriginWhoItIs()
    {
        const auto edge = running(configWith({serviceAuth()}));

        const auto reply = ask(edge->url(), "/orders?open=1", goodHeaders(), "POST", "12345");

        QCOMPARE(reply.status, 200);
        const auto seen = reply.json();
        QCOMPARE(seen.value("method"_L1), "POST"_L1);
        QCOMPARE(seen.value("path"_L1), "/orders"_L1);
        QCOMPARE(seen.value("query"_L1), "open=1"_L1);
        QCOMPARE(seen.value("body_bytes"_L1), 5);
        QCOMPARE(seen.value("caller"_L1).toString(), u"service token "_s + goodId);
        QVERIFY(!reply.body.contains(goodSecret));
    }

    void signsAnAssertionThatItsCertsVerify()
    {
        const auto edge = running(configWith({serviceAuth()}));

        const auto assertion = assertionIn(ask(edge->url(), "/", goodHeaders()));
        const auto decoded = jwt::decode(assertion);
        QVERIFY(decoded);

        const auto verification = jwt::verify(*decoded, keysOf(*edge), expectations());
        QVERIFY2(
            verification.isValid(),
            qPrintable(verification.refusal ? idOf(*verification.refusal) : QString()));
        QCOMPARE(verification.algorithm, u"RS256"_s);
        const auto &claims = decoded->payload;
        QCOMPARE(claims.value("aud"_L1), QJsonArray{audience});
        QCOMPARE(claims.value("iss"_L1), "https://demo-team.cloudflareaccess.com"_L1);
        QCOMPARE(claims.value("type"_L1), "app"_L1);
        QCOMPARE(claims.value("sub"_L1), QJsonValue(QString(u""_s)));
        QCOMPARE(claims.value("common_name"_L1), goodId);
        QCOMPARE(claims.value("iat"_L1).toInteger(), m_now.toSecsSinceEpoch());
        QCOMPARE(claims.value("exp"_L1).toInteger(), m_now.toSecsSinceEpoch() + 24 * 3600);
        QVERIFY(!claims.contains("nbf"_L1));
    }

    void publishesItsKeyInTheShapeOfAccess()
    {
        const auto edge = running(configWith({serviceAuth()}));

        const auto reply = ask(edge->certsUrl(), "/cdn-cgi/access/certs");

        QCOMPARE(reply.status, 200);
        QCOMPARE(edge->certsUrl().path(), u"/cdn-cgi/access/certs"_s);
        const auto key = reply.json().value("keys"_L1).toArray().at(0).toObject();
        QCOMPARE(key.value("kty"_L1), "RSA"_L1);
        QCOMPARE(key.value("alg"_L1), "RS256"_L1);
        QCOMPARE(key.value("use"_L1), "sig"_L1);
        QCOMPARE(key.value("e"_L1), "AQAB"_L1);
        QCOMPARE(key.value("kid"_L1).toString().size(), 64);
        QCOMPARE(ask(edge->url(), "/cdn-cgi/access/certs", {}, "DELETE").status, 405);
        QCOMPARE(ask(edge->url(), "/cdn-cgi/access/anything").status, 404);
    }

    void keepsItsKeyWhileItLives()
    {
        const auto edge = made(configWith({serviceAuth()}));
        const auto before = ask(edge->certsUrl(), "/cdn-cgi/access/certs").body;

        edge->stop();
        QVERIFY(edge->listen());

        QCOMPARE(ask(edge->certsUrl(), "/cdn-cgi/access/certs").body, before);
    }

    void stripsAnAssertionThatTheClientMadeUp_data()
    {
        QTest::addColumn<Policy>("policy");
        QTest::addColumn<int>("assertions");

        QTest::newRow("admitted") << serviceAuth() << 1;
        QTest::newRow("bypassed") << everyone(Action::Bypass) << 0;
    }

    void stripsAnAssertionThatTheClientMadeUp()
    {
        QFETCH(Policy, policy);
        QFETCH(int, assertions);
        const auto edge = running(configWith({policy}));
        auto headers = goodHeaders();
        headers.append(http::Header{"cf-access-jwt-assertion", "forged"});
        headers.append(http::Header{"CF-ACCESS-JWT-ASSERTION", "forged too"});

        const auto reply = ask(edge->url(), "/", headers);

        QCOMPARE(reply.status, 200);
        QVERIFY(!reply.body.contains("forged"));
        int seen = 0;
        for (const auto &header : reply.json().value("headers"_L1).toArray())
            seen += header[0].toString().compare("Cf-Access-Jwt-Assertion"_L1, Qt::CaseInsensitive) == 0 ? 1
                                                                                                         : 0;
        QCOMPARE(seen, assertions);
    }

    void showsTheOriginTheHeadersButNotTheSecret()
    {
        const auto edge = running(configWith({serviceAuth()}));
        auto headers = goodHeaders();
        headers.append(http::Header{"X-Custom", "one"});
        headers.append(http::Header{"X-Custom", "two"});

        const auto seen = ask(edge->url(), "/", headers).json().value("headers"_L1).toArray();

        QVERIFY(seen.contains(QJsonArray{u"CF-Access-Client-Id"_s, goodId}));
        QVERIFY(seen.contains(QJsonArray{u"CF-Access-Client-Secret"_s, u"[removed by the edge]"_s}));
        QVERIFY(seen.contains(QJsonArray{u"X-Custom"_s, u"one"_s}));
        QVERIFY(seen.contains(QJsonArray{u"X-Custom"_s, u"two"_s}));
    }

    void letsBypassedRequestsThroughWithoutAnAssertion()
    {
        const auto edge = running(configWith({everyone(Action::Bypass)}));

        const auto reply = ask(edge->url(), "/");

        QCOMPARE(reply.status, 200);
        QVERIFY(reply.json().value("assertion"_L1).isNull());
        QVERIFY(reply.json().value("caller"_L1).isNull());
        QVERIFY(!http::hasHeader(reply.headers, "Set-Cookie"));
    }

    void redirectsToTheLoginPageAsALegacyOrganizationDoes()
    {
        auto config = configWith({serviceAuth(), policyOf(Action::Allow)});
        config.applications[0].access.domain = u"api.test"_s;
        const auto edge = running(config);

        const auto reply = ask(
            edge->url(), "/orders?a=1&b=2",
            twoHeaders(goodId, "wrong") << http::Header{"Host", "api.test:99"});

        QCOMPARE(reply.status, 302);
        const auto location = QUrl::fromEncoded(reply.header("Location"));
        const QUrlQuery query(location);
        QCOMPARE(location.host(), u"demo-team.cloudflareaccess.com"_s);
        QCOMPARE(location.path(), u"/cdn-cgi/access/login/api.test"_s);
        QCOMPARE(query.queryItemValue(u"kid"_s), audience);
        QCOMPARE(query.queryItemValue(u"redirect_url"_s, QUrl::FullyDecoded), u"/orders?a=1&b=2"_s);
        QVERIFY(reply.header("Set-Cookie").startsWith("CF_AppSession="));
        QCOMPARE(
            reply.header("WWW-Authenticate"),
            "Cloudflare-Access resource_metadata=\"http://api.test:99/.well-known/"
            "cloudflare-access-protected-resource/orders\"");

        const auto meta = jwt::decode(query.queryItemValue(u"meta"_s).toLatin1());
        QVERIFY(meta);
        auto expected = expectations();
        expected.issuer.clear();
        expected.type = u"meta"_s;
        QVERIFY(jwt::verify(*meta, keysOf(*edge), expected).isValid());
        QCOMPARE(meta->payload.value("service_token_status"_L1), false);
        QCOMPARE(meta->payload.value("auth_status"_L1), "NONE"_L1);
        QCOMPARE(meta->payload.value("hostname"_L1), "api.test"_L1);
        QCOMPARE(meta->payload.value("aud"_L1), audience);
    }

    void tellsInTheRedirectThatItKnowsAGoodToken()
    {
        const auto edge = running(configWith({policyOf(Action::Allow, {goodId})}));

        const auto reply = ask(edge->url(), "/", goodHeaders());

        QCOMPARE(reply.status, 302);
        const auto login = access::loginRedirectOf(302, QUrl::fromEncoded(reply.header("Location")));
        QVERIFY(login);
        QCOMPARE(login->serviceTokenStatus, std::optional(true));
        QCOMPARE(login->audience, audience);
    }

    void refusesOnItsOwnPage_data()
    {
        QTest::addColumn<Config>("config");
        QTest::addColumn<http::Headers>("headers");
        QTest::addColumn<int>("status");

        const auto wrong = twoHeaders(goodId, "wrong");
        const auto unlisted = twoHeaders(otherId, "other hush");
        auto with401 = configWith({serviceAuth()});
        with401.applications[0].access.serviceAuth401 = true;

        QTest::newRow("service auth only") << configWith({serviceAuth()}) << wrong << 403;
        QTest::newRow("service auth only, no credentials")
            << configWith({serviceAuth()}) << http::Headers{} << 403;
        QTest::newRow("service_auth_401_redirect") << with401 << wrong << 401;
        QTest::newRow("strict, wrong secret") << configWith({serviceAuth()}, Mode::Strict) << wrong << 401;
        QTest::newRow("strict, not authorised")
            << configWith({serviceAuth()}, Mode::Strict) << unlisted << 403;
    }

    void refusesOnItsOwnPage()
    {
        QFETCH(Config, config);
        QFETCH(http::Headers, headers);
        QFETCH(int, status);
        const auto edge = running(config);

        const auto page = ask(edge->url(), "/", headers);
        const auto json = ask(edge->url(), "/", headers << http::Header{"Accept", "application/json"});

        QCOMPARE(page.status, status);
        QCOMPARE(page.header("cf-access-aud"), audience.toUtf8());
        QCOMPARE(page.header("cf-access-domain"), "127.0.0.1");
        QVERIFY(page.header("Content-Type").startsWith("text/html"));
        QVERIFY(page.body.contains("json_data"));
        QCOMPARE(json.status, status);
        QCOMPARE(json.header("Content-Type"), "application/json");
        QCOMPARE(json.json().value("status_code"_L1), status);
        QCOMPARE(json.json().value("aud"_L1), audience);
        QCOMPARE(json.json().value("ray_id"_L1).toString().toLatin1() + "-KEY", json.header("cf-ray"));
    }

    void namesTheGuardedPathInTheDomain()
    {
        auto config = configWith({});
        config.applications[0].access.domain = u"127.0.0.1/admin/"_s;
        const auto edge = running(config);

        QCOMPARE(ask(edge->url(), "/admin/x").header("cf-access-domain"), "127.0.0.1/admin");
    }

    void prefersThePageForABrowser()
    {
        const auto edge = running(configWith({serviceAuth()}));
        const http::Headers browser{{"Accept", "text/html,application/json;q=0.9"}};

        QVERIFY(ask(edge->url(), "/", browser).header("Content-Type").startsWith("text/html"));
    }

    void challengesWhereOauthIsManaged()
    {
        auto config = configWith({serviceAuth(), policyOf(Action::Allow)});
        config.applications[0].access.managedOauth = true;
        const auto edge = running(config);

        const auto reply = ask(edge->url(), "/mcp");

        QCOMPARE(reply.status, 401);
        QVERIFY(reply.header("WWW-Authenticate").startsWith("Bearer realm=\"OAuth\""));
        QVERIFY(reply.header("WWW-Authenticate")
                    .contains("/.well-known/cloudflare-access-protected-resource/mcp\""));
        QVERIFY(reply.json().contains("resource_metadata"_L1));
    }

    void sendsTheRefusedToTheDenyUrl()
    {
        auto config = configWith({serviceAuth()});
        config.applications[0].access.customDenyUrl = u"https://deny.example.com/sorry?from=api"_s;
        const auto edge = running(config);

        const auto reply = ask(edge->url(), "/");

        QCOMPARE(reply.status, 302);
        QCOMPARE(reply.header("Location"), "https://deny.example.com/sorry?from=api");
        QVERIFY(!http::hasHeader(reply.headers, "cf-access-aud"));
    }

    void marksEveryAnswer_data()
    {
        QTest::addColumn<QByteArray>("bytes");

        QTest::newRow("from the origin") << requestBytes("GET", "/", goodHeaders());
        QTest::newRow("refusal") << requestBytes("GET", "/");
        QTest::newRow("certs") << requestBytes("GET", "/cdn-cgi/access/certs");
        QTest::newRow("bad request") << QByteArray("GET / HTTP/1.1\r\n\r\n");
    }

    void marksEveryAnswer()
    {
        QFETCH(QByteArray, bytes);
        const auto edge = running(configWith({serviceAuth()}));
        Wire wire(edge->url());
        wire.write(bytes);

        const auto reply = wire.read();

        static const QRegularExpression ray(u"^[0-9a-f]{16}-KEY$"_s);
        QVERIFY(ray.match(QString::fromLatin1(reply.header("cf-ray"))).hasMatch());
        QCOMPARE(reply.header("server"), "keyturn-edge");
        QCOMPARE(reply.header("date"), "Mon, 23 Nov 2026 12:00:00 GMT");
    }

    void leavesASessionWithTheClientInLegacyModeOnly()
    {
        const auto edge = running(configWith({serviceAuth()}));

        const auto legacy = ask(edge->url(), "/", goodHeaders());
        edge->setMode(Mode::Strict);
        const auto strict = ask(edge->url(), "/", goodHeaders());

        QCOMPARE(
            legacy.header("Set-Cookie"), "CF_Authorization=" + assertionIn(legacy) + "; HttpOnly; Path=/");
        QCOMPARE(strict.status, 200);
        QVERIFY(!http::hasHeader(strict.headers, "Set-Cookie"));
    }

    void takesItsSessionBackWhereAnAllowPolicyIs_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("prefix");

        QTest::newRow("cookie") << QByteArray("Cookie") << QByteArray("theme=dark; CF_Authorization=");
        QTest::newRow("header") << QByteArray("cf-access-token") << QByteArray();
    }

    void takesItsSessionBackWhereAnAllowPolicyIs()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, prefix);
        const auto edge = running(configWith({serviceAuth(), policyOf(Action::Allow)}));
        const auto token = assertionIn(ask(edge->url(), "/", goodHeaders()));
        const http::Headers session{{name, prefix + token}};
        m_now = m_now.addSecs(60);

        const auto replayed = ask(edge->url(), "/", session);

        QCOMPARE(replayed.status, 200);
        QCOMPARE(assertionIn(replayed), token);
        QVERIFY(!http::hasHeader(replayed.headers, "Set-Cookie"));
        edge->setMode(Mode::Strict);
        QCOMPARE(ask(edge->url(), "/", session).status, 302);
        edge->setConfig(configWith({serviceAuth()}));
        QCOMPARE(ask(edge->url(), "/", session).status, 403);
    }

    void endsASessionAtItsExpiry()
    {
        const auto edge = running(configWith({serviceAuth(), policyOf(Action::Allow)}));
        const http::Headers session{{"cf-access-token", assertionIn(ask(edge->url(), "/", goodHeaders()))}};

        m_now = m_now.addDays(1).addSecs(-1);
        QCOMPARE(ask(edge->url(), "/", session).status, 200);
        m_now = m_now.addSecs(1);
        QCOMPARE(ask(edge->url(), "/", session).status, 302);
    }

    void takesNoOtherTokenForASession()
    {
        auto config = configWith({serviceAuth(), policyOf(Action::Allow)});
        const auto edge = running(config);
        auto tampered = assertionIn(ask(edge->url(), "/", goodHeaders()));
        tampered[tampered.size() / 2] = tampered[tampered.size() / 2] == 'A' ? 'B' : 'A';
        const auto match
            = ask(edge->url(), "/", {{"CF-Access-Metadata-Request", "true"}}).header("CF-Access-Metadata");
        const auto stranger = made(config);
        const auto foreign = assertionIn(ask(stranger->url(), "/", goodHeaders()));

        for (const auto &token : {tampered, match, foreign, QByteArray("x"), QByteArray()}) {
            QCOMPARE(ask(edge->url(), "/", {{"cf-access-token", token}}).status, 302);
        }
    }

    void namesTheApplicationToWhoeverAsks_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<http::Headers>("headers");
        QTest::addColumn<int>("status");

        QTest::newRow("HEAD") << QByteArray("HEAD") << http::Headers{} << 302;
        QTest::newRow("GET") << QByteArray("GET") << http::Headers{} << 302;
        QTest::newRow("admitted") << QByteArray("GET") << goodHeaders() << 200;
    }

    void namesTheApplicationToWhoeverAsks()
    {
        QFETCH(QByteArray, method);
        QFETCH(http::Headers, headers);
        QFETCH(int, status);
        auto config = configWith({serviceAuth(), policyOf(Action::Allow)});
        config.applications[0].access.domain = u"*.test/api"_s;
        const auto edge = running(config);
        headers << http::Header{"CF-Access-Metadata-Request", "true"} << http::Header{"Host", "api.test:1"};

        const auto reply = ask(edge->url(), "/api", headers, method);

        QCOMPARE(reply.status, status);
        const auto match = jwt::decode(reply.header("CF-Access-Metadata"));
        QVERIFY(match);
        auto expected = expectations();
        expected.issuer.clear();
        expected.type = u"match"_s;
        QVERIFY(jwt::verify(*match, keysOf(*edge), expected).isValid());
        QCOMPARE(match->payload.value("hostname"_L1), "api.test"_L1);
        QCOMPARE(match->payload.value("auth_domain"_L1), "demo-team.cloudflareaccess.com"_L1);
        QCOMPARE(match->payload.value("aud"_L1), audience);
        QCOMPARE(match->payload.value("app_hostname"_L1), "*.test/api"_L1);
        QVERIFY(!http::hasHeader(ask(edge->url(), "/open", headers).headers, "CF-Access-Metadata"));
        QVERIFY(!http::hasHeader(
            ask(edge->url(), "/api", {{"Host", "api.test:1"}}).headers, "CF-Access-Metadata"));
    }

    void saysItAllInTheSignsThatTheDiagnosisReads()
    {
        auto *edge = running(configWith({serviceAuth(), policyOf(Action::Allow)}));
        http::Request request;
        request.url = edge->url();
        const http::Headers discovery{
            {"Host", edge->url().authority().toLatin1()}, {"CF-Access-Metadata-Request", "true"}};

        const auto login = access::signalsOf(request, replyOf(ask(edge->url(), "/")));
        const auto match
            = access::discoveryOf(edge->url(), replyOf(ask(edge->url(), "/", discovery, "HEAD")), m_now);
        edge->setMode(Mode::Strict);
        const auto page
            = access::signalsOf(request, replyOf(ask(edge->url(), "/", twoHeaders(goodId, "wrong"))));

        QVERIFY(login.isCloudflare);
        QVERIFY(login.loginRedirect.has_value());
        QCOMPARE(login.challenge, access::Challenge::CloudflareAccess);
        QVERIFY(login.hasLoginCookie);
        QCOMPARE(match.problem, access::DiscoveryProblem::None);
        QCOMPARE(match.audience, audience);
        QCOMPARE(page.audience, audience);
        QCOMPARE(page.domain, u"127.0.0.1"_s);
        QVERIFY(page.hasBlockPage);
        QCOMPARE(page.colo, u"KEY"_s);
    }

    void answersHeadLikeGetWithoutABody()
    {
        const auto edge = running(configWith({serviceAuth()}));
        Wire wire(edge->url());

        wire.write(requestBytes("HEAD", "/", goodHeaders()) + requestBytes("GET", "/"));
        const auto head = wire.read(Wire::Body::None);

        QCOMPARE(head.status, 200);
        QVERIFY(head.header("Content-Length").toInt() > 0);
        QCOMPARE(wire.read().status, 403);
    }

    void guardsAPathHoweverItIsWritten()
    {
        auto config = configWith({everyone(Action::Bypass)});
        config.applications += application(u"/admin"_s, {serviceAuth()});
        const auto edge = running(config);

        for (const auto *path :
             {"/admin", "/%61dmin", "//admin", "/x/../admin", "/admin%2Fx", "http://127.0.0.1/admin"})
            QCOMPARE(ask(edge->url(), path).status, 403);
    }

    void logsEachAnswer()
    {
        const auto edge = running(configWith({serviceAuth(), policyOf(Action::Allow)}));
        QSignalSpy answered(edge, &Edge::answered);

        (void)ask(edge->url(), "/orders?secret=1", goodHeaders(), "PUT");
        (void)ask(edge->url(), "/", twoHeaders(goodId, "wrong"));

        QCOMPARE(answered.size(), 2);
        const auto good = answered[0][0].value<LogEntry>();
        QCOMPARE(good.at, m_now);
        QCOMPARE(good.method, "PUT");
        QCOMPARE(good.path, u"/orders"_s);
        QCOMPARE(good.status, 200);
        QCOMPARE(good.ruling, Ruling::Admitted);
        QCOMPARE(good.credentials, Credentials::Valid);
        QCOMPARE(good.application, u"app at /"_s);
        QCOMPARE(good.policy, u"sample policy"_s);
        QCOMPARE(good.clientId, goodId);
        const auto bad = answered[1][0].value<LogEntry>();
        QCOMPARE(bad.status, 302);
        QCOMPARE(bad.credentials, Credentials::WrongSecret);
        QCOMPARE(bad.policy, u"sample policy"_s);
        QCOMPARE(bad.reason, std::optional(policy::PolicyReason::NotIncluded));
    }

    void logsNoSecretThatStandsInTheWrongPlace()
    {
        const auto edge = running(configWith({serviceAuth()}));
        QSignalSpy answered(edge, &Edge::answered);
        const auto secret = u"cfast_Qm3vXk9TzLr2Wb8NcYp4HsJd6FgA1EuR5oIq7MtD0abcdefg"_s;

        (void)ask(edge->url(), "/", twoHeaders(secret, goodId.toUtf8()));

        QVERIFY(!answered[0][0].value<LogEntry>().clientId.contains(secret.mid(6)));
    }

    void logsBytesThatAreNoRequest()
    {
        const auto edge = running(configWith({}));
        QSignalSpy answered(edge, &Edge::answered);
        Wire wire(edge->url());

        wire.write("nonsense\r\n\r\n");

        QCOMPARE(wire.read().status, 400);
        QCOMPARE(answered[0][0].value<LogEntry>().status, 400);
        QVERIFY(answered[0][0].value<LogEntry>().method.isEmpty());
    }

    void changesItsConfigWhileItRuns()
    {
        const auto edge = running(configWith({serviceAuth()}));
        Wire wire(edge->url());
        wire.write(requestBytes("GET", "/", goodHeaders()));
        QCOMPARE(wire.read().status, 200);

        auto changed = configWith({serviceAuth()});
        changed.credentials[0].enabled = false;
        edge->setConfig(changed);
        wire.write(requestBytes("GET", "/", goodHeaders()));

        QCOMPARE(wire.read().status, 403);
        QCOMPARE(edge->config().credentials[0].enabled, false);
    }

    void listensOnThisMachineOnly()
    {
        const auto edge = running(configWith({}));

        QCOMPARE(edge->url().host(), u"127.0.0.1"_s);
        QVERIFY(http::isLoopback(edge->url()));
        QVERIFY(edge->isListening());
    }

    void tellsAnAddressToGoToWhereItListensOnAll()
    {
        const auto edge = made(configWith({}));
        QVERIFY(edge->listen({u"0.0.0.0"_s, 0, nullptr}));
        QCOMPARE(edge->url().host(), u"127.0.0.1"_s);
        QVERIFY(edge->listen({u"::"_s, 0, nullptr}));
        QCOMPARE(edge->url().host(), u"::1"_s);
    }

    void saysThatAnAddressIsNotOneOfThisMachine()
    {
        Edge edge({}, [] { return QDateTime::currentDateTimeUtc(); });

        // Of documentation, so nobody's (RFC 5737).
        const auto listening = edge.listen({u"192.0.2.1"_s, 0, nullptr});

        QVERIFY(!listening);
        QCOMPARE(listening.error(), EdgeError::NoSuchAddress);
    }

    void saysThatAPortIsTaken()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        Edge edge({}, [] { return QDateTime::currentDateTimeUtc(); });

        const auto listening = edge.listen(other.serverPort());

        QVERIFY(!listening);
        QCOMPARE(listening.error(), EdgeError::PortTaken);
        QVERIFY(!edge.isListening());
    }

    void stopsAndLetsItsClientsGo()
    {
        const auto edge = made(configWith({serviceAuth()}));
        Wire wire(edge->url());
        wire.write(requestBytes("GET", "/"));
        QCOMPARE(wire.read().status, 403);

        edge->stop();

        QVERIFY(wire.waitUntilClosed());
        QVERIFY(!edge->isListening());
    }

    void mayBeDeletedAtOnce()
    {
        auto edge = std::make_unique<Edge>(Config(), [] { return QDateTime::currentDateTimeUtc(); });
        QVERIFY(edge->listen());
        edge.reset();
        QCoreApplication::processEvents();
    }

    void mayBeDeletedByWhoeverHearsOfAnAnswer()
    {
        auto edge = made(configWith({}));
        const auto url = edge->url();
        const auto deleteIt = [&edge] { edge.reset(); };
        connect(edge.get(), &Edge::answered, this, deleteIt);
        Wire wire(url);

        wire.write(requestBytes("GET", "/1") + requestBytes("GET", "/2"));

        QVERIFY(wire.waitUntilClosed());
        QVERIFY(!edge);
    }

private:
    [[nodiscard]] static Policy serviceAuth() { return policyOf(Action::ServiceAuth, {goodId}); }

    /// An edge of the test's own. Its key takes a while, so most tests share one: see running().
    [[nodiscard]] std::unique_ptr<Edge> made(const Config &config)
    {
        auto edge = std::make_unique<Edge>(config, [this] { return m_now; });
        if (!edge->listen())
            qFatal("The edge does not listen.");
        return edge;
    }

    [[nodiscard]] Edge *running(const Config &config)
    {
        if (!m_shared)
            m_shared = made(config);
        m_shared->setConfig(config);
        return m_shared.get();
    }

    [[nodiscard]] static http::Reply replyOf(const WireReply &reply)
    {
        http::Reply result;
        result.status = reply.status;
        result.headers = reply.headers;
        result.body.start = reply.body;
        result.body.size = reply.body.size();
        return result;
    }

    [[nodiscard]] static QByteArray assertionIn(const WireReply &reply)
    {
        return reply.json().value("assertion"_L1).toString().toLatin1();
    }

    [[nodiscard]] static jwt::KeySet keysOf(const Edge &edge)
    {
        const auto keys = jwt::parseKeySet(ask(edge.certsUrl(), "/cdn-cgi/access/certs").body);
        return keys ? *keys : jwt::KeySet{};
    }

    [[nodiscard]] jwt::Expectations expectations() const
    {
        jwt::Expectations expected;
        expected.issuer = u"https://demo-team.cloudflareaccess.com"_s;
        expected.audiences = {audience};
        expected.at = m_now;
        return expected;
    }

    QDateTime m_now;
    std::unique_ptr<Edge> m_shared;
};

QTEST_GUILESS_MAIN(EdgeTest)
#include "EdgeTest.moc"
