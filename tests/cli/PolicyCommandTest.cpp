// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyCommand.h"

#include <QJsonArray>
#include <QTest>

using namespace keyturn;
using namespace keyturn::cli;
using namespace Qt::StringLiterals;

namespace {

using policy::Outcome;

PolicyReport reportOf(const QList<Outcome> &outcomes)
{
    PolicyReport report;
    report.question.caller = policy::Caller();
    for (const auto outcome : outcomes) {
        report.account.applications.append(policy::Application());
        policy::Answer answer;
        answer.outcome = outcome;
        answer.possible = {outcome};
        report.answers.append({report.answers.size(), answer});
    }
    return report;
}

} // namespace

class PolicyCommandTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void tellsTheShellWhetherTheTokenIsLetIn_data()
    {
        QTest::addColumn<QList<Outcome>>("outcomes");
        QTest::addColumn<ExitCode>("code");
        QTest::newRow("accepted") << QList{Outcome::Accepted, Outcome::Refused} << ExitCode::Done;
        QTest::newRow("open") << QList{Outcome::Bypassed} << ExitCode::Done;
        QTest::newRow("refused") << QList{Outcome::Refused} << ExitCode::No;
        QTest::newRow("cannot tell") << QList{Outcome::CannotTell} << ExitCode::No;
        QTest::newRow("nothing") << QList<Outcome>() << ExitCode::No;
    }
    void tellsTheShellWhetherTheTokenIsLetIn()
    {
        QFETCH(QList<Outcome>, outcomes);
        QFETCH(ExitCode, code);
        QCOMPARE(exitCodeOf(reportOf(outcomes)), code);
    }

    void tellsTheShellWhetherThereAreErrorsWhereNoTokenIsAskedAbout()
    {
        PolicyReport report;
        QCOMPARE(exitCodeOf(report), ExitCode::Done);
        report.lint = {policy::LintFinding()};
        QCOMPARE(exitCodeOf(report), ExitCode::Done);
        report.lint.first().check = policy::LintCheck::IncludeEmpty;
        QCOMPARE(exitCodeOf(report), ExitCode::No);
        report.question.caller = policy::Caller();
        report.account.applications.append(policy::Application());
        report.answers = reportOf({Outcome::Accepted}).answers;
        QCOMPARE(exitCodeOf(report), ExitCode::Done);
    }

    void hasTheSameFieldsWhateverTheAnswer()
    {
        const auto json = jsonOf(reportOf({Outcome::Refused}));
        for (const auto &field :
             {u"summary"_s, u"outcome"_s, u"token"_s, u"url"_s, u"strict"_s, u"applications"_s, u"lint"_s})
            QVERIFY2(json.contains(field), qPrintable(field));
        const auto application = json.value(u"applications"_s).toArray().first().toObject();
        for (const auto &field :
             {u"id"_s, u"name"_s, u"audience"_s, u"type"_s, u"addresses"_s, u"outcome"_s, u"possible"_s,
              u"confidence"_s, u"through"_s, u"summary"_s, u"refusal"_s, u"policies"_s})
            QVERIFY2(application.contains(field), qPrintable(field));
        QCOMPARE(application.value(u"outcome"_s), QJsonValue(u"refused"_s));
    }
};

QTEST_GUILESS_MAIN(PolicyCommandTest)
#include "PolicyCommandTest.moc"
