// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Connection.h"
#include "Wire.h"

#include <QTcpServer>
#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace std::chrono_literals;

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
        const auto server = serve(limits, QByteArray(100'000, 'x'));
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
        QCOMPARE(m_served, 1);
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
        QCOMPARE(m_served, 0);
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
        const auto server = serve(impatient());
        Wire wire(urlOf(*server));

        wire.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");

        QCOMPARE(wire.read().status, 408);
        QVERIFY(wire.waitUntilClosed());
    }

    void losesPatienceWithAClientThatDrips()
    {
        const auto server = serve(impatient());
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
        const auto server = serve(impatient());
        Wire wire(urlOf(*server));

        wire.write(requestBytes("GET", "/"));

        QCOMPARE(wire.read().status, 200);
        QVERIFY(wire.waitUntilClosed());
        QCOMPARE(wire.unread(), 0);
    }

    void survivesBeingDeletedByTheOneWhoAnswers()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QPointer<Connection> connection;
        const auto deleteIt = [&connection](const auto &) {
            delete connection;
            return Answer{};
        };
        const auto welcome
            = [&] { connection = new Connection(server.nextPendingConnection(), deleteIt, {}); };
        connect(&server, &QTcpServer::newConnection, &server, welcome);
        Wire wire(urlOf(server));

        wire.write(requestBytes("GET", "/1") + requestBytes("GET", "/2"));

        QVERIFY(wire.waitUntilClosed());
        QVERIFY(connection.isNull());
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

    /// A server that answers with what it was asked, or with `body`.
    [[nodiscard]] std::unique_ptr<QTcpServer>
    serve(const ConnectionLimits &limits = {}, const QByteArray &body = {})
    {
        m_served = 0;
        auto server = std::make_unique<QTcpServer>();
        const auto answer = [this, body](const Result<IncomingRequest, BadRequest> &request) -> Answer {
            if (!request)
                return {statusOf(request.error()), {}, {}};
            ++m_served;
            return {
                200,
                {},
                body.isEmpty() ? request->method + ' ' + request->target + ' ' + request->body : body};
        };
        const auto welcome = [server = server.get(), answer, limits] {
            auto *connection = new Connection(server->nextPendingConnection(), answer, limits, server);
            connect(connection, &Connection::closed, connection, &QObject::deleteLater);
        };
        connect(server.get(), &QTcpServer::newConnection, server.get(), welcome);
        server->listen(QHostAddress::LocalHost);
        return server;
    }

    int m_served = 0;
};

QTEST_GUILESS_MAIN(ConnectionTest)
#include "ConnectionTest.moc"
