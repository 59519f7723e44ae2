// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ComparisonWording.h"

#include "Environments.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

using access::Cause;
using access::HeaderStyle;
using access::Layer;
using access::OrganizationMode;
using access::Outcome;

namespace {

using Built = EnvironmentBuilder;

const QString otherId = u"0a1b2c3d4e5f60718293a4b5c6d7e8f9.access"_s;

struct Case
{
    Environment left;
    Environment right;
};

Built base()
{
    return Built(accepted(), u"api.example.com"_s).mode(OrganizationMode::Legacy).tokenTeam(u"acme"_s);
}

Built withVerdict(const access::Verdict &verdict)
{
    return Built(verdict, u"api.example.com"_s).tokenTeam(u"acme"_s);
}

tokens::ServiceToken ending(const tokens::Expiry &expiry)
{
    auto token = sampleToken();
    token.expiry = expiry;
    return token;
}

http::Exchange redirected()
{
    return ExchangeBuilder().status(302).throughCloudflare().afterHop(
        "https://api.example.com/", 302, "https://acme.cloudflareaccess.com/cdn-cgi/access/login/x?kid=1");
}

ComparedRow rowOf(const Comparison &comparison, const QString &id)
{
    for (const auto &row : comparison.rows) {
        if (idOf(row.trait) == id)
            return row;
    }
    return {};
}

transcripts::Judgement recorded(transcripts::Answered sent)
{
    transcripts::Judgement judgement;
    judgement.transcript.form = transcripts::Form::CurlInclude;
    judgement.transcript.exchange = Built::answer(403);
    judgement.transcript.known = {true, true, true, sent != transcripts::Answered::Unknown, sent};
    judgement.verdict = refused(Cause::ServiceAuthOnlyRefused, access::Confidence::Likely);
    return judgement;
}

} // namespace

Q_DECLARE_METATYPE(Case)

// One row for each trait where the two agree, and one where they do not.
class EnvironmentComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void comparesATrait_data()
    {
        QTest::addColumn<Case>("seen");
        QTest::addColumn<QString>("trait");
        QTest::addColumn<QString>("relation");
        const auto row = [](const char *trait, const char *what, const Environment &left,
                            const Environment &right, const QString &relation) {
            QTest::addRow("%s: %s", trait, what)
                << Case{left, right} << QString::fromLatin1(trait) << relation;
        };
        const auto same = u"same"_s;
        const auto differs = u"differs"_s;
        const auto onlyLeft = u"only-left"_s;
        const auto onlyRight = u"only-right"_s;
        const auto unknown = u"unknown"_s;

        const auto loginPage = withVerdict(refused(Cause::LoginRedirectCredentialsIgnored));
        for (const auto *const trait : {"outcome", "cause", "layer"}) {
            row(trait, "the same", base(), base(), same);
            row(trait, "another", base(), loginPage, differs);
        }
        row("layer", "of nobody", base(), withVerdict({}), unknown);
        row("confidence", "the same", base(), loginPage, same);
        row("confidence", "another", base(),
            withVerdict(refused(Cause::NotAuthorised, access::Confidence::Likely)), differs);
        row("with-token", "the same", base(), base(), same);
        row("with-token", "another", base(), base().credentialed(Built::answer(403)), differs);
        row("with-token", "not asked", base(), base().withoutToken(), onlyLeft);
        row("without-token", "the same", base(), base(), same);
        row("without-token", "another", base(), base().control(Built::answer(200)), differs);
        row("without-token", "no answer", base(),
            base().control(ExchangeBuilder().failing(http::TransportError::TimedOut)), onlyLeft);
        row("cloudflare", "both", base(), base(), same);
        row("cloudflare", "one of them", base(), base().credentialed(Built::bareAnswer(200)), differs);
        row("server", "the same", base(), base(), same);
        row("server", "another", base(), base().credentialed(Built::bareAnswer(200)), differs);
        row("scheme", "the same", base(), base(), same);
        row("scheme", "another", base(), base().url(u"http://api.example.com/"_s), differs);
        row("host", "the same", base(), base().url(u"https://api.example.com/other?x=1"_s), same);
        row("host", "another", base(), base().url(u"https://staging.example.com/"_s), differs);
        row("host", "another port", base(), base().url(u"https://api.example.com:8443/"_s), differs);
        row("token-team", "both their own", base(), base().tokenTeam(u"https://acme.cloudflareaccess.com"_s),
            same);
        row("token-team", "one of another", base(), base().tokenTeam(u"beta"_s), differs);
        row("token-team", "not noted", base(), base().tokenTeam({}), unknown);
        row("team", "the same", base(), base(), same);
        row("team", "another", base(), base().discovered(u"beta.cloudflareaccess.com"_s, QString(64, u'a')),
            differs);
        row("team", "no application", base(), base().undiscovered(), onlyLeft);
        row("audience", "the same", base(), base(), same);
        row("audience", "another", base(),
            base().discovered(u"acme.cloudflareaccess.com"_s, QString(64, u'b')), differs);
        row("audience", "from a refusal", base().undiscovered(),
            base().undiscovered().credentialed(ExchangeBuilder().status(403).throughCloudflare().header(
                "CF-Access-Aud", QByteArray(64, 'b'))),
            onlyRight);
        row("application-host", "the same", base(), base(), same);
        row("application-host", "no application", base().undiscovered(), base(), onlyRight);
        row("discovery", "both", base(), base(), same);
        row("discovery", "one", base(), base().undiscovered(), onlyLeft);
        row("discovery", "not believed", base(), base().undiscovered(access::DiscoveryProblem::NotVerified),
            differs);
        row("discovery", "never answered", base(),
            base().control(ExchangeBuilder().failing(http::TransportError::TimedOut)), unknown);
        row("organization-mode", "the same", base(), base(), same);
        row("organization-mode", "another", base(), base().mode(OrganizationMode::Strict), differs);
        row("organization-mode", "not shown", base(), loginPage, unknown);
        row("header-style", "the same", base(), base(), same);
        row("header-style", "another", base(), base().style(HeaderStyle::single("X-Token")), differs);
        row("header-style", "the same single one", base().style(HeaderStyle::single("x-token")),
            base().style(HeaderStyle::single("X-Token")), same);
        row("header-style", "no token", base(), base().withoutToken(), onlyLeft);
        row("credentials", "both", base(), base(), same);
        row("credentials", "one", base(), base().withoutToken(), differs);
        row("token", "the same", base(), base(), same);
        row("token", "another", base(), base().token(sampleToken(u"other"_s)), differs);
        row("client-id", "the same", base(), base().token(sampleToken(u"other"_s)), same);
        row("client-id", "another", base(), base().clientId(otherId), differs);
        row("client-id", "none", base().withoutToken(), base(), onlyRight);
        row("client-id", "apart in the middle only", base(),
            base().clientId(u"4f1c0b7e52d84f6a9b13000000009a2e.access"_s), differs);
        row("token-status", "both valid", base().token(ending(tokens::Expiry::unlimited())),
            base().token(ending(tokens::Expiry::unlimited())), same);
        row("token-status", "one disabled", base(), base().disabled(), differs);
        const auto yesterday = tokens::Expiry::on(QDateTime({2026, 11, 23}, {10, 0}, Qt::UTC));
        row("token-expiry", "the same", base().token(ending(yesterday)), base().token(ending(yesterday)),
            same);
        row("token-expiry", "another", base().token(ending(yesterday)),
            base().token(ending(tokens::Expiry::unlimited())), differs);
        row("token-expiry", "not noted", base(), base(), unknown);
        row("redirects", "none", base(), base(), same);
        row("redirects", "one", base(), base().credentialed(redirected()), onlyRight);

        const QJsonObject claims{
            {u"iss"_s, u"https://acme.cloudflareaccess.com"_s},
            {u"aud"_s, QJsonArray{QString(64, u'a')}},
            {u"common_name"_s, sampleClientId},
            {u"exp"_s, 1795600000}};
        const QJsonObject others{
            {u"iss"_s, u"https://beta.cloudflareaccess.com"_s},
            {u"aud"_s, QString(64, u'b')},
            {u"common_name"_s, otherId},
            {u"exp"_s, 1795600001}};
        for (const auto *const trait : {"jwt-issuer", "jwt-audience", "jwt-common-name", "jwt-expires"}) {
            row(trait, "the same", base().jwt(claims), base().jwt(claims), same);
            row(trait, "another", base().jwt(claims), base().jwt(others), differs);
            row(trait, "no JWT", base(), base().jwt(claims), onlyRight);
        }
        auto asText = claims;
        asText.insert(u"aud"_s, QString(64, u'a'));
        row("jwt-audience", "as a text and as a list", base().jwt(claims), base().jwt(asText), same);
        row("jwt-algorithm", "the same", base().jwt(claims), base().jwt(others), same);
        row("jwt-algorithm", "no JWT", base().jwt(claims), base(), onlyLeft);
        row("jwt-key-id", "none in either", base().jwt(claims), base().jwt(others), same);

        auto fromLog = Environment(base());
        fromLog.seen = recorded(transcripts::Answered::Yes);
        auto vague = fromLog;
        vague.seen = recorded(transcripts::Answered::Unknown);
        vague.token.reset();
        row("with-token", "of a log", base(), fromLog, differs);
        row("without-token", "of a log with credentials", base(), fromLog, unknown);
        row("discovery", "of a log", base(), fromLog, unknown);
        row("with-token", "of a log that does not say", base(), vague, unknown);
        row("client-id", "of a log", base(), vague, unknown);
        row("header-style", "of a log that does not say", base(), vague, unknown);
    }

    void comparesATrait()
    {
        QFETCH(Case, seen);
        QFETCH(QString, trait);
        QFETCH(QString, relation);
        QCOMPARE(idOf(rowOf(comparisonOf(seen.left, seen.right), trait).relation), relation);
    }

    void hasARowForEveryTraitAndWordsForEach()
    {
        const auto comparison = comparisonOf(base(), base());
        QCOMPARE(comparison.rows.size(), allTraits().size());
        QSet<QString> ids;
        QSet<QString> names;
        for (const auto trait : allTraits()) {
            ids.insert(idOf(trait));
            names.insert(nameOf(trait));
        }
        QCOMPARE(ids.size(), allTraits().size());
        QCOMPARE(names.size(), allTraits().size());
    }

    void hasWordsForEveryDifference()
    {
        Comparison comparison{u"local"_s, u"production"_s, {}, {}, {}};
        QSet<QString> said;
        for (const auto difference : allDifferences()) {
            const Explanation explanation{difference, access::Confidence::Likely, Side::Right, {}};
            const auto sentence = headlineOf(explanation, comparison);
            QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
            QVERIFY2(!sentence.contains(u'%'), qPrintable(sentence));
            QVERIFY(!explanationOf(explanation).isEmpty());
            said.insert(sentence);
        }
        QCOMPARE(said.size(), allDifferences().size());
    }

    void namesAreNotReadAsPlaceMarkers()
    {
        const Comparison comparison{u"%2"_s, u"%1 of b"_s, {}, {}, {}};
        const Explanation explanation{Difference::OtherToken, access::Confidence::Possible, Side::Left, {}};
        QVERIFY(headlineOf(explanation, comparison).startsWith(u"%2 uses another token than %1 of b,"));
    }

    void whatDiffersStandsFirstAndWhatExplainsItAboveTheRest()
    {
        const auto comparison = comparisonOf(
            base(),
            withVerdict(refused(Cause::LoginRedirectCredentialsIgnored))
                .discovered(u"beta.cloudflareaccess.com"_s, QString(64, u'b')));
        QCOMPARE(comparison.explanations.value(0).difference, Difference::OtherTeamsToken);
        QCOMPARE(idOf(comparison.rows.at(0).trait), u"outcome"_s);
        QCOMPARE(idOf(comparison.rows.at(1).trait), u"cause"_s);
        QCOMPARE(idOf(comparison.rows.at(2).trait), u"team"_s);
        bool hasEnded = false;
        for (const auto &row : comparison.rows) {
            QVERIFY(!hasEnded || !isDifference(row.relation));
            hasEnded = hasEnded || !isDifference(row.relation);
        }
        QVERIFY(comparison.nextSteps.contains(access::NextStep::CheckTeamName));
    }

    void hostsTokensAndTheirDatesMayDiffer()
    {
        const auto there = base()
                               .url(u"https://staging.example.com/"_s)
                               .token(sampleToken(u"staging"_s))
                               .clientId(otherId)
                               .tokenTeam(u"acme"_s);
        const auto comparison = comparisonOf(base(), there);
        QCOMPARE(idOf(rowOf(comparison, u"client-id"_s).relation), u"differs"_s);
        QVERIFY(!differsWhereItMatters(comparison));
        QVERIFY(differsWhereItMatters(comparisonOf(base(), base().mode(OrganizationMode::Strict))));
    }

    void whatWasNotSeenIsNoDifference()
    {
        auto unseen = Environment(base());
        unseen.seen = std::monostate();
        const auto comparison = comparisonOf(base(), unseen);
        QVERIFY(!differsWhereItMatters(comparison));
        QVERIFY(comparison.explanations.isEmpty());
    }

    void showsNoCredentialAndNoWholeClientId()
    {
        const QJsonObject claims{
            {u"iss"_s, QString::fromLatin1(sampleSecretBytes)}, {u"common_name"_s, sampleClientId}};
        auto left = base().jwt(claims).undiscovered().credentialed(
            ExchangeBuilder().status(403).throughCloudflare().header("CF-Access-Domain", sampleSecretBytes));
        left.url(u"https://user:hunter22@api.example.com/?token=abcdefgh"_s);
        const auto comparison = comparisonOf(left, base());
        auto text = textOf(comparison, false);
        for (const auto &row : comparison.rows)
            text += row.left.shown + row.right.shown;
        QVERIFY(!text.contains(QString::fromLatin1(sampleSecretBytes)));
        QVERIFY(!text.contains(sampleClientId));
        QVERIFY(text.contains(u"4f1c…9a2e.access"));
        QVERIFY(!text.contains(u"hunter22"));
        QVERIFY(!text.contains(u"abcdefgh"));
        QVERIFY(!text.contains(u"eyJ"));
    }

    void theTextMarksEachRow()
    {
        auto comparison = comparisonOf(base(), withVerdict(refused(Cause::NotAuthorised)));
        comparison.leftName = u"local"_s;
        const auto all = textOf(comparison, false);
        QVERIFY(all.contains(u"≠  Outcome: accepted | refused"));
        QVERIFY(all.contains(u"=  Scheme: https | https"));
        QVERIFY(all.contains(u"?  Organization: legacy | not known"));
        const auto some = textOf(comparison, true);
        QVERIFY(some.contains(u"≠  Outcome"));
        QVERIFY(!some.contains(u"=  Scheme"));
    }
};

QTEST_GUILESS_MAIN(EnvironmentComparisonTest)
#include "EnvironmentComparisonTest.moc"
