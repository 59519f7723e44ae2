// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyJson.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace keyturn::policy;
using namespace Qt::StringLiterals;

namespace {

const QByteArray edgesFile = R"({
  // What the edge plays. "quotes" and http://127.0.0.1 are nothing here
  "team": "demo-team",
  "mode": "strict", /* or "legacy" */
  "applications": [{ "name": "Data // API", "domain": "127.0.0.1", "policies": [
    { "name": "Services \"/* all */", "decision": "non_identity", // Service Auth
      "include": [{ "service_token": { "token_id": "deploy" } }] }] }],
  "service_tokens": [
    { "name": "deploy", "client_id": "0123456789abcdef0123456789abcdef.access" },
    { "id": "42", "name": "nightly", "client_id": "fedcba9876543210fedcba9876543210.access" }]
}
// The end)";

} // namespace

class PolicyJsonTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsTheFileThatTheEdgePlays()
    {
        const auto account = readAccount(edgesFile);

        QVERIFY(account);
        QCOMPARE(account->applications.size(), 1);
        QCOMPARE(account->applications.first().name, u"Data // API"_s);
        QCOMPARE(account->applications.first().policies->first().name, u"Services \"/* all */"_s);
        QCOMPARE(account->strict, std::optional(true));
    }

    void callsATokenOfTheEdgeByItsNameWhereItHasNoId()
    {
        const auto account = readAccount(edgesFile);

        QVERIFY(account);
        QCOMPARE(account->tokens.size(), 2);
        QCOMPARE(account->tokens[0].id, u"deploy"_s);
        QCOMPARE(account->tokens[1].id, u"42"_s);
    }

    void makesNoIdUpForTheTokensOfAnAccount()
    {
        const auto account = readAccount(R"({"service_tokens": [{"name": "deploy", "client_id": "x"}]})");

        QVERIFY(account);
        QCOMPARE(account->tokens.first().id, QString());
        QCOMPARE(account->strict, std::optional<bool>());
    }

    void saysWhereTheTextBreaksWithCommentsBeforeIt_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");

        QTest::newRow("behind a line") << QByteArray("{ // a\n  \"apps\": ?") << 2 << 11;
        QTest::newRow("behind lines") << QByteArray("/* a\n b */ {\"apps\" ?") << 2 << 16;
        QTest::newRow("in a comment without an end") << QByteArray("{\n /* \"apps\": []}") << 2 << 3;
        QTest::newRow("one slash") << QByteArray("{\n / \"apps\": []}") << 2 << 3;
    }

    void saysWhereTheTextBreaksWithCommentsBeforeIt()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, line);
        QFETCH(int, column);

        const auto account = readAccount(json);

        QVERIFY(!account);
        QCOMPARE(account.error().line, line);
        QCOMPARE(account.error().column, column);
    }
};

QTEST_GUILESS_MAIN(PolicyJsonTest)
#include "PolicyJsonTest.moc"
