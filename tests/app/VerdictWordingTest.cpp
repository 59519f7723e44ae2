// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictWording.h"

#include "StepOfferWording.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace keyturn::access;
using namespace Qt::StringLiterals;

namespace {

template <typename Enum>
QList<Enum> upTo(Enum last)
{
    QList<Enum> values;
    for (int value = 0; value <= static_cast<int>(last); ++value)
        values.append(static_cast<Enum>(value));
    return values;
}

const auto confidences = upTo(Confidence::Possible);
const auto lastEvidence = EvidenceKind::DiscoveryNotBelieved;
const auto lastStep = NextStep::DistrustAddress;

Verdict verdict(Cause cause, Confidence confidence = Confidence::Likely)
{
    Verdict verdict;
    verdict.cause = cause;
    verdict.confidence = confidence;
    return verdict;
}

Verdict verdictWith(Cause cause, EvidenceKind kind)
{
    Verdict seen = verdict(cause);
    seen.evidence.append({kind, {}});
    return seen;
}

/// Short, whole, calm.
void checkSentence(const QString &text)
{
    QVERIFY(!text.isEmpty());
    QVERIFY2(text.at(0).isUpper(), qPrintable(text));
    QVERIFY2(text.endsWith(u'.') || text.endsWith(u'?'), qPrintable(text));
    QVERIFY2(!text.contains(u'!'), qPrintable(text));
    QVERIFY2(!text.contains(u'%'), qPrintable(text));
    QVERIFY2(!text.contains("  "_L1), qPrintable(text));
    QVERIFY2(!text.contains("please"_L1, Qt::CaseInsensitive), qPrintable(text));
    QVERIFY2(!text.contains("successfully"_L1, Qt::CaseInsensitive), qPrintable(text));
}

} // namespace

class VerdictWordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void hasAHeadlineAndAnExplanationForEveryCause()
    {
        QSet<QString> headlines;
        for (const Cause cause : allCauses()) {
            for (const Confidence confidence : confidences) {
                checkSentence(headlineOf(verdict(cause, confidence)));
                checkSentence(explanationOf(verdict(cause, confidence)));
            }
            headlines.insert(headlineOf(verdict(cause)));
        }
        QCOMPARE(headlines.size(), allCauses().size());
    }

    void keepsHeadlinesToOneLineOfABanner()
    {
        for (const Cause cause : allCauses()) {
            const QString headline = headlineOf(verdict(cause));
            QVERIFY2(headline.size() <= 130, qPrintable(headline));
            QVERIFY2(headline.count(u'.') == 1, qPrintable(headline));
        }
    }

    void namesEveryPossibleReasonOfTheLoginRedirect()
    {
        const Verdict seen = verdict(Cause::LoginRedirectCredentialsIgnored);
        const QString all = headlineOf(seen) + explanationOf(seen);

        for (const auto &reason :
             {u"login page"_s, u"Service Auth policy"_s, u"wrong"_s, u"expired"_s, u"disabled"_s,
              u"Allow policy"_s})
            QVERIFY2(all.contains(reason), qPrintable(reason));
    }

    void saysWhatTheRecordsSayOfTheToken_data()
    {
        QTest::addColumn<Cause>("cause");
        QTest::addColumn<EvidenceKind>("kind");
        QTest::addColumn<QString>("word");

        QTest::newRow("expired, login")
            << Cause::TokenExpired << EvidenceKind::LoginRedirectTo << u"expired"_s;
        QTest::newRow("expired, refused")
            << Cause::TokenExpired << EvidenceKind::AccessAudience << u"expired"_s;
        QTest::newRow("disabled, login")
            << Cause::TokenDisabled << EvidenceKind::LoginRedirectTo << u"disabled"_s;
        QTest::newRow("disabled, refused")
            << Cause::TokenDisabled << EvidenceKind::AccessAudience << u"disabled"_s;
    }

    void saysWhatTheRecordsSayOfTheToken()
    {
        QFETCH(Cause, cause);
        QFETCH(EvidenceKind, kind);
        QFETCH(QString, word);

        const QString headline = headlineOf(verdictWith(cause, kind));

        checkSentence(headline);
        QVERIFY(headline.contains(word));
        QVERIFY(headline.contains("records"_L1));
        QCOMPARE(headline.contains("login page"_L1), kind == EvidenceKind::LoginRedirectTo);
    }

    void headsARequestThatWasNeverSentWithThat()
    {
        auto unsent = verdict(Cause::HeaderNotSendable, Confidence::Likely);
        unsent.layer = access::Layer::Network;
        unsent.outcome = access::Outcome::Unreachable;
        QCOMPARE(summaryOf(unsent), u"Nothing was sent (likely)"_s);

        auto refused = verdict(Cause::NotAuthorised, Confidence::Certain);
        refused.layer = access::Layer::Access;
        refused.outcome = access::Outcome::Refused;
        QCOMPARE(summaryOf(refused), u"Access: refused (certain)"_s);
    }

    void doesNotSayThatAConnectionWasRefusedWhereThatIsAGuess()
    {
        const auto headline
            = [](Confidence confidence) { return headlineOf(verdict(Cause::ConnectionRefused, confidence)); };
        QVERIFY(headline(Confidence::Certain).contains("refused"_L1));
        QVERIFY(!headline(Confidence::Possible).contains("refused"_L1));
        checkSentence(headline(Confidence::Possible));
        checkSentence(explanationOf(verdict(Cause::ConnectionRefused, Confidence::Possible)));
    }

    void promisesAcceptanceOnlyWhenItIsCertain()
    {
        const auto headline
            = [](Confidence confidence) { return headlineOf(verdict(Cause::Accepted, confidence)); };
        QVERIFY(headline(Confidence::Certain).contains("accepted this token"_L1));
        QVERIFY(headline(Confidence::Likely).contains("most likely"_L1));
        QVERIFY(!headline(Confidence::Possible).contains("accepted"_L1));
    }

    void hasASentenceForEveryEvidence()
    {
        for (const EvidenceKind kind : upTo(lastEvidence)) {
            checkSentence(sentenceFor(Evidence{kind, {}}));
            checkSentence(sentenceFor(Evidence{kind, u"VALUE"_s}));
        }
        QVERIFY(sentenceFor(Evidence{EvidenceKind::StatusSeen, u"302 Found"_s}).contains("302 Found"_L1));
    }

    void saysEachEvidenceInAFewWords()
    {
        for (const EvidenceKind kind : upTo(lastEvidence)) {
            const auto brief = briefFor(Evidence{kind, u"VALUE"_s});
            QVERIFY2(!brief.isEmpty() && !brief.endsWith(u'.') && !brief.contains(u'%'), qPrintable(brief));
            QVERIFY2(brief.size() <= 80, qPrintable(brief));
        }
        const Evidence audience{EvidenceKind::AccessAudience, QString(64, u'a')};
        QCOMPARE(briefFor(audience), u"audience aaaaaaaaaaaa…"_s);
    }

    void hasASentenceForEveryNextStep()
    {
        QSet<QString> sentences;
        for (const NextStep step : upTo(lastStep)) {
            checkSentence(sentenceFor(step));
            sentences.insert(sentenceFor(step));
        }
        QCOMPARE(sentences.size(), upTo(lastStep).size());
    }

    void makesTheSentenceOfANextStepOfItsParts()
    {
        for (const NextStep step : upTo(lastStep)) {
            checkSentence(actionFor(step));
            QVERIFY(sentenceFor(step).startsWith(actionFor(step).chopped(1)));
            QVERIFY(sentenceFor(step).contains(placeFor(step)));
            QVERIFY(sentenceFor(step).endsWith(hintFor(step)));
            QVERIFY2(!actionFor(step).contains("dash.cloudflare.com"_L1), qPrintable(actionFor(step)));
            if (!hintFor(step).isEmpty())
                checkSentence(hintFor(step));
        }
    }

    void leadsToTheDashboardAsItIsToday()
    {
        const auto tokens = u"dash.cloudflare.com > Zero Trust > Access controls > Service credentials > "
                            "Service Tokens"_s;
        for (const NextStep step :
             {NextStep::CheckClientIdAndSecret, NextStep::CheckExpiryInDashboard, NextStep::EnableToken,
              NextStep::RotateSecret})
            QVERIFY2(sentenceFor(step).contains(tokens), qPrintable(sentenceFor(step)));
        QVERIFY(sentenceFor(NextStep::AddServiceAuthPolicy)
                    .contains("dash.cloudflare.com > Zero Trust > Access controls > Applications"_L1));
    }

    void offersAButtonOnlyForWhatKeyturnCanDo()
    {
        QCOMPARE(labelFor(NextStep::Diagnose), u"Diagnose"_s);
        QVERIFY(!labelFor(NextStep::SendWithToken).isEmpty());
        QVERIFY(labelFor(NextStep::AddServiceAuthPolicy).isEmpty());
        for (const NextStep step : upTo(lastStep))
            QVERIFY2(labelFor(step).size() <= 24, qPrintable(labelFor(step)));
    }

    void hasAWordForEverything()
    {
        QCOMPARE(wordFor(Confidence::Certain), u"certain"_s);
        QCOMPARE(wordFor(Confidence::Likely), u"likely"_s);
        QCOMPARE(wordFor(Confidence::Possible), u"possible"_s);
        QCOMPARE(wordFor(OrganizationMode::Legacy), u"legacy organization"_s);
        QCOMPARE(wordFor(OrganizationMode::Strict), u"strict organization"_s);
        QVERIFY(wordFor(OrganizationMode::Unknown).isEmpty());
        for (const Layer layer : upTo(Layer::Origin))
            QVERIFY(!wordFor(layer).isEmpty());
        for (const Outcome outcome : upTo(Outcome::Unknown))
            QVERIFY(!wordFor(outcome).isEmpty());
    }
};

QTEST_GUILESS_MAIN(VerdictWordingTest)
#include "VerdictWordingTest.moc"
