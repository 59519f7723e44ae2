// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeRunner.h"

#include "DemoWorld.h"
#include "SampleConfig.h"
#include "Wire.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace keyturn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class EdgeRunnerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_runner = std::make_unique<EdgeRunner>([this] { return m_now; });
    }

    void cleanup() { m_runner.reset(); }

    void knowsAtFirstOfNothing()
    {
        QVERIFY(!m_runner->hasWorld());
        QVERIFY(!m_runner->isRunning());
        QCOMPARE(m_runner->lastPort(), quint16(0));
        QCOMPARE(m_runner->log().rowCount(), 0);
    }

    void answersWhileItRunsAndNotesWhatItAnswered()
    {
        m_runner->use(sampleConfig());
        QSignalSpy changed(m_runner.get(), &EdgeRunner::stateChanged);
        QVERIFY(m_runner->start(0));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_runner->url().port(), m_runner->lastPort());

        QCOMPARE(edge::ask(m_runner->url(), "/orders", good()).status, 200);
        QTRY_COMPARE(m_runner->log().rowCount(), 1);
        const auto &line = m_runner->log().lineAt(0);
        QCOMPARE(line.tokenName, u"sample"_s);
        QCOMPARE(line.entry.ruling, edge::Ruling::Admitted);
        QCOMPARE(line.entry.status, 200);

        m_runner->stop();
        QCOMPARE(changed.size(), 2);
        QVERIFY(!m_runner->isRunning());
    }

    void tellsThatAPortIsTaken()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        m_runner->use(sampleConfig());
        const auto started = m_runner->start(other.serverPort());
        QVERIFY(!started);
        QCOMPARE(started.error(), edge::EdgeError::PortTaken);
        QVERIFY(!m_runner->isRunning());
        QCOMPARE(m_runner->lastPort(), quint16(0));
    }

    void startsAgainWhereItListenedBefore()
    {
        m_runner->use(sampleConfig());
        QVERIFY(m_runner->start(0));
        const auto port = m_runner->lastPort();
        m_runner->stop();
        QVERIFY(m_runner->start(port));
        QCOMPARE(edge::ask(m_runner->url(), "/orders", good()).status, 200);
    }

    void makesADemoWorldWhoseSecretsItKnows()
    {
        m_runner->useDemo();
        QVERIFY(m_runner->hasWorld());
        QVERIFY(m_runner->start(0));
        const auto &first = m_runner->config().credentials.first();
        const auto *secret = m_runner->secretOf(first.clientId);
        QVERIFY(secret);
        const http::Headers headers{
            {"CF-Access-Client-Id", first.clientId.toLatin1()},
            {"CF-Access-Client-Secret", secret->expose().toByteArray()}};
        QCOMPARE(edge::ask(m_runner->url(), "/v1/orders", headers).status, 200);
    }

    void aRotationEndsTheSecretItKnew()
    {
        m_runner->useDemo();
        QVERIFY(m_runner->start(0));
        const auto clientId = m_runner->config().credentials.first().clientId;
        const auto old = m_runner->secretOf(clientId)->duplicate();
        QSignalSpy changed(m_runner.get(), &EdgeRunner::configChanged);

        const auto issued = m_runner->rotate(clientId, 0s);

        QVERIFY(issued);
        QCOMPARE(issued->clientId, clientId);
        QVERIFY(!changed.isEmpty());
        QVERIFY(!m_runner->secretOf(clientId));
        const auto with = [&clientId](const Secret &secret) {
            return http::Headers{
                {"CF-Access-Client-Id", clientId.toLatin1()},
                {"CF-Access-Client-Secret", secret.expose().toByteArray()}};
        };
        QCOMPARE(edge::ask(m_runner->url(), "/", with(issued->secret)).status, 200);
        QCOMPARE(edge::ask(m_runner->url(), "/", with(old)).status, 302);
    }

    void renewsATokenForAYear()
    {
        m_runner->use(sampleConfig());
        QVERIFY(m_runner->edge().expire(edge::goodId));
        QCOMPARE(status(), tokens::Status::Expired);
        QVERIFY(m_runner->renew(edge::goodId));
        QCOMPARE(status(), tokens::Status::Valid);
        QCOMPARE(m_runner->config().credentials.first().expiry.at, m_now.addYears(1));
        QVERIFY(!m_runner->renew(u"nobody"_s));
    }

    void offersTheFaultsOfItsConfigurationFirst()
    {
        m_runner->use(sampleConfig());
        QCOMPARE(m_runner->faults().first().name, u"own"_s);
        QVERIFY(m_runner->isOn(m_runner->faults().first()));
        QVERIFY(m_runner->faults().size() > 4);
        for (qsizetype i = 1; i < m_runner->faults().size(); ++i)
            QVERIFY(!m_runner->isOn(m_runner->faults()[i]));
    }

    void switchesFaultsOffAndOnAgain()
    {
        m_runner->use(sampleConfig());
        QVERIFY(m_runner->start(0));
        const auto own = m_runner->faults().first();
        QCOMPARE(edge::ask(m_runner->url(), "/broken", good()).status, 503);

        m_runner->setOn(own, false);
        QVERIFY(!m_runner->isOn(own));
        QVERIFY(m_runner->faults().contains(own));
        QCOMPARE(edge::ask(m_runner->url(), "/broken", good()).status, 200);

        m_runner->setOn(m_runner->faults().last(), true);
        m_runner->setOn(own, true);
        QCOMPARE(m_runner->config().faults.first(), own);
        QCOMPARE(m_runner->config().faults.size(), 2);
        QCOMPARE(edge::ask(m_runner->url(), "/broken", good()).status, 503);
    }

    void learnsOfAFaultThatCameFromElsewhere()
    {
        m_runner->use(sampleConfig());
        auto changed = m_runner->config();
        edge::FaultRule another;
        another.name = u"another"_s;
        another.status = 500;
        changed.faults.append(another);
        m_runner->edge().setConfig(changed);
        QVERIFY(m_runner->faults().contains(another));
        m_runner->setOn(another, false);
        QVERIFY(m_runner->faults().contains(another));
        QVERIFY(!m_runner->isOn(another));
    }

    void playsAFileAndReadsItAgainWhenItChanges()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"edge.json"_s);
        write(path, R"({"team": "acme", "listen": {"port": 8899}})");
        QVERIFY2(m_runner->open(path), qPrintable(idsOf(m_runner->problems())));
        QVERIFY(m_runner->hasWorld());
        QCOMPARE(m_runner->config().team, u"acme"_s);
        QCOMPARE(m_runner->lastPort(), quint16(8899));

        QSignalSpy read(m_runner.get(), &EdgeRunner::fileRead);
        write(path, R"({"team": "globex"})");
        QTRY_COMPARE(read.size(), 1);
        QCOMPARE(m_runner->config().team, u"globex"_s);
    }

    void saysWhatItDoesNotDoOfAFile_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QList<edge::ChangedPart>>("unplayed");
        using Part = edge::ChangedPart;

        QTest::newRow("nothing") << QByteArray("{}") << QList<Part>();
        QTest::newRow("its port") << QByteArray(R"({"listen": {"port": 8899}})") << QList<Part>();
        QTest::newRow("this machine")
            << QByteArray(R"({"listen": {"address": "127.0.0.1"}})") << QList<Part>();
        QTest::newRow("all addresses")
            << QByteArray(R"({"listen": {"address": "0.0.0.0"}})") << QList{Part::Listening};
        QTest::newRow("https") << QByteArray(R"({"tls": {}})") << QList{Part::Tls};
        QTest::newRow("orders") << QByteArray(R"({"control": {"port": 8898}})") << QList{Part::Control};
        QTest::newRow("an authority that is there")
            << QByteArray(R"({"upstream_ca_file": "ca.pem"})") << QList<Part>();
        QTest::newRow("an authority that is missing")
            << QByteArray(R"({"upstream_ca_file": "none.pem"})") << QList{Part::UpstreamAuthorities};
    }

    void saysWhatItDoesNotDoOfAFile()
    {
        const QTemporaryDir folder;
        QFETCH(const QByteArray, file);
        write(folder.filePath(u"ca.pem"_s), "no certificate");
        write(folder.filePath(u"edge.json"_s), file);
        QVERIFY2(m_runner->open(folder.filePath(u"edge.json"_s)), qPrintable(idsOf(m_runner->problems())));
        QTEST(m_runner->unplayed(), "unplayed");
    }

    void goesOnWithWhatItHadWhileAFileIsWrong()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"edge.json"_s);
        write(path, R"({"team": "acme"})");
        QVERIFY(m_runner->open(path));
        QVERIFY(m_runner->start(0));

        QSignalSpy read(m_runner.get(), &EdgeRunner::fileRead);
        write(path, "{\n  \"taem\": \"globex\"\n}");
        QTRY_COMPARE(read.size(), 1);
        QVERIFY(!m_runner->isFilePlayed());
        QVERIFY(m_runner->isRunning());
        QCOMPARE(m_runner->config().team, u"acme"_s);
        QCOMPARE(m_runner->problems().first().place.line, 2);
    }

    void samplesTakeThePlaceOfAFile()
    {
        const QTemporaryDir folder;
        QVERIFY(!m_runner->open(folder.filePath(u"missing.json"_s)));
        QVERIFY(!m_runner->hasWorld());
        QCOMPARE(m_runner->problems().first().cause, edge::ConfigCause::FileMissing);
        m_runner->useDemo();
        QVERIFY(m_runner->file().isEmpty());
    }

    void knowsWhereToTryAToken_data()
    {
        using edge::Action;
        using edge::application;
        QTest::addColumn<edge::Config>("config");
        QTest::addColumn<QString>("expected");

        const auto with = [](const QList<edge::Application> &applications) {
            edge::Config config;
            config.applications = applications;
            return config;
        };
        const auto service = edge::policyOf(Action::ServiceAuth, {edge::goodId});
        const auto allow = edge::policyOf(Action::Allow, {edge::goodId});
        const auto other = edge::policyOf(Action::ServiceAuth, {edge::otherId});
        const auto any = edge::policyOf(
            Action::ServiceAuth, {edge::ruleOf(policy::RuleKind::AnyValidServiceToken)}, u"any"_s);
        auto elsewhere = application(u"/orders"_s, {service});
        elsewhere.access.domain = u"api.example.com/orders"_s;

        QTest::newRow("nothing guarded") << with({}) << u"/"_s;
        QTest::newRow("whole host") << with({application({}, {service})}) << u"/"_s;
        QTest::newRow("a path") << with({application(u"/orders"_s, {service})}) << u"/orders"_s;
        QTest::newRow("a pattern") << with({application(u"/orders/*"_s, {service})}) << u"/orders/"_s;
        QTest::newRow("of others") << with({application(u"/a"_s, {other}), application(u"/b"_s, {service})})
                                   << u"/b"_s;
        QTest::newRow("Allow") << with({application(u"/a"_s, {allow})}) << u"/a"_s;
        QTest::newRow("Service Auth before Allow")
            << with({application(u"/a"_s, {allow}), application(u"/b"_s, {service})}) << u"/b"_s;
        QTest::newRow("the first of two")
            << with({application(u"/a"_s, {any}), application(u"/b"_s, {service})}) << u"/a"_s;
        QTest::newRow("any token") << with({application(u"/a"_s, {any})}) << u"/a"_s;
        QTest::newRow("another host") << with({elsewhere}) << u"/"_s;
        auto asHost = with({elsewhere});
        asHost.localHost = u"api.example.com"_s;
        QTest::newRow("the host this machine stands for") << asHost << u"/orders"_s;
    }

    void knowsWhereToTryAToken()
    {
        QFETCH(const edge::Config, config);
        QTEST(PlacesToTry(config).pathFor(edge::credential(edge::goodId, edge::goodSecret)), "expected");
    }

private:
    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    static QString idsOf(const QList<edge::ConfigProblem> &problems)
    {
        QStringList ids;
        for (const auto &problem : problems)
            ids.append(idOf(problem.cause) + u' ' + problem.pointer);
        return ids.join(u", "_s);
    }

    static edge::Config sampleConfig()
    {
        edge::Config config;
        config.credentials = {edge::credential(edge::goodId, edge::goodSecret)};
        config.applications
            = {edge::application({}, {edge::policyOf(edge::Action::ServiceAuth, {edge::goodId})})};
        edge::FaultRule own;
        own.name = u"own"_s;
        own.match.path = u"/broken"_s;
        own.status = 503;
        config.faults = {own};
        return config;
    }

    static http::Headers good()
    {
        return {
            {"CF-Access-Client-Id", edge::goodId.toLatin1()}, {"CF-Access-Client-Secret", edge::goodSecret}};
    }

    [[nodiscard]] tokens::Status status() const
    {
        return tokens::statusOf(tokenOf(m_runner->config().credentials.first()), m_now);
    }

    const QDateTime m_now{{2026, 11, 24}, {9, 30}, Qt::UTC};
    std::unique_ptr<EdgeRunner> m_runner;
};

Q_DECLARE_METATYPE(keyturn::edge::Config)

QTEST_GUILESS_MAIN(EdgeRunnerTest)
#include "EdgeRunnerTest.moc"
