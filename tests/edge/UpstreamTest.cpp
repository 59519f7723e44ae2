// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ProxyBench.h"

#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace std::chrono_literals;

namespace {

const QByteArray ok = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
const QByteArray permission = "HTTP/1.1 100 Continue\r\n\r\n";

ConnectionLimits impatient()
{
    ConnectionLimits limits;
    limits.upstream.silence = 300ms;
    return limits;
}

} // namespace

/// Requests on their way to a service and its answers on their way back.
class UpstreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void passesARequestOnAndItsAnswerBack()
    {
        FakeUpstream upstream([](auto &visit) {
            if (visit.body() == "ping")
                visit.say("HTTP/1.1 201 Created\r\nX-From: service\r\nContent-Length: 4\r\n\r\npong");
        });
        ProxyBench proxy(upstream.url());

        const auto reply = ask(proxy.url(), "/a?b=1", {{"X-To", "service"}}, "PUT", "ping");

        QCOMPARE(reply.status, 201);
        QCOMPARE(reply.body, "pong");
        QCOMPARE(reply.header("X-From"), "service");
        QCOMPARE(reply.header("X-Added"), "by the edge");
        QVERIFY(upstream.visit(0).head().startsWith("PUT /a?b=1 HTTP/1.1\r\n"));
        QVERIFY(upstream.visit(0).head().contains("\r\nX-To: service\r\n"));
        QVERIFY(upstream.visit(0).head().contains("\r\nContent-Length: 4\r\n"));
        QTRY_COMPARE(proxy.concluded(), QList<int>{201});
    }

    void framesAnswersAsTheClientCanReadThem_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("framing");
        QTest::addColumn<QByteArray>("body");
        const QByteArray chunks
            = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n"
              "0\r\nX-Sum: 1\r\n\r\n";
        const QByteArray untilClose = "HTTP/1.1 200 OK\r\n\r\nhello";
        const QByteArray chunkedHead = "Transfer-Encoding: chunked\r\n";

        QTest::newRow("length") << ok << QByteArray("1.1") << QByteArray("Content-Length: 5\r\n")
                                << QByteArray("hello");
        QTest::newRow("chunks") << chunks << QByteArray("1.1") << chunkedHead
                                << QByteArray("5\r\nhello\r\n0\r\n\r\n");
        QTest::newRow("until close") << untilClose << QByteArray("1.1") << chunkedHead
                                     << QByteArray("5\r\nhello\r\n0\r\n\r\n");
        QTest::newRow("length, HTTP/1.0")
            << ok << QByteArray("1.0") << QByteArray("Content-Length: 5\r\n") << QByteArray("hello");
        QTest::newRow("chunks, HTTP/1.0")
            << chunks << QByteArray("1.0") << QByteArray("Connection: close\r\n") << QByteArray("hello");
        QTest::newRow("until close, HTTP/1.0")
            << untilClose << QByteArray("1.0") << QByteArray("Connection: close\r\n") << QByteArray("hello");
        QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << QByteArray("1.1")
                             << QByteArray("HTTP/1.1 204 ") << QByteArray();
        QTest::newRow("304") << QByteArray("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n")
                             << QByteArray("1.1") << QByteArray("Content-Length: 9\r\n") << QByteArray();
    }

    void tellsNoLengthOfAnAnswerThatNeverHasABody()
    {
        FakeUpstream upstream(
            FakeUpstream::answering("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello"));
        ProxyBench proxy(upstream.url());

        const auto reply = ask(proxy.url(), "/");

        QCOMPARE(reply.status, 204);
        QVERIFY(!http::hasHeader(reply.headers, "Content-Length"));
        QCOMPARE(reply.body, "");
    }

    void framesAnswersAsTheClientCanReadThem()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, version);
        FakeUpstream upstream([answer](auto &visit) {
            visit.say(answer);
            if (!answer.contains("-Encoding") && !answer.contains("-Length"))
                visit.close();
        });
        ProxyBench proxy(upstream.url());
        Wire wire(proxy.url());

        wire.write("GET / HTTP/" + version + "\r\nHost: x\r\nConnection: close\r\n\r\n");
        QVERIFY(wire.waitUntilClosed());

        const auto end = wire.all().indexOf("\r\n\r\n") + 4;
        QFETCH(QByteArray, framing);
        QVERIFY2(wire.all().left(end).contains(framing), wire.all().constData());
        QVERIFY(version == "1.1" || !wire.all().contains("chunked"));
        QTEST(wire.all().mid(end), "body");
    }

    void passesNoBodyBackForHeadButItsLength()
    {
        FakeUpstream upstream(FakeUpstream::answering("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"));
        ProxyBench proxy(upstream.url());
        Wire wire(proxy.url());

        for (int i = 0; i < 2; ++i) {
            wire.write(requestBytes("HEAD", "/"));
            QCOMPARE(wire.read(Wire::Body::None).header("Content-Length"), "500");
        }
        QCOMPARE(upstream.visits(), 1);
    }

    void passesAChunkedBodyOnInChunks()
    {
        FakeUpstream upstream([](auto &visit) {
            if (visit.body().endsWith("0\r\n\r\n"))
                visit.say(ok);
        });
        ProxyBench proxy(upstream.url());
        Wire wire(proxy.url());

        wire.write("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nhi\r\n");
        QTRY_VERIFY(upstream.visits() == 1 && upstream.visit(0).body() == "2\r\nhi\r\n");
        wire.write("5\r\nthere\r\n0\r\nX-Trailer: 1\r\n\r\n");

        QCOMPARE(wire.read().body, "hello");
        QCOMPARE(upstream.visit(0).body(), "2\r\nhi\r\n5\r\nthere\r\n0\r\n\r\n");
    }

    void keepsAConnectionForTheNextRequest()
    {
        FakeUpstream upstream(FakeUpstream::answering(ok));
        ProxyBench proxy(upstream.url());

        for (int i = 0; i < 5; ++i)
            QCOMPARE(ask(proxy.url(), "/").body, "hello");

        QCOMPARE(upstream.visits(), 1);
        QCOMPARE(proxy.upstreams().idleConnections(), 1);
    }

    void keepsNoConnectionThatTheServiceCloses_data()
    {
        QTest::addColumn<QByteArray>("answer");

        QTest::newRow("says so") << QByteArray(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello");
        QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        QTest::newRow("sends more than it said")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\n");
    }

    void keepsNoConnectionThatTheServiceCloses()
    {
        QFETCH(QByteArray, answer);
        FakeUpstream upstream(FakeUpstream::answering(answer));
        ProxyBench proxy(upstream.url());

        QCOMPARE(ask(proxy.url(), "/").body, "hello");
        QCOMPARE(ask(proxy.url(), "/").body, "hello");

        QCOMPARE(upstream.visits(), 2);
        QCOMPARE(proxy.upstreams().idleConnections(), 0);
    }

    void asksAgainWhenAKeptConnectionTurnsOutClosed()
    {
        // The second request meets a service that has just lost patience.
        FakeUpstream upstream(FakeUpstream::closingAt({2}, ok));
        ProxyBench proxy(upstream.url());

        QCOMPARE(ask(proxy.url(), "/").body, "hello");
        QCOMPARE(ask(proxy.url(), "/again").body, "hello");

        QCOMPARE(upstream.visits(), 2);
        QVERIFY(upstream.visit(1).head().startsWith("GET /again "));
    }

    void asksOnceOnlyWhereTwiceCouldDoHarm()
    {
        FakeUpstream upstream(FakeUpstream::closingAt({2}, ok));
        ProxyBench proxy(upstream.url());

        QCOMPARE(ask(proxy.url(), "/").body, "hello");
        QCOMPARE(ask(proxy.url(), "/", {}, "POST").status, 520);
        QCOMPARE(upstream.visits(), 1);
    }

    void asksAgainOnlyOnce()
    {
        FakeUpstream upstream(FakeUpstream::closingAt({2, 3}, ok));
        ProxyBench proxy(upstream.url());

        QCOMPARE(ask(proxy.url(), "/").body, "hello");
        QCOMPARE(ask(proxy.url(), "/").status, 520);
        QCOMPARE(upstream.visits(), 2);
    }

    void passesOnThatTheClientMaySendItsBody()
    {
        FakeUpstream upstream([](auto &visit) { visit.say(visit.body() == "12345" ? ok : permission); });
        ProxyBench proxy(upstream.url());
        Wire wire(proxy.url());

        wire.write("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        QCOMPARE(wire.read().status, 100);
        QVERIFY(upstream.visit(0).head().contains("\r\nExpect: 100-continue\r\n"));
        wire.write("12345");

        QCOMPARE(wire.read().body, "hello");
    }

    void leavesAClientThatWasNotPermittedToSendItsBody()
    {
        FakeUpstream upstream(FakeUpstream::answering("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"));
        ProxyBench proxy(upstream.url());
        Wire wire(proxy.url());

        wire.write("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        const auto reply = wire.read();

        QCOMPARE(reply.status, 413);
        QCOMPARE(reply.header("Connection"), "close");
        QVERIFY(wire.waitUntilClosed());
        QCOMPARE(proxy.upstreams().idleConnections(), 0);
    }

    void passesBothBodiesAtTheSameTime()
    {
        FakeUpstream upstream([](auto &visit) {
            if (visit.body() == "first")
                visit.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nheard");
            if (visit.body() == "first second")
                visit.say(" both");
        });
        ProxyBench proxy(upstream.url());
        Wire wire(proxy.url());

        wire.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\n\r\nfirst");
        QTRY_VERIFY(wire.all().endsWith("heard"));
        wire.write(" second");
        QCOMPARE(wire.read().body, "heard both");
        wire.write("nonsense\r\n\r\n");

        QCOMPARE(wire.read().status, 400);
    }

    void passesAnEarlyAnswerOnWhileTheClientStillSends()
    {
        FakeUpstream upstream([](auto &visit) {
            visit.say("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno");
            visit.close();
        });
        ProxyBench proxy(upstream.url());
        Wire wire(proxy.url());

        wire.write("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + QByteArray(10, 'x'));
        QCOMPARE(wire.read().body, "no");
        wire.write(QByteArray(99990, 'x') + requestBytes("POST", "/2"));

        QCOMPARE(wire.read().body, "no");
        QCOMPARE(upstream.visits(), 2);
    }

    void takesNoMoreFromTheServiceThanTheClientReads()
    {
        constexpr qsizetype size = 64 * 1024 * 1024;
        FakeUpstream upstream([](auto &visit) {
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n");
            visit.say(QByteArray(size, 'x'));
        });
        ProxyBench proxy(upstream.url());
        QTcpSocket client;
        client.setReadBufferSize(1024);
        client.connectToHost(proxy.url().host(), static_cast<quint16>(proxy.url().port()));
        connect(&client, &QTcpSocket::connected, &client, [&] { client.write(requestBytes("GET", "/")); });

        QTRY_VERIFY(upstream.visits() == 1 && client.bytesAvailable() > 0);
        settle([&] { return upstream.visit(0).socket->bytesToWrite(); });
        QVERIFY(upstream.visit(0).socket->bytesToWrite() > size / 2);

        qint64 read = client.readAll().size();
        client.setReadBufferSize(0);
        connect(&client, &QTcpSocket::readyRead, &client, [&] { read += client.readAll().size(); });
        QTRY_VERIFY_WITH_TIMEOUT(read > size, 20'000);
    }

    void takesNoMoreFromTheClientThanTheServiceReads()
    {
        constexpr qsizetype size = 64 * 1024 * 1024;
        qint64 taken = 0;
        FakeUpstream upstream([&taken](auto &visit) {
            taken += visit.received.size();
            visit.received.clear();
            visit.isHeld = taken < size / 2;
            if (taken > size)
                visit.say(ok);
        });
        ProxyBench proxy(upstream.url());
        QTcpSocket client;
        client.connectToHost(proxy.url().host(), static_cast<quint16>(proxy.url().port()));
        connect(&client, &QTcpSocket::connected, &client, [&] {
            client.write(requestBytes("PUT", "/", {}, QByteArray(size, 'x')));
        });

        QTRY_VERIFY(upstream.visits() == 1 && upstream.visit(0).isHeld);
        settle([&] { return client.bytesToWrite(); });
        QVERIFY(client.bytesToWrite() > size / 2);

        taken += size / 2;
        upstream.visit(0).isHeld = false;
        Q_EMIT upstream.visit(0).socket->readyRead();
        QTRY_COMPARE_WITH_TIMEOUT(client.bytesToWrite(), 0, 20'000);
    }

    void saysWhatCloudflareSaysWhenThereIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<int>("status");

        QTest::newRow("silence") << QByteArray() << false << 524;
        QTest::newRow("nothing at all") << QByteArray() << true << 520;
        QTest::newRow("not HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n") << false << 520;
        QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nConte") << true << 520;
        QTest::newRow("half a head, then silence") << QByteArray("HTTP/1.1 200 OK\r\nConte") << false << 524;
        QTest::newRow("both lengths") << QByteArray(
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                                      << false << 520;
        QTest::newRow("only an interim answer") << permission << true << 520;
        QTest::newRow("another protocol that nobody asked for")
            << QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n") << false << 520;
    }

    void saysWhatCloudflareSaysWhenThereIsNoAnswer()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, closes);
        QFETCH(int, status);
        FakeUpstream upstream(FakeUpstream::saying(answer, closes));
        ProxyBench proxy(upstream.url(), impatient());
        Wire wire(proxy.url());

        wire.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        if (answer == permission)
            QCOMPARE(wire.read().status, 100);
        const auto reply = wire.read();

        QCOMPARE(reply.status, status);
        QCOMPARE(reply.body, "error code: " + QByteArray::number(status));
        QCOMPARE(proxy.concluded(), QList<int>{status});
        QTRY_VERIFY(upstream.visit(0).isClosed);
    }

    void saysThatNobodyListens()
    {
        QUrl nowhere;
        {
            const FakeUpstream gone([](auto &) {});
            nowhere = gone.url();
        }
        ProxyBench proxy(nowhere);
        Wire wire(proxy.url());

        wire.write(requestBytes("POST", "/", {}, "hello"));
        QCOMPARE(wire.read().status, 521);
        QCOMPARE(ask(proxy.url(), "/", {}, "HEAD").status, 521);
    }

    void saysThatNobodyKnowsTheName()
    {
        ProxyBench proxy(QUrl(QStringLiteral("http://no-such-name.invalid/")));

        const auto reply = ask(proxy.url(), "/");

        QCOMPARE(reply.status, 530);
        QCOMPARE(reply.body, "error code: 1016");
    }

    void letsHalfAnAnswerNotPassForAWholeOne_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("closes");

        const QByteArray half = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello";
        QTest::newRow("length") << half << true;
        QTest::newRow("length, then silence") << half << false;
        QTest::newRow("chunks") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
                                << true;
        QTest::newRow("bad chunks") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nxyz\r\n")
                                    << false;
    }

    void letsHalfAnAnswerNotPassForAWholeOne()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, closes);
        FakeUpstream upstream(FakeUpstream::saying(answer, closes));
        ProxyBench proxy(upstream.url(), impatient());
        Wire wire(proxy.url());

        wire.write(requestBytes("GET", "/"));
        QVERIFY(wire.waitUntilClosed());

        QVERIFY(!wire.all().endsWith("0\r\n\r\n"));
        QVERIFY(wire.all().isEmpty() || !wire.hasWholeAnswer() || wire.all().contains("chunked"));
        QCOMPARE(proxy.concluded(), QList<int>{200});
    }

    void letsTheServiceKnowThatTheClientIsGone_data()
    {
        QTest::addColumn<QByteArray>("answer");

        QTest::newRow("before an answer") << QByteArray();
        QTest::newRow("in the middle of one")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
    }

    void letsTheServiceKnowThatTheClientIsGone()
    {
        QFETCH(QByteArray, answer);
        FakeUpstream upstream([&](auto &visit) { visit.say(answer); });
        ProxyBench proxy(upstream.url());
        {
            Wire wire(proxy.url());
            wire.write(requestBytes("GET", "/"));
            QTRY_VERIFY(upstream.visits() == 1 && upstream.visit(0).hasHead());
            QTRY_COMPARE(wire.unread() > 0, !answer.isEmpty());
        }

        QTRY_VERIFY(upstream.visit(0).isClosed);
        QTRY_COMPARE(proxy.concluded(), QList<int>{answer.isEmpty() ? 0 : 200});
    }

    void waitsForASlowClientWithoutBlamingTheService()
    {
        FakeUpstream upstream([](auto &visit) {
            if (visit.body() == "12345")
                visit.say(ok);
        });
        ProxyBench proxy(upstream.url(), impatient());
        Wire wire(proxy.url());

        wire.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n123");
        QTRY_VERIFY(upstream.visits() == 1 && upstream.visit(0).body() == "123");
        QTimer::singleShot(600ms, this, [&wire] { wire.write("45"); });

        QCOMPARE(wire.read().body, "hello");
    }

    void losesPatienceWithAClientThatDoesNotGoOn()
    {
        FakeUpstream upstream([](auto &) {});
        ConnectionLimits limits;
        limits.patience = 60ms;
        ProxyBench proxy(upstream.url(), limits);
        Wire wire(proxy.url());

        wire.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n123");

        QCOMPARE(wire.read().status, 408);
        QTRY_VERIFY(upstream.visit(0).isClosed);
    }

    void leavesTheAnswerOfABadBodyToTheEdge()
    {
        FakeUpstream upstream([](auto &) {});
        ProxyBench proxy(upstream.url());
        Wire wire(proxy.url());

        wire.write("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n");
        QTRY_VERIFY(upstream.visits() == 1 && upstream.visit(0).body() == "2\r\nhi\r\n");
        wire.write("xyz\r\n");

        QCOMPARE(wire.read().status, 400);
        QTRY_VERIFY(upstream.visit(0).isClosed);
        QVERIFY(!upstream.visit(0).body().contains("0\r\n\r\n"));
    }

    void letsAnAnswerGoWrongOnPurpose()
    {
        FakeUpstream upstream(FakeUpstream::answering(ok));
        ProxyBench cutting(upstream.url(), {}, {0ms, Ending::Truncated});
        ProxyBench resetting(upstream.url(), {}, {0ms, Ending::Reset});
        Wire cut(cutting.url());
        Wire none(resetting.url());

        cut.write(requestBytes("GET", "/"));
        none.write(requestBytes("GET", "/"));
        QVERIFY(cut.waitUntilClosed());
        QVERIFY(none.waitUntilClosed());

        QVERIFY(cut.all().contains("Content-Length: 5\r\n"));
        QVERIFY(cut.all().endsWith("\r\n\r\nhe"));
        QVERIFY(none.all().isEmpty());
        QCOMPARE(resetting.concluded(), QList<int>{0});
    }

private:
    /// Waits until a number stays the same for a while.
    template <typename Number>
    static void settle(Number number)
    {
        auto last = number();
        int same = 0;
        const auto isSettled = [&] {
            const auto now = number();
            same = std::exchange(last, now) == now ? same + 1 : 0;
            return same > 20;
        };
        QVERIFY(QTest::qWaitFor(isSettled, 20'000));
    }
};

QTEST_GUILESS_MAIN(UpstreamTest)
#include "UpstreamTest.moc"
