// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "DemoWorld.h"
#include "Edge.h"
#include "HostPattern.h"
#include "Recogniser.h"
#include "SampleConfig.h"
#include "Wire.h"

#include <QSet>
#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;
using tokens::Status;

class DemoWorldTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void givesEachTokenItsOwnFate_data()
    {
        QTest::addColumn<int>("legacyStatus");
        QTest::addColumn<int>("strictStatus");
        QTest::addColumn<Credentials>("credentials");
        QTest::addColumn<Status>("inventory");

        QTest::newRow("backend-api-service") << 200 << 200 << Credentials::Valid << Status::Valid;
        QTest::newRow("github-actions-deploy") << 200 << 200 << Credentials::Valid << Status::Due;
        QTest::newRow("nightly-export") << 302 << 401 << Credentials::Expired << Status::Expired;
        QTest::newRow("partner-sync") << 302 << 401 << Credentials::Disabled << Status::Disabled;
        QTest::newRow("old-reports") << 403 << 401 << Credentials::WrongSecret << Status::Valid;
        QTest::newRow("staging-smoke-test") << 302 << 403 << Credentials::Valid << Status::Valid;
    }

    void givesEachTokenItsOwnFate()
    {
        QFETCH(int, legacyStatus);
        QFETCH(int, strictStatus);
        QFETCH(Credentials, credentials);
        QFETCH(Status, inventory);
        const auto world = makeDemoWorld(now);
        const auto &demo = tokenNamed(world, QString::fromLatin1(QTest::currentDataTag()));
        Edge edge(world.config, [this] { return now; });
        QVERIFY(edge.listen());
        QSignalSpy answered(&edge, &Edge::answered);
        const auto headers = twoHeaders(demo.token.clientId, demo.secret.expose().toByteArray());

        QCOMPARE(ask(edge.url(), demo.path.toLatin1(), headers).status, legacyStatus);
        edge.setMode(Mode::Strict);
        QCOMPARE(ask(edge.url(), demo.path.toLatin1(), headers).status, strictStatus);

        QCOMPARE(answered[0][0].value<LogEntry>().credentials, credentials);
        QCOMPARE(tokens::statusOf(demo.token, now), inventory);
    }

    void leavesTheStatusPageOpen()
    {
        const auto world = makeDemoWorld(now);

        Asked asked;
        asked.host = u"localhost"_s;
        asked.path = u"/status"_s;
        const Rulebook rules(world.config);

        QCOMPARE(decide(rules, asked, now).ruling, Ruling::Bypassed);
    }

    void looksReal()
    {
        const auto world = makeDemoWorld(now);

        QCOMPARE(world.tokens.size(), 6U);
        QSet<QString> ids;
        for (const auto &demo : world.tokens) {
            QCOMPARE(tokens::shapeOf(demo.token.clientId.toLatin1()), tokens::Shape::ClientId);
            QCOMPARE(tokens::shapeOf(demo.secret.expose()), tokens::Shape::SecretCfast);
            QVERIFY(tokens::problemsOf(demo.token.clientId, demo.secret).isEmpty());
            QCOMPARE(demo.token.team, u"demo-team"_s);
            QVERIFY(demo.token.createdAt < now);
            ids << demo.token.id << demo.token.clientId;
        }
        QCOMPARE(ids.size(), 12);
        for (const auto &application : world.config.applications)
            QCOMPARE(application.access.audience.size(), 64);
    }

    void makesItsSecretsAnewEachTime()
    {
        const auto one = makeDemoWorld(now);
        const auto two = makeDemoWorld(now);

        QVERIFY(!one.tokens[0].secret.isSameAs(two.tokens[0].secret));
        QVERIFY(one.tokens[0].token.clientId != two.tokens[0].token.clientId);
    }

    void bindsEveryTokenToTheEdge()
    {
        auto world = makeDemoWorld(now);
        const QUrl origin(u"http://127.0.0.1:4567"_s);

        bindTo(world, origin);

        for (const auto &demo : world.tokens) {
            QCOMPARE(demo.token.hosts, QStringList(u"127.0.0.1:4567"_s));
            QCOMPARE(tokens::bindingOf(demo.token.hosts, origin), tokens::Binding::Allowed);
        }
    }

private:
    [[nodiscard]] static const DemoToken &tokenNamed(const DemoWorld &world, const QString &name)
    {
        const auto isIt = [&name](const DemoToken &demo) { return demo.token.name == name; };
        return *std::find_if(world.tokens.begin(), world.tokens.end(), isIt);
    }

    const QDateTime now = QDateTime(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
};

QTEST_GUILESS_MAIN(DemoWorldTest)
#include "DemoWorldTest.moc"
