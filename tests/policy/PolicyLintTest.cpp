// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyLint.h"
#include "Pace.h"
#include "PolicyJson.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace keyturn::policy;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now({2026, 11, 24}, {9, 30}, Qt::UTC);

// What most rows need: an application, written short.
QByteArray app(const QByteArray &policies, const QByteArray &more = {}, const QByteArray &id = "a")
{
    return R"({"id":")" + id + R"(","name":"Orders","type":"self_hosted","domain":"orders.example.com",)"
        + more + R"("policies":[)" + policies + "]}";
}

QByteArray policyOf(const QByteArray &decision, const QByteArray &rules, const QByteArray &id = "p")
{
    return R"({"id":")" + id + R"(","name":"Machines","decision":")" + decision + R"(",)" + rules + "}";
}

QByteArray include(const QByteArray &rule)
{
    return R"("include":[)" + rule + "]";
}

QByteArray document(const QByteArray &apps, const QByteArray &more = {})
{
    return R"({"apps":[)" + apps + "]" + more + "}";
}

const QByteArray named = R"({"service_token":{"token_id":"t-1"}})";
const QByteArray other = R"({"service_token":{"token_id":"t-2"}})";
const QByteArray any = R"({"any_valid_service_token":{}})";
const QByteArray mail = R"({"email_domain":{"domain":"example.com"}})";
const QByteArray everyone = R"({"everyone":{}})";
const QByteArray group = R"({"group":{"id":"g"}})";

QByteArray tokens(const QByteArray &rest = {}, const QByteArray &id = "t-1")
{
    return R"(,"service_tokens":[{"id":")" + id + R"(","client_id":"c.access","name":"deploy")" + rest + "}]";
}

QByteArray groups(const QByteArray &rule, const QByteArray &id = "g")
{
    return R"(,"groups":[{"id":")" + id + R"(","name":"Robots",)" + include(rule) + "}]";
}

QByteArray fine()
{
    return document(app(policyOf("non_identity", include(named))));
}

QByteArray manyApps(int count)
{
    QByteArrayList apps;
    for (int i = 0; i < count; ++i)
        apps.append(
            app(policyOf("non_identity", include(named), "p" + QByteArray::number(i)), {},
                QByteArray::number(i)));
    return document(apps.join(','));
}

QByteArray twoApps(const QByteArray &first, const QByteArray &second, const QByteArray &secondPolicies)
{
    return document(
        R"({"id":"a","name":"Outer","domain":")" + first + R"(","policies":[)"
        + policyOf("non_identity", include(named)) + R"(]},{"id":"b","name":"Inner","domain":")" + second
        + R"(","policies":[)" + secondPolicies + "]}");
}

QList<LintFinding> lintOf(const QByteArray &json)
{
    const auto account = readAccount(json);
    if (!account)
        qFatal("The test's own JSON cannot be read: %s", qPrintable(account.error().path));
    return policy::lintOf(*account, now);
}

} // namespace

class PolicyLintTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void finds_data()
    {
        QTest::addColumn<LintCheck>("check");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("isThere");
        QTest::addColumn<Confidence>("confidence");
        const auto found = [](const char *name, LintCheck check, const QByteArray &json, Confidence sure) {
            QTest::newRow(name) << check << json << true << sure;
        };
        const auto clean = [](const char *name, LintCheck check, const QByteArray &json) {
            QTest::newRow(name) << check << json << false << Confidence::Certain;
        };
        using enum LintCheck;
        using enum Confidence;

        const auto allow = policyOf("allow", include(named), "p1");
        found("a token under Allow alone", TokenOnlyInAllow, document(app(allow)), Certain);
        found(
            "and Service Auth for another one", TokenOnlyInAllow,
            document(app(allow + "," + policyOf("non_identity", include(other)))), Certain);
        clean(
            "under Allow and Service Auth", TokenOnlyInAllow,
            document(app(allow + "," + policyOf("non_identity", include(named)))));
        clean(
            "under Allow and any token", TokenOnlyInAllow,
            document(app(allow + "," + policyOf("non_identity", include(any)))));
        clean("beside a policy that is only named", TokenOnlyInAllow, document(app(allow + R"(,"p9")")));

        const auto requiring = [](const QByteArray &rule) {
            return document(app(policyOf("non_identity", include(named) + R"(,"require":[)" + rule + "]")));
        };
        found("a token must have an address", RequireAsksForIdentity, requiring(mail), Certain);
        clean(
            "a token must come from an address", RequireAsksForIdentity,
            requiring(R"({"ip":{"ip":"192.0.2.0/24"}})"));
        clean(
            "people must have an address", RequireAsksForIdentity,
            document(app(policyOf("allow", include(everyone) + R"(,"require":[)" + mail + "]"))));
        found(
            "Service Auth for people", IncludeAsksForIdentity,
            document(app(policyOf("non_identity", include(mail)))), Certain);
        found(
            "Service Auth for a group of people", IncludeAsksForIdentity,
            document(app(policyOf("non_identity", include(group))), groups(mail)), Certain);
        clean(
            "Service Auth for people and a token", IncludeAsksForIdentity,
            document(app(policyOf("non_identity", include(mail + "," + named)))));
        found(
            "Service Auth for nobody", IncludeEmpty, document(app(policyOf("non_identity", include({})))),
            Certain);
        clean("Service Auth for one", IncludeEmpty, fine());
        found(
            "Service Auth without anybody", ExcludesEveryToken,
            document(app(policyOf("non_identity", include(named) + R"(,"exclude":[)" + everyone + "]"))),
            Certain);
        found(
            "Service Auth without any in a group", ExcludesEveryToken,
            document(
                app(policyOf("non_identity", include(named) + R"(,"exclude":[)" + group + "]")), groups(any)),
            Possible);
        clean(
            "Service Auth without another", ExcludesEveryToken,
            document(app(policyOf("non_identity", include(named) + R"(,"exclude":[)" + other + "]"))));

        found(
            "a token is blocked", BlockNamesToken, document(app(policyOf("deny", include(named)))), Certain);
        found(
            "all tokens are blocked", BlockNamesToken, document(app(policyOf("deny", include(any)))),
            Certain);
        clean("people are blocked", BlockNamesToken, document(app(policyOf("deny", include(mail)))));
        found("any token", AnyValidToken, document(app(policyOf("non_identity", include(any)))), Certain);
        clean("one token", AnyValidToken, fine());
        clean("any token under Allow", AnyValidToken, document(app(policyOf("allow", include(any)))));
        found(
            "a group of tokens", TokenInGroup,
            document(app(policyOf("non_identity", include(group))), groups(named)), Possible);
        clean(
            "a group of addresses", TokenInGroup,
            document(app(policyOf("non_identity", include(group))), groups(R"({"ip":{"ip":"192.0.2.1"}})")));

        const auto one = app(policyOf("non_identity", include(named)));
        found(
            "an expired token", ExpiredTokenNamed,
            document(one, tokens(R"(,"expires_at":"2026-11-24T09:30:00Z")")), Certain);
        clean(
            "a token that has not expired", ExpiredTokenNamed,
            document(one, tokens(R"(,"expires_at":"2026-11-24T09:30:01Z")")));
        found(
            "an expired token in a group", ExpiredTokenNamed,
            document(
                app(policyOf("non_identity", include(group))),
                groups(named) + tokens(R"(,"expires_at":"2020-01-01T00:00:00Z")")),
            Certain);
        found("a disabled token", DisabledTokenNamed, document(one, tokens(R"(,"enabled":false)")), Certain);
        clean("an enabled token", DisabledTokenNamed, document(one, tokens(R"(,"enabled":true)")));
        found("a deleted token", DeletedTokenNamed, document(one, tokens({}, "t-9")), Likely);
        clean("a token that is listed in capitals", DeletedTokenNamed, document(one, tokens({}, "T-1")));
        clean("a token, and no list", DeletedTokenNamed, fine());
        found(
            "a missing group", MissingGroupNamed,
            document(app(policyOf("non_identity", include(group))), groups(named, "h")), Likely);
        clean(
            "a group, and no list", MissingGroupNamed,
            document(app(policyOf("non_identity", include(group)))));

        found("a token that nothing names", TokenInNoPolicy, document(one, tokens({}, "t-9")), Likely);
        clean("a token that a policy names", TokenInNoPolicy, document(one, tokens()));
        clean(
            "a token that a group names", TokenInNoPolicy,
            document(app(policyOf("non_identity", include(group))), groups(named) + tokens()));
        clean(
            "a token where any will do", TokenInNoPolicy,
            document(app(policyOf("non_identity", include(any))), tokens()));
        clean(
            "a token, and policies not told", TokenInNoPolicy,
            document(R"({"id":"a","domain":"a.example.com"})", tokens()));
        clean("a token, and no application", TokenInNoPolicy, document({}, tokens()));
        found(
            "a token by any-valid alone", TokenByAnyValidOnly,
            document(app(policyOf("non_identity", include(any))), tokens()), Possible);
        clean(
            "a token by its name too", TokenByAnyValidOnly,
            document(app(policyOf("non_identity", include(any + "," + named))), tokens()));
        const auto lot = [](int count) {
            auto json = manyApps(count);
            return json.insert(json.size() - 1, tokens());
        };
        found("a token in six applications", TokenInManyApplications, lot(6), Certain);
        clean("a token in five", TokenInManyApplications, lot(5));

        const auto later = QByteArrayLiteral(R"(,"expires_at":"2027-06-01T00:00:00Z")");
        const auto soon = QByteArrayLiteral(R"(,"expires_at":"2026-12-20T00:00:00Z")");
        const auto alert
            = QByteArrayLiteral(R"(,"alerts":[{"id":"n","alert_type":"expiring_service_token_alert"%1}])");
        const auto alerts = [&alert](const char *rest) { return QByteArray(alert).replace("%1", rest); };
        found("no alert", ExpiryWithoutAlert, document(one, tokens(later) + R"(,"alerts":[])"), Likely);
        found(
            "an alert that is off", ExpiryWithoutAlert,
            document(one, tokens(later) + alerts(R"(,"enabled":false)")), Likely);
        found(
            "an alert for another", ExpiryWithoutAlert,
            document(one, tokens(later) + alerts(R"(,"filters":{"token_id":["t-2"]})")), Likely);
        found(
            "another alert", ExpiryWithoutAlert,
            document(one, tokens(later) + R"(,"alerts":[{"id":"n","alert_type":"dos_attack_l7"}])"), Likely);
        clean("an alert", ExpiryWithoutAlert, document(one, tokens(later) + alerts("")));
        clean(
            "an alert for this one", ExpiryWithoutAlert,
            document(one, tokens(later) + alerts(R"(,"filters":{"token_id":["t-1"]})")));
        clean("no alert and no end", ExpiryWithoutAlert, document(one, tokens() + R"(,"alerts":[])"));
        clean("alerts not told", ExpiryWithoutAlert, document(one, tokens(soon)));
        found("an end that comes soon", ExpiryAlertNotTold, document(one, tokens(soon)), Possible);
        clean("an end that is far", ExpiryAlertNotTold, document(one, tokens(later)));
        clean(
            "an end that has come", ExpiryAlertNotTold,
            document(one, tokens(R"(,"expires_at":"2026-01-01T00:00:00Z")")));

        const auto with = [](const char *more, const char *decision = "non_identity") {
            return document(app(policyOf(decision, include(named)), more));
        };
        found("OAuth", OauthBesideServiceAuth, with(R"("oauth_configuration":{"enabled":true},)"), Certain);
        clean(
            "OAuth that is off", OauthBesideServiceAuth, with(R"("oauth_configuration":{"enabled":false},)"));
        clean(
            "OAuth for people", OauthBesideServiceAuth,
            with(R"("oauth_configuration":{"enabled":true},)", "allow"));
        found("a binding cookie", BindingCookie, with(R"("enable_binding_cookie":true,)"), Likely);
        clean(
            "a binding cookie for people", BindingCookie, with(R"("enable_binding_cookie":true,)", "allow"));
        found(
            "Authorization", SingleHeaderCollides,
            with(R"("read_service_tokens_from_header":"AUTHORIZATION",)"), Possible);
        clean(
            "a header of its own", SingleHeaderCollides,
            with(R"("read_service_tokens_from_header":"X-Access-Token",)"));

        const auto people = policyOf("allow", include(mail), "q");
        found(
            "a path for people within", Shadowed, twoApps("a.example.com", "a.example.com/admin", people),
            Certain);
        found(
            "a host within a wildcard", Shadowed, twoApps("*.example.com", "a.example.com", people), Certain);
        found("a path with nobody", Shadowed, twoApps("a.example.com", "a.example.com/admin", {}), Certain);
        clean("another host", Shadowed, twoApps("a.example.com", "b.example.com/admin", people));
        clean(
            "the wider one is for people", Shadowed, twoApps("a.example.com/admin", "a.example.com", people));
        clean("another path", Shadowed, twoApps("a.example.com/api", "a.example.com/admin", people));
        clean(
            "a path with a token of its own", Shadowed,
            twoApps("a.example.com", "a.example.com/admin", policyOf("non_identity", include(other))));
        clean(
            "a path for all", Shadowed,
            twoApps("a.example.com", "a.example.com/admin", policyOf("bypass", include(everyone))));
        found(
            "an address with a port", UnusableAddress, twoApps("a.example.com:8443", "b.example.com", people),
            Certain);
        found(
            "an address with a query", UnusableAddress,
            twoApps("a.example.com/?x=1", "b.example.com", people), Certain);
        clean(
            "addresses as they should be", UnusableAddress,
            twoApps("*.example.com/a/*", "b.example.com", people));
        const auto organization = [&one](const char *strict) {
            return document(
                one,
                QByteArrayLiteral(R"(,"organization":{"auth_domain":"acme.cloudflareaccess.com")") + strict
                    + "}");
        };
        found(
            "strict mode off", StrictModeOff, organization(R"(,"strict_service_token_auth":false)"), Certain);
        clean("strict mode on", StrictModeOff, organization(R"(,"strict_service_token_auth":true)"));
        clean("strict mode not told", StrictModeOff, organization(""));
        clean(
            "strict mode off, and no machines", StrictModeOff,
            document(
                app(policyOf("allow", include(mail))),
                R"(,"organization":{"strict_service_token_auth":false})"));
    }
    void finds()
    {
        QFETCH(LintCheck, check);
        QFETCH(QByteArray, json);
        QFETCH(bool, isThere);
        QFETCH(Confidence, confidence);
        auto findings = lintOf(json);
        findings.removeIf([check](const LintFinding &finding) { return finding.check != check; });
        QCOMPARE(findings.size(), isThere ? 1 : 0);
        if (isThere)
            QCOMPARE(findings.first().confidence, confidence);
    }

    void namesThePlace()
    {
        const auto findings = lintOf(document(app(policyOf(
            "non_identity", include(named) + R"(,"require":[{"ip":{"ip":"192.0.2.1"}},)" + mail + "]"))));
        QCOMPARE(findings.size(), 1);
        const auto &finding = findings.first();
        QCOMPARE(finding.check, LintCheck::RequireAsksForIdentity);
        QCOMPARE(finding.application, 0);
        QCOMPARE(finding.policyId, u"p"_s);
        QCOMPARE(finding.policyName, u"Machines"_s);
        QVERIFY(finding.rule);
        QCOMPARE(finding.rule->list, RuleList::Require);
        QCOMPARE(finding.rule->index, 1);
        QCOMPARE(finding.rule->rule.kind, RuleKind::EmailDomain);
    }

    void tellsAPolicyThatManyUseOnce()
    {
        const auto shared = policyOf("non_identity", include(any));
        const auto findings = lintOf(document(app(shared, {}, "a") + "," + app(shared, {}, "b")));
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings.first().applicationCount, 2);
    }

    void looksAtReusablePoliciesThatNobodyUses()
    {
        const auto findings
            = lintOf(R"({"apps":[],"policies":[)" + policyOf("non_identity", include(mail)) + "]}");
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings.first().check, LintCheck::IncludeAsksForIdentity);
        QCOMPARE(findings.first().application, -1);
    }

    void putsTheGravestFirst()
    {
        const auto findings = lintOf(document(
            app(policyOf("non_identity", include(any), "p1") + ","
                + policyOf("non_identity", include(mail), "p2")),
            R"(,"organization":{"strict_service_token_auth":false})"));
        QCOMPARE(findings.size(), 3);
        QCOMPARE(findings[0].severity(), Severity::Error);
        QCOMPARE(findings[1].severity(), Severity::Warning);
        QCOMPARE(findings[2].severity(), Severity::Notice);
        QVERIFY(hasErrors(findings));
        QVERIFY(!hasErrors(lintOf(fine())));
    }

    void hasAStableIdForEveryCheck()
    {
        QSet<QString> ids;
        const QRegularExpression kebab(u"^[a-z]+(-[a-z]+)*$"_s);
        for (int i = 0; i < lintCheckCount; ++i) {
            const auto id = idOf(static_cast<LintCheck>(i));
            QVERIFY2(kebab.match(id).hasMatch(), qPrintable(id));
            ids.insert(id);
        }
        QCOMPARE(ids.size(), lintCheckCount);
    }

    void isQuickWithAThousandApplications()
    {
        Account account;
        for (int i = 0; i < 1000; ++i) {
            Application application;
            application.id = QString::number(i);
            application.domain = i % 2 == 0 ? u"*.example.com/%1"_s.arg(i) : u"a%1.example.com"_s.arg(i);
            Policy policy;
            policy.id = u"p%1"_s.arg(i);
            policy.decision = i % 2 == 0 ? Decision::ServiceAuth : Decision::Allow;
            policy.rules.include = {{RuleKind::ServiceToken, u"service_token"_s, u"t-%1"_s.arg(i), {}}};
            application.policies = QList<Policy>{policy};
            account.applications.append(application);
        }
        QElapsedTimer timer;
        timer.start();
        const auto findings = policy::lintOf(account, now);
        QVERIFY2(timer.elapsed() < pace * 2000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(findings.size(), 500);
    }

    void saysThatItHasNotComparedAllAddresses()
    {
        Account account;
        const auto add = [&account](const QString &domain, Decision decision) {
            Application application;
            application.domain = domain;
            Policy policy;
            policy.decision = decision;
            policy.rules.include = {{RuleKind::Everyone, u"everyone"_s, {}, {}}};
            application.policies = QList<Policy>{policy};
            account.applications.append(application);
        };
        const auto isTold = [&account] {
            const auto findings = policy::lintOf(account, now);
            return std::any_of(findings.begin(), findings.end(), [](const LintFinding &finding) {
                return finding.check == LintCheck::ShadowsNotSought;
            });
        };
        constexpr int side = 2'300; // a little more than the root of the limit
        static_assert(qsizetype{side} * side > mostShadowComparisons);
        for (int i = 0; i < side; ++i)
            add(u"*.a%1.example.com"_s.arg(i), Decision::ServiceAuth);
        add(u"b.example.com"_s, Decision::Allow);
        QVERIFY(!isTold());
        for (int i = 0; i < side; ++i)
            add(u"b%1.example.com"_s.arg(i), Decision::Allow);
        QVERIFY(isTold());
    }
};

QTEST_GUILESS_MAIN(PolicyLintTest)
#include "PolicyLintTest.moc"
