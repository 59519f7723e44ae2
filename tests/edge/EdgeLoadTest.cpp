// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Edge.h"
#include "FakeUpstream.h"
#include "SampleConfig.h"
#include "Wire.h"

#include <QScopeGuard>
#include <QtTest>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

class EdgeLoadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void servesFiftyClientsAtOnceAndMixesNothingUp()
    {
        Edge edge(configWith({policyOf(Action::ServiceAuth, {goodId})}), [] {
            return QDateTime::currentDateTimeUtc();
        });
        QVERIFY(edge.listen());
        std::vector<std::unique_ptr<Wire>> clients;
        for (int i = 0; i < 50; ++i)
            clients.push_back(std::make_unique<Wire>(edge.url()));

        for (int round = 0; round < 4; ++round) {
            for (std::size_t i = 0; i < clients.size(); ++i)
                clients[i]->write(
                    requestBytes("GET", pathOf(i, round), i % 2 == 0 ? goodHeaders() : http::Headers{}));
            for (std::size_t i = 0; i < clients.size(); ++i) {
                const auto reply = clients[i]->read();
                QCOMPARE(reply.status, i % 2 == 0 ? 200 : 403);
                if (i % 2 == 0)
                    QCOMPARE(reply.json().value("path"_L1).toString().toUtf8(), pathOf(i, round));
            }
        }
    }

    void standsBetweenTwoHundredClientsAndAServiceAndMixesNothingUp()
    {
        // Tells each visitor the target that it asked for, and the body that it sent.
        FakeUpstream upstream([](auto &visit) {
            const auto end = visit.received.indexOf("\r\n\r\n") + 4;
            const auto length = http::headerValue(headersIn(visit.head()), "Content-Length").toLongLong();
            if (end < 4 || visit.received.size() < end + length)
                return;
            const auto said = visit.received.split(' ').value(1) + ' ' + visit.received.mid(end, length);
            visit.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            visit.say(QByteArray::number(said.size(), 16) + "\r\n" + said + "\r\n0\r\n\r\n");
            visit.received.remove(0, end + length);
        });
        auto config = configWith({policyOf(Action::ServiceAuth, {goodId})});
        config.upstream = upstream.url();
        Edge edge(config, [] { return QDateTime::currentDateTimeUtc(); });
        QVERIFY(edge.listen());
        QSignalSpy answered(&edge, &Edge::answered);
        std::vector<std::unique_ptr<Wire>> clients;
        for (int i = 0; i < 200; ++i)
            clients.push_back(std::make_unique<Wire>(edge.url()));

        for (int round = 0; round < 3; ++round) {
            for (std::size_t i = 0; i < clients.size(); ++i)
                clients[i]->write(requestBytes("PUT", pathOf(i, round), goodHeaders(), bodyOf(i)));
            for (std::size_t i = 0; i < clients.size(); ++i) {
                const auto said = pathOf(i, round) + ' ' + bodyOf(i);
                const auto ending = QByteArray::number(said.size(), 16) + "\r\n" + said + "\r\n0\r\n\r\n";
                QTRY_VERIFY2(clients[i]->all().endsWith("\r\n\r\n" + ending), clients[i]->all().constData());
            }
        }

        QTRY_COMPARE(answered.size(), 600);
        QVERIFY(upstream.visits() <= 400);
    }

    void answersTheOthersWhileOneClientSaysNothing()
    {
        Edge edge(configWith({}), [] { return QDateTime::currentDateTimeUtc(); });
        QVERIFY(edge.listen());
        Wire silent(edge.url());
        silent.write("GET / HTTP/1.1\r\nHost: x\r\n");

        QCOMPARE(ask(edge.url(), "/").status, 403);
        QCOMPARE(silent.unread(), 0);
    }

#ifdef Q_OS_UNIX
    void takesClientsAgainAfterItHadTooManyFilesOpen()
    {
        Edge edge(configWith({}), [] { return QDateTime::currentDateTimeUtc(); });
        QVERIFY(edge.listen());
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        const auto restore = qScopeGuard([before] { ::setrlimit(RLIMIT_NOFILE, &before); });
        Wire client(edge.url());
        // The client has the last one that there is.
        const int next = ::dup(0);
        QVERIFY(next > 0);
        ::close(next);
        const rlimit tight{static_cast<rlim_t>(next), before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &tight), 0);
        client.write(requestBytes("GET", "/"));
        QCoreApplication::processEvents();
        QCOMPARE(client.unread(), 0);

        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);

        QCOMPARE(client.read().status, 403);
    }
#endif

private:
    [[nodiscard]] static QByteArray bodyOf(std::size_t client)
    {
        return QByteArray(
            static_cast<qsizetype>(client * 37 % 5000 + 1), static_cast<char>('a' + client % 26));
    }

    [[nodiscard]] static http::Headers headersIn(const QByteArray &head)
    {
        http::Headers headers;
        for (const auto &line : head.split('\n')) {
            const auto colon = line.indexOf(':');
            headers.append(http::Header{line.left(colon), line.mid(colon + 1).trimmed()});
        }
        return headers;
    }

    [[nodiscard]] static QByteArray pathOf(std::size_t client, int round)
    {
        return "/client/" + QByteArray::number(client) + '/' + QByteArray::number(round);
    }
};

QTEST_GUILESS_MAIN(EdgeLoadTest)
#include "EdgeLoadTest.moc"
