// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "GuidedCheck.h"
#include "GuideWording.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;
using Ask = GuideQuestion;
using Reply = GuideReply;
using End = GuideConclusion;
using access::Cause;
using access::Confidence;
using access::Layer;
using access::Outcome;

Q_DECLARE_METATYPE(keyturn::access::Verdict)

namespace {

constexpr int longestTalk = 8;

access::Verdict
verdict(std::optional<Layer> layer, Outcome outcome, Cause cause, Confidence confidence = Confidence::Likely)
{
    access::Verdict made;
    made.layer = layer;
    made.outcome = outcome;
    made.cause = cause;
    made.confidence = confidence;
    return made;
}

/// Every conclusion that can be reached; each question must know a turn for each of its replies.
void walk(Guide guide, GuideQuestion question, int depth, QSet<int> &ends)
{
    QVERIFY(depth < longestTalk);
    QVERIFY(!sentenceFor(question).isEmpty());
    for (const Reply reply : repliesTo(question)) {
        QVERIFY(!wordFor(reply).isEmpty());
        const auto next = turnAfter(guide, question, reply);
        QVERIFY2(next, qPrintable(sentenceFor(question) + wordFor(reply)));
        if (const auto *further = std::get_if<GuideQuestion>(&*next))
            walk(guide, *further, depth + 1, ends);
        else
            ends.insert(static_cast<int>(std::get<GuideConclusion>(*next)));
        if (QTest::currentTestFailed())
            return;
    }
}

} // namespace

class GuidedCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void concludesWhateverIsReplied()
    {
        QSet<int> ends;
        for (const Guide guide : {Guide::Unauthorized, Guide::NotInPolicyList, Guide::WorksLocallyOnly}) {
            QVERIFY(!titleOf(guide).isEmpty());
            walk(guide, firstOf(guide), 0, ends);
        }
        walk(Guide::WorksLocallyOnly, firstOf(Guide::WorksLocallyOnly, true), 0, ends);
        // The one that needs a test without a token.
        ends.insert(static_cast<int>(End::SecretNotTested));
        QCOMPARE(ends.size(), int(End::EnvironmentDiffers) + 1);
        for (const int end : ends) {
            const QString sentence = sentenceFor(static_cast<End>(end));
            QVERIFY2(sentence.endsWith(u'.') && sentence.at(0).isUpper(), qPrintable(sentence));
            QVERIFY(!nextStepsOf(static_cast<End>(end)).isEmpty());
        }
    }

    void leadsToAConclusion_data()
    {
        QTest::addColumn<Guide>("guide");
        QTest::addColumn<QList<GuideReply>>("replies");
        QTest::addColumn<GuideConclusion>("end");

        const auto refused = Reply::RefusedByAccess;
        const auto yes = Reply::Yes;
        const auto no = Reply::No;
        QTest::newRow("it works") << Guide::Unauthorized << QList{Reply::Works} << End::WorksNow;
        QTest::newRow("names") << Guide::Unauthorized << QList{refused, no} << End::UseExactNames;
        QTest::newRow("deleted") << Guide::Unauthorized << QList{refused, yes, no} << End::TokenGone;
        QTest::newRow("expired") << Guide::Unauthorized << QList{refused, yes, yes, no}
                                 << End::TokenNotInForce;
        QTest::newRow("no policy") << Guide::Unauthorized << QList{refused, yes, yes, yes, no}
                                   << End::AddPolicy;
        QTest::newRow("the secret") << Guide::Unauthorized << QList{refused, yes, yes, yes, yes}
                                    << End::SecretWrong;
        QTest::newRow("no such token") << Guide::NotInPolicyList << QList{no} << End::CreateToken;
        QTest::newRow("an Allow policy") << Guide::NotInPolicyList << QList{yes, no} << End::ChangeAction;
        QTest::newRow("another selector")
            << Guide::NotInPolicyList << QList{yes, yes, no} << End::ChooseSelector;
        QTest::newRow("a shortened list")
            << Guide::NotInPolicyList << QList{yes, yes, yes, no} << End::AskAdministrator;
        QTest::newRow("an old page") << Guide::NotInPolicyList << QList{yes, yes, yes, yes}
                                     << End::ReloadPage;
        QTest::newRow("not set") << Guide::WorksLocallyOnly << QList{no} << End::SetSecrets;
        QTest::newRow("another team") << Guide::WorksLocallyOnly << QList{yes, no} << End::TokenOfOtherTeam;
        QTest::newRow("works from here")
            << Guide::WorksLocallyOnly << QList{yes, yes, Reply::Works} << End::EnvironmentDiffers;
        QTest::newRow("a firewall") << Guide::WorksLocallyOnly << QList{yes, yes, Reply::StoppedBefore}
                                    << End::NotAccess;
    }

    void leadsToAConclusion()
    {
        QFETCH(Guide, guide);
        QFETCH(QList<GuideReply>, replies);
        QFETCH(GuideConclusion, end);

        GuideTurn turn = firstOf(guide);
        for (const Reply reply : replies) {
            QVERIFY(std::holds_alternative<GuideQuestion>(turn));
            const auto next = turnAfter(guide, std::get<GuideQuestion>(turn), reply);
            QVERIFY(next);
            turn = *next;
        }
        QVERIFY(std::holds_alternative<GuideConclusion>(turn));
        QCOMPARE(std::get<GuideConclusion>(turn), end);
    }

    void readsItsTestsFromTheVerdict_data()
    {
        QTest::addColumn<access::Verdict>("seen");
        QTest::addColumn<GuideReply>("reply");

        QTest::newRow("accepted") << verdict(Layer::Origin, Outcome::Accepted, Cause::Accepted)
                                  << Reply::Works;
        QTest::newRow("perhaps accepted")
            << verdict(Layer::Origin, Outcome::Accepted, Cause::Accepted, Confidence::Possible)
            << Reply::Unclear;
        QTest::newRow("no host") << verdict(Layer::Network, Outcome::Unreachable, Cause::HostNotFound)
                                 << Reply::NotReached;
        QTest::newRow("tunnel") << verdict(Layer::Edge, Outcome::Unreachable, Cause::TunnelDown)
                                << Reply::StoppedBefore;
        QTest::newRow("firewall") << verdict(Layer::Waf, Outcome::Refused, Cause::WafBlock)
                                  << Reply::StoppedBefore;
        QTest::newRow("open") << verdict(Layer::Origin, Outcome::Open, Cause::OpenWithoutToken)
                              << Reply::NotGuarded;
        QTest::newRow("service") << verdict(Layer::Origin, Outcome::Refused, Cause::OriginWantsIdentity)
                                 << Reply::FromService;
        QTest::newRow("expired") << verdict(Layer::Access, Outcome::Refused, Cause::TokenExpired)
                                 << Reply::TokenEnded;
        QTest::newRow("no policy") << verdict(Layer::Access, Outcome::Refused, Cause::NotAuthorised)
                                   << Reply::NotInAnyPolicy;
        QTest::newRow("one header") << verdict(Layer::Access, Outcome::Refused, Cause::CredentialsIncomplete)
                                    << Reply::RequestAtFault;
        QTest::newRow("wrong") << verdict(Layer::Access, Outcome::Refused, Cause::CannotAuthenticate)
                               << Reply::RefusedByAccess;
        QTest::newRow("nobody knows")
            << verdict(std::nullopt, Outcome::Unknown, Cause::Undetermined) << Reply::Unclear;
    }

    void readsItsTestsFromTheVerdict()
    {
        QFETCH(access::Verdict, seen);
        QFETCH(GuideReply, reply);
        QCOMPARE(replyOf(seen), reply);
    }

    void blamesNoRequestForLackingATokenThatWasNotNamed()
    {
        const auto gate = verdict(Layer::Access, Outcome::Refused, Cause::LoginRedirectNoCredentials);
        QCOMPARE(replyOf(gate), Reply::RequestAtFault);
        QCOMPARE(replyOf(gate, false), Reply::OnlyGate);
        const auto swapped = verdict(Layer::Access, Outcome::Refused, Cause::CredentialsSwapped);
        QCOMPARE(replyOf(swapped, false), Reply::RequestAtFault);
    }

    void blamesNoSecretThatWasNotSent()
    {
        for (const auto guide : {Guide::Unauthorized, Guide::WorksLocallyOnly}) {
            const auto end = [guide](bool isWithToken) {
                return std::get<End>(
                    turnAfter(guide, Ask::PolicyIsServiceAuth, Reply::Yes, isWithToken).value());
            };
            QCOMPARE(end(true), End::SecretWrong);
            QCOMPARE(end(false), End::SecretNotTested);
        }
        QCOMPARE(
            std::get<End>(turnAfter(Guide::Unauthorized, Ask::PolicyIsServiceAuth, Reply::No, false).value()),
            End::AddPolicy);
    }

    void testsTheUrlThatWorksFirstWhereItIsKnown()
    {
        const auto guide = Guide::WorksLocallyOnly;
        QCOMPARE(firstOf(guide), Ask::SecretsSet);
        QCOMPARE(firstOf(guide, true), Ask::DiagnoseHere);
        QCOMPARE(std::get<Ask>(*turnAfter(guide, Ask::DiagnoseHere, Reply::Works)), Ask::SecretsSet);
        QCOMPARE(
            std::get<End>(*turnAfter(guide, Ask::DiagnoseHere, Reply::RefusedByAccess)), End::FailsHereToo);
        QVERIFY(isToldByVerdict(End::FailsHereToo));
        QVERIFY(!isToldByVerdict(End::SecretWrong));
    }

    void tellsAHostThatIsNotThereFromAFirewall()
    {
        for (const auto &[guide, test] :
             {std::pair(Guide::Unauthorized, Ask::Diagnose),
              std::pair(Guide::WorksLocallyOnly, Ask::DiagnoseProduction)}) {
            QCOMPARE(std::get<End>(*turnAfter(guide, test, Reply::NotReached)), End::NotReached);
            QCOMPARE(std::get<End>(*turnAfter(guide, test, Reply::StoppedBefore)), End::NotAccess);
        }
        QVERIFY(!nextStepsOf(End::NotReached).contains(access::NextStep::CheckWafEvents));
    }

    void hasAnIdOfItsOwnForEachThing()
    {
        QSet<QString> ids;
        int count = 0;
        const auto note = [&](const QString &id) {
            QVERIFY(!id.isEmpty());
            ids.insert(id);
            ++count;
        };
        for (int i = 0; i <= static_cast<int>(Ask::SameTeam); ++i)
            note(idOf(static_cast<Ask>(i)));
        QCOMPARE(ids.size(), count);
        for (int i = 0; i <= static_cast<int>(Reply::Unclear); ++i)
            note(idOf(static_cast<Reply>(i)));
        for (int i = 0; i <= static_cast<int>(End::EnvironmentDiffers); ++i)
            note(idOf(static_cast<End>(i)));
        QCOMPARE(ids.size(), count);
    }

    void knowsNoReplyThatItDidNotOffer()
    {
        QVERIFY(!turnAfter(Guide::Unauthorized, Ask::Diagnose, Reply::Yes));
        QVERIFY(!turnAfter(Guide::NotInPolicyList, Ask::Diagnose, Reply::Works));
        QCOMPARE(idOf(Guide::Unauthorized), u"401"_s);
        QCOMPARE(idOf(Guide::NotInPolicyList), u"policy"_s);
        QCOMPARE(idOf(Guide::WorksLocallyOnly), u"production"_s);
    }
};

QTEST_GUILESS_MAIN(GuidedCheckTest)
#include "GuidedCheckTest.moc"
