// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NetworkTransport.h"
#include "Peer.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keyturn;
using http::TransportError;

Q_DECLARE_METATYPE(keyturn::http::TransportError)

class ReplyReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_answers = std::make_unique<Answers>();
    }

    void doesNotTakeABrokenAnswerForAnAnswer_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<TransportError>("expected");

        const auto lost = TransportError::ConnectionLost;
        const auto notHttp = TransportError::NotHttp;
        const auto ok = "HTTP/1.1 200 OK\r\n"_ba;
        QTest::newRow("nothing at all") << ""_ba << lost;
        QTest::newRow("another protocol") << "SSH-2.0-OpenSSH_9.2\r\n"_ba << lost;
        QTest::newRow("a header block without an end") << ok + "X-A: b\r\n" << lost;
        QTest::newRow("a body shorter than announced") << ok + "Content-Length: 100\r\n\r\nshort" << lost;
        QTest::newRow("a refusal shorter than announced")
            << "HTTP/1.1 403 Forbidden\r\nContent-Length: 100\r\n\r\nshort"_ba << lost;
        QTest::newRow("chunks without an end") << ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
                                               << lost;
        QTest::newRow("no header at all") << ok + "\r\nbody" << notHttp;
        QTest::newRow("more header than can be taken")
            << ok + tooManyHeaders() + "Content-Length: 2\r\n\r\nok" << notHttp;
        QTest::newRow("early hints and nothing after")
            << "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"_ba << notHttp;
        QTest::newRow("two lengths that differ")
            << ok + "Content-Length: 3\r\nContent-Length: 5\r\n\r\nhello" << notHttp;
        QTest::newRow("a negative length") << ok + "Content-Length: -5\r\n\r\nhello" << notHttp;
        QTest::newRow("gzip that is none")
            << ok + "Content-Encoding: gzip\r\nContent-Length: 20\r\n\r\nnot gzip at all....." << notHttp;
    }

    void doesNotTakeABrokenAnswerForAnAnswer()
    {
        QFETCH(QByteArray, said);
        QFETCH(TransportError, expected);
        const Peer peer(Peer::saysAndCloses(said));

        const auto call
            = m_transport.send({"GET", peer.url(u"/?token=hush"_s), {}, {}}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(!m_answers->only());
        QCOMPARE(m_answers->only().error().error, expected);
        QVERIFY(!m_answers->only().error().detail.isEmpty());
        QVERIFY(!m_answers->only().error().detail.contains(u"hush"_s));
    }

    void takesEveryStatusForAnAnswer_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 204, 299, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 407,
                                 409, 410, 418, 429, 451, 500, 501, 502, 503, 504, 520, 522, 530, 599})
            QTest::addRow("%d", status) << status;
    }

    void takesEveryStatusForAnAnswer()
    {
        QFETCH(int, status);
        const auto hasBody = status != 204 && status != 304;
        const Peer peer(Peer::says(
            "HTTP/1.1 " + QByteArray::number(status)
            + " Reason\r\nContent-Length: " + (hasBody ? "4\r\n\r\nbody" : "0\r\n\r\n")));

        const auto call = m_transport.send({"GET", peer.url(), {}, {}}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(m_answers->only());
        QCOMPARE(m_answers->only()->status, status);
        QCOMPARE(m_answers->only()->reason, "Reason"_ba);
        QCOMPARE(m_answers->only()->body.start, hasBody ? "body"_ba : ""_ba);
    }

    void anAskForCredentialsIsAnAnswerAndIsNotTriedAgain_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        QTest::newRow("basic") << "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\""_ba;
        QTest::newRow("the system's own") << "401 Unauthorized\r\nWWW-Authenticate: Negotiate"_ba;
        QTest::newRow("unknown") << "401 Unauthorized\r\nWWW-Authenticate: Cloudflare-Access"_ba;
        QTest::newRow("proxy") << "407 Proxy\r\nProxy-Authenticate: Basic realm=\"x\""_ba;
    }

    void anAskForCredentialsIsAnAnswerAndIsNotTriedAgain()
    {
        QFETCH(QByteArray, challenge);
        const Peer peer(Peer::says("HTTP/1.1 " + challenge + "\r\nContent-Length: 2\r\n\r\nno"));

        const auto call = m_transport.send({"GET", peer.url(), {}, {}}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(m_answers->only());
        QCOMPARE(m_answers->only()->body.start, "no"_ba);
        QCOMPARE(peer.requests.size(), 1);
    }

    void keepsEveryCookieApart()
    {
        const Peer peer(
            Peer::says("HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT\r\n"
                       "Set-Cookie: b=2\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 0\r\n\r\n"));

        const auto call = m_transport.send({"GET", peer.url(), {}, {}}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(m_answers->only());
        const auto &headers = m_answers->only()->headers;
        const QList<QByteArray> cookies{"a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"};
        QCOMPARE(http::headerValues(headers, "set-cookie"), cookies);
        QCOMPARE(http::headerValue(headers, "x-a"), "1, 2"_ba);
    }

    void decodesABodyAndCountsItDecoded()
    {
        const QByteArray text(100'000, 'a');
        const auto packed = qCompress(text).sliced(4);
        const Peer peer(Peer::says(
            "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: "
            + QByteArray::number(packed.size()) + "\r\n\r\n" + packed));

        const auto call = m_transport.send({"GET", peer.url(), {}, {}}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(m_answers->only());
        QCOMPARE(m_answers->only()->body.size, text.size());
        QCOMPARE(m_answers->only()->body.start, text);
    }

    void leavesABodyAloneForWhoeverAsksForAnEncoding()
    {
        const auto packed = qCompress(QByteArray(1000, 'a')).sliced(4);
        const Peer peer(Peer::says(
            "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: "
            + QByteArray::number(packed.size()) + "\r\n\r\n" + packed));

        const auto call = m_transport.send(
            {"GET", peer.url(), {{"Accept-Encoding", "deflate"}}, {}}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(m_answers->only());
        QCOMPARE(m_answers->only()->body.start, packed);
    }

private:
    // Qt drops them all beyond a hundred.
    static QByteArray tooManyHeaders()
    {
        QByteArray headers;
        for (int i = 0; i < 150; ++i)
            headers += "X-" + QByteArray::number(i) + ": a\r\n";
        return headers;
    }

    NetworkTransport m_transport;
    std::unique_ptr<Answers> m_answers;
};

QTEST_GUILESS_MAIN(ReplyReaderTest)
#include "ReplyReaderTest.moc"
