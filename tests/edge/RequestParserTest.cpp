// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RequestParser.h"
#include "BadMessages.h"

#include <QtTest>

using namespace keyturn::edge;
using Progress = RequestParser::Progress;

namespace {

const QByteArray get = "GET /a?b=1 HTTP/1.1\r\nHost: x\r\n\r\n";
const QByteArray post = "POST / HTTP/1.1\r\nHost: x\r\n";

/// Reads on until a request is whole, and puts it into `whole`.
Progress readOn(RequestParser &parser, IncomingRequest &whole)
{
    for (;;) {
        const auto progress = parser.advance();
        if (progress == Progress::Head)
            whole = parser.takeHead();
        else if (progress == Progress::Body)
            whole.body += parser.takePiece();
        else
            return progress;
    }
}

Progress readOn(RequestParser &parser)
{
    IncomingRequest whole;
    return readOn(parser, whole);
}

} // namespace

class RequestParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsARequest()
    {
        RequestParser parser;
        parser.append(
            "PUT /a?b=1 HTTP/1.1\r\nHost: api.test:1\r\nX-One:  two words \r\nContent-Length: 4\r\n\r\nbody");

        IncomingRequest request;
        QCOMPARE(readOn(parser, request), Progress::End);

        QCOMPARE(request.method, "PUT");
        QCOMPARE(request.target, "/a?b=1");
        QCOMPARE(request.authority, "api.test:1");
        QCOMPARE(request.headers.at(1), (keyturn::http::Header{"X-One", "two words"}));
        QCOMPARE(request.body, "body");
        QVERIFY(request.keepAlive);
        QVERIFY(parser.isIdle());
    }

    void readsARequestThatComesByteByByte()
    {
        RequestParser parser;
        IncomingRequest request;
        const QByteArray bytes = "POST /slow HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
                                 "chunked\r\n\r\n5;a=b\r\nhello\r\n1\r\n!\r\n0\r\n\r\n";
        for (qsizetype i = 0; i + 1 < bytes.size(); ++i) {
            parser.append(bytes.mid(i, 1));
            QCOMPARE(readOn(parser, request), Progress::NeedsMore);
        }
        parser.append(bytes.last(1));

        QCOMPARE(readOn(parser, request), Progress::End);
        QCOMPARE(request.body, "hello!");
    }

    void endsAtTheLastChunkInWhateverPiecesItComes_data()
    {
        QTest::addColumn<QByteArray>("body");

        QTest::newRow("alone") << QByteArray("0\r\n\r\n");
        QTest::newRow("of two digits") << QByteArray("00\r\n\r\n");
        QTest::newRow("with an extension") << QByteArray("0;a\r\n\r\n");
        QTest::newRow("with a trailer") << QByteArray("0\r\nA: b\r\n\r\n");
        QTest::newRow("after another") << QByteArray("1\r\n0\r\n0\r\n\r\n");
    }

    void endsAtTheLastChunkInWhateverPiecesItComes()
    {
        QFETCH(const QByteArray, body);
        for (qsizetype first = 0; first < body.size(); ++first) {
            for (qsizetype second = first; second < body.size(); ++second) {
                RequestParser parser;
                parser.append(post + "Transfer-Encoding: chunked\r\n\r\n" + body.left(first));
                QCOMPARE(readOn(parser), Progress::NeedsMore);
                // Asked again, though nothing has come.
                QCOMPARE(readOn(parser), Progress::NeedsMore);
                parser.append(body.mid(first, second - first));
                QCOMPARE(readOn(parser), Progress::NeedsMore);
                QCOMPARE(readOn(parser), Progress::NeedsMore);
                parser.append(body.mid(second));
                QCOMPARE(readOn(parser), Progress::End);
                QVERIFY(parser.isIdle());
            }
        }
    }

    void endsARequestBeforeWhatFollowsItLooksLikeALastChunk()
    {
        RequestParser parser;
        parser.append(post + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n0;");
        IncomingRequest request;
        QCOMPARE(readOn(parser, request), Progress::End);
        QCOMPARE(request.body, "hi");
    }

    void readsRequestsThatComeTogether()
    {
        RequestParser parser;
        parser.append(get + "\r\n" + post + "Content-Length: 2\r\n\r\nhi" + get);

        QList<QByteArray> seen;
        for (IncomingRequest request; readOn(parser, request) == Progress::End; request = {})
            seen.append(request.method + ' ' + request.body);

        QCOMPARE(seen, (QList<QByteArray>{"GET ", "POST hi", "GET "}));
        QVERIFY(parser.isIdle());
    }

    void takesTheTargetInEveryForm_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("target");

        QTest::newRow("origin form") << QByteArray("GET /a/b?c HTTP/1.1") << QByteArray("/a/b?c");
        QTest::newRow("absolute form") << QByteArray("GET http://x:1/a?b HTTP/1.1") << QByteArray("/a?b");
        QTest::newRow("absolute form without path") << QByteArray("GET HTTP://x HTTP/1.1") << QByteArray("/");
        QTest::newRow("absolute form with a query alone")
            << QByteArray("GET http://x?b HTTP/1.1") << QByteArray("/?b");
        QTest::newRow("asterisk") << QByteArray("OPTIONS * HTTP/1.1") << QByteArray("*");
    }

    void takesTheTargetInEveryForm()
    {
        QFETCH(QByteArray, line);
        RequestParser parser;
        parser.append(line + "\r\nHost: x\r\n\r\n");

        QCOMPARE(parser.advance(), Progress::Head);
        QTEST(parser.takeHead().target, "target");
    }

    void knowsWhetherTheClientStays_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<bool>("stays");

        QTest::newRow("1.1") << get << true;
        QTest::newRow("1.1, close") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n")
                                    << false;
        QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false;
        QTest::newRow("1.0, keep-alive")
            << QByteArray("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") << true;
    }

    void knowsWhetherTheClientStays()
    {
        QFETCH(QByteArray, request);
        RequestParser parser;
        parser.append(request);

        QCOMPARE(parser.advance(), Progress::Head);
        QTEST(parser.takeHead().keepAlive, "stays");
    }

    void refusesWhatIsNoGoodRequest_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QByteArray &bytes, int status = 400) {
            QTest::newRow(name) << bytes << status;
        };

        for (const auto &[name, bytes] : badMessages(post))
            row(name, bytes);
        row("noise", "hello\r\n\r\n");
        row("a target with a fragment", "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n");
        row("an address with a fragment", "GET http://x/a?b#c HTTP/1.1\r\nHost: x\r\n\r\n");
        row("a TLS greeting", QByteArray::fromHex("160301020001"));
        row("unknown coding", post + "Transfer-Encoding: gzip\r\n\r\n", 501);
        row("chunked and something", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501);
        row("nearly chunked", post + "Transfer-Encoding: xchunked\r\n\r\n", 501);
        row("coding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("space before the first field", "GET / HTTP/1.1\r\n Host: x\r\n\r\n");
        row("bare LF", "GET / HTTP/1.1\nHost: x\n\n");
        row("bare CR behind the host", "GET / HTTP/1.1\r\nHost: x\rA: b\r\n\r\n");
        row("space before the colon of the host", "GET / HTTP/1.1\r\nHost : x\r\n\r\n");
        row("two spaces in the request line", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n");
        row("space in the target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n");
        row("HTTP/0.9", "GET /\r\n\r\n");
        row("HTTP/2 greeting", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
        row("HTTP/9.9", "GET / HTTP/9.9\r\nHost: x\r\n\r\n", 505);
        row("no host", "GET / HTTP/1.1\r\n\r\n");
        row("two hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n");
        row("empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n");
        row("host with a quote", "GET / HTTP/1.1\r\nHost: x\"y\r\n\r\n");
        row("host with user name", "GET / HTTP/1.1\r\nHost: u@x\r\n\r\n");
        row("target without slash", "GET a HTTP/1.1\r\nHost: x\r\n\r\n");
        row("tunnel", "CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n");
        row("asterisk for GET", "GET * HTTP/1.1\r\nHost: x\r\n\r\n");
        row("other scheme", "GET ftp://x/ HTTP/1.1\r\nHost: x\r\n\r\n");
        row("unknown expectation", post + "Expect: miracle\r\nContent-Length: 1\r\n\r\n", 417);
        row("header block too large",
            "GET / HTTP/1.1\r\nHost: x\r\nA: " + QByteArray(40000, 'x') + "\r\n\r\n", 431);
        row("header block without end", "GET / HTTP/1.1\r\nHost: x\r\nA: " + QByteArray(40000, 'x'), 431);
        row("request line without end", "GET /" + QByteArray(40000, 'x'), 431);
    }

    void refusesWhatIsNoGoodRequest()
    {
        QFETCH(QByteArray, bytes);
        RequestParser parser;
        parser.append(bytes);

        QCOMPARE(readOn(parser), Progress::Refused);
        QTEST(statusOf(parser.refusal()), "status");
    }

    void staysRefused()
    {
        RequestParser parser;
        parser.append("nonsense\r\n\r\n");
        QCOMPARE(parser.advance(), Progress::Refused);
        parser.append(get);

        QCOMPARE(parser.advance(), Progress::Refused);
    }

    void takesAHeaderBlockAtItsLimit()
    {
        const QByteArray start = "GET / HTTP/1.1\r\nHost: x\r\nA: ";
        RequestParser parser;
        parser.append(start + QByteArray(RequestParser::usualHeadBytes - start.size() - 4, 'x') + "\r\n\r\n");

        QCOMPARE(readOn(parser), Progress::End);
    }

    void givesTheHeadBeforeTheBodyHasCome()
    {
        RequestParser parser;
        parser.append(post + "Content-Length: 5000000000\r\n\r\n");

        QCOMPARE(parser.advance(), Progress::Head);
        QCOMPARE(parser.takeHead().framing, (Framing{Framing::End::Length, 5'000'000'000}));
        QCOMPARE(parser.advance(), Progress::NeedsMore);
        parser.append("hello");
        QCOMPARE(parser.advance(), Progress::Body);
        QCOMPARE(parser.takePiece(), "hello");
        QCOMPARE(parser.advance(), Progress::NeedsMore);
    }

    void holdsNoMoreOfABodyThanAPiece()
    {
        const QByteArray chunk = "20000\r\n" + QByteArray(0x20000, 'x') + "\r\n";
        RequestParser parser;
        parser.append(post + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n");
        QCOMPARE(parser.advance(), Progress::Head);
        QCOMPARE(parser.takeHead().framing.end, Framing::End::Chunked);

        qsizetype bytes = 0;
        auto progress = parser.advance();
        for (; progress == Progress::Body; progress = parser.advance()) {
            const auto size = parser.takePiece().size();
            QVERIFY(size <= 64 * 1024);
            bytes += size;
        }

        QCOMPARE(progress, Progress::End);
        QCOMPARE(bytes, 2 * 0x20000);
    }

    void handsOverWhatFollowsTheLastRequest()
    {
        RequestParser parser;
        parser.append(get + "another protocol");
        QCOMPARE(readOn(parser), Progress::End);

        QCOMPARE(parser.takeRest(), "another protocol");
        QVERIFY(parser.isIdle());
    }

    void neverTakesATrailerForAHeader()
    {
        RequestParser parser;
        parser.append(
            post + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nCF-Access-Client-Id: x\r\n\r\n");

        IncomingRequest request;
        QCOMPARE(readOn(parser, request), Progress::End);
        QVERIFY(!keyturn::http::hasHeader(request.headers, "CF-Access-Client-Id"));
    }

    void tellsOnceThatTheClientWaitsForPermission()
    {
        RequestParser parser;
        parser.append(post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");

        QCOMPARE(readOn(parser), Progress::NeedsMore);
        QVERIFY(parser.takeExpectation());
        QVERIFY(!parser.takeExpectation());
        parser.append("hi");
        QCOMPARE(readOn(parser), Progress::End);
    }

    void asksForNothingWhenTheBodyIsThereAlready()
    {
        RequestParser parser;
        parser.append(post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\nhi");

        QCOMPARE(readOn(parser), Progress::End);
        QVERIFY(!parser.takeExpectation());
    }
};

QTEST_GUILESS_MAIN(RequestParserTest)
#include "RequestParserTest.moc"
