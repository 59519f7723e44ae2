// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Connection.h"
#include "UpstreamPool.h"
#include "Wire.h"

#include <QTcpServer>
#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace std::chrono_literals;

namespace {

/// Answers as it is told, and counts.
class Scripted final : public Responder
{
public:
    struct Script
    {
        std::function<Reply(const IncomingRequest &)> respond;
        QList<int> statuses; ///< Of concluded requests.
        int served = 0;
    };

    explicit Scripted(Script &script)
        : m_script(script)
    {
    }

    [[nodiscard]] Reply respond(const IncomingRequest &head) override
    {
        ++m_script.served;
        return m_script.respond(head);
    }
    [[nodiscard]] Answer refuse(BadRequest reason) override { return {statusOf(reason), {}, {}}; }
    [[nodiscard]] Answer failed(UpstreamFailure) override { return {502, {}, {}}; }
    void concluded(int status) override { m_script.statuses.append(status); }

private:
    Script &m_script;
};

Reply echoing(const IncomingRequest &head)
{
    const auto answer = [head](const QByteArray &body) {
        return Answer{200, {}, head.method + ' ' + head.target + ' ' + body};
    };
    return {AnswerToBody{answer}, {}};
}

/// At once, without looking at the body.
Reply refusing(const IncomingRequest &)
{
    return {Answer{403, {}, "no"}, {}};
}

} // namespace

class ConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void answersRequestsOnOneConnectionOneAfterTheOther()
    {
        const auto server = serve();
        Wire wire(urlOf(*server));

        wire.write(requestBytes("GET", "/1"));
        QCOMPARE(wire.read().body, "GET /1 ");
        wire.write(requestBytes("POST", "/2", {}, "hello"));
        QCOMPARE(wire.read().body, "POST /2 hello");
    }

    void answersPipelinedRequestsInTheirOrder()
    {
        const auto server = serve();
        Wire wire(urlOf(*server));
        QByteArray all;
        for (int i = 0; i < 200; ++i)
            all += requestBytes("GET", "/" + QByteArray::number(i));

        wire.write(all);

        for (int i = 0; i < 200; ++i)
            QCOMPARE(wire.read().body, "GET /" + QByteArray::number(i) + ' ');
    }

    void stopsReadingWhileTheClientDoesNotReadItsAnswers()
    {
        ConnectionLimits limits;
        limits.unsentBytes = 1000;
        const auto large = [](const IncomingRequest &) -> Reply {
            return {Answer{200, {}, QByteArray(100'000, 'x')}, {}};
        };
        const auto server = serve(large, limits);
        Wire wire(urlOf(*server));
        QByteArray all;
        for (int i = 0; i < 100; ++i)
            all += requestBytes("GET", "/");

        wire.write(all);

        for (int i = 0; i < 100; ++i)
            QCOMPARE(wire.read().body.size(), 100'000);
    }

    void sendsNoBodyForHeadButItsLength()
    {
        const auto server = serve();
        Wire wire(urlOf(*server));

        wire.write(requestBytes("HEAD", "/") + requestBytes("GET", "/after"));
        const auto head = wire.read(Wire::Body::None);

        QCOMPARE(head.header("Content-Length"), "7");
        QCOMPARE(wire.read().body, "GET /after ");
    }

    void closesWhenTheClientAsksForIt()
    {
        const auto server = serve();
        Wire wire(urlOf(*server));

        wire.write(requestBytes("GET", "/", {{"Connection", "close"}}));

        QCOMPARE(wire.read().header("Connection"), "close");
        QVERIFY(wire.waitUntilClosed());
    }

    void answersNothingAfterTheLastRequest()
    {
        const auto server = serve();
        Wire wire(urlOf(*server));

        wire.write(requestBytes("GET", "/", {{"Connection", "close"}}) + requestBytes("GET", "/more"));

        QCOMPARE(wire.read().status, 200);
        QVERIFY(wire.waitUntilClosed());
        QCOMPARE(wire.unread(), 0);
        QCOMPARE(m_script.served, 1);
    }

    void closesAfterAnAnswerToHttpOneZero()
    {
        const auto server = serve();
        Wire wire(urlOf(*server));

        wire.write("GET / HTTP/1.0\r\n\r\n");

        QCOMPARE(wire.read().status, 200);
        QVERIFY(wire.waitUntilClosed());
    }

    void asksForTheBodyWhenTheClientWaits()
    {
        const auto server = serve();
        Wire wire(urlOf(*server));

        wire.write("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        QCOMPARE(wire.read().status, 100);
        wire.write("hello");

        QCOMPARE(wire.read().body, "POST / hello");
    }

    void refusesABadRequestAndCloses()
    {
        const auto server = serve();
        Wire wire(urlOf(*server));

        wire.write("GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n folded\r\n\r\n" + requestBytes("GET", "/smuggled"));
        const auto reply = wire.read();

        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.header("Connection"), "close");
        QVERIFY(wire.waitUntilClosed());
        QCOMPARE(m_script.served, 0);
    }

    void refusesATooLargeBodyAndStillGetsTheAnswerAcross()
    {
        const auto server = serve();
        Wire wire(urlOf(*server));

        wire.write(
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 12000000\r\n\r\n" + QByteArray(12'000'000, 'x'));

        QCOMPARE(wire.read().status, 413);
        QVERIFY(wire.waitUntilClosed());
    }

    void losesPatienceWithARequestThatDoesNotEnd()
    {
        const auto server = serve(echoing, impatient());
        Wire wire(urlOf(*server));

        wire.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");

        QCOMPARE(wire.read().status, 408);
        QVERIFY(wire.waitUntilClosed());
    }

    void losesPatienceWithAClientThatDrips()
    {
        const auto server = serve(echoing, impatient());
        Wire wire(urlOf(*server));
        QTimer drip;
        const auto letter = [&wire] { wire.write("x"); };
        connect(&drip, &QTimer::timeout, &drip, letter);
        wire.write("GET /");
        drip.start(5ms);

        QCOMPARE(wire.read().status, 408);
    }

    void letsAnIdleClientGoWithoutAWord()
    {
        const auto server = serve(echoing, impatient());
        Wire wire(urlOf(*server));

        wire.write(requestBytes("GET", "/"));

        QCOMPARE(wire.read().status, 200);
        QVERIFY(wire.waitUntilClosed());
        QCOMPARE(wire.unread(), 0);
    }

    void refusesAChunkedBodyThatGrowsTooLarge()
    {
        const auto server = serve();
        Wire wire(urlOf(*server));

        wire.write(
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n800001\r\n"
            + QByteArray(0x800001, 'x') + "\r\n0\r\n\r\n");

        QCOMPARE(wire.read().status, 413);
        QCOMPARE(m_script.statuses, QList<int>{413});
    }

    void takesABodyAtItsLimit()
    {
        const auto server = serve();
        Wire wire(urlOf(*server));

        wire.write(requestBytes("POST", "/", {}, QByteArray(8 * 1024 * 1024, 'x')));

        QCOMPARE(wire.read().body.size(), 8 * 1024 * 1024 + 7);
    }

    void answersAtOnceAndForgetsTheBody()
    {
        const auto server = serve(refusing);
        Wire wire(urlOf(*server));

        wire.write("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n");
        QCOMPARE(wire.read().status, 403);
        wire.write("0123456789" + requestBytes("GET", "/2"));

        QCOMPARE(wire.read().status, 403);
        QCOMPARE(m_script.served, 2);
    }

    void asksForNoBodyThatNobodyWants()
    {
        const auto server = serve(refusing);
        Wire wire(urlOf(*server));

        wire.write("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        const auto reply = wire.read();

        QCOMPARE(reply.status, 403);
        QCOMPARE(reply.header("Connection"), "close");
        QVERIFY(wire.waitUntilClosed());
    }

    void givesUpAConnectionRatherThanReadALongBodyForNothing()
    {
        const auto server = serve(refusing);
        Wire wire(urlOf(*server));

        wire.write(requestBytes("POST", "/", {}, QByteArray(2'000'000, 'x')));
        const auto reply = wire.read();

        QCOMPARE(reply.status, 403);
        QCOMPARE(reply.header("Connection"), "close");
        QVERIFY(wire.waitUntilClosed());
    }

    void concludesEachRequestOnceWithItsStatus()
    {
        const auto server = serve();
        Wire wire(urlOf(*server));

        wire.write(requestBytes("GET", "/") + requestBytes("GET", "/") + "nonsense\r\n\r\n");
        QVERIFY(wire.waitUntilClosed());

        QCOMPARE(m_script.statuses, (QList<int>{200, 200, 400}));
    }

    void waitsAsLongAsItIsToldAndNoLongerThanTheClient()
    {
        const auto slowly = [](const IncomingRequest &head) -> Reply {
            auto reply = echoing(head);
            reply.fault.latency = head.target == "/slow" ? 80ms : 10min;
            return reply;
        };
        const auto server = serve(slowly);
        {
            Wire wire(urlOf(*server));
            QElapsedTimer time;
            time.start();
            wire.write(requestBytes("POST", "/slow", {}, "hello"));
            QCOMPARE(wire.read().body, "POST /slow hello");
            QVERIFY(time.elapsed() >= 80);
            wire.write(requestBytes("GET", "/slower"));
            QTRY_COMPARE(m_script.served, 2);
        }

        QTRY_COMPARE(m_script.statuses, (QList<int>{200, 0}));
    }

    void cutsAnAnswerOnPurpose_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("length");
        QTest::addColumn<qsizetype>("sent");

        QTest::newRow("body") << QByteArray("GET") << QByteArray(1000, 'x') << QByteArray("1000")
                              << qsizetype{500};
        QTest::newRow("one byte") << QByteArray("GET") << QByteArray("x") << QByteArray("1") << qsizetype{0};
        QTest::newRow("no body: its head")
            << QByteArray("GET") << QByteArray() << QByteArray() << qsizetype{-1};
        QTest::newRow("HEAD: its head")
            << QByteArray("HEAD") << QByteArray("x") << QByteArray() << qsizetype{-1};
    }

    void cutsAnAnswerOnPurpose()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, length);
        QFETCH(qsizetype, sent);
        const auto server = serve([body](const IncomingRequest &) -> Reply {
            return {Answer{200, {}, body}, {0ms, Ending::Truncated}};
        });
        Wire wire(urlOf(*server));

        wire.write(requestBytes(method, "/"));
        QVERIFY(wire.waitUntilClosed());

        const auto seen = wire.all();
        const auto end = seen.indexOf("\r\n\r\n");
        QVERIFY(seen.startsWith("HTTP/1.1 200"));
        QCOMPARE(end < 0 ? -1 : seen.size() - end - 4, sent);
        QVERIFY(seen.contains(length.isEmpty() ? QByteArray() : "Content-Length: " + length + "\r\n"));
    }

    void resetsInsteadOfAnAnswerOnPurpose()
    {
        const auto server = serve([](const IncomingRequest &) -> Reply {
            return {Answer{200, {}, "x"}, {0ms, Ending::Reset}};
        });
        Wire wire(urlOf(*server));

        wire.write(requestBytes("GET", "/"));

        QVERIFY(wire.waitUntilClosed());
        QVERIFY(wire.all().isEmpty());
        QCOMPARE(m_script.statuses, QList<int>{0});
    }

private:
    [[nodiscard]] static ConnectionLimits impatient()
    {
        ConnectionLimits limits;
        limits.patience = 60ms;
        return limits;
    }

    [[nodiscard]] static QUrl urlOf(const QTcpServer &server)
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()));
    }

    [[nodiscard]] std::unique_ptr<QTcpServer> serve(
        const std::function<Reply(const IncomingRequest &)> &respond = echoing,
        const ConnectionLimits &limits = {})
    {
        m_script = {respond, {}, 0};
        auto server = std::make_unique<QTcpServer>();
        const auto welcome = [this, server = server.get(), limits] {
            auto *connection = new Connection(
                server->nextPendingConnection(), std::make_unique<Scripted>(m_script), &m_upstreams, limits,
                server);
            connect(connection, &Connection::closed, connection, &QObject::deleteLater);
        };
        connect(server.get(), &QTcpServer::newConnection, server.get(), welcome);
        server->listen(QHostAddress::LocalHost);
        return server;
    }

    UpstreamPool m_upstreams;
    Scripted::Script m_script;
};

QTEST_GUILESS_MAIN(ConnectionTest)
#include "ConnectionTest.moc"
