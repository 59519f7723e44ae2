// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ResponseParser.h"
#include "BadMessages.h"

#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using Progress = ResponseParser::Progress;

namespace {

struct Whole
{
    AnswerHead head;
    QByteArray body;
    QList<int> interim;
};

Progress readOn(ResponseParser &parser, Whole &whole)
{
    for (;;) {
        const auto progress = parser.advance();
        if (progress == Progress::Head) {
            const auto head = parser.takeHead();
            if (head.isInterim())
                whole.interim.append(head.status);
            else
                whole.head = head;
        } else if (progress == Progress::Body) {
            whole.body += parser.takePiece();
        } else {
            return progress;
        }
    }
}

Progress readOn(ResponseParser &parser)
{
    Whole whole;
    return readOn(parser, whole);
}

const QByteArray ok = "HTTP/1.1 200 OK\r\n";

} // namespace

class ResponseParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsAnAnswerInEveryFraming_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("end");
        QTest::addColumn<bool>("keepAlive");
        const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &body,
                            Framing::End end, bool keepAlive = true) {
            QTest::newRow(name) << bytes << body << static_cast<int>(end) << keepAlive;
        };

        row("length", ok + "Content-Length: 5\r\n\r\nhello", "hello", Framing::End::Length);
        row("length, close", ok + "Content-Length: 2\r\nConnection: close\r\n\r\nhi", "hi",
            Framing::End::Length, false);
        row("no length in HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", "hi",
            Framing::End::Length, false);
        row("empty", ok + "Content-Length: 0\r\n\r\n", "", Framing::End::NoBody);
        row("chunks", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "hello",
            Framing::End::Chunked);
        row("chunks with extensions and a trailer",
            ok + "Transfer-Encoding: Chunked\r\n\r\n2;a=b;c=\"d\"\r\nhi\r\n0;e\r\nX-Sum: 1\r\n\r\n", "hi",
            Framing::End::Chunked);
        row("204", "HTTP/1.1 204 No Content\r\n\r\n", "", Framing::End::NoBody);
        row("304 with the length that a 200 would have",
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", "", Framing::End::NoBody);
        row("no reason", "HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\nx", "x", Framing::End::Length);
        row("interim answers before it",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ok
                + "Content-Length: 1\r\n\r\nx",
            "x", Framing::End::Length);
    }

    void readsAnAnswerInEveryFraming()
    {
        QFETCH(QByteArray, bytes);
        for (const bool isByteByByte : {false, true}) {
            ResponseParser parser;
            Whole whole;
            auto progress = Progress::NeedsMore;
            for (qsizetype i = 0; i < (isByteByByte ? bytes.size() : 1); ++i) {
                QCOMPARE(progress, Progress::NeedsMore);
                parser.append(isByteByByte ? bytes.mid(i, 1) : bytes);
                progress = readOn(parser, whole);
            }

            QCOMPARE(progress, Progress::End);
            QTEST(whole.body, "body");
            QTEST(static_cast<int>(whole.head.framing.end), "end");
            QTEST(whole.head.keepAlive, "keepAlive");
            QVERIFY(parser.isIdle());
        }
    }

    void endsAtTheLastChunkInWhateverPiecesItComes()
    {
        const QByteArray last = "0\r\n\r\n";
        for (qsizetype first = 0; first < last.size(); ++first) {
            ResponseParser parser;
            Whole whole;
            parser.append(ok + "Transfer-Encoding: chunked\r\n\r\n" + last.left(first));
            QCOMPARE(readOn(parser, whole), Progress::NeedsMore);
            // Asked again, though nothing has come.
            QCOMPARE(readOn(parser, whole), Progress::NeedsMore);
            parser.append(last.mid(first));
            QCOMPARE(readOn(parser, whole), Progress::End);
        }
    }

    void readsUntilTheConnectionEnds()
    {
        ResponseParser parser;
        Whole whole;
        parser.append(ok + "\r\nhello");
        QCOMPARE(readOn(parser, whole), Progress::NeedsMore);
        QCOMPARE(whole.head.framing.end, Framing::End::Close);
        QVERIFY(!whole.head.keepAlive);
        parser.append(" and more");
        parser.close();

        QCOMPARE(readOn(parser, whole), Progress::End);
        QCOMPARE(whole.body, "hello and more");
    }

    void expectsNoBodyAfterHead()
    {
        ResponseParser parser;
        parser.expect(ResponseParser::Asked::Head);
        parser.append(ok + "Content-Length: 500\r\n\r\n");
        Whole whole;

        QCOMPARE(readOn(parser, whole), Progress::End);
        QCOMPARE(http::headerValue(whole.head.headers, "Content-Length"), "500");
        QVERIFY(parser.isIdle());
    }

    void readsOneAnswerAfterTheOther()
    {
        ResponseParser parser;
        parser.append(
            ok + "Content-Length: 1\r\n\r\na" + ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nb\r\n0\r\n\r\n");
        Whole first;
        Whole second;

        QCOMPARE(readOn(parser, first), Progress::End);
        QCOMPARE(readOn(parser, second), Progress::End);
        QCOMPARE(first.body + second.body, "ab");
        QCOMPARE(readOn(parser), Progress::NeedsMore);
    }

    void endsHttpWithASwitchOfProtocols()
    {
        ResponseParser parser;
        parser.append("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x05hello");
        Whole whole;

        QCOMPARE(readOn(parser, whole), Progress::End);
        QCOMPARE(whole.head.status, 101);
        QCOMPARE(parser.takeRest(), "\x81\x05hello");
    }

    void refusesWhatIsNoGoodAnswer_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes; };

        for (const auto &[name, bytes] : badMessages(ok))
            row(name, bytes);
        row("noise", "hello\r\n\r\n");
        row("a TLS alert", QByteArray::fromHex("15030300020228"));
        row("HTTP/2 settings", QByteArray::fromHex("000000040000000000"));
        row("a request", "GET / HTTP/1.1\r\n\r\n");
        row("status of two digits", "HTTP/1.1 99 No\r\n\r\n");
        row("status zero", "HTTP/1.1 000 No\r\nContent-Length: 0\r\n\r\n");
        row("unknown coding", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        row("bare LF", "HTTP/1.1 200 OK\nContent-Length: 0\n\n");
        row("head without end", ok + "A: " + QByteArray(70'000, 'x'));
        row("head too large", ok + "A: " + QByteArray(70'000, 'x') + "\r\n\r\n");
        QByteArray flood;
        for (int i = 0; i < 40; ++i)
            flood += "HTTP/1.1 103 Early Hints\r\n\r\n";
        row("nothing but interim answers", flood);
    }

    void refusesWhatIsNoGoodAnswer()
    {
        QFETCH(QByteArray, bytes);
        ResponseParser parser;
        parser.append(bytes);

        QCOMPARE(readOn(parser), Progress::Refused);
        parser.append(ok + "Content-Length: 0\r\n\r\n");
        QCOMPARE(readOn(parser), Progress::Refused);
    }

    void refusesAnAnswerThatIsCutOff_data()
    {
        QTest::addColumn<QByteArray>("bytes");

        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a head") << ok + "Content-";
        QTest::newRow("half a body") << ok + "Content-Length: 5\r\n\r\nhel";
        QTest::newRow("no body") << ok + "Content-Length: 5\r\n\r\n";
        QTest::newRow("no last chunk") << ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n";
        QTest::newRow("half a chunk") << ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhi";
        QTest::newRow("an interim answer alone") << QByteArray("HTTP/1.1 100 Continue\r\n\r\n");
    }

    void refusesAnAnswerThatIsCutOff()
    {
        QFETCH(QByteArray, bytes);
        ResponseParser parser;
        parser.append(bytes);
        QCOMPARE(readOn(parser), Progress::NeedsMore);
        parser.close();

        QCOMPARE(readOn(parser), Progress::Refused);
    }
};

QTEST_GUILESS_MAIN(ResponseParserTest)
#include "ResponseParserTest.moc"
