// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ProxyBench.h"

#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace std::chrono_literals;

namespace {

const http::Headers webSocket{
    {"Connection", "keep-alive, Upgrade"},
    {"Upgrade", "websocket"},
    {"Sec-WebSocket-Version", "13"},
    {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
const QByteArray accepted
    = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

/// Accepts, and sends back what follows.
void accept(FakeUpstream::Visit &visit)
{
    if (visit.answered == 0 && visit.hasHead()) {
        visit.say(accepted);
        visit.answered = visit.received.indexOf("\r\n\r\n") + 4;
    }
    visit.say(visit.received.mid(visit.answered));
    visit.answered = visit.received.size();
}

} // namespace

/// What follows after an upgrade: bytes of another protocol, both ways.
class TunnelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void letsWebSocketsThrough()
    {
        FakeUpstream upstream(accept);
        ProxyBench proxy(upstream.url());
        Wire wire(proxy.url());

        wire.write(requestBytes("GET", "/chat", webSocket));
        const auto reply = wire.read(Wire::Body::None);
        wire.write("\x81\x85over and over");

        QCOMPARE(reply.status, 101);
        QCOMPARE(reply.header("Upgrade"), "websocket");
        QCOMPARE(reply.header("Connection"), "Upgrade");
        QCOMPARE(reply.header("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        QCOMPARE(reply.header("X-Added"), "by the edge");
        QVERIFY(upstream.visit(0).head().contains("\r\nUpgrade: websocket\r\n"));
        QVERIFY(upstream.visit(0).head().contains("\r\nConnection: Upgrade\r\n"));
        QTRY_COMPARE(wire.all(), "\x81\x85over and over");
        QCOMPARE(proxy.concluded(), QList<int>{101});
    }

    void losesNothingThatComesTogetherWithTheUpgrade()
    {
        FakeUpstream upstream([](auto &visit) {
            if (visit.received.endsWith("from the client"))
                visit.say("answered");
            else if (visit.hasHead() && visit.answered++ == 0)
                visit.say(accepted + "from the service");
        });
        ProxyBench proxy(upstream.url());
        Wire wire(proxy.url());

        wire.write(requestBytes("GET", "/", webSocket) + "from the client");

        QCOMPARE(wire.read(Wire::Body::None).status, 101);
        QTRY_VERIFY(wire.all() == "from the serviceanswered" || wire.all() == "answeredfrom the service");
    }

    void takesARefusalForAnAnswer()
    {
        FakeUpstream upstream(FakeUpstream::answering(
            "HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nContent-Length: 2\r\n\r\nno"));
        ProxyBench proxy(upstream.url());
        Wire wire(proxy.url());

        for (int i = 0; i < 2; ++i) {
            wire.write(requestBytes("GET", "/", webSocket));
            QCOMPARE(wire.read().status, 426);
        }
    }

    void asksForNoOtherProtocol()
    {
        FakeUpstream upstream(FakeUpstream::answering("HTTP/1.1 204 No Content\r\n\r\n"));
        ProxyBench proxy(upstream.url());

        const auto reply = ask(
            proxy.url(), "/",
            {{"Connection", "Upgrade, HTTP2-Settings"}, {"Upgrade", "h2c"}, {"HTTP2-Settings", "AAMAAABk"}});

        QCOMPARE(reply.status, 204);
        QVERIFY(!upstream.visit(0).head().contains("pgrade"));
        QVERIFY(!upstream.visit(0).head().contains("HTTP2"));
    }

    void carriesMuchBothWaysAndHoldsLittle()
    {
        constexpr qsizetype size = 16 * 1024 * 1024;
        FakeUpstream upstream(accept);
        ProxyBench proxy(upstream.url());
        Wire wire(proxy.url());
        wire.write(requestBytes("GET", "/", webSocket));
        QCOMPARE(wire.read(Wire::Body::None).status, 101);

        wire.write(QByteArray(size, 'x'));

        QTRY_COMPARE_WITH_TIMEOUT(wire.unread(), size, 30'000);
    }

    void closesTheOtherSideWhenOneHasGone()
    {
        FakeUpstream upstream([](auto &visit) {
            accept(visit);
            if (visit.received.endsWith("bye")) {
                visit.say("farewell");
                visit.close();
            }
        });
        ProxyBench proxy(upstream.url());
        Wire left(proxy.url());
        left.write(requestBytes("GET", "/", webSocket));
        QCOMPARE(left.read(Wire::Body::None).status, 101);

        left.write("bye");
        QVERIFY(left.waitUntilClosed());
        QCOMPARE(left.all(), "byefarewell");

        {
            Wire leaving(proxy.url());
            leaving.write(requestBytes("GET", "/", webSocket));
            QCOMPARE(leaving.read(Wire::Body::None).status, 101);
        }
        QTRY_VERIFY(upstream.visits() == 2 && upstream.visit(1).isClosed);
    }

    void losesPatienceWithTwoSilentSides()
    {
        ConnectionLimits limits;
        limits.tunnel.silence = 60ms;
        FakeUpstream upstream(accept);
        ProxyBench proxy(upstream.url(), limits);
        Wire wire(proxy.url());
        wire.write(requestBytes("GET", "/", webSocket));

        QCOMPARE(wire.read(Wire::Body::None).status, 101);
        QVERIFY(wire.waitUntilClosed());
        QTRY_VERIFY(upstream.visit(0).isClosed);
    }
};

QTEST_GUILESS_MAIN(TunnelTest)
#include "TunnelTest.moc"
