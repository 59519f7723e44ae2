// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Edge.h"
#include "FakeUpstream.h"
#include "SampleConfig.h"
#include "TlsServer.h"
#include "Wire.h"

#include <QProcess>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray ok = "HTTP/1.1 200 OK\r\nServer: theirs\r\nContent-Length: 5\r\n\r\nhello";

Config guarding(const QUrl &upstream)
{
    auto config = configWith({policyOf(Action::ServiceAuth, {goodId})});
    config.upstream = upstream;
    return config;
}

Config open(const QUrl &upstream)
{
    auto config = configWith({everyone(Action::Bypass)});
    config.upstream = upstream;
    return config;
}

} // namespace

/// The edge in front of a service.
class EdgeUpstreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto made
            = LocalCa::openOrMake(m_folder.path(), {u"service.test"_s}, QDateTime::currentDateTimeUtc());
        QVERIFY(made);
        m_ca = std::make_unique<LocalCa>(*std::move(made));
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanupTestCase() { m_edge.reset(); }

    void letsTheAdmittedThroughToTheService()
    {
        FakeUpstream upstream(FakeUpstream::answering(ok));
        const auto &edge = running(guarding(upstream.url()));
        QSignalSpy answered(m_edge.get(), &Edge::answered);

        const auto reply = ask(edge.url(), "/orders", goodHeaders());

        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, "hello");
        QCOMPARE(reply.header("Server"), "keyturn-edge");
        QVERIFY(reply.header("cf-ray").endsWith("-KEY"));
        QVERIFY(reply.header("Set-Cookie").startsWith("CF_Authorization="));
        QTRY_COMPARE(answered.size(), 1);
        const auto entry = answered[0][0].value<LogEntry>();
        QCOMPARE(entry.status, 200);
        QCOMPARE(entry.ruling, Ruling::Admitted);
        QVERIFY(entry.duration >= 0ms && entry.duration < 10s);
    }

    void tellsTheServiceWhoIsThereAndKeepsTheSecret()
    {
        FakeUpstream upstream(FakeUpstream::answering(ok));
        const auto &edge = running(guarding(upstream.url()));
        auto headers = goodHeaders();
        headers << http::Header{"cf-access-jwt-assertion", "forged"}
                << http::Header{"Connection", "Cf-Access-Jwt-Assertion"}
                << http::Header{"CF-Connecting-IP", "10.9.8.7"};

        QCOMPARE(ask(edge.url(), "/", headers).status, 200);

        const auto head = upstream.visit(0).head();
        QVERIFY(head.contains("\r\nCf-Access-Jwt-Assertion: ey"));
        QVERIFY(!head.contains("forged"));
        QVERIFY(!head.contains(goodSecret));
        QVERIFY(head.contains("\r\nX-Forwarded-For: 127.0.0.1\r\n"));
        QVERIFY(head.contains("\r\nX-Forwarded-Proto: http\r\n"));
        QVERIFY(head.contains("\r\nCf-Connecting-Ip: 127.0.0.1\r\n"));
        QVERIFY(!head.contains("10.9.8.7"));
        QVERIFY(head.contains("\r\nHost: 127.0.0.1:8787\r\n"));
    }

    void keepsTheRefusedFromTheService()
    {
        FakeUpstream upstream(FakeUpstream::answering(ok));
        const auto &edge = running(guarding(upstream.url()));

        QCOMPARE(ask(edge.url(), "/", {}, "POST", "body").status, 403);
        QCOMPARE(ask(edge.url(), "/cdn-cgi/access/certs").status, 200);
        QCOMPARE(upstream.visits(), 0);
    }

    void knowsAServiceForEachApplication()
    {
        FakeUpstream first(FakeUpstream::answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1"));
        FakeUpstream second(FakeUpstream::answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2"));
        auto config = open(first.url());
        config.applications += application(u"/second"_s, {everyone(Action::Bypass)});
        config.applications[1].upstream = second.url();
        const auto &edge = running(config);

        QCOMPARE(ask(edge.url(), "/").body, "1");
        QCOMPARE(ask(edge.url(), "/second/x").body, "2");
        QCOMPARE(ask(edge.url(), "/", {{"Host", "unguarded.test"}}).body, "1");
    }

    void saysThatTheServiceIsDown()
    {
        QUrl nowhere;
        {
            const FakeUpstream gone([](auto &) {});
            nowhere = gone.url();
        }
        const auto reply = ask(running(open(nowhere)).url(), "/");

        QCOMPARE(reply.status, 521);
        QCOMPARE(reply.body, "error code: 521");
        QVERIFY(reply.header("cf-ray").endsWith("-KEY"));
    }

    void doesNotGoInCircles()
    {
        const auto &edge = running(open({}));
        auto config = open(edge.url());
        m_edge->setConfig(config);

        const auto reply = ask(edge.url(), "/");

        QCOMPARE(reply.status, 508);
    }

    void opensAWebSocketWithCredentialsOnly()
    {
        FakeUpstream upstream([](auto &visit) {
            if (visit.answered++ == 0)
                visit.say(
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
            else
                visit.say("pong");
        });
        const auto &edge = running(guarding(upstream.url()));
        const http::Headers upgrade{{"Connection", "Upgrade"}, {"Upgrade", "websocket"}};
        QSignalSpy answered(m_edge.get(), &Edge::answered);

        QCOMPARE(ask(edge.url(), "/", upgrade).status, 403);
        Wire wire(edge.url());
        wire.write(requestBytes("GET", "/", upgrade + goodHeaders()));
        QCOMPARE(wire.read(Wire::Body::None).status, 101);
        wire.write("ping");

        QTRY_COMPARE(wire.all(), "pong");
        QTRY_COMPARE(answered.size(), 2);
        QCOMPARE(answered[1][0].value<LogEntry>().status, 101);
    }

    void makesFaultsHappenToTheServiceToo()
    {
        FakeUpstream upstream(FakeUpstream::answering(ok));
        auto config = open(upstream.url());
        FaultRule slow;
        slow.match.path = u"/slow"_s;
        slow.latency = 60ms;
        FaultRule cut;
        cut.match.path = u"/cut"_s;
        cut.ending = Ending::Truncated;
        FaultRule lost;
        lost.match.path = u"/lost"_s;
        lost.ending = Ending::Reset;
        config.faults = {slow, cut, lost};
        const auto &edge = running(config);
        QSignalSpy answered(m_edge.get(), &Edge::answered);
        QElapsedTimer time;
        time.start();

        QCOMPARE(ask(edge.url(), "/slow").status, 200);
        QVERIFY(time.elapsed() >= 60);
        QTRY_COMPARE(answered.size(), 1);
        QVERIFY(answered[0][0].value<LogEntry>().duration >= 60ms);
        Wire half(edge.url());
        half.write(requestBytes("GET", "/cut"));
        QVERIFY(half.waitUntilClosed());
        QVERIFY(half.all().endsWith("\r\n\r\nhe"));
        Wire none(edge.url());
        none.write(requestBytes("GET", "/lost"));
        QVERIFY(none.waitUntilClosed());
        QVERIFY(none.all().isEmpty());
        QTRY_COMPARE(answered.size(), 3);
        QCOMPARE(answered[2][0].value<LogEntry>().status, 0);
        QCOMPARE(answered[2][0].value<LogEntry>().fault, u"unnamed"_s);
    }

    void goesToAServiceOverTls_data()
    {
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("status");

        QTest::newRow("trusted") << true << u"127.0.0.1"_s << 200;
        QTest::newRow("not trusted") << false << u"127.0.0.1"_s << 526;
        QTest::newRow("for another host") << true << u"127.0.0.2"_s << 526;
    }

    void goesToAServiceOverTls()
    {
        QFETCH(bool, trusted);
        QFETCH(QString, host);
        QFETCH(int, status);
        const auto identity = m_ca->issue(QDateTime::currentDateTimeUtc());
        FakeUpstream upstream(FakeUpstream::answering(ok), makeTlsServer(identity), QHostAddress(host));
        Edge edge(open(upstream.url(u"https"_s)), [] { return QDateTime::currentDateTimeUtc(); });
        if (trusted)
            edge.trustUpstreams(m_ca->certificate());
        QVERIFY(edge.listen());

        QCOMPARE(ask(edge.url(), "/").status, status);
        QCOMPARE(ask(edge.url(), "/").status, status);
        QCOMPARE(upstream.visits(), status == 200 ? 1 : 0);
    }

    void saysThatAServiceSpeaksNoTls()
    {
        FakeUpstream upstream([](auto &visit) {
            visit.say("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
            visit.close();
        });

        QCOMPARE(ask(running(open(upstream.url(u"https"_s))).url(), "/").status, 525);
    }

    void servesOverTls()
    {
        FakeUpstream upstream(FakeUpstream::answering(ok));
        Edge edge(guarding(upstream.url()), [] { return QDateTime::currentDateTimeUtc(); });
        const auto identity = m_ca->issue(QDateTime::currentDateTimeUtc());
        QVERIFY(edge.listen({{}, 0, &identity}));
        QCOMPARE(edge.url().scheme(), u"https"_s);
        QSslSocket client;
        auto configuration = client.sslConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromData(m_ca->certificate()));
        client.setSslConfiguration(configuration);
        client.connectToHostEncrypted(u"127.0.0.1"_s, static_cast<quint16>(edge.url().port()));
        QTRY_VERIFY(client.isEncrypted());

        client.write(requestBytes("GET", "/", goodHeaders()));
        QTRY_VERIFY(client.bytesAvailable() > 0);

        const auto answer = client.readAll();
        QVERIFY(answer.startsWith("HTTP/1.1 200 "));
        QVERIFY(answer.contains("; Secure"));
        QVERIFY(upstream.visit(0).head().contains("\r\nX-Forwarded-Proto: https\r\n"));
    }

    void isBelievedByCurlThatTrustsTheAuthority_data()
    {
        QTest::addColumn<bool>("trusts");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("exitCode");

        QTest::newRow("address") << true << u"127.0.0.1"_s << 0;
        QTest::newRow("localhost") << true << u"localhost"_s << 0;
        QTest::newRow("host") << true << u"service.test"_s << 0;
        QTest::newRow("another host") << true << u"bank.test"_s << 60;
        QTest::newRow("without trust") << false << u"127.0.0.1"_s << 60;
    }

    void isBelievedByCurlThatTrustsTheAuthority()
    {
        if (QStandardPaths::findExecutable(u"curl"_s).isEmpty())
            QSKIP("curl is not installed.");
        QFETCH(bool, trusts);
        QFETCH(QString, host);
        Edge edge(open({}), [] { return QDateTime::currentDateTimeUtc(); });
        const auto identity = m_ca->issue(QDateTime::currentDateTimeUtc());
        QVERIFY(edge.listen({{}, 0, &identity}));
        const auto port = edge.url().port();
        QStringList arguments{
            u"--resolve"_s, u"%1:%2:127.0.0.1"_s.arg(host).arg(port), u"https://%1:%2"_s.arg(host).arg(port)};
        if (trusts)
            arguments = QStringList{u"--cacert"_s, m_ca->certificateFile()} + arguments;

        QTEST(exitCodeOfCurl(arguments), "exitCode");
    }

    void resetsAConnectionAsCurlSeesIt_data()
    {
        QTest::addColumn<bool>("hasUpstream");

        QTest::newRow("echo") << false;
        QTest::newRow("service") << true;
    }

    void resetsAConnectionAsCurlSeesIt()
    {
        if (QStandardPaths::findExecutable(u"curl"_s).isEmpty())
            QSKIP("curl is not installed.");
        QFETCH(bool, hasUpstream);
        FakeUpstream upstream(FakeUpstream::answering(ok));
        auto config = open(hasUpstream ? upstream.url() : QUrl());
        FaultRule lost;
        lost.ending = Ending::Reset;
        config.faults = {lost};

        // "Connection reset by peer"; an orderly end without an answer would be 52.
        QCOMPARE(exitCodeOfCurl({running(config).url().toString()}), 56);
    }

    void listensWhereItIsTold()
    {
        Edge edge(open({}), [] { return QDateTime::currentDateTimeUtc(); });

        QVERIFY(edge.listen({u"127.0.0.2"_s, 0, nullptr}));
        QCOMPARE(edge.url().host(), u"127.0.0.2"_s);
        QCOMPARE(ask(edge.url(), "/").status, 200);
        QVERIFY(edge.listen({u"0.0.0.0"_s, 0, nullptr}));
        QCOMPARE(edge.url().host(), u"127.0.0.1"_s);
        QCOMPARE(ask(edge.url(), "/").status, 200);
        QVERIFY(!edge.listen({u"nowhere"_s, 0, nullptr}));
        const ServerIdentity none{"no certificate", Secret("no key")};
        QVERIFY(!edge.listen({{}, 0, &none}));
    }

private:
    [[nodiscard]] static int exitCodeOfCurl(const QStringList &arguments)
    {
        QProcess curl;
        curl.start(u"curl"_s, QStringList{u"-s"_s, u"-m"_s, u"20"_s, u"--noproxy"_s, u"*"_s} + arguments);
        QSignalSpy finished(&curl, &QProcess::finished);
        return finished.wait(25'000) ? curl.exitCode() : -1;
    }

    /// Most tests share an edge, since its key takes a while.
    [[nodiscard]] const Edge &running(const Config &config)
    {
        if (!m_edge) {
            m_edge = std::make_unique<Edge>(config, [] { return QDateTime::currentDateTimeUtc(); });
            if (!m_edge->listen())
                qFatal("The edge does not listen.");
        }
        m_edge->setConfig(config);
        return *m_edge;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<LocalCa> m_ca;
    std::unique_ptr<Edge> m_edge;
};

QTEST_GUILESS_MAIN(EdgeUpstreamTest)
#include "EdgeUpstreamTest.moc"
