// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ControlServer.h"

#include "SampleConfig.h"
#include "Wire.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 11, 29), QTime(12, 0), Qt::UTC);

} // namespace

class ControlServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        const auto clock = [] { return now; };
        m_edge = std::make_unique<Edge>(
            configWith({policyOf(Action::ServiceAuth, {goodId})}, Mode::Strict), clock);
        QVERIFY(m_edge->listen());
        m_server = std::make_unique<ControlServer>(*m_edge, clock);
        QVERIFY(m_server->listen());
    }

    void tellsHowThingsAre()
    {
        const auto reply = ask(m_server->url(), "/v1/state", headers());

        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.header("Cache-Control"), QByteArray("no-store"));
        const auto state = reply.json();
        QCOMPARE(state.value(u"url"_s).toString(), m_edge->url().toString());
        QCOMPARE(state.value(u"mode"_s).toString(), u"strict"_s);
        QVERIFY(state.value(u"config"_s).isNull());
        const auto token = state.value(u"service_tokens"_s).toArray().at(0).toObject();
        QCOMPARE(token.value(u"client_id"_s).toString(), goodId);
        QVERIFY(!reply.body.contains(sha256(goodSecret).toHex()));
    }

    void switchesATokenOffAndOn()
    {
        QCOMPARE(statusAtTheEdge(goodSecret), 200);
        QSignalSpy obeyed(m_server.get(), &ControlServer::obeyed);
        QCOMPARE(order("disable", {{u"token"_s, goodId}}).status, 200);
        QCOMPARE(statusAtTheEdge(goodSecret), 401);
        QCOMPARE(order("enable", {{u"token"_s, goodId}}).status, 200);
        QCOMPARE(statusAtTheEdge(goodSecret), 200);
        QCOMPARE(order("expire", {{u"token"_s, goodId}}).status, 200);
        QCOMPARE(statusAtTheEdge(goodSecret), 401);
        QCOMPARE(order("set-expiry", {{u"token"_s, goodId}, {u"duration"_s, u"1h"_s}}).status, 200);
        QCOMPARE(statusAtTheEdge(goodSecret), 200);
        QCOMPARE(obeyed.size(), 4);
    }

    void tellsANewSecretOnceAndLetsTheOldOneLiveOn()
    {
        const auto reply = order("rotate", {{u"token"_s, goodId}, {u"grace"_s, u"1h"_s}});
        QCOMPARE(reply.status, 200);
        const auto secret = reply.json().value(u"client_secret"_s).toString().toUtf8();
        QVERIFY(secret.startsWith("cfast_"));
        QCOMPARE(statusAtTheEdge(secret), 200);
        QCOMPARE(statusAtTheEdge(goodSecret), 200);
        const auto state = ask(m_server->url(), "/v1/state", headers());
        QVERIFY(!state.body.contains(secret));
        QVERIFY(state.body.contains("2026-11-29T13:00:00Z"));

        const auto last = order("rotate", {{u"token"_s, goodId}}).json().value(u"client_secret"_s).toString();
        QCOMPARE(statusAtTheEdge(secret), 401);
        QCOMPARE(statusAtTheEdge(last.toUtf8()), 200);
    }

    void switchesTheOrganizationItsKeysAndItsClock()
    {
        QCOMPARE(order("mode", {{u"mode"_s, u"legacy"_s}}).status, 200);
        QCOMPARE(m_edge->config().mode, Mode::Legacy);
        QCOMPARE(order("clock-skew", {{u"skew"_s, u"-5m"_s}}).status, 200);
        QCOMPARE(m_edge->config().clockSkew, std::chrono::seconds(-300));
        const auto before = ask(m_edge->certsUrl(), m_edge->certsUrl().path().toUtf8()).json();
        QCOMPARE(order("rotate-keys", {}).status, 200);
        const auto after = ask(m_edge->certsUrl(), m_edge->certsUrl().path().toUtf8()).json();
        QCOMPARE(after.value(u"keys"_s).toArray().size(), before.value(u"keys"_s).toArray().size() + 1);
        QCOMPARE(order("end-sessions", {}).status, 200);
    }

    void saysThatThereIsNoSuchToken()
    {
        const auto reply = order("disable", {{u"token"_s, u"nobody"_s}});
        QCOMPARE(reply.status, 404);
        QCOMPARE(causeOf(reply), u"no-such-token"_s);
        QCOMPARE(order("disable", {{u"token"_s, u"sample"_s}}).status, 409); // both are called so
    }

    void readsAgainWhenThereIsAFile()
    {
        QCOMPARE(causeOf(order("reload", {})), u"no-config-file"_s);
        const QList<ConfigChange> changes{{ChangedPart::Mode, ChangeKind::Changed, {}}};
        m_server->setReload(u"/etc/edge.json"_s, [changes] { return changes; });
        const auto reloaded = order("reload", {});
        QCOMPARE(reloaded.status, 200);
        QCOMPARE(
            reloaded.json().value(u"changes"_s).toArray().at(0).toObject().value(u"part"_s).toString(),
            u"mode"_s);
        m_server->setReload(u"/etc/edge.json"_s, [] {
            return Failure{QList{ConfigProblem{.cause = ConfigCause::BadTeam, .place = {3, 4}}}};
        });
        const auto refused = order("reload", {});
        QCOMPARE(refused.status, 409);
        const auto problem
            = refused.json().value(u"error"_s).toObject().value(u"problems"_s).toArray().at(0).toObject();
        QCOMPARE(problem.value(u"cause"_s).toString(), u"bad-team"_s);
        QCOMPARE(problem.value(u"line"_s).toInt(), 3);
    }

    // DNS rebinding: the browser believes that evil.example is this machine, and sends its own Host.
    void aPageWhoseNameLeadsHereGetsNothing()
    {
        auto rebound = m_server->url();
        Wire wire(rebound);
        wire.write(
            "GET /v1/state HTTP/1.1\r\nHost: evil.example:" + QByteArray::number(rebound.port())
            + "\r\nAuthorization: Bearer " + token() + "\r\n\r\n");
        const auto reply = wire.read();
        QCOMPARE(reply.status, 403);
        QCOMPARE(causeOf(reply), u"wrong-host"_s);
        QVERIFY(!reply.body.contains(goodId.toUtf8()));
    }

    // What a page can send without asking: a form, with whatever the browser adds.
    void aFormOnAPageChangesNothing()
    {
        const http::Headers form{host(), {"Origin", "https://evil.example"}, {"Content-Type", "text/plain"}};
        const auto reply = ask(m_server->url(), "/v1/mode", form, "POST", "{\"mode\": \"legacy\"}");
        QCOMPARE(reply.status, 403);
        QCOMPARE(m_edge->config().mode, Mode::Strict);
        const auto bare = ask(
            m_server->url(), "/v1/mode", {host(), {"Content-Type", "text/plain"}}, "POST",
            "{\"mode\": \"legacy\"}");
        QCOMPARE(bare.status, 401);
        QCOMPARE(m_edge->config().mode, Mode::Strict);
    }

    // What a page may only send when the answer to this allows it.
    void aPreflightIsAllowedNothing()
    {
        const http::Headers preflight{
            host(),
            {"Origin", "https://evil.example"},
            {"Access-Control-Request-Method", "POST"},
            {"Access-Control-Request-Headers", "authorization,content-type"}};
        const auto reply = ask(m_server->url(), "/v1/mode", preflight, "OPTIONS");
        QCOMPARE(reply.status, 403);
        for (const auto &header : reply.headers)
            QVERIFY(!header.name.toLower().startsWith("access-control-"));
    }

    void everyServerHasATokenOfItsOwn()
    {
        const ControlServer other(*m_edge, [] { return now; });
        QCOMPARE(other.token().expose().size(), 64);
        QVERIFY(!other.token().isSameAs(m_server->token()));
    }

    void aTakenPortIsToldApart()
    {
        ControlServer other(*m_edge, [] { return now; });
        const auto listening = other.listen(static_cast<quint16>(m_server->url().port()));
        QVERIFY(!listening);
        QCOMPARE(listening.error(), EdgeError::PortTaken);
    }

    void cleanup()
    {
        m_server.reset();
        m_edge.reset();
    }

private:
    QByteArray token() const { return m_server->token().expose().toByteArray(); }
    http::Header host() const { return {"Host", m_server->url().authority().toUtf8()}; }
    http::Headers headers() const { return {host(), {"Authorization", "Bearer " + token()}}; }

    WireReply order(const QByteArray &name, const QJsonObject &body) const
    {
        auto all = headers();
        all.append(http::Header{"Content-Type", "application/json"});
        return ask(m_server->url(), "/v1/" + name, all, "POST", QJsonDocument(body).toJson());
    }

    int statusAtTheEdge(const QByteArray &secret) const
    {
        return ask(m_edge->url(), "/", twoHeaders(goodId, secret)).status;
    }

    static QString causeOf(const WireReply &reply)
    {
        return reply.json().value(u"error"_s).toObject().value(u"cause"_s).toString();
    }

    std::unique_ptr<Edge> m_edge;
    std::unique_ptr<ControlServer> m_server;
};

QTEST_GUILESS_MAIN(ControlServerTest)
#include "ControlServerTest.moc"
