// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Edge.h"
#include "SampleConfig.h"
#include "Wire.h"

#include <QtTest>

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

    void answersTheOthersWhileOneClientSaysNothing()
    {
        Edge edge(configWith({}), [] { return QDateTime::currentDateTimeUtc(); });
        QVERIFY(edge.listen());
        Wire silent(edge.url());
        silent.write("GET / HTTP/1.1\r\nHost: x\r\n");

        QCOMPARE(ask(edge.url(), "/").status, 403);
        QCOMPARE(silent.unread(), 0);
    }

private:
    [[nodiscard]] static QByteArray pathOf(std::size_t client, int round)
    {
        return "/client/" + QByteArray::number(client) + '/' + QByteArray::number(round);
    }
};

QTEST_GUILESS_MAIN(EdgeLoadTest)
#include "EdgeLoadTest.moc"
