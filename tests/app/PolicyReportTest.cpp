// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyReport.h"

#include "PolicyJson.h"

#include <QTest>

using namespace keyturn;
using namespace keyturn::policy;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now({2026, 11, 24}, {9, 30}, Qt::UTC);

const char json[] = R"({
  "apps": [
    {"id": "people", "name": "Wiki", "domain": "wiki.example.com",
     "policies": [{"id": "p1", "decision": "allow", "include": [{"everyone": {}}]}]},
    {"id": "orders", "name": "Orders", "domain": "orders.example.com",
     "destinations": [{"type": "public", "uri": "orders.example.com",
                       "overrides": [{"uri": "/health", "behavior": "public"}]}],
     "policies": [{"id": "p2", "decision": "non_identity",
                   "include": [{"service_token": {"token_id": "t-1"}}]}]},
    {"id": "open", "name": "Status", "domain": "status.example.com",
     "policies": [{"id": "p3", "decision": "bypass", "include": [{"everyone": {}}]}]}
  ],
  "service_tokens": [
    {"id": "t-1", "client_id": "aaaa.access", "name": "deploy"},
    {"id": "t-2", "client_id": "bbbb.access", "name": "old", "expires_at": "2026-01-01T00:00:00Z"}
  ]
})";

Account account()
{
    const auto read = readAccount(json);
    return read ? *read : Account();
}

tokens::ServiceToken kept(const QString &clientId)
{
    tokens::ServiceToken token;
    token.name = u"mine"_s;
    token.clientId = clientId;
    return token;
}

} // namespace

class PolicyReportTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void tellsTheOutcome_data()
    {
        QTest::addColumn<QString>("token");
        QTest::addColumn<QString>("url");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<qsizetype>("first");
        QTest::newRow("anywhere") << u"deploy"_s << QString() << Outcome::Accepted << qsizetype(1);
        QTest::newRow("its application")
            << u"deploy"_s << u"https://orders.example.com/x"_s << Outcome::Accepted << qsizetype(1);
        QTest::newRow("another application")
            << u"deploy"_s << u"https://wiki.example.com/"_s << Outcome::Refused << qsizetype(0);
        QTest::newRow("an open one") << u"deploy"_s << u"https://status.example.com/"_s << Outcome::Bypassed
                                     << qsizetype(2);
        QTest::newRow("an open path")
            << u"old"_s << u"https://orders.example.com/health"_s << Outcome::Bypassed << qsizetype(1);
        QTest::newRow("none") << u"deploy"_s << u"https://elsewhere.example.org/"_s << Outcome::Refused
                              << qsizetype(1);
        QTest::newRow("no URL") << u"deploy"_s << u"ftp://orders.example.com"_s << Outcome::Refused
                                << qsizetype(1);
        QTest::newRow("expired, anywhere") << u"old"_s << QString() << Outcome::Bypassed << qsizetype(2);
        QTest::newRow("expired, its application")
            << u"old"_s << u"https://orders.example.com/"_s << Outcome::Refused << qsizetype(1);
    }
    void tellsTheOutcome()
    {
        QFETCH(QString, token);
        QFETCH(QString, url);
        QFETCH(Outcome, outcome);
        QFETCH(qsizetype, first);
        const auto report = policyReport(account(), {callerOf(account(), token, now), url}, now);
        QCOMPARE(report.outcome(), outcome);
        QCOMPARE(report.answers.size(), 3);
        QCOMPARE(report.answers.first().application, first);
        QCOMPARE(report.coverage.has_value(), !url.isEmpty());
    }

    void answersNothingAboutTokensWithoutOne()
    {
        const auto report = policyReport(account(), {std::nullopt, {}}, now);
        QVERIFY(report.answers.isEmpty());
        QVERIFY(!report.lint.isEmpty());
    }

    void knowsATokenOfTheInventoryByItsClientId()
    {
        const auto caller = callerFor(kept(u"AAAA.access"_s), account(), now);
        QCOMPARE(caller.tokenId, u"t-1"_s);
        QCOMPARE(caller.state, TokenState::Valid);
    }

    void believesTheAccountRatherThanTheInventory()
    {
        auto token = kept(u"bbbb.access"_s);
        token.expiry = tokens::Expiry::unlimited();
        QCOMPARE(callerFor(token, account(), now).state, TokenState::Expired);
    }

    void takesTheStateOfTheInventoryWhereTheAccountDoesNotList()
    {
        auto token = kept(u"cccc.access"_s);
        token.disabled = true;
        const auto caller = callerFor(token, account(), now);
        QCOMPARE(caller.state, TokenState::Disabled);
        QCOMPARE(caller.clientId, u"cccc.access"_s);
        QCOMPARE(caller.name, u"mine"_s);
        QVERIFY(caller.tokenId.isEmpty());
    }

    void tellsOfTheOddWhatConcernsTheUrl()
    {
        const auto caller = callerOf(account(), u"deploy"_s, now);
        const auto all = policyReport(account(), {caller, {}}, now);
        QCOMPARE(all.lintInQuestion(), all.lint);
        const auto narrow = policyReport(account(), {caller, u"https://wiki.example.com/"_s}, now);
        QCOMPARE(narrow.lint, all.lint);
        QVERIFY(narrow.lintInQuestion().size() < all.lint.size());
        for (const auto &finding : narrow.lintInQuestion()) {
            QVERIFY(finding.application <= 0);
            QVERIFY(
                finding.tokenId.isEmpty() || finding.application == 0 || finding.tokenId == caller.tokenId);
        }
    }

    void findsAPolicyThatSeveralApplicationsUseAtEachOfThem()
    {
        Account shared;
        policy::Policy empty;
        empty.id = u"p-shared"_s;
        empty.decision = policy::Decision::ServiceAuth;
        for (const auto &domain : {u"a.example.com"_s, u"b.example.com"_s, u"c.example.com"_s}) {
            policy::Application application;
            application.domain = domain;
            application.policies = QList<policy::Policy>{};
            if (!domain.startsWith(u'c'))
                application.policies->append(empty);
            shared.applications.append(application);
        }
        const auto oddAt = [&shared](const QString &url) {
            return policyReport(shared, {std::nullopt, url}, now).lintInQuestion().size();
        };
        QCOMPARE(oddAt(u"https://a.example.com/"_s), 1);
        QCOMPARE(oddAt(u"https://b.example.com/"_s), 1);
        QCOMPARE(oddAt(u"https://c.example.com/"_s), 0);
        QCOMPARE(oddAt(u"https://elsewhere.example.org/"_s), 0);
    }

    void saysWhatARefusedRequestGets()
    {
        auto strict = account();
        strict.strict = true;
        const auto caller = callerOf(strict, u"old"_s, now);
        QCOMPARE(policyReport(strict, {caller, {}}, now).refusalOf(0), Refusal::Unauthorized);
        strict.strict = false;
        QCOMPARE(policyReport(strict, {caller, {}}, now).refusalOf(0), Refusal::LoginRedirect);
    }
};

QTEST_GUILESS_MAIN(PolicyReportTest)
#include "PolicyReportTest.moc"
