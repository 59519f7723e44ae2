// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Over real sockets: what a server of keys may do to whoever asks it.

#include "TeamKeys.h"

#include "Awaited.h"
#include "NetworkTransport.h"
#include "Peer.h"
#include "SigningKey.h"
#include "Wording.h"

#include <QTest>
#include <QTimer>

using namespace keyturn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QByteArray keysNamed(const QByteArray &id)
{
    return R"({"keys":[{"kty":"RSA","kid":")" + id + R"(","n":"AQAB","e":"AQAB"}]})";
}

QByteArray answerOf(const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 200 OK\r\nConnection: close\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

quint32 crcOf(const QByteArray &bytes)
{
    quint32 crc = ~0U;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
    }
    return ~crc;
}

// RFC 1952.
QByteArray gzipOf(const QByteArray &bytes)
{
    // qCompress: four bytes of length, then zlib, whose own frame is two bytes before and four behind.
    const auto zlib = qCompress(bytes, 9);
    QByteArray gzip("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
    gzip += zlib.sliced(6, zlib.size() - 10);
    for (const auto number : {crcOf(bytes), static_cast<quint32>(bytes.size())}) {
        for (unsigned shift = 0; shift < 32; shift += 8)
            gzip += static_cast<char>(number >> shift);
    }
    return gzip;
}

} // namespace

class TeamKeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_now = QDateTime(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC);
        m_keys = std::make_unique<TeamKeys>(m_transport, [this] { return m_now; });
    }

    void asksOnceForManyTokensThatNameAnUnknownKey()
    {
        const Peer peer(Peer::saysAndCloses(answerOf(keysNamed("k1"))));
        std::vector<std::unique_ptr<Awaited<TeamKeys::Fetched>>> answers;
        for (int i = 0; i < 20; ++i) {
            answers.push_back(std::make_unique<Awaited<TeamKeys::Fetched>>());
            m_keys->keysAt(peer.url(), u"unknown-%1"_s.arg(i), 5s, answers.back()->then());
        }
        for (const auto &answer : answers) {
            QVERIFY(answer->wait());
            QVERIFY(**answer);
        }
        for (int i = 0; i < 20; ++i)
            QVERIFY(fetch(peer.url(), u"later-%1"_s.arg(i)));
        QCOMPARE(peer.requests.size(), 1);
        m_now = m_now.addSecs(60);
        QVERIFY(fetch(peer.url(), u"much-later"_s));
        QVERIFY(fetch(peer.url(), u"much-later-still"_s));
        QCOMPARE(peer.requests.size(), 2);
    }

    void seesARotationWhenATokenNamesTheNewKey()
    {
        QByteArray current = "old";
        const Peer peer([&current](QTcpSocket &socket, const QByteArray &) {
            socket.write(answerOf(keysNamed(current)));
            socket.disconnectFromHost();
        });
        QVERIFY((*fetch(peer.url(), u"old"_s)).keys.find(u"old"));
        current = "new";
        m_now = m_now.addSecs(61);
        const auto known = fetch(peer.url(), u"old"_s);
        QVERIFY(known->isKept && known->keys.find(u"old"));
        const auto rotated = fetch(peer.url(), u"new"_s);
        QVERIFY(!rotated->isKept && rotated->keys.find(u"new"));
        QCOMPARE(rotated->at, m_now);
    }

    // The way out of each is named, and what was fetched before stays good.
    void hasANameForWhateverAServerDoes_data()
    {
        QTest::addColumn<Peer::Script>("script");
        QTest::addColumn<QString>("name");
        QTest::newRow("slow") << Peer::saysNothing() << u"timed out"_s;
        QTest::newRow("drips") << Peer::Script([](QTcpSocket &socket, const QByteArray &) {
            socket.write("HTTP/1.1 200 OK\r\n\r\n");
            auto *drip = new QTimer(&socket);
            connect(drip, &QTimer::timeout, &socket, [&socket] { socket.write(" "); });
            drip->start(20);
        }) << u"timed out"_s;
        QTest::newRow("endless") << Peer::Script([](QTcpSocket &socket, const QByteArray &) {
            socket.write("HTTP/1.1 200 OK\r\n\r\n");
            const auto pour = [&socket] { socket.write(QByteArray(256 * 1024, ' ')); };
            connect(&socket, &QTcpSocket::bytesWritten, &socket, pour);
            pour();
        }) << u"too large"_s;
        QTest::newRow("says that it is large")
            << Peer::says("HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n{") << u"too large"_s;
        const auto bomb = gzipOf(QByteArray(64 * 1024 * 1024, ' '));
        const QByteArray packed = "Content-Encoding: gzip\r\n";
        QTest::newRow("gzip bomb") << Peer::saysAndCloses(answerOf(bomb, packed)) << u"too large"_s;
        QTest::newRow("broken gzip") << Peer::saysAndCloses(answerOf(bomb.chopped(4) + "junk", packed))
                                     << u"not HTTP"_s;
        QTest::newRow("redirects") << Peer::saysAndCloses(
            "HTTP/1.1 302 Found\r\nLocation: https://evil.example/certs?token=x\r\nContent-Length: 0\r\n\r\n")
                                   << u"redirect to https://evil.example/certs"_s;
        QTest::newRow("no such team")
            << Peer::saysAndCloses("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n") << u"status 404"_s;
        QTest::newRow("fails") << Peer::saysAndCloses("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")
                               << u"status 500"_s;
        QTest::newRow("a page") << Peer::saysAndCloses(answerOf("<html>")) << u"no keys"_s;
        QTest::newRow("an empty set") << Peer::saysAndCloses(answerOf(R"({"keys":[]})")) << u"no keys"_s;
        QTest::newRow("cut off while it was written anew")
            << Peer::saysAndCloses(answerOf(keysNamed("k1")).chopped(20)) << u"connection lost"_s;
        QTest::newRow("half of the old and half of the new")
            << Peer::saysAndCloses(answerOf(keysNamed("k1").first(30) + keysNamed("k2").first(30)))
            << u"no keys"_s;
        QTest::newRow("hangs up") << Peer::saysAndCloses({}) << u"connection lost"_s;
    }

    void hasANameForWhateverAServerDoes()
    {
        QFETCH(const Peer::Script, script);
        const Peer peer(script);
        const auto failed = fetch(peer.url(), {}, 300ms);
        QVERIFY(!failed);
        QTEST(nameOf(failed.error()), "name");
        QVERIFY(!sentenceFor(failed.error()).isEmpty());
        QVERIFY(!sentenceFor(failed.error()).contains(u"token=x"));

        const auto early = fetch(peer.url(), {});
        QVERIFY(!early);
        QCOMPARE(early.error().cause, KeyFailure::Cause::AskedJustNow);
        // Qt itself asks three times more when nothing at all was answered.
        QVERIFY(peer.requests.size() <= 4);
    }

    void goesOnWithOldKeysWhileAServerFails_data() { hasANameForWhateverAServerDoes_data(); }

    void goesOnWithOldKeysWhileAServerFails()
    {
        QFETCH(const Peer::Script, script);
        bool isBroken = false;
        const Peer peer([&](QTcpSocket &socket, const QByteArray &request) {
            isBroken ? script(socket, request)
                     : Peer::saysAndCloses(answerOf(keysNamed("k1")))(socket, request);
        });
        QVERIFY(fetch(peer.url(), u"k1"_s));
        isBroken = true;
        m_now = m_now.addDays(1);
        const auto kept = fetch(peer.url(), u"k1"_s, 300ms);
        QVERIFY(kept && kept->isKept && kept->failure);
        QTEST(nameOf(*kept->failure), "name");
        QVERIFY(kept->keys.find(u"k1"));
        QCOMPARE(kept->at, m_now.addDays(-1));
        m_now = m_now.addDays(6);
        QVERIFY(!fetch(peer.url(), u"k1"_s, 300ms));
    }

    void saysThatAnUnknownKeyIsNotAskedForAgainSoSoon()
    {
        const Peer peer(Peer::saysAndCloses(answerOf(keysNamed("k1"))));
        const auto fetched = fetch(peer.url(), u"k1"_s);
        QVERIFY(fetched && !fetched->failure);
        const auto known = fetch(peer.url(), u"k1"_s);
        QVERIFY(known && known->isKept && !known->failure);
        const auto unknown = fetch(peer.url(), u"k2"_s);
        QVERIFY(unknown && unknown->isKept && unknown->failure);
        QCOMPARE(unknown->failure->cause, KeyFailure::Cause::NotAskedAgain);
        QVERIFY(!sentenceFor(*unknown->failure).isEmpty());
    }

    void saysNothingOfIdsWhereKeysHaveNone()
    {
        const auto key = jwt::SigningKey::generate();
        const auto certificate = key.certificate(u"acme"_s, m_now, m_now.addDays(1));
        const Peer peer(Peer::saysAndCloses(answerOf(certificate)));
        QVERIFY(fetch(peer.url(), u"k1"_s));
        const auto kept = fetch(peer.url(), u"k1"_s);
        QVERIFY(kept && kept->isKept && !kept->failure);
    }

    void refusesAnAddressEachTimeAndKeepsNothingOfIt()
    {
        for (int i = 0; i < 2; ++i) {
            const auto refused = fetch(QUrl(u"http://acme.example/certs?key=x"_s), u"k1"_s);
            QVERIFY(!refused);
            QCOMPARE(refused.error().cause, KeyFailure::Cause::BadUrl);
            QCOMPARE(refused.error().where, u"http://acme.example/certs"_s);
        }
        QVERIFY(!m_keys->cache().saved().contains("acme.example"));
    }

    void asksAgainAtOnceAfterItWasStopped()
    {
        const Peer peer(Peer::saysNothing());
        Awaited<TeamKeys::Fetched> nobody;
        m_keys->keysAt(peer.url(), u"k1"_s, 5s, nobody.then());
        QTRY_COMPARE(peer.requests.size(), 1);
        m_keys->cancel();
        const auto again = fetch(peer.url(), u"k1"_s, 100ms);
        QVERIFY(!again);
        QCOMPARE(nameOf(again.error()), u"timed out"_s);
        QVERIFY(!nobody.hasCome());
    }

    void asksAgainSoonAfterAServerFailed()
    {
        bool isBroken = true;
        const Peer peer([&](QTcpSocket &socket, const QByteArray &request) {
            const QByteArray broken = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n";
            Peer::saysAndCloses(isBroken ? broken : answerOf(keysNamed("k1")))(socket, request);
        });
        QVERIFY(!fetch(peer.url(), u"k1"_s));
        isBroken = false;
        m_now = m_now.addSecs(5);
        QVERIFY(fetch(peer.url(), u"k1"_s));
    }

    void asksNobodyWhenOffline()
    {
        const Peer peer(Peer::saysAndCloses(answerOf(keysNamed("k1"))));
        m_keys->setOffline(true);
        const auto nothing = fetch(peer.url(), u"k1"_s);
        QVERIFY(!nothing);
        QCOMPARE(nothing.error().cause, KeyFailure::Cause::NothingKept);
        m_keys->setOffline(false);
        QVERIFY(fetch(peer.url(), u"k1"_s));
        m_keys->setOffline(true);
        m_now = m_now.addDays(30);
        const auto kept = fetch(peer.url(), u"k2"_s);
        QVERIFY(kept && kept->isKept);
        QCOMPARE(peer.requests.size(), 1);
    }

private:
    TeamKeys::Fetched fetch(const QUrl &url, const QString &keyId, std::chrono::milliseconds deadline = 5s)
    {
        Awaited<TeamKeys::Fetched> answer;
        m_keys->keysAt(url, keyId, deadline, answer.then());
        if (answer.hasCome() || !answer.wait() || answer.count() != 1)
            qFatal("a question is answered once, and later");
        return *answer;
    }

    static QString nameOf(const KeyFailure &failure)
    {
        switch (failure.cause) {
        case KeyFailure::Cause::Redirect:
            return u"redirect to "_s + failure.detail;
        case KeyFailure::Cause::Status:
            return u"status %1"_s.arg(failure.status);
        case KeyFailure::Cause::NotKeys:
            return u"no keys"_s;
        case KeyFailure::Cause::Transport:
            break;
        default:
            return u"another cause"_s;
        }
        switch (failure.transport) {
        case http::TransportError::TimedOut:
            return u"timed out"_s;
        case http::TransportError::TooLarge:
            return u"too large"_s;
        case http::TransportError::ConnectionLost:
            return u"connection lost"_s;
        case http::TransportError::NotHttp:
            return u"not HTTP"_s;
        default:
            return failure.detail;
        }
    }

    QDateTime m_now;
    NetworkTransport m_transport;
    std::unique_ptr<TeamKeys> m_keys;
};

Q_DECLARE_METATYPE(Peer::Script)

QTEST_GUILESS_MAIN(TeamKeysTest)
#include "TeamKeysTest.moc"
