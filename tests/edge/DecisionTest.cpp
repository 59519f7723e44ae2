// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Decision.h"
#include "Presentation.h"
#include "SampleConfig.h"

#include <QSet>
#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(keyturn::edge::Mode)
Q_DECLARE_METATYPE(keyturn::policy::PolicyReason)

class DecisionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void tellsWhatIsWrongWithCredentials_data()
    {
        QTest::addColumn<http::Headers>("headers");
        QTest::addColumn<Credentials>("expected");

        const auto json = [](const QByteArray &clientId, const QByteArray &secret) {
            return singleHeader("X-Token", clientId, secret);
        };
        const auto id = goodId.toUtf8();

        QTest::newRow("no headers") << http::Headers{} << Credentials::None;
        QTest::newRow("right pair") << goodHeaders() << Credentials::Valid;
        QTest::newRow("names in lower case")
            << http::Headers{{"cf-access-client-id", id}, {"cf-access-client-secret", goodSecret}}
            << Credentials::Valid;
        QTest::newRow("only the id") << http::Headers{{"CF-Access-Client-Id", id}} << Credentials::Incomplete;
        QTest::newRow("only the secret")
            << http::Headers{{"CF-Access-Client-Secret", goodSecret}} << Credentials::Incomplete;
        QTest::newRow("id twice") << (goodHeaders() << http::Header{"CF-Access-Client-Id", id})
                                  << Credentials::Duplicated;
        QTest::newRow("secret twice")
            << (goodHeaders() << http::Header{"cf-access-client-secret", goodSecret})
            << Credentials::Duplicated;
        QTest::newRow("unknown id") << twoHeaders(u"nobody.access"_s, goodSecret) << Credentials::UnknownId;
        QTest::newRow("wrong secret") << twoHeaders(goodId, "Hush") << Credentials::WrongSecret;
        QTest::newRow("empty secret") << twoHeaders(goodId, "") << Credentials::WrongSecret;
        QTest::newRow("secret of another token")
            << twoHeaders(goodId, "other hush") << Credentials::WrongSecret;
        QTest::newRow("swapped") << twoHeaders(u"hush"_s, id) << Credentials::UnknownId;
        QTest::newRow("expired") << twoHeaders(u"expired.access"_s, "e") << Credentials::Expired;
        QTest::newRow("ends this very second") << twoHeaders(u"ending.access"_s, "e") << Credentials::Expired;
        QTest::newRow("ends a second from now") << twoHeaders(u"fresh.access"_s, "e") << Credentials::Valid;
        QTest::newRow("expired with a wrong secret")
            << twoHeaders(u"expired.access"_s, "x") << Credentials::WrongSecret;
        QTest::newRow("disabled") << twoHeaders(u"disabled.access"_s, "d") << Credentials::Disabled;

        QTest::newRow("single header") << http::Headers{json(id, goodSecret)} << Credentials::Valid;
        QTest::newRow("single header, wrong secret")
            << http::Headers{json(id, "x")} << Credentials::WrongSecret;
        QTest::newRow("single header, keys as the two headers are written")
            << http::Headers{{"X-Token", "{\"CF-Access-Client-Id\":\"a\",\"CF-Access-Client-Secret\":\"b\"}"}}
            << Credentials::None;
        QTest::newRow("single header, id alone")
            << http::Headers{{"X-Token", "{\"cf-access-client-id\":\"a\"}"}} << Credentials::Incomplete;
        QTest::newRow("single header, not JSON")
            << http::Headers{{"X-Token", "Bearer something"}} << Credentials::None;
        QTest::newRow("single header, an array") << http::Headers{{"X-Token", "[1,2]"}} << Credentials::None;
        QTest::newRow("single header twice")
            << http::Headers{json(id, goodSecret), json(id, goodSecret)} << Credentials::Duplicated;
        QTest::newRow("both styles") << (goodHeaders() << json(id, "wrong")) << Credentials::Valid;
        QTest::newRow("half of each style") << http::
                Headers{{"CF-Access-Client-Id", id}, {"X-Token", "{\"cf-access-client-secret\":\"hush\"}"}}
                                            << Credentials::Incomplete;
        QTest::newRow("a bearer token beside the two headers")
            << (goodHeaders() << http::Header{"X-Token", "Bearer x"}) << Credentials::Valid;
    }

    void tellsWhatIsWrongWithCredentials()
    {
        QFETCH(http::Headers, headers);
        QFETCH(Credentials, expected);
        auto config = configWith({policyOf(Action::ServiceAuth, {goodId})});
        config.applications[0].access.singleHeader = u"x-token"_s;
        config.credentials += credential(u"expired.access"_s, "e");
        config.credentials.last().expiry = tokens::Expiry::on(now.addDays(-1));
        config.credentials += credential(u"ending.access"_s, "e");
        config.credentials.last().expiry = tokens::Expiry::on(now);
        config.credentials += credential(u"fresh.access"_s, "e");
        config.credentials.last().expiry = tokens::Expiry::on(now.addSecs(1));
        config.credentials += credential(u"disabled.access"_s, "d");
        config.credentials.last().enabled = false;

        QCOMPARE(decided(config, u"/"_s, headers, now).credentials, expected);
    }

    void refusesBothStylesInAStrictOrganization()
    {
        auto config = configWith({policyOf(Action::ServiceAuth, {goodId})}, Mode::Strict);
        config.applications[0].access.singleHeader = u"X-Token"_s;
        const auto both = goodHeaders() << singleHeader("X-Token", goodId.toUtf8(), goodSecret);

        const auto decision = decided(config, u"/"_s, both, now);

        QCOMPARE(decision.credentials, Credentials::BothStyles);
        QCOMPARE(decision.ruling, Ruling::CannotAuthenticate);
    }

    void takesThePreviousSecretUntilItEnds_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<int>("secondsLeft");
        QTest::addColumn<Credentials>("expected");

        QTest::newRow("current") << QByteArray("hush") << 60 << Credentials::Valid;
        QTest::newRow("previous") << QByteArray("older") << 60 << Credentials::Valid;
        QTest::newRow("previous in its last second") << QByteArray("older") << 1 << Credentials::Valid;
        QTest::newRow("previous at its end") << QByteArray("older") << 0 << Credentials::WrongSecret;
        QTest::newRow("current after it") << QByteArray("hush") << -60 << Credentials::Valid;
        QTest::newRow("neither") << QByteArray("oldest") << 60 << Credentials::WrongSecret;
    }

    void takesThePreviousSecretUntilItEnds()
    {
        QFETCH(QByteArray, secret);
        QFETCH(int, secondsLeft);
        auto config = configWith({policyOf(Action::ServiceAuth, {goodId})});
        config.credentials[0].previousSecretSha256 = sha256("older");
        config.credentials[0].previousSecretEndsAt = now.addSecs(secondsLeft);

        QTEST(decided(config, u"/"_s, twoHeaders(goodId, secret), now).credentials, "expected");
    }

    void goesThroughTheEvaluator_data()
    {
        using policy::PolicyReason;
        using policy::RuleKind;
        QTest::addColumn<QList<policy::Rule>>("include");
        QTest::addColumn<QList<policy::Rule>>("require");
        QTest::addColumn<QList<policy::Rule>>("exclude");
        QTest::addColumn<PolicyReason>("reason");

        const auto token = ruleOf(RuleKind::ServiceToken, tokenIdOf(goodId));
        const auto other = ruleOf(RuleKind::ServiceToken, tokenIdOf(otherId));
        const auto any = ruleOf(RuleKind::AnyValidServiceToken);
        const auto all = ruleOf(RuleKind::Everyone);
        const auto here = ruleOf(RuleKind::Ip, u"192.0.2.0/24"_s);
        const auto there = ruleOf(RuleKind::Ip, u"198.51.100.0/24"_s);
        const auto group = ruleOf(RuleKind::Group, u"machines"_s);
        const auto nested = ruleOf(RuleKind::Group, u"nested"_s);
        const auto nobody = ruleOf(RuleKind::Group, u"gone"_s);
        const auto germany = ruleOf(RuleKind::Country, u"DE"_s);
        const auto robot = ruleOf(RuleKind::CommonName, u"robot"_s);
        const auto certificate = ruleOf(RuleKind::Certificate);
        const auto posture = ruleOf(RuleKind::DevicePosture, u"p"_s);
        const auto mail = ruleOf(RuleKind::Email, u"a@example.com"_s);
        const auto row
            = [](const char *name, const QList<policy::Rule> &include, const QList<policy::Rule> &require,
                 const QList<policy::Rule> &exclude, PolicyReason reason) {
            QTest::newRow(name) << include << require << exclude << reason;
        };

        row("token", {token}, {}, {}, PolicyReason::LetsIn);
        row("another token", {other}, {}, {}, PolicyReason::NotIncluded);
        row("one of two", {other, token}, {}, {}, PolicyReason::LetsIn);
        row("any token", {any}, {}, {}, PolicyReason::LetsIn);
        row("everyone", {all}, {}, {}, PolicyReason::LetsIn);
        row("address", {token}, {here}, {}, PolicyReason::LetsIn);
        row("another address", {token}, {there}, {}, PolicyReason::RequireFailed);
        row("two that must both be", {token}, {here, there}, {}, PolicyReason::RequireFailed);
        row("excluded address", {token}, {}, {here}, PolicyReason::Excluded);
        row("excluded token", {any}, {}, {token}, PolicyReason::Excluded);
        row("another excluded", {any}, {}, {other}, PolicyReason::LetsIn);
        row("country", {token}, {germany}, {}, PolicyReason::LetsIn);
        row("certificate", {token}, {certificate, robot}, {}, PolicyReason::LetsIn);
        row("group", {group}, {}, {}, PolicyReason::LetsIn);
        row("group in a group", {nested}, {}, {}, PolicyReason::LetsIn);
        row("missing group", {nobody}, {}, {}, PolicyReason::CannotTell);
        row("posture", {token}, {posture}, {}, PolicyReason::CannotTell);
        row("excluded posture", {token}, {}, {posture}, PolicyReason::CannotTell);
        row("identity", {token}, {mail}, {}, PolicyReason::RequireFailed);
        row("nobody", {}, {}, {}, PolicyReason::EmptyInclude);
    }

    void goesThroughTheEvaluator()
    {
        using policy::RuleKind;
        QFETCH(QList<policy::Rule>, include);
        QFETCH(QList<policy::Rule>, require);
        QFETCH(QList<policy::Rule>, exclude);
        QFETCH(policy::PolicyReason, reason);
        auto one = policyOf(Action::ServiceAuth, include, u"one"_s);
        one.rules.require = require;
        one.rules.exclude = exclude;
        auto config = configWith({one});
        const auto token = ruleOf(RuleKind::ServiceToken, tokenIdOf(goodId));
        config.groups = {
            {u"machines"_s, u"machines"_s, {{token}, {}, {}}},
            {u"nested"_s, u"nested"_s, {{ruleOf(RuleKind::Group, u"machines"_s)}, {}, {}}},
        };
        Asked asked;
        asked.headers = goodHeaders();
        asked.facts = {u"192.0.2.7"_s, u"de"_s, true, u"robot"_s};

        const auto decision = decided(config, asked, now);

        QCOMPARE(decision.policy, u"one"_s);
        QVERIFY(decision.reason.has_value());
        QCOMPARE(policy::idOf(*decision.reason), policy::idOf(reason));
        QCOMPARE(decision.ruling == Ruling::Admitted, reason == policy::PolicyReason::LetsIn);
    }

    void looksUpReusablePolicies()
    {
        Policy reference;
        reference.id = u"policy shared"_s;
        reference.isSpelledOut = false;
        auto config = configWith({reference});
        config.policies = {policyOf(
            Action::ServiceAuth, {ruleOf(policy::RuleKind::ServiceToken, tokenIdOf(goodId))}, u"shared"_s)};

        const auto decision = decided(config, u"/"_s, goodHeaders(), now);

        QCOMPARE(decision.ruling, Ruling::Admitted);
        QCOMPARE(decision.policy, u"shared"_s);
    }

    void asksASessionAgainForWhatIsNoIdentity()
    {
        auto people = policyOf(Action::Allow);
        people.rules.require
            = {ruleOf(policy::RuleKind::Email, u"a@example.com"_s),
               ruleOf(policy::RuleKind::Ip, u"192.0.2.0/24"_s)};
        const auto config = configWith({policyOf(Action::ServiceAuth, {goodId}), people});
        Asked asked;
        asked.sessions = {{goodId, {audience}, "a.b.c", now, true}};
        asked.facts.ip = u"192.0.2.7"_s;

        QCOMPARE(decided(config, asked, now).ruling, Ruling::Admitted);
        asked.facts.ip = u"198.51.100.1"_s;
        QCOMPARE(decided(config, asked, now).ruling, Ruling::LoginRedirect);
    }

    void takesTheSessionOfThisApplication()
    {
        const auto config = configWith({policyOf(Action::ServiceAuth, {goodId}), policyOf(Action::Allow)});
        const QList<Session> sessions{
            {otherId, {otherAudience}, "1.1.1", now, true}, {goodId, {audience}, "2.2.2", now, true}};

        QCOMPARE(decided(config, u"/"_s, {}, now, sessions).sessionToken, "2.2.2");
    }

    void namesEverythingDifferently()
    {
        QSet<QString> ids;
        for (int i = 0; i < rulingCount; ++i)
            ids.insert(idOf(static_cast<Ruling>(i)));
        QCOMPARE(ids.size(), rulingCount);
        ids.clear();
        for (int i = 0; i < credentialsCount; ++i)
            ids.insert(idOf(static_cast<Credentials>(i)));
        QCOMPARE(ids.size(), credentialsCount);
        QVERIFY(!ids.contains(QString()));
    }

    void readsASingleHeaderOnlyWhereTheApplicationDoes()
    {
        const auto config = configWith({policyOf(Action::ServiceAuth, {goodId})});
        const http::Headers headers{singleHeader("Authorization", goodId.toUtf8(), goodSecret)};

        QCOMPARE(decided(config, u"/"_s, headers, now).credentials, Credentials::None);
    }

    void rulesByModePoliciesAndCredentials_data()
    {
        QTest::addColumn<Mode>("mode");
        QTest::addColumn<QList<Policy>>("policies");
        QTest::addColumn<http::Headers>("headers");
        QTest::addColumn<Ruling>("expected");

        const auto strict = Mode::Strict;
        const auto legacy = Mode::Legacy;
        const auto services = policyOf(Action::ServiceAuth, {goodId});
        const auto employees = policyOf(Action::Allow);
        const auto bad = twoHeaders(goodId, "wrong");
        const auto unknown = twoHeaders(u"nobody.access"_s, "x");
        const auto unlisted = twoHeaders(otherId, "other hush");
        const http::Headers none;
        const http::Headers half{{"CF-Access-Client-Id", goodId.toUtf8()}};
        const QList<Policy> onlyService{services};
        const QList<Policy> both{employees, services};
        const QList<Policy> allowNamesIt{policyOf(Action::Allow, {goodId})};
        const QList<Policy> bypass{everyone(Action::Bypass)};
        const auto any
            = policyOf(Action::ServiceAuth, {ruleOf(policy::RuleKind::AnyValidServiceToken)}, u"any"_s);

        QTest::newRow("legacy, good") << legacy << onlyService << goodHeaders() << Ruling::Admitted;
        QTest::newRow("legacy, service auth below allow")
            << legacy << both << goodHeaders() << Ruling::Admitted;
        QTest::newRow("legacy, none, with allow") << legacy << both << none << Ruling::LoginRedirect;
        QTest::newRow("legacy, bad, with allow") << legacy << both << bad << Ruling::LoginRedirect;
        QTest::newRow("legacy, half, with allow") << legacy << both << half << Ruling::LoginRedirect;
        QTest::newRow("legacy, unlisted, with allow") << legacy << both << unlisted << Ruling::LoginRedirect;
        QTest::newRow("legacy, none, service auth only")
            << legacy << onlyService << none << Ruling::ServiceAuthForbidden;
        QTest::newRow("legacy, bad, service auth only")
            << legacy << onlyService << bad << Ruling::ServiceAuthForbidden;
        QTest::newRow("legacy, unlisted, service auth only")
            << legacy << onlyService << unlisted << Ruling::ServiceAuthForbidden;
        QTest::newRow("legacy, only in allow")
            << legacy << allowNamesIt << goodHeaders() << Ruling::LoginRedirect;
        QTest::newRow("legacy, bypass") << legacy << bypass << none << Ruling::Bypassed;
        QTest::newRow("legacy, bypass, bad") << legacy << bypass << bad << Ruling::Bypassed;
        QTest::newRow("legacy, no policies at all")
            << legacy << QList<Policy>{} << goodHeaders() << Ruling::ServiceAuthForbidden;
        QTest::newRow("legacy, block does not stop a service token")
            << legacy << QList<Policy>{everyone(Action::Block), services} << goodHeaders()
            << Ruling::Admitted;
        QTest::newRow("legacy, any valid token")
            << legacy << QList<Policy>{any} << unlisted << Ruling::Admitted;
        QTest::newRow("legacy, any valid token, bad")
            << legacy << QList<Policy>{any} << bad << Ruling::ServiceAuthForbidden;
        QTest::newRow("legacy, service auth for everyone still wants a token")
            << legacy << QList<Policy>{everyone(Action::ServiceAuth)} << none << Ruling::ServiceAuthForbidden;

        QTest::newRow("strict, good") << strict << onlyService << goodHeaders() << Ruling::Admitted;
        QTest::newRow("strict, none, with allow") << strict << both << none << Ruling::LoginRedirect;
        QTest::newRow("strict, none, service auth only")
            << strict << onlyService << none << Ruling::ServiceAuthForbidden;
        QTest::newRow("strict, bad") << strict << both << bad << Ruling::CannotAuthenticate;
        QTest::newRow("strict, unknown") << strict << both << unknown << Ruling::CannotAuthenticate;
        QTest::newRow("strict, half") << strict << both << half << Ruling::CannotAuthenticate;
        QTest::newRow("strict, twice")
            << strict << both << (goodHeaders() + goodHeaders()) << Ruling::CannotAuthenticate;
        QTest::newRow("strict, unlisted") << strict << both << unlisted << Ruling::NotAuthorised;
        QTest::newRow("strict, only in allow")
            << strict << allowNamesIt << goodHeaders() << Ruling::NotAuthorised;
        QTest::newRow("strict, bypass") << strict << bypass << none << Ruling::Bypassed;
    }

    void rulesByModePoliciesAndCredentials()
    {
        QFETCH(Mode, mode);
        QFETCH(QList<Policy>, policies);
        QFETCH(http::Headers, headers);
        QFETCH(Ruling, expected);

        QCOMPARE(decided(configWith(policies, mode), u"/x"_s, headers, now).ruling, expected);
    }

    void answersARefusalAsTheApplicationIsSet_data()
    {
        QTest::addColumn<bool>("serviceAuth401");
        QTest::addColumn<bool>("managedOauth");
        QTest::addColumn<QString>("denyUrl");
        QTest::addColumn<bool>("hasAllow");
        QTest::addColumn<Ruling>("expected");
        const auto deny = u"https://deny.example.com/"_s;

        QTest::newRow("plain") << false << false << QString() << false << Ruling::ServiceAuthForbidden;
        QTest::newRow("401 instead of 403")
            << true << false << QString() << false << Ruling::ServiceAuthForbidden;
        QTest::newRow("401 instead of the login")
            << true << false << QString() << true << Ruling::ServiceAuthForbidden;
        QTest::newRow("OAuth") << false << true << QString() << true << Ruling::OauthChallenge;
        QTest::newRow("deny URL") << false << false << deny << false << Ruling::CustomDeny;
        QTest::newRow("deny URL waits for the login")
            << false << false << deny << true << Ruling::LoginRedirect;
    }

    void answersARefusalAsTheApplicationIsSet()
    {
        QFETCH(bool, serviceAuth401);
        QFETCH(bool, managedOauth);
        QFETCH(QString, denyUrl);
        QFETCH(bool, hasAllow);
        QFETCH(Ruling, expected);
        auto config = configWith({policyOf(Action::ServiceAuth, {goodId})});
        auto &guarded = config.applications[0];
        guarded.access.serviceAuth401 = serviceAuth401;
        guarded.access.managedOauth = managedOauth;
        guarded.access.customDenyUrl = denyUrl;
        if (hasAllow)
            guarded.access.policies->append(policyOf(Action::Allow));

        QCOMPARE(decided(config, u"/"_s, twoHeaders(goodId, "wrong"), now).ruling, expected);
    }

    void takesTheMostSpecificApplication_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("expected");

        QTest::newRow("root") << u"/"_s << u"app at /"_s;
        QTest::newRow("beside") << u"/administrator"_s << u"app at /"_s;
        QTest::newRow("itself") << u"/admin"_s << u"app at /admin"_s;
        QTest::newRow("below") << u"/admin/users"_s << u"app at /admin"_s;
        QTest::newRow("deeper application") << u"/admin/keys/1"_s << u"app at /admin/keys"_s;
        QTest::newRow("slash at the end") << u"/admin/"_s << u"app at /admin"_s;
        QTest::newRow("two slashes") << u"//admin"_s << u"app at /admin"_s;
        QTest::newRow("escaped letter") << u"/%61dmin/users"_s << u"app at /admin"_s;
        QTest::newRow("escaped slash") << u"/admin%2Fusers"_s << u"app at /admin"_s;
        QTest::newRow("dot segments") << u"/x/../admin/."_s << u"app at /admin"_s;
        QTest::newRow("escaped dot segments") << u"/x/%2e%2e/admin"_s << u"app at /admin"_s;
        QTest::newRow("above the root") << u"/../../admin"_s << u"app at /admin"_s;
        QTest::newRow("out of it again") << u"/admin/../x"_s << u"app at /"_s;
        QTest::newRow("other case is another path") << u"/Admin"_s << u"app at /"_s;
    }

    void takesTheMostSpecificApplication()
    {
        QFETCH(QString, path);
        QFETCH(QString, expected);
        Config config;
        config.applications
            = {application(u"/"_s, {}), application(u"/admin/keys"_s, {}), application(u"/admin"_s, {})};

        const auto decision = decided(config, path, {}, now);

        QVERIFY(decision.application != nullptr);
        QCOMPARE(decision.application->access.name, expected);
    }

    void inheritsNothingFromALessSpecificApplication()
    {
        auto config = configWith({policyOf(Action::ServiceAuth, {goodId})});
        config.applications += application(u"/admin"_s, {policyOf(Action::Allow)});

        QCOMPARE(decided(config, u"/x"_s, goodHeaders(), now).ruling, Ruling::Admitted);
        QCOMPARE(decided(config, u"/admin"_s, goodHeaders(), now).ruling, Ruling::LoginRedirect);
    }

    void leavesUnguardedPathsAlone()
    {
        Config config;
        config.applications = {application(u"/admin"_s, {})};

        const auto decision = decided(config, u"/open"_s, goodHeaders(), now);

        QCOMPARE(decision.ruling, Ruling::NoApplication);
        QCOMPARE(decision.application, nullptr);
    }

    void namesThePolicyThatLetTheRequestIn()
    {
        auto first = policyOf(Action::ServiceAuth, {otherId});
        auto second = policyOf(Action::ServiceAuth, {goodId});
        second.name = u"second"_s;
        const auto config = configWith({first, second});

        const auto decision = decided(config, u"/"_s, goodHeaders(), now);

        QCOMPARE(decision.policy, u"second"_s);
        QCOMPARE(decision.policyId, u"policy sample policy"_s);
        QCOMPARE(decision.reason, std::optional(policy::PolicyReason::LetsIn));
        QCOMPARE(decision.clientId, goodId);
    }

    void takesServiceAuthAndBypassInTheirOrder()
    {
        const QList<Policy> serviceFirst{policyOf(Action::ServiceAuth, {goodId}), everyone(Action::Bypass)};
        const QList<Policy> bypassFirst{everyone(Action::Bypass), policyOf(Action::ServiceAuth, {goodId})};

        QCOMPARE(decided(configWith(serviceFirst), u"/"_s, goodHeaders(), now).ruling, Ruling::Admitted);
        QCOMPARE(decided(configWith(bypassFirst), u"/"_s, goodHeaders(), now).ruling, Ruling::Bypassed);
        QCOMPARE(decided(configWith(serviceFirst), u"/"_s, {}, now).ruling, Ruling::Bypassed);
    }

    void acceptsASessionOnlyWhereItCounts_data()
    {
        QTest::addColumn<Mode>("mode");
        QTest::addColumn<QList<Policy>>("policies");
        QTest::addColumn<QString>("sessionAudience");
        QTest::addColumn<Ruling>("expected");
        const auto services = policyOf(Action::ServiceAuth, {goodId});
        const auto employees = policyOf(Action::Allow);

        QTest::newRow("legacy with allow")
            << Mode::Legacy << QList{services, employees} << audience << Ruling::Admitted;
        QTest::newRow("service auth only")
            << Mode::Legacy << QList{services} << audience << Ruling::ServiceAuthForbidden;
        QTest::newRow("another application's")
            << Mode::Legacy << QList{services, employees} << otherAudience << Ruling::LoginRedirect;
        QTest::newRow("strict") << Mode::Strict << QList{services, employees} << audience
                                << Ruling::LoginRedirect;
        QTest::newRow("block above allow")
            << Mode::Legacy << QList{policyOf(Action::Block, {goodId}), employees} << audience
            << Ruling::LoginRedirect;
        QTest::newRow("block below allow")
            << Mode::Legacy << QList{employees, policyOf(Action::Block, {goodId})} << audience
            << Ruling::Admitted;
        QTest::newRow("block of somebody else")
            << Mode::Legacy << QList{policyOf(Action::Block, {otherId}), employees} << audience
            << Ruling::Admitted;
    }

    void acceptsASessionOnlyWhereItCounts()
    {
        QFETCH(Mode, mode);
        QFETCH(QList<Policy>, policies);
        QFETCH(QString, sessionAudience);
        QFETCH(Ruling, expected);
        const Session session{goodId, {sessionAudience}, "a.b.c", now, true};

        const auto decision = decided(configWith(policies, mode), u"/"_s, {}, now, {session});

        QCOMPARE(decision.ruling, expected);
        QCOMPARE(decision.sessionToken.isEmpty(), expected != Ruling::Admitted);
    }

    void prefersCredentialsToASession()
    {
        const auto config = configWith({policyOf(Action::ServiceAuth, {goodId}), policyOf(Action::Allow)});
        const Session session{otherId, {audience}, "a.b.c", now, true};

        const auto decision = decided(config, u"/"_s, goodHeaders(), now, {session});

        QCOMPARE(decision.clientId, goodId);
        QVERIFY(decision.sessionToken.isEmpty());
    }

    void masksTheSecretInBothStyles()
    {
        auto guarded = application(u"/"_s, {});
        guarded.access.singleHeader = u"Authorization"_s;
        const http::Headers headers{
            {"cf-access-client-secret", "hush"},
            {"CF-Access-Client-Id", goodId.toUtf8()},
            singleHeader("authorization", "a", "hush")};

        const auto masked = withoutSecrets(headers, &guarded);

        QCOMPARE(masked[0].value, "[removed by the edge]");
        QCOMPARE(masked[1], headers[1]);
        QCOMPARE(masked[2].value, "[removed by the edge]");
        QCOMPARE(withoutSecrets({{"Authorization", "Bearer x"}}, &guarded)[0].value, "Bearer x");
        QCOMPARE(withoutSecrets({headers[0]}, nullptr)[0].value, "[removed by the edge]");
    }

private:
    Decision decided(
        const Config &config, const QString &path, const http::Headers &headers, const QDateTime &at,
        const QList<Session> &sessions = {})
    {
        Asked asked;
        asked.host = u"127.0.0.1"_s;
        asked.path = path;
        asked.headers = headers;
        asked.sessions = sessions;
        return decided(config, asked, at);
    }

    // The decision points into the rules.
    Decision decided(const Config &config, const Asked &asked, const QDateTime &at)
    {
        m_rules.emplace(config);
        return decide(*m_rules, asked, at);
    }

    std::optional<Rulebook> m_rules;
    const QDateTime now = QDateTime(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
};

QTEST_GUILESS_MAIN(DecisionTest)
#include "DecisionTest.moc"
