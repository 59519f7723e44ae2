// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NetworkTransport.h"
#include "Peer.h"

#include <QRegularExpression>
#include <QTemporaryFile>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace keyturn;
using http::TransportError;

class NetworkCallTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_transport = std::make_unique<NetworkTransport>();
        m_answers = std::make_unique<Answers>();
    }

    void neverAnswersBeforeSendHasReturned()
    {
        const auto refused
            = m_transport->send({"GET", QUrl(u"file:///etc/passwd"_s), {}, {}}, {}, {}, m_answers->keep());
        QVERIFY(!m_answers->any());

        QTRY_VERIFY(m_answers->any());
        QVERIFY(!m_answers->only());
        QCOMPARE(m_answers->only().error().error, TransportError::Other);
        QVERIFY(!m_answers->only().error().detail.isEmpty());
    }

    void answersOnce()
    {
        Peer peer(Peer::saysAndCloses(ok));
        const auto first = m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());
        QTRY_COMPARE(peer.disconnections, 1);

        Answers others;
        const auto second = m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, others.keep());
        QTRY_VERIFY(others.any());
        QCOMPARE(m_answers->all.size(), 1);
    }

    void stallsWhenNothingMoves()
    {
        const Peer peer(Peer::saysNothing());
        const auto call
            = m_transport->send({"GET", peer.url(), {}, {}}, {}, limits(10s, 100ms), m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(!m_answers->only());
        QCOMPARE(m_answers->only().error().error, TransportError::Stalled);
        QVERIFY(m_answers->only().error().detail.contains(u"100 ms"_s));
        QVERIFY(m_answers->only().error().timing.total >= 100ms);
    }

    void timesOutWhenItMovesForTooLong()
    {
        const Peer peer(drips(10'000));
        const auto call
            = m_transport->send({"GET", peer.url(), {}, {}}, {}, limits(400ms, 10s), m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(!m_answers->only());
        QCOMPARE(m_answers->only().error().error, TransportError::TimedOut);
        QVERIFY(m_answers->only().error().detail.contains(u"400 ms"_s));
        QVERIFY(m_answers->only().error().timing.wait);
    }

    void doesNotStallWhileItMoves()
    {
        const Peer peer(drips(30));
        const auto call
            = m_transport->send({"GET", peer.url(), {}, {}}, {}, limits(60s, 1s), m_answers->keep());
        QTRY_VERIFY_WITH_TIMEOUT(m_answers->any(), 60'000);

        QVERIFY(m_answers->only());
        QCOMPARE(m_answers->only()->body.start, QByteArray(30, 'd'));
        QVERIFY(m_answers->only()->timing.receive.value() > 1s);
    }

    void hasNoLimitWhereNoneIsGiven()
    {
        const Peer peer(drips(6));
        const auto call
            = m_transport->send({"GET", peer.url(), {}, {}}, {}, limits(0ms, 0ms), m_answers->keep());
        QTRY_VERIFY(m_answers->any());
        QVERIFY(m_answers->only());
    }

    void lettingGoOfItAtOnceCancelsIt()
    {
        Peer peer(Peer::says(ok));
        m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, m_answers->keep()).reset();

        Answers others;
        const auto other = m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, others.keep());
        QTRY_VERIFY(others.any());
        QVERIFY(!m_answers->any());
    }

    void lettingGoOfItOnTheWayCancelsIt()
    {
        const Peer peer(Peer::says("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
        auto call = m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, m_answers->keep());
        QTRY_COMPARE(peer.requests.size(), 1);
        call.reset();

        QTRY_COMPARE(peer.disconnections, 1);
        QVERIFY(!m_answers->any());
    }

    void lettingGoOfItBetweenTheEndAndTheAnswerCancelsIt()
    {
        auto call = m_transport->send({"GET", QUrl(), {}, {}}, {}, {}, m_answers->keep());
        call.reset();

        QCoreApplication::processEvents();
        QVERIFY(!m_answers->any());
    }

    void theAnswerMayLetGoOfIt()
    {
        const Peer peer(Peer::says(ok));
        std::unique_ptr<http::Call> call;
        int answers = 0;
        const auto letGo = [&call, &answers](const http::Answer &) {
            ++answers;
            call.reset();
        };
        call = m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, {this, letGo});

        QTRY_COMPARE(answers, 1);
        QVERIFY(!call);
    }

    void theAnswerMayLetGoOfItAndOfTheTransport()
    {
        const Peer peer(Peer::says(ok));
        std::unique_ptr<http::Call> call;
        int answers = 0;
        const auto letGo = [this, &call, &answers](const http::Answer &) {
            ++answers;
            m_transport.reset();
            call.reset();
        };
        call = m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, {this, letGo});

        QTRY_COMPARE(answers, 1);
    }

    void theAnswerMaySendAgain()
    {
        Peer peer(Peer::says(ok));
        std::unique_ptr<http::Call> call;
        const auto again = [&, this](const http::Answer &) {
            call = m_transport->send({"GET", peer.url(u"/second"_s), {}, {}}, {}, {}, m_answers->keep());
        };
        call = m_transport->send({"GET", peer.url(u"/first"_s), {}, {}}, {}, {}, {this, again});

        QTRY_VERIFY(m_answers->any());
        QVERIFY(m_answers->only());
        QCOMPARE(peer.requestLine(), "GET /second HTTP/1.1"_ba);
    }

    void outlivesTheTransport()
    {
        const Peer peer(Peer::says(ok));
        const auto call = m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, m_answers->keep());
        m_transport.reset();

        QTRY_VERIFY(m_answers->any());
        QVERIFY(m_answers->only());
    }

    void isSilentOnceTheReceiverIsGone()
    {
        Peer peer(Peer::says(ok));
        int calls = 0;
        auto receiver = std::make_unique<QObject>();
        const auto count = [&calls](const http::Answer &) { ++calls; };
        const auto call = m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, {receiver.get(), count});
        receiver.reset();

        const auto other = m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());
        QTRY_COMPARE(peer.requests.size(), 2);
        QCOMPARE(calls, 0);
    }

    void putsALargeBodyIntoAFile()
    {
        QByteArray large(6 * 1024 * 1024, Qt::Uninitialized);
        for (qsizetype i = 0; i < large.size(); ++i)
            large[i] = static_cast<char>((i * 2654435761U) >> 13);
        const Peer peer(Peer::says(
            "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(large.size()) + "\r\n\r\n" + large));
        const auto call = m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, m_answers->keep());
        QTRY_VERIFY_WITH_TIMEOUT(m_answers->any(), 30'000);

        QVERIFY(m_answers->only());
        const auto body = m_answers->only()->body;
        QVERIFY(!body.isWholeInMemory());
        QCOMPARE(body.size, large.size());
        QVERIFY(body.start == large.first(http::Options().bodyInMemory));
        QVERIFY(body.file->readAll() == large);
    }

    void keepsASmallBodyInMemoryWithItsNulBytes()
    {
        const QByteArray bytes("a\0b\xFF\0\0", 6);
        const Peer peer(Peer::says("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n" + bytes));
        const auto call = m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(m_answers->only());
        QVERIFY(m_answers->only()->body.isWholeInMemory());
        QCOMPARE(m_answers->only()->body.start, bytes);
    }

    void refusesABodyThatIsTooLarge_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<bool>("isAnswer");

        const auto head = "HTTP/1.1 200 OK\r\n"_ba;
        const auto unfolds = qCompress(QByteArray(1'000'000, 'a')).sliced(4);
        QTest::newRow("as large as allowed")
            << head + "Content-Length: 1000\r\n\r\n" + QByteArray(1000, 'a') << true;
        QTest::newRow("announced") << head + "Content-Length: 1001\r\n\r\n" << false;
        QTest::newRow("not announced") << head + "X: y\r\n\r\n" + QByteArray(1001, 'a') << false;
        QTest::newRow("unfolding") << head + "Content-Encoding: deflate\r\nX: y\r\n\r\n" + unfolds << false;
    }

    void refusesABodyThatIsTooLarge()
    {
        QFETCH(QByteArray, said);
        QFETCH(bool, isAnswer);
        const Peer peer(Peer::says(said));
        http::Options options;
        options.largestBody = 1000;
        const auto call = m_transport->send({"GET", peer.url(), {}, {}}, {}, options, m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QCOMPARE(bool(m_answers->only()), isAnswer);
        if (isAnswer)
            return;
        QCOMPARE(m_answers->only().error().error, TransportError::TooLarge);
        QTRY_COMPARE(peer.disconnections, 1);
    }

    void doesNotTakeTheLengthThatAHeadAnnouncesForABody()
    {
        const Peer peer(Peer::says("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"));
        const auto call = m_transport->send({"HEAD", peer.url(), {}, {}}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(m_answers->only());
        QCOMPARE(m_answers->only()->body.size, 0);
    }

    void sendsWhatMayChangeSomethingOnlyOnce_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        for (const QByteArray method : {"POST", "PUT", "PATCH", "DELETE", "PURGE"}) {
            QTest::addRow("%s", method.constData()) << method << ""_ba;
            QTest::addRow("%s with a body", method.constData()) << method << "body"_ba;
        }
        QTest::newRow("GET with a body") << "GET"_ba
                                         << "body"_ba;
    }

    void sendsWhatMayChangeSomethingOnlyOnce()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        const Peer peer(Peer::saysAndCloses({}));
        const auto call = m_transport->send({method, peer.url(), {}, body}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(!m_answers->only());
        QCOMPARE(m_answers->only().error().error, TransportError::ConnectionLost);
        QCOMPARE(peer.requests.size(), 1);
    }

    void tellsHowLongEachPhaseTook()
    {
        const Peer peer(Peer::says(ok));
        const auto first = m_transport->send({"POST", peer.url(), {}, "body"}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());
        QVERIFY(m_answers->only());
        const auto timing = m_answers->only()->timing;
        QVERIFY(timing.dns && timing.connect && timing.send && timing.wait && timing.receive);
        QVERIFY(!timing.tls);
        const auto phases = *timing.dns + *timing.connect + *timing.send + *timing.wait + *timing.receive;
        QVERIFY(phases <= timing.total);
        QVERIFY(timing.total > 0us);
    }

    void aConnectionThatIsUsedAgainTakesNoTimeToOpen()
    {
        const Peer peer(Peer::says(ok));
        const auto first = m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());
        Answers again;
        const auto second = m_transport->send({"GET", peer.url(), {}, {}}, {}, {}, again.keep());
        QTRY_VERIFY(again.any());

        QCOMPARE(peer.connections, 1);
        QVERIFY(m_answers->only() && again.only());
        QVERIFY(m_answers->only()->timing.connect);
        QVERIFY(!again.only()->timing.dns);
        QVERIFY(!again.only()->timing.connect);
        QVERIFY(again.only()->timing.wait);
    }

private:
    static http::Options limits(std::chrono::milliseconds deadline, std::chrono::milliseconds inactivity)
    {
        http::Options options;
        options.deadline = deadline;
        options.inactivity = inactivity;
        return options;
    }

    // Announces `size` bytes and lets one go every 50 ms.
    static Peer::Script drips(int size)
    {
        return [size](QTcpSocket &socket, const QByteArray &) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n");
            auto *timer = new QTimer(&socket);
            const auto left = std::make_shared<int>(size);
            QObject::connect(timer, &QTimer::timeout, &socket, [&socket, timer, left] {
                socket.write("d");
                if (--*left == 0)
                    timer->stop();
            });
            timer->start(50);
        };
    }

    const QByteArray ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    std::unique_ptr<NetworkTransport> m_transport;
    std::unique_ptr<Answers> m_answers;
};

QTEST_GUILESS_MAIN(NetworkCallTest)
#include "NetworkCallTest.moc"
