// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NetworkTransport.h"

#include "Log.h"
#include "Peer.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace keyturn;
using http::TransportError;

namespace {

QStringList heard;

void hear(QtMsgType, const QMessageLogContext &, const QString &text)
{
    heard.append(text);
}

} // namespace

class NetworkTransportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const auto *proxy :
             {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "NO_PROXY"})
            qunsetenv(proxy);
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_transport = std::make_unique<NetworkTransport>();
        m_answers = std::make_unique<Answers>();
    }

    void sendsTheRequestAsItWasWritten()
    {
        const Peer peer(Peer::says(ok));
        const auto call = send({"GET", peer.url(u"/a%20b?c=d&e=%2F#fragment"_s), {{"X-Team", "core"}}, {}});
        QTRY_VERIFY(m_answers->any());

        QVERIFY(m_answers->only());
        QCOMPARE(m_answers->only()->status, 200);
        QCOMPARE(m_answers->only()->protocol, u"HTTP/1.1"_s);
        QVERIFY(!m_answers->only()->tls);
        QCOMPARE(peer.requestLine(), "GET /a%20b?c=d&e=%2F HTTP/1.1"_ba);
        QVERIFY(peer.lastRequest().contains("\r\nX-Team: core\r\n"));
        QVERIFY(peer.lastRequest().contains("\r\nUser-Agent: Keyturn/"));
    }

    void addsNothingThatChangesTheQuestion()
    {
        const Peer peer(Peer::says(ok));
        const auto call = send({"GET", peer.url(), {}, {}});
        QTRY_VERIFY(m_answers->any());

        QList<QByteArray> names;
        const auto lines = peer.lastRequest().trimmed().split('\n');
        for (const auto &line : lines.sliced(1))
            names.append(line.left(line.indexOf(':')).toLower());
        std::sort(names.begin(), names.end());
        const QList<QByteArray> expected{
            "accept-encoding", "accept-language", "connection", "host", "user-agent"};
        QCOMPARE(names, expected);
    }

    void addsTheSecretHeadersOnTheWire()
    {
        const Peer peer(Peer::says(ok));
        http::SecretHeaders secrets;
        secrets.push_back({"CF-Access-Client-Id", Secret("id.access")});
        secrets.push_back({"CF-Access-Client-Secret", Secret("hush")});
        const auto call
            = m_transport->send({"GET", peer.url(), {}, {}}, std::move(secrets), {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(peer.lastRequest().contains("\r\nCF-Access-Client-Id: id.access\r\n"));
        QVERIFY(peer.lastRequest().contains("\r\nCF-Access-Client-Secret: hush\r\n"));
    }

    void sendsAnyMethodWithItsBody_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");

        QTest::newRow("POST") << "POST"_ba
                              << "a=1"_ba;
        QTest::newRow("POST of nothing") << "POST"_ba
                                         << ""_ba;
        QTest::newRow("PUT") << "PUT"_ba
                             << "a"_ba;
        QTest::newRow("PATCH") << "PATCH"_ba
                               << "{}"_ba;
        QTest::newRow("DELETE") << "DELETE"_ba
                                << ""_ba;
        QTest::newRow("DELETE with a body") << "DELETE"_ba
                                            << "a"_ba;
        QTest::newRow("OPTIONS") << "OPTIONS"_ba
                                 << ""_ba;
        QTest::newRow("one of one's own") << "M-SEARCH"_ba << QByteArray("a\0b", 3);
        QTest::newRow("in small letters") << "purge"_ba
                                          << ""_ba;
        QTest::newRow("a large body") << "POST"_ba << QByteArray(3'000'000, 'x');
    }

    void sendsAnyMethodWithItsBody()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        const Peer peer(Peer::says(ok));
        const auto call = send({method, peer.url(), {{"Content-Type", "x/y"}}, body});
        QTRY_VERIFY(m_answers->any());

        QVERIFY(m_answers->only());
        QCOMPARE(peer.requestLine(), method + " / HTTP/1.1");
        const auto sent = peer.lastRequest().sliced(peer.lastRequest().indexOf("\r\n\r\n") + 4);
        QVERIFY(sent == body);
        QCOMPARE(peer.lastRequest().count("Content-Type:"), 1);
    }

    void inventsNoContentType()
    {
        const Peer peer(Peer::says(ok));
        const auto call = send({"POST", peer.url(), {}, "a=1"});
        QTRY_VERIFY(m_answers->any());
        QVERIFY(!peer.lastRequest().toLower().contains("content-type"));
    }

    void aRedirectIsAnAnswerAndNobodyGoesThere_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("to another server") << QByteArray();
        QTest::newRow("to a file") << "file:///etc/passwd"_ba;
        QTest::newRow("to a script") << "javascript:alert(1)"_ba;
        QTest::newRow("to ftp") << "ftp://127.0.0.1/a"_ba;
        QTest::newRow("to itself") << "/"_ba;
    }

    void aRedirectIsAnAnswerAndNobodyGoesThere()
    {
        QFETCH(QByteArray, location);
        const Peer other(Peer::says(ok));
        if (location.isEmpty())
            location = other.url(u"/stolen"_s).toEncoded();
        const Peer peer(
            Peer::says("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n"));
        http::SecretHeaders secrets;
        secrets.push_back({"CF-Access-Client-Secret", Secret("hush")});
        const auto call
            = m_transport->send({"GET", peer.url(), {}, {}}, std::move(secrets), {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(m_answers->only());
        QCOMPARE(m_answers->only()->status, 302);
        QCOMPARE(http::headerValue(m_answers->only()->headers, "Location"), location);
        QCOMPARE(peer.requests.size(), 1);
        QCOMPARE(other.connections, 0);
    }

    void givesNoCookieBack()
    {
        const Peer peer(Peer::says(
            "HTTP/1.1 200 OK\r\nSet-Cookie: CF_Authorization=jwt; Path=/\r\nContent-Length: 0\r\n\r\n"));
        const auto first = send({"GET", peer.url(), {}, {}});
        QTRY_COMPARE(m_answers->all.size(), 1);
        const auto second = send({"GET", peer.url(), {}, {}});
        QTRY_COMPARE(m_answers->all.size(), 2);

        QVERIFY(!peer.lastRequest().toLower().contains("cookie"));
    }

    void sendsTheCookieThatWasWritten()
    {
        const Peer peer(Peer::says(ok));
        const auto call = send({"GET", peer.url(), {{"Cookie", "CF_Authorization=a.b.c; x=\"y z\""}}, {}});
        QTRY_VERIFY(m_answers->any());
        QVERIFY(peer.lastRequest().contains("\r\nCookie: CF_Authorization=a.b.c; x=\"y z\"\r\n"));
    }

    void givesNoCredentialsOnThatWereNotWritten()
    {
        const Peer peer(Peer::says(ok));
        const auto first = send({"GET", peer.url(), {{"Authorization", "Bearer hush"}}, {}});
        QTRY_COMPARE(m_answers->all.size(), 1);
        const auto second = send({"GET", peer.url(), {}, {}});
        QTRY_COMPARE(m_answers->all.size(), 2);

        QVERIFY(peer.requests.first().contains("Bearer hush"));
        QVERIFY(!peer.lastRequest().toLower().contains("authorization"));
    }

    void saysThatNobodyListens()
    {
        Peer peer(Peer::says(ok));
        const auto url = peer.url();
        peer.close();
        const auto call = send({"GET", url, {}, {}});
        QTRY_VERIFY(m_answers->any());

        QVERIFY(!m_answers->only());
        QCOMPARE(m_answers->only().error().error, TransportError::ConnectionRefused);
    }

    void saysThatTheNameIsUnknown()
    {
        const auto call = send({"GET", QUrl(u"http://keyturn.invalid/?token=hush"_s), {}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(m_answers->any(), 35'000);

        QVERIFY(!m_answers->only());
        QCOMPARE(m_answers->only().error().error, TransportError::HostNotFound);
        QVERIFY(!m_answers->only().error().detail.contains(u"hush"_s));
    }

    void saysThatTheConnectionWasLost()
    {
        const Peer peer([](QTcpSocket &socket, const QByteArray &) { socket.abort(); });
        const auto call = send({"GET", peer.url(), {}, {}});
        QTRY_VERIFY(m_answers->any());

        QVERIFY(!m_answers->only());
        QCOMPARE(m_answers->only().error().error, TransportError::ConnectionLost);
    }

    void usesNoProxyForThisMachineAndTheSystemsForOthers()
    {
        const Peer peer(Peer::says(ok));
        const Peer proxy(Peer::says("HTTP/1.1 200 OK\r\nX-Proxy: yes\r\nContent-Length: 0\r\n\r\n"));
        qputenv("http_proxy", proxy.url().toEncoded());
        const auto here = send({"GET", peer.url(), {}, {}});
        const auto there = send({"GET", QUrl(u"http://keyturn.invalid/"_s), {}, {}});
        QTRY_COMPARE(m_answers->all.size(), 2);
        qunsetenv("http_proxy");

        QCOMPARE(peer.requests.size(), 1);
        QCOMPARE(proxy.requests.size(), 1);
        QCOMPARE(proxy.requestLine(), "GET http://keyturn.invalid/ HTTP/1.1"_ba);
    }

    void logsNeitherSecretsNorQueries()
    {
        const Peer peer(Peer::says(ok));
        auto url = peer.url(u"/path?token=in-the-query"_s);
        url.setUserInfo(u"me:in-the-user-info"_s);
        http::SecretHeaders secrets;
        secrets.push_back({"CF-Access-Client-Secret", Secret("in-a-secret")});

        heard.clear();
        QLoggingCategory::setFilterRules(u"keyturn.network.debug=true"_s);
        const auto before = qInstallMessageHandler(hear);
        const auto call = m_transport->send(
            {"GET", url, {{"X-Key", "in-a-header"}}, {}}, std::move(secrets), {}, m_answers->keep());
        const auto isAnswered = QTest::qWaitFor([this] { return m_answers->any(); });
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});

        QVERIFY(isAnswered);
        const auto log = heard.join(u'\n');
        QVERIFY(log.contains(u"GET"_s));
        QVERIFY(log.contains(u"/path"_s));
        QVERIFY(log.contains(u"200"_s));
        QVERIFY2(!log.contains(u"in-"_s), qPrintable(log));
    }

private:
    std::unique_ptr<http::Call> send(const http::Request &request)
    {
        return m_transport->send(request, {}, {}, m_answers->keep());
    }

    const QByteArray ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    std::unique_ptr<NetworkTransport> m_transport;
    std::unique_ptr<Answers> m_answers;
};

QTEST_GUILESS_MAIN(NetworkTransportTest)
#include "NetworkTransportTest.moc"
