// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Rulebook.h"

#include "SampleConfig.h"

#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

namespace {

Application at(const QString &name, const QString &domain)
{
    auto made = application({}, {});
    made.access.name = name;
    made.access.domain = domain;
    return made;
}

Application before(const QString &name, policy::DestinationKind kind)
{
    auto made = at(name, {});
    policy::Destination destination;
    destination.kind = kind;
    made.access.destinations = {destination};
    return made;
}

} // namespace

class RulebookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void findsWhatGuardsAPlace_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("application");
        QTest::addColumn<QString>("domain");

        const auto row = [](const char *host, const char *path, const char *application, const char *domain) {
            QTest::addRow("%s%s", host, path)
                << QString::fromLatin1(host) << QString::fromLatin1(path) << QString::fromLatin1(application)
                << QString::fromLatin1(domain);
        };
        row("api.example.com", "/", "api", "api.example.com");
        row("api.example.com", "/orders", "api", "api.example.com");
        row("api.example.com.", "/orders", "api", "api.example.com");
        row("api.example.com", "/admin/x", "admin", "api.example.com/admin");
        row("api.example.com", "/%61dmin//x", "admin", "api.example.com/admin");
        row("api.example.com", "/deep", "api", "api.example.com");
        row("api.example.com", "/deep/", "deep", "api.example.com/deep/*");
        row("api.example.com", "/deep/x", "deep", "api.example.com/deep/*");
        row("other.example.com", "/", "wild", "*.example.com");
        row("a.b.example.com", "/", "", "");
        row("example.com", "/", "", "");
        row("127.0.0.1", "/", "api", "api.example.com");
        row("localhost", "/admin", "admin", "api.example.com/admin");
        row("[::1]", "/", "api", "api.example.com");
        row("", "/", "api", "api.example.com");
        row("both.example.org", "/", "first", "both.example.org");
    }

    void findsWhatGuardsAPlace()
    {
        QFETCH(QString, host);
        QFETCH(QString, path);
        QFETCH(QString, application);
        QFETCH(QString, domain);
        Config config;
        config.localHost = u"api.example.com"_s;
        config.applications = {
            at(u"wild"_s, u"*.example.com"_s),          at(u"api"_s, u"https://api.example.com/"_s),
            at(u"admin"_s, u"api.example.com/admin"_s), at(u"deep"_s, u"api.example.com/deep/*"_s),
            at(u"first"_s, u"both.example.org"_s),      at(u"second"_s, u"both.example.org"_s),
        };
        const Rulebook rules(config);

        const auto guard = rules.guardOf(host, path);

        QCOMPARE(guard.application != nullptr ? guard.application->access.name : QString(u""_s), application);
        QCOMPARE(guard.domain, domain);
        QVERIFY(!guard.isByWorker);
    }

    void takesAllNamesOfThisMachineForOne()
    {
        Config config;
        config.applications = {at(u"here"_s, u"127.0.0.1"_s)};
        const Rulebook rules(config);

        for (const auto &host : {u"127.0.0.1"_s, u"localhost"_s, u"[::1]"_s})
            QVERIFY(rules.guardOf(host, u"/"_s).application != nullptr);
        QVERIFY(rules.guardOf(u"api.example.com"_s, u"/"_s).application == nullptr);
    }

    void guardsTheWorkerWhereNoAddressDoes()
    {
        using policy::DestinationKind;
        Config config;
        config.applications
            = {before(u"all"_s, DestinationKind::AllWorkers), before(u"one"_s, DestinationKind::Worker),
               at(u"api"_s, u"api.example.com"_s)};
        const Rulebook rules(config);

        const auto byWorker = rules.guardOf(u"hello.example.com"_s, u"/"_s);
        const auto byAddress = rules.guardOf(u"api.example.com"_s, u"/"_s);

        QVERIFY(byWorker.isByWorker);
        QCOMPARE(byWorker.application->access.name, u"one"_s);
        QVERIFY(!byAddress.isByWorker);
        QCOMPARE(byAddress.application->access.name, u"api"_s);
    }

    void knowsOpenPaths()
    {
        auto open = at(u"api"_s, {});
        policy::Destination destination;
        destination.kind = policy::DestinationKind::Public;
        destination.uri = u"api.example.com"_s;
        destination.overrides = {{u"/health"_s, u"public"_s}};
        open.access.destinations = {destination};
        Config config;
        config.applications = {open};
        const Rulebook rules(config);

        QCOMPARE(rules.guardOf(u"api.example.com"_s, u"/health/live"_s).openBy, u"/health"_s);
        QCOMPARE(rules.guardOf(u"api.example.com"_s, u"/orders"_s).openBy, QString());
    }

    void fitsRequestsToRules_data()
    {
        QTest::addColumn<RequestMatch>("match");
        QTest::addColumn<bool>("expected");

        QTest::newRow("everything") << RequestMatch{} << true;
        QTest::newRow("host") << RequestMatch{u"API.example.com"_s, {}, {}, {}} << true;
        QTest::newRow("other host") << RequestMatch{u"www.example.com"_s, {}, {}, {}} << false;
        QTest::newRow("path") << RequestMatch{{}, u"/orders"_s, {}, {}} << true;
        QTest::newRow("path with a star") << RequestMatch{{}, u"/*/17"_s, {}, {}} << true;
        QTest::newRow("beside it") << RequestMatch{{}, u"/order"_s, {}, {}} << false;
        QTest::newRow("method") << RequestMatch{{}, {}, {"PUT", "GET"}, {}} << true;
        QTest::newRow("other method") << RequestMatch{{}, {}, {"PUT"}, {}} << false;
        QTest::newRow("client") << RequestMatch{{}, {}, {}, u"PYTHON-urllib"_s} << true;
        QTest::newRow("other client") << RequestMatch{{}, {}, {}, u"curl"_s} << false;
        QTest::newRow("one of several does not") << RequestMatch{{}, u"/orders"_s, {"PUT"}, {}} << false;
    }

    void fitsRequestsToRules()
    {
        QFETCH(RequestMatch, match);

        QTEST(fits(match, "GET", u"api.example.com"_s, u"/orders/17"_s, "Python-urllib/3.11"), "expected");
    }
};

Q_DECLARE_METATYPE(keyturn::edge::RequestMatch)

QTEST_GUILESS_MAIN(RulebookTest)
#include "RulebookTest.moc"
