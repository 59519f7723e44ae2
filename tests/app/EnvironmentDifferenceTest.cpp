// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EnvironmentDifference.h"

#include "Environments.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

using access::Cause;
using access::Confidence;
using access::HeaderStyle;
using access::Layer;
using access::OrganizationMode;
using access::Outcome;

namespace {

using Built = EnvironmentBuilder;

const QString otherId = u"0a1b2c3d4e5f60718293a4b5c6d7e8f9.access"_s;
const QString otherTeam = u"beta.cloudflareaccess.com"_s;
const QString acme = u"acme.cloudflareaccess.com"_s;
const QString audienceA(64, u'a');
const QString audienceB(64, u'b');

struct Case
{
    Environment left;
    Environment right;
};

Built works()
{
    return Built(accepted(), u"staging.example.com"_s);
}

Built refusedWith(Cause cause, Confidence confidence = Confidence::Certain)
{
    return Built(refused(cause, confidence), u"api.example.com"_s);
}

Built answeredBy(Layer layer, Outcome outcome, Cause cause, Confidence confidence = Confidence::Certain)
{
    return Built(verdictOf(layer, outcome, cause, confidence), u"api.example.com"_s);
}

Built loginPage()
{
    return refusedWith(Cause::LoginRedirectCredentialsIgnored);
}

http::Exchange withHop(bool isStripped)
{
    const QList<QByteArray> none;
    const QList<QByteArray> both{"CF-Access-Client-Id", "CF-Access-Client-Secret"};
    return ExchangeBuilder().status(302).throughCloudflare().afterHop(
        "https://api.example.com/", 301, "https://www.example.com/", isStripped ? both : none);
}

} // namespace

Q_DECLARE_METATYPE(Case)

// One row for each explanation where it applies, and one where something like it does not.
class EnvironmentDifferenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void explains_data()
    {
        QTest::addColumn<Case>("seen");
        QTest::addColumn<QString>("difference");
        QTest::addColumn<QString>("side"); // Empty: both of them; "-": it does not explain this.
        QTest::addColumn<QString>("confidence");
        const auto row = [](const char *name, const Environment &left, const Environment &right,
                            const QString &difference, const QString &side, const QString &confidence) {
            QTest::newRow(name) << Case{left, right} << difference << side << confidence;
        };
        const auto not_ = [&row](
                              const char *name, const Environment &left, const Environment &right,
                              const QString &difference) { row(name, left, right, difference, u"-"_s, {}); };

        row("no token is sent in production", works(),
            refusedWith(Cause::LoginRedirectNoCredentials).withoutToken(), u"credentials-not-sent"_s,
            u"right"_s, u"certain"_s);
        row("no token is sent in the left one", refusedWith(Cause::CredentialsMissing).withoutToken(),
            works(), u"credentials-not-sent"_s, u"left"_s, u"certain"_s);
        not_(
            "no token is sent and none is wanted", works(),
            answeredBy(Layer::Origin, Outcome::Open, Cause::OriginAnswered).withoutToken(),
            u"credentials-not-sent"_s);

        for (const auto cause :
             {Cause::CredentialsNotFilledIn, Cause::CredentialsIncomplete, Cause::CredentialsDuplicated,
              Cause::BothHeaderStyles, Cause::CredentialsSwapped, Cause::ApiTokenInsteadOfServiceToken,
              Cause::CredentialsMalformed, Cause::HeaderNameMisspelt, Cause::SingleHeaderMalformed})
            row(qPrintable(access::idOf(cause)), works(), refusedWith(cause, Confidence::Likely),
                u"credentials-written-wrongly"_s, u"right"_s, u"likely"_s);
        not_("written well and refused", works(), loginPage(), u"credentials-written-wrongly"_s);

        row("lost on a redirect", works(), refusedWith(Cause::CredentialsLostOnRedirect),
            u"credentials-lost-on-redirect"_s, u"right"_s, u"certain"_s);
        row("withheld on the way", works(), loginPage().credentialed(withHop(true)),
            u"credentials-lost-on-redirect"_s, u"right"_s, u"likely"_s);
        not_(
            "redirected within the origin", works(), loginPage().credentialed(withHop(false)),
            u"credentials-lost-on-redirect"_s);

        row("the verdict says expired", works(), refusedWith(Cause::TokenExpired), u"token-ended"_s,
            u"right"_s, u"certain"_s);
        row("the listing says disabled", works(), loginPage().clientId(otherId).disabled(), u"token-ended"_s,
            u"right"_s, u"likely"_s);
        not_(
            "the listing says disabled, and it is admitted on the other side", works().disabled(),
            loginPage().disabled(), u"token-ended"_s);
        not_("disabled and let in", works(), works().clientId(otherId).disabled(), u"token-ended"_s);

        row("another team answers than the token's", works(), loginPage().tokenTeam(u"beta"_s),
            u"other-teams-token"_s, u"right"_s, u"likely"_s);
        row("one token in two teams", works(), loginPage().discovered(otherTeam, audienceB),
            u"other-teams-token"_s, u"right"_s, u"likely"_s);
        row("a strict team does not know it", works(),
            refusedWith(Cause::CannotAuthenticate).discovered(otherTeam, audienceB), u"other-teams-token"_s,
            u"right"_s, u"likely"_s);
        not_(
            "two teams, each with its token", works(),
            loginPage().discovered(otherTeam, audienceB).clientId(otherId), u"other-teams-token"_s);
        not_(
            "a strict team knows it", works(),
            refusedWith(Cause::NotAuthorised).discovered(otherTeam, audienceB), u"other-teams-token"_s);
        not_(
            "the token's team written as a host", works().tokenTeam(acme), loginPage().tokenTeam(acme),
            u"other-teams-token"_s);

        row("one token, and an application that does not take it", works(),
            loginPage().discovered(acme, audienceB), u"not-in-policy"_s, u"right"_s, u"likely"_s);
        row("only Service Auth policies, and none for it", works(),
            refusedWith(Cause::ServiceAuthOnlyRefused, Confidence::Likely), u"not-in-policy"_s, u"right"_s,
            u"likely"_s);
        row("a strict organization says so", works().clientId(otherId), refusedWith(Cause::NotAuthorised),
            u"not-in-policy"_s, u"right"_s, u"certain"_s);
        not_("another token", works().clientId(otherId), loginPage(), u"not-in-policy"_s);
        not_("another team", works(), loginPage().discovered(otherTeam, audienceB), u"not-in-policy"_s);
        not_(
            "another header style", works(), loginPage().style(HeaderStyle::single("Authorization")),
            u"not-in-policy"_s);
        not_(
            "a token that is not admitted anywhere", refusedWith(Cause::CannotAuthenticate), loginPage(),
            u"not-in-policy"_s);

        row("the single header is not read", works(),
            refusedWith(Cause::SingleHeaderNotRead).style(HeaderStyle::single("Authorization")),
            u"header-style-not-read"_s, u"right"_s, u"likely"_s);
        row("answered as if there were no header", works(),
            loginPage()
                .style(HeaderStyle::single("Authorization"))
                .control(Built::answer(302))
                .credentialed(Built::answer(302)),
            u"header-style-not-read"_s, u"right"_s, u"likely"_s);
        row("another style, and another answer than without credentials", works(),
            refusedWith(Cause::CannotAuthenticate)
                .style(HeaderStyle::single("X-Token"))
                .credentialed(Built::answer(401)),
            u"header-style-not-read"_s, u"right"_s, u"possible"_s);
        row("the same single header on both sides", works().style(HeaderStyle::single("X-Token")),
            loginPage().style(HeaderStyle::single("X-Token")), u"header-style-not-read"_s, u"right"_s,
            u"possible"_s);
        not_("two headers on both sides", works(), loginPage(), u"header-style-not-read"_s);

        row("the AUD of another application", works(),
            answeredBy(Layer::Origin, Outcome::Refused, Cause::MiddlewareWrongAudience)
                .discovered(acme, audienceB),
            u"origin-checks-other-audience"_s, u"right"_s, u"likely"_s);
        row("a wrong AUD, whosever it is", works(),
            answeredBy(Layer::Origin, Outcome::Refused, Cause::MiddlewareWrongAudience),
            u"origin-checks-other-audience"_s, u"right"_s, u"possible"_s);
        not_(
            "two AUDs and no complaint", works(), works().discovered(acme, audienceB),
            u"origin-checks-other-audience"_s);

        row("the team of another environment", works(),
            answeredBy(Layer::Origin, Outcome::Refused, Cause::MiddlewareWrongTeam),
            u"origin-checks-other-team"_s, u"right"_s, u"likely"_s);
        row("a team that does not exist", works(),
            answeredBy(Layer::Origin, Outcome::Refused, Cause::TeamNotFound), u"origin-checks-other-team"_s,
            u"right"_s, u"likely"_s);
        not_(
            "the service refuses otherwise", works(),
            answeredBy(Layer::Origin, Outcome::Refused, Cause::AcceptedButOriginRefused),
            u"origin-checks-other-team"_s);

        row("a firewall in front of production", works(),
            answeredBy(Layer::Waf, Outcome::Refused, Cause::WafBlock, Confidence::Likely), u"waf-in-front"_s,
            u"right"_s, u"likely"_s);
        not_(
            "a firewall in front of both",
            answeredBy(Layer::Waf, Outcome::Refused, Cause::WafChallenge, Confidence::Likely),
            answeredBy(Layer::Waf, Outcome::Refused, Cause::WafBlock, Confidence::Likely), u"waf-in-front"_s);

        row("the tunnel is down", works(), answeredBy(Layer::Edge, Outcome::Unreachable, Cause::TunnelDown),
            u"not-reached"_s, u"right"_s, u"certain"_s);
        row("the host is not found", works(),
            answeredBy(Layer::Network, Outcome::Unreachable, Cause::HostNotFound), u"not-reached"_s,
            u"right"_s, u"certain"_s);
        not_(
            "neither is reached", answeredBy(Layer::Network, Outcome::Unreachable, Cause::TimedOut),
            answeredBy(Layer::Edge, Outcome::Unreachable, Cause::TunnelDown), u"not-reached"_s);

        row("https is required", works(), answeredBy(Layer::Edge, Outcome::Refused, Cause::HttpsRequired),
            u"plain-http"_s, u"right"_s, u"certain"_s);
        row("http on one side", works(), loginPage().url(u"http://api.example.com/"_s), u"plain-http"_s,
            u"right"_s, u"possible"_s);
        not_("http, and it works", works(), works().url(u"http://api.example.com/"_s), u"plain-http"_s);

        row("the port is stripped", works(), refusedWith(Cause::PortStripped), u"port-in-url"_s, u"right"_s,
            u"certain"_s);
        row("a port on one side", works(), loginPage().url(u"https://api.example.com:8443/"_s),
            u"port-in-url"_s, u"right"_s, u"possible"_s);
        not_(
            "a port of this machine", works(), loginPage().url(u"http://127.0.0.1:8787/"_s),
            u"port-in-url"_s);

        row("local does not go through Access",
            answeredBy(Layer::Origin, Outcome::Open, Cause::NotBehindCloudflare)
                .undiscovered()
                .credentialed(Built::bareAnswer(200)),
            loginPage(), u"not-through-access"_s, u"left"_s, u"likely"_s);
        row("local answers without a mark",
            answeredBy(Layer::Origin, Outcome::Open, Cause::OriginAnswered)
                .undiscovered()
                .control(Built::bareAnswer(200))
                .credentialed(Built::bareAnswer(200)),
            works(), u"not-through-access"_s, u"left"_s, u"likely"_s);
        not_(
            "neither goes through Access",
            answeredBy(Layer::Origin, Outcome::Open, Cause::NotBehindCloudflare).undiscovered(),
            answeredBy(Layer::Origin, Outcome::Refused, Cause::NotBehindCloudflare).undiscovered(),
            u"not-through-access"_s);

        row("no application in production", works(),
            answeredBy(Layer::Origin, Outcome::Open, Cause::OpenWithoutToken).undiscovered(),
            u"no-application"_s, u"right"_s, u"likely"_s);
        row("hosts without an application are denied", works(),
            refusedWith(Cause::HostWithoutApplicationDenied), u"no-application"_s, u"right"_s, u"certain"_s);
        not_(
            "open, and an application is there", works(),
            answeredBy(Layer::Origin, Outcome::Open, Cause::OpenWithoutToken), u"no-application"_s);

        row("bypassed", works(),
            answeredBy(Layer::Origin, Outcome::Open, Cause::Bypassed, Confidence::Likely), u"bypassed"_s,
            u"right"_s, u"likely"_s);
        not_(
            "open without an application", works(),
            answeredBy(Layer::Origin, Outcome::Open, Cause::OpenWithoutToken).undiscovered(), u"bypassed"_s);

        row("the service says no", works(),
            answeredBy(Layer::Origin, Outcome::Refused, Cause::AcceptedButOriginRefused, Confidence::Likely),
            u"service-refuses"_s, u"right"_s, u"likely"_s);
        not_("Access says no", works(), loginPage(), u"service-refuses"_s);

        row("strict here, legacy there",
            refusedWith(Cause::CannotAuthenticate).mode(OrganizationMode::Strict),
            loginPage().mode(OrganizationMode::Legacy), u"organization-modes"_s, {}, u"likely"_s);
        not_(
            "both legacy", refusedWith(Cause::ServiceAuthOnlyRefused).mode(OrganizationMode::Legacy),
            loginPage().mode(OrganizationMode::Legacy), u"organization-modes"_s);
        not_(
            "strict here, legacy there, and it works there", works().mode(OrganizationMode::Strict),
            loginPage().mode(OrganizationMode::Legacy), u"organization-modes"_s);

        row("another token", works(), loginPage().clientId(otherId), u"other-token"_s, u"right"_s,
            u"possible"_s);
        not_("the same token", works(), loginPage(), u"other-token"_s);

        row("the same cause", loginPage(), loginPage().url(u"https://eu.example.com/"_s), u"same-cause"_s, {},
            u"certain"_s);
        row("the same cause, less sure", loginPage(),
            refusedWith(Cause::LoginRedirectCredentialsIgnored, Confidence::Likely), u"same-cause"_s, {},
            u"likely"_s);
        not_("two causes", loginPage(), refusedWith(Cause::CannotAuthenticate), u"same-cause"_s);
        not_(
            "nobody knows why, twice", answeredBy(Layer::Origin, Outcome::Unknown, Cause::Undetermined),
            answeredBy(Layer::Origin, Outcome::Unknown, Cause::Undetermined), u"same-cause"_s);

        row("both work", works(), works(), u"both-work"_s, {}, u"certain"_s);
        not_("one works", works(), loginPage(), u"both-work"_s);
    }

    void explains()
    {
        QFETCH(Case, seen);
        QFETCH(QString, difference);
        QFETCH(QString, side);
        QFETCH(QString, confidence);
        const auto all = explanationsOf(seen.left, seen.right);
        QVERIFY(all.size() <= 3);
        const auto isIt
            = [&](const Explanation &explanation) { return idOf(explanation.difference) == difference; };
        const auto found = std::find_if(all.cbegin(), all.cend(), isIt);
        QCOMPARE(found == all.cend(), side == u"-");
        if (found == all.cend())
            return;
        QCOMPARE(found->side ? idOf(*found->side) : QString(), side);
        QCOMPARE(access::idOf(found->confidence), confidence);
        QVERIFY(!found->restsOn.isEmpty());
    }

    void theSurestStandsFirst()
    {
        const auto all = explanationsOf(
            works(),
            refusedWith(Cause::NotAuthorised)
                .clientId(otherId)
                .url(u"https://api.example.com:8443/"_s)
                .style(HeaderStyle::single("X-Token")));
        QCOMPARE(all.size(), 3);
        QCOMPARE(all.at(0).difference, Difference::NotInPolicy);
        QCOMPARE(all.at(0).confidence, Confidence::Certain);
        QVERIFY(all.at(1).confidence <= all.at(2).confidence);
    }

    void nothingIsSurerThanTheVerdictsItRestsOn()
    {
        const auto all = explanationsOf(
            works(),
            refusedWith(Cause::LoginRedirectCredentialsIgnored, Confidence::Possible)
                .discovered(otherTeam, audienceB));
        QVERIFY(!all.isEmpty());
        for (const auto &explanation : all)
            QCOMPARE(explanation.confidence, Confidence::Possible);
    }

    void saysNothingWhereOneSideWasNotSeen()
    {
        Environment unseen = works();
        unseen.seen = std::monostate();
        QVERIFY(explanationsOf(unseen, loginPage()).isEmpty());
        QVERIFY(explanationsOf(loginPage(), unseen).isEmpty());
    }
};

QTEST_GUILESS_MAIN(EnvironmentDifferenceTest)
#include "EnvironmentDifferenceTest.moc"
