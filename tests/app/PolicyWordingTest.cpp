// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyWording.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace keyturn::policy;
using namespace Qt::StringLiterals;

namespace {

/// Whole, calm, and with everything filled in.
void checkSentence(const QString &text)
{
    QVERIFY(!text.isEmpty());
    QVERIFY2(text.at(0).isUpper(), qPrintable(text));
    QVERIFY2(text.endsWith(u'.'), qPrintable(text));
    QVERIFY2(!text.contains(u'!'), qPrintable(text));
    QVERIFY2(!text.contains(u'%'), qPrintable(text));
    QVERIFY2(!text.contains("  "_L1), qPrintable(text));
    QVERIFY2(!text.contains("please"_L1, Qt::CaseInsensitive), qPrintable(text));
    QVERIFY2(!text.contains("successfully"_L1, Qt::CaseInsensitive), qPrintable(text));
}

template <typename Enum>
void checkSentences(int count)
{
    QSet<QString> all;
    for (int i = 0; i < count; ++i) {
        const auto sentence = sentenceFor(static_cast<Enum>(i));
        checkSentence(sentence);
        all.insert(sentence);
    }
    QCOMPARE(all.size(), count);
}

const auto clientSecret = u"cfast_Qm3vXk9TzLr2Wb8NcYp4HsJd6FgA1EuR5oIq7MtD0abcdef0"_s;

Application named(const QString &name)
{
    Application application;
    application.name = name;
    return application;
}

} // namespace

class PolicyWordingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void hasASentenceForEveryReason()
    {
        checkSentences<RuleReason>(ruleReasonCount);
        checkSentences<PolicyReason>(policyReasonCount);
        checkSentences<Refusal>(static_cast<int>(Refusal::CannotTell) + 1);
    }

    void hasAWordForEveryOutcomeAndTruth()
    {
        QSet<QString> words;
        for (int i = 0; i < outcomeCount; ++i)
            words.insert(wordFor(static_cast<Outcome>(i)));
        for (const auto truth : {Truth::No, Truth::Unknown, Truth::Yes})
            words.insert(wordFor(truth));
        for (const auto confidence : {Confidence::Certain, Confidence::Likely, Confidence::Possible})
            words.insert(wordFor(confidence));
        for (const auto severity : {Severity::Error, Severity::Warning, Severity::Notice})
            words.insert(wordFor(severity));
        QCOMPARE(words.size(), outcomeCount + 3 + 3 + 3);
        QVERIFY(!words.contains(QString()));
    }

    void callsEveryKindOfRuleByAName()
    {
        QSet<QString> names;
        for (int i = 0; i < ruleKindCount; ++i)
            names.insert(nameOf(static_cast<RuleKind>(i)));
        QCOMPARE(names.size(), ruleKindCount);
        QVERIFY(!names.contains(QString()));
        QCOMPARE(nameOf(RuleKind::ServiceToken), u"Service Token"_s);
        QCOMPARE(nameOf(Rule{RuleKind::Other, u"brand_new"_s, {}, {}}), u"brand_new"_s);
    }

    void callsEveryDecisionByAName()
    {
        QSet<QString> names;
        for (const auto decision :
             {Decision::ServiceAuth, Decision::Bypass, Decision::Allow, Decision::Block, Decision::Other})
            names.insert(nameOf(decision));
        QCOMPARE(names.size(), 5);
        QVERIFY(!names.contains(QString()));
    }

    void saysOfEveryFindingWhatItIsWhyItMattersAndWhatToDo()
    {
        QSet<QString> sentences;
        for (int i = 0; i < lintCheckCount; ++i) {
            LintFinding finding;
            finding.check = static_cast<LintCheck>(i);
            finding.detail = u"2026-12-01T00:00:00Z"_s;
            finding.tokenName = u"deploy"_s;
            checkSentence(sentenceFor(finding));
            checkSentence(explanationOf(finding.check));
            checkSentence(adviceFor(finding.check));
            sentences.insert(sentenceFor(finding));
        }
        QCOMPARE(sentences.size(), lintCheckCount);
    }

    void neverSendsAnybodyToTheOldDashboard()
    {
        for (int i = 0; i < lintCheckCount; ++i) {
            const auto advice = adviceFor(static_cast<LintCheck>(i));
            QVERIFY2(!advice.contains("one.dash"_L1), qPrintable(advice));
            QVERIFY2(!advice.contains("Access > Service Auth"_L1), qPrintable(advice));
        }
    }

    void saysWhereTheJsonIsWrong()
    {
        for (int i = 0; i < jsonErrorCount; ++i)
            checkSentence(
                sentenceFor(JsonFailure{static_cast<JsonError>(i), u"result[0]"_s, u"array"_s, 0, 0}));
        const auto inLine = sentenceFor(JsonFailure{JsonError::NotJson, {}, {}, 7, 3});
        QVERIFY2(inLine.contains("line 7, column 3"_L1), qPrintable(inLine));
        const auto atPath
            = sentenceFor(JsonFailure{JsonError::WrongType, u"apps[1].policies"_s, u"array"_s, 0, 0});
        QVERIFY2(atPath.contains("a list at apps[1].policies"_L1), qPrintable(atPath));
        for (const auto &expected :
             {u"array"_s, u"object"_s, u"text"_s, u"number"_s, u"yes or no"_s, u"time"_s})
            checkSentence(sentenceFor(JsonFailure{JsonError::WrongType, {}, expected, 0, 0}));
    }

    void saysThroughWhichPolicy()
    {
        Answer answer;
        answer.outcome = Outcome::Accepted;
        answer.possible = {Outcome::Accepted};
        answer.through = {0};
        PolicyFinding finding;
        finding.policy.name = u"Machines"_s;
        answer.policies = {finding};
        QCOMPARE(sentenceFor(answer), u"Accepted through “Machines”."_s);
        answer.confidence = Confidence::Possible;
        answer.doubt = Doubt::TokensInGroups;
        QVERIFY(sentenceFor(answer).contains("if tokens in groups count"_L1));
        for (int i = 0; i < outcomeCount; ++i) {
            answer.outcome = static_cast<Outcome>(i);
            checkSentence(sentenceFor(answer));
        }
    }

    void saysWhichApplicationTheUrlBelongsTo()
    {
        PolicyReport report;
        report.account.applications = {named(u"Orders"_s), named(u"All"_s)};
        QVERIFY(coverageSentence(report).isEmpty());
        report.coverage
            = Coverage{CoverageKind::One, {{0, u"a.example.com/x"_s}}, {{1, u"a.example.com"_s}}, {}};
        const auto sentence = coverageSentence(report);
        QVERIFY2(
            sentence.startsWith(u"The URL belongs to “Orders”, by a.example.com/x."_s), qPrintable(sentence));
        QVERIFY2(sentence.contains(u"“All” covers it too"_s), qPrintable(sentence));
        for (const auto kind :
             {CoverageKind::NotAUrl, CoverageKind::None, CoverageKind::One, CoverageKind::Several,
              CoverageKind::PerhapsOne}) {
            report.coverage->kind = kind;
            checkSentence(coverageSentence(report));
            QVERIFY(!headlineOf(report).isEmpty());
        }
    }

    void namesTokensAndGroupsOfTheAccount()
    {
        Account account;
        account.tokens = {KnownToken{u"t-1"_s, {}, u"deploy"_s, {}, false}};
        account.groups = {Group{u"g"_s, u"Robots"_s, {}}};
        QCOMPARE(
            ruleText({RuleKind::ServiceToken, u"service_token"_s, u"T-1"_s, {}}, account),
            u"Service Token: deploy"_s);
        QCOMPARE(
            ruleText({RuleKind::ServiceToken, u"service_token"_s, u"t-2"_s, {}}, account),
            u"Service Token: t-2"_s);
        QCOMPARE(ruleText({RuleKind::Group, u"group"_s, u"g"_s, {}}, account), u"Rule group: Robots"_s);
        QCOMPARE(ruleText({RuleKind::Everyone, u"everyone"_s, {}, {}}, account), u"Everyone"_s);
    }

    void hidesWhatLooksLikeACredentialWhereverItWasPasted()
    {
        Account account;
        account.applications = {named(clientSecret)};
        Policy policy;
        policy.name = u"for "_s + clientSecret;
        LintFinding finding;
        finding.application = 0;
        finding.policyName = policy.name;
        finding.tokenName = clientSecret;
        finding.detail = clientSecret;
        finding.rule = RulePlace{RuleList::Include, 0, {RuleKind::Other, clientSecret, clientSecret, {}}};
        QString all = nameOf(account.applications.first()) + nameOf(policy) + placeOf(finding, account)
            + sentenceFor(JsonFailure{JsonError::WrongType, clientSecret, {}, 0, 0});
        for (int i = 0; i < lintCheckCount; ++i) {
            finding.check = static_cast<LintCheck>(i);
            all += sentenceFor(finding);
        }
        QVERIFY(!all.contains(clientSecret.mid(6, 20)));
    }

    void saysWhyABypassIsNotCertain()
    {
        Answer answer;
        answer.outcome = Outcome::Bypassed;
        answer.possible = {Outcome::Bypassed};
        QSet<QString> sentences;
        for (const auto doubt : {Doubt::None, Doubt::BypassInStrictMode, Doubt::BadTokenUnderBypass}) {
            answer.doubt = doubt;
            checkSentence(sentenceFor(answer));
            sentences.insert(sentenceFor(answer));
        }
        QCOMPARE(sentences.size(), 3);
    }

    void saysWhatARefusedRequestGetsInBothModesWhereTheModeIsNotTold()
    {
        PolicyReport report;
        Application people;
        people.policies = QList<Policy>{Policy()};
        people.policies->first().decision = Decision::Allow;
        report.account.applications = {people};
        report.question.caller = Caller();
        report.question.caller->state = TokenState::Valid;
        const auto both = refusalSentence(report, 0);
        QVERIFY2(both.contains("login page"_L1) && both.contains("strict"_L1), qPrintable(both));
        report.question.caller->state = TokenState::Unknown;
        checkSentence(refusalSentence(report, 0));
        report.account.strict = false;
        QCOMPARE(refusalSentence(report, 0), sentenceFor(Refusal::LoginRedirect));
        report.account.strict = true;
        report.question.caller->state = TokenState::Valid;
        QCOMPARE(refusalSentence(report, 0), sentenceFor(Refusal::Forbidden));
    }

    void showsNoCredentialWhateverStandsInIt()
    {
        const auto secret = u"cfast_0123456789abcdefghij0123456789abcdefghijDEADBEEF"_s;
        QCOMPARE(shownText(secret), u"[redacted Client Secret]"_s);
        QCOMPARE(shownText(QString(secret).insert(3, QChar(0x200b))), u"[redacted Client Secret]"_s);
        QCOMPARE(shownText(QString(secret).insert(3, QChar(1))), u"[redacted Client Secret]"_s);
        QCOMPARE(
            shownText(u"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQ"_s),
            u"[redacted private key]"_s);
    }

    void showsTextOnOneLineOfBoundedLength()
    {
        QCOMPARE(shownText(u"a\n b\tc"_s), u"a b c"_s);
        QVERIFY(!shownText(u"a\u202eb"_s).contains(QChar(0x202e)));
        QCOMPARE(shownText(QString(100'000, u'x')).size(), 120);
    }
};

QTEST_GUILESS_MAIN(PolicyWordingTest)
#include "PolicyWordingTest.moc"
