// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Forwarding.h"

#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

namespace {

IncomingRequest requestWith(const http::Headers &headers)
{
    IncomingRequest request;
    request.method = "GET";
    request.target = "/a?b";
    request.headers = headers;
    request.authority = http::headerValue(headers, "Host");
    return request;
}

QByteArray wireOf(const QString &upstream, const IncomingRequest &request)
{
    return requestToWire({QUrl(upstream), request, {}});
}

} // namespace

class ForwardingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheFieldsOfOneConnectionToItself()
    {
        const http::Headers headers{
            {"Connection", "close, X-Private"},
            {"connection", "keep-alive"},
            {"Keep-Alive", "timeout=5"},
            {"Proxy-Connection", "close"},
            {"Proxy-Authorization", "x"},
            {"TE", "trailers"},
            {"Trailer", "X-Sum"},
            {"Transfer-Encoding", "chunked"},
            {"Upgrade", "h2c"},
            {"x-private", "1"},
            {"X-Public", "2"},
            {"Cookie", "a=b"}};

        QCOMPARE(endToEnd(headers), (http::Headers{{"X-Public", "2"}, {"Cookie", "a=b"}}));
    }

    void letsNobodyTakeAwayWhatTheEdgeSays()
    {
        const http::Headers headers{
            {"Connection",
             "Cf-Access-Jwt-Assertion, CF-CONNECTING-IP, X-Forwarded-For, Host, Content-Length"},
            {"Host", "x"},
            {"Cf-Access-Jwt-Assertion", "ey"},
            {"Cf-Connecting-Ip", "1"},
            {"X-Forwarded-For", "2"},
            {"Content-Length", "3"}};

        QCOMPARE(endToEnd(headers), headers.sliced(1));
    }

    void tellsTheServiceWhoAsks()
    {
        const http::Headers claimed{
            {"Host", "x"},
            {"X-Forwarded-For", "10.0.0.1"},
            {"X-Forwarded-Proto", "gopher"},
            {"CF-Connecting-IP", "10.0.0.2"},
            {"cf-ray", "made up"}};

        const auto told = withClient(claimed, {u"127.0.0.1"_s, Scheme::Https}, "0123456789abcdef");

        QCOMPARE(http::headerValues(told, "X-Forwarded-For"), QList<QByteArray>{"10.0.0.1, 127.0.0.1"});
        QCOMPARE(http::headerValues(told, "X-Forwarded-Proto"), QList<QByteArray>{"https"});
        QCOMPARE(http::headerValues(told, "Cf-Connecting-Ip"), QList<QByteArray>{"127.0.0.1"});
        QCOMPARE(http::headerValues(told, "Cf-Ray"), QList<QByteArray>{"0123456789abcdef-KEY"});
        QVERIFY(!goesInCircles(claimed));
        QVERIFY(goesInCircles(told));
        QVERIFY(goesInCircles({{"CDN-Loop", "other; x=1, Keyturn-Edge"}}));
    }

    void writesTheRequestForTheService_data()
    {
        QTest::addColumn<QString>("upstream");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("line");

        QTest::newRow("no path") << u"http://h:1"_s << QByteArray("/a?b") << QByteArray("GET /a?b HTTP/1.1");
        QTest::newRow("slash") << u"http://h:1/"_s << QByteArray("/a?b") << QByteArray("GET /a?b HTTP/1.1");
        QTest::newRow("path") << u"http://h:1/api/"_s << QByteArray("/a")
                              << QByteArray("GET /api/a HTTP/1.1");
        QTest::newRow("escapes") << u"http://h:1/%C3%A9"_s << QByteArray("/%2e%2E//x")
                                 << QByteArray("GET /%C3%A9/%2e%2E//x HTTP/1.1");
        QTest::newRow("asterisk") << u"http://h:1/api"_s << QByteArray("*") << QByteArray("GET * HTTP/1.1");
    }

    void writesTheRequestForTheService()
    {
        QFETCH(QString, upstream);
        QFETCH(QByteArray, target);
        auto request = requestWith({{"Host", "client.test"}, {"Connection", "close"}});
        request.target = target;

        QTEST(wireOf(upstream, request).split('\r').first(), "line");
        QVERIFY(wireOf(upstream, request).endsWith("HTTP/1.1\r\nHost: client.test\r\n\r\n"));
    }

    void namesTheServiceWhereTheClientNamesNoHost()
    {
        QCOMPARE(wireOf(u"http://u:p@h:1"_s, requestWith({})), "GET /a?b HTTP/1.1\r\nHost: h:1\r\n\r\n");
    }

    void asksForNothingButWebSockets_data()
    {
        QTest::addColumn<http::Headers>("headers");
        QTest::addColumn<bool>("asks");

        QTest::newRow("yes") << http::Headers{{"Connection", "keep-alive, upgrade"}, {"Upgrade", "WebSocket"}}
                             << true;
        QTest::newRow("not in Connection") << http::Headers{{"Upgrade", "websocket"}} << false;
        QTest::newRow("another protocol")
            << http::Headers{{"Connection", "upgrade"}, {"Upgrade", "h2c"}} << false;
        QTest::newRow("two protocols")
            << http::Headers{{"Connection", "upgrade"}, {"Upgrade", "h2c, websocket"}} << false;
    }

    void asksForNothingButWebSockets()
    {
        QFETCH(http::Headers, headers);
        const auto request = requestWith(headers);

        QTEST(asksForWebSocket(request), "asks");
        QTEST(wireOf(u"http://h"_s, request).contains("Upgrade: websocket\r\n"), "asks");
    }

    void putsWhatIsAddedInPlaceOfWhatTheServiceSays()
    {
        AnswerHead head;
        head.status = 200;
        head.headers
            = {{"server", "nginx"}, {"Set-Cookie", "a=1"}, {"Connection", "X-Private"}, {"X-Private", "1"}};

        const auto onward = answerOnward(head, {{"Server", "edge"}, {"Set-Cookie", "b=2"}});

        QCOMPARE(
            onward.headers,
            (http::Headers{{"Set-Cookie", "a=1"}, {"Server", "edge"}, {"Set-Cookie", "b=2"}}));
    }

    void answersAsCloudflareWhereTheServiceDoesNot_data()
    {
        QTest::addColumn<int>("failure");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, UpstreamFailure failure, int status, const char *body) {
            QTest::newRow(name) << static_cast<int>(failure) << status << QByteArray(body);
        };

        row("no name", UpstreamFailure::HostNotFound, 530, "error code: 1016");
        row("refused", UpstreamFailure::Refused, 521, "error code: 521");
        row("unreachable", UpstreamFailure::Unreachable, 523, "error code: 523");
        row("connect", UpstreamFailure::ConnectTimedOut, 522, "error code: 522");
        row("silent", UpstreamFailure::TimedOut, 524, "error code: 524");
        row("TLS", UpstreamFailure::TlsFailed, 525, "error code: 525");
        row("certificate", UpstreamFailure::BadCertificate, 526, "error code: 526");
        row("nonsense", UpstreamFailure::BadAnswer, 520, "error code: 520");
    }

    void answersAsCloudflareWhereTheServiceDoesNot()
    {
        QFETCH(int, failure);
        const auto answer = upstreamFailureAnswer(static_cast<UpstreamFailure>(failure));

        QTEST(answer.status, "status");
        QTEST(answer.body, "body");
    }
};

QTEST_GUILESS_MAIN(ForwardingTest)
#include "ForwardingTest.moc"
