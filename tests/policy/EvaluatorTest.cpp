// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Evaluator.h"
#include "PolicyJson.h"

#include <QRandomGenerator>
#include <QTest>

using namespace keyturn;
using namespace keyturn::policy;
using namespace Qt::StringLiterals;

namespace {

const auto tokenId = u"11111111-1111-4111-8111-111111111111"_s;
const auto otherId = u"22222222-2222-4222-8222-222222222222"_s;

// A rule as the tables write it: T the caller's token, O another one, any, all (everyone), mail (identity),
// ip+ / ip- (an address range that holds the caller's, or not), ip? (unknown list), geo+ / geo-, cert, cn+ /
// cn-, posture, new (a kind nobody knows), g:NAME a group, bad a token rule without a token.
Rule ruleFor(const QString &word)
{
    const auto rule = [](RuleKind kind, const QString &value = {}) {
        return Rule{kind, apiNameOf(kind), value, {}};
    };
    if (word.startsWith(u"g:"))
        return rule(RuleKind::Group, word.sliced(2));
    if (word == u"T")
        return rule(RuleKind::ServiceToken, tokenId);
    if (word == u"O")
        return rule(RuleKind::ServiceToken, otherId);
    if (word == u"bad")
        return rule(RuleKind::ServiceToken);
    if (word == u"any")
        return rule(RuleKind::AnyValidServiceToken);
    if (word == u"all")
        return rule(RuleKind::Everyone);
    if (word == u"mail")
        return rule(RuleKind::Email, u"a@example.com"_s);
    if (word == u"ip+")
        return rule(RuleKind::Ip, u"192.0.2.0/24"_s);
    if (word == u"ip-")
        return rule(RuleKind::Ip, u"198.51.100.0/24"_s);
    if (word == u"ip?")
        return rule(RuleKind::IpList, u"list"_s);
    if (word == u"geo+")
        return rule(RuleKind::Country, u"DE"_s);
    if (word == u"geo-")
        return rule(RuleKind::Country, u"FR"_s);
    if (word == u"cert")
        return rule(RuleKind::Certificate);
    if (word == u"cn+")
        return rule(RuleKind::CommonName, u"robot"_s);
    if (word == u"cn-")
        return rule(RuleKind::CommonName, u"other"_s);
    if (word == u"posture")
        return rule(RuleKind::DevicePosture, u"p"_s);
    if (word == u"new")
        return {RuleKind::Other, u"brand_new"_s, {}, {}};
    qFatal("no such rule in the table: %s", qPrintable(word));
}

// "T any +ip+ -mail": Include, + Require, - Exclude.
RuleSet ruleSetFor(const QString &words)
{
    RuleSet set;
    for (const auto &word : words.split(u' ', Qt::SkipEmptyParts)) {
        if (word.startsWith(u'+'))
            set.require.append(ruleFor(word.sliced(1)));
        else if (word.startsWith(u'-'))
            set.exclude.append(ruleFor(word.sliced(1)));
        else
            set.include.append(ruleFor(word));
    }
    return set;
}

// "auth: T any +ip+; bypass: all": the policies of an application, in their order.
QList<Policy> policiesFor(const QString &text)
{
    static const QHash<QString, Decision> decisions{
        {u"auth"_s, Decision::ServiceAuth}, {u"bypass"_s, Decision::Bypass}, {u"allow"_s, Decision::Allow},
        {u"block"_s, Decision::Block},      {u"odd"_s, Decision::Other},     {u"ref"_s, Decision::Other},
    };
    QList<Policy> policies;
    for (const auto &part : text.split(u';', Qt::SkipEmptyParts)) {
        const auto word = part.section(u':', 0, 0).trimmed();
        Policy policy;
        policy.name = part.trimmed();
        policy.decision = decisions.value(word);
        policy.isSpelledOut = word != u"ref";
        policy.rules = ruleSetFor(part.section(u':', 1));
        policies.append(policy);
    }
    return policies;
}

// "A = T +ip+; B = g:A"
QList<Group> groupsFor(const QString &text)
{
    QList<Group> groups;
    for (const auto &part : text.split(u';', Qt::SkipEmptyParts)) {
        const auto name = part.section(u'=', 0, 0).trimmed();
        groups.append({name, name, ruleSetFor(part.section(u'=', 1))});
    }
    return groups;
}

RequestFacts allFacts()
{
    return {u"192.0.2.7"_s, u"de"_s, true, u"robot"_s};
}

Caller callerFor(const QString &word)
{
    Caller caller;
    caller.tokenId = tokenId;
    if (word == u"expired")
        caller.state = TokenState::Expired;
    else if (word == u"disabled")
        caller.state = TokenState::Disabled;
    else if (word == u"nobody")
        caller = Caller{false, {}, {}, {}, TokenState::Unknown};
    else if (word == u"unnamed")
        caller.tokenId.clear();
    return caller;
}

struct Row
{
    const char *policies;
    const char *groups;
    const char *caller; ///< "" a valid one, "expired", "disabled", "nobody", "unnamed".
    bool factsKnown;
    const char *outcome; ///< a accepted, b bypassed, r refused; several letters where it cannot be told.
    const char *reasons; ///< Of the policies, in the order in which they are judged.
    bool isPossible = false; ///< It hangs on a token in a group.
};

// The outcome stands for all worlds that the facts leave open.
const Row rows[] = {
    // Decisions alone.
    {"", "", "", true, "r", ""},
    {"auth: T", "", "", true, "a", "lets-in"},
    {"auth: any", "", "", true, "a", "lets-in"},
    {"auth: all", "", "", true, "a", "lets-in"},
    {"auth: O", "", "", true, "r", "not-included"},
    {"auth:", "", "", true, "r", "empty-include"},
    {"auth: mail", "", "", true, "r", "not-included"},
    {"bypass: all", "", "", true, "b", "lets-in"},
    {"bypass: T", "", "", true, "b", "lets-in"},
    {"bypass: O", "", "", true, "r", "not-included"},
    {"bypass: mail", "", "", true, "r", "not-included"},
    {"bypass:", "", "", true, "r", "empty-include"},
    {"allow: T", "", "", true, "r", "allow-needs-login"},
    {"allow: all", "", "", true, "r", "allow-needs-login"},
    {"allow: mail", "", "", true, "r", "allow-needs-login"},
    {"block: T", "", "", true, "r", "block-comes-after"},
    {"block: all", "", "", true, "r", "block-comes-after"},
    {"odd: T", "", "", true, "abr", "unknown-decision"},
    {"odd: O", "", "", true, "r", "not-included"},
    {"odd:", "", "", true, "r", "empty-include"},
    {"ref:", "", "", true, "abr", "not-spelled-out"},
    {"ref:; auth: T", "", "", true, "abr", "not-spelled-out lets-in"},
    // Include is OR.
    {"auth: O T", "", "", true, "a", "lets-in"},
    {"auth: T O", "", "", true, "a", "lets-in"},
    {"auth: mail T", "", "", true, "a", "lets-in"},
    {"auth: O mail", "", "", true, "r", "not-included"},
    {"auth: new T", "", "", true, "a", "lets-in"},
    {"auth: new", "", "", true, "ar", "cannot-tell"},
    {"auth: new O", "", "", true, "ar", "cannot-tell"},
    {"auth: posture", "", "", true, "ar", "cannot-tell"},
    {"auth: bad", "", "", true, "ar", "cannot-tell"},
    {"auth: ip+", "", "", true, "a", "lets-in"},
    {"auth: ip-", "", "", true, "r", "not-included"},
    {"auth: ip+", "", "", false, "ar", "cannot-tell"},
    {"auth: ip?", "", "", true, "ar", "cannot-tell"},
    {"auth: cert", "", "", true, "a", "lets-in"},
    {"auth: cert", "", "", false, "ar", "cannot-tell"},
    {"auth: cn+", "", "", true, "a", "lets-in"},
    {"auth: cn-", "", "", true, "r", "not-included"},
    // Require is AND.
    {"auth: T +all", "", "", true, "a", "lets-in"},
    {"auth: T +any", "", "", true, "a", "lets-in"},
    {"auth: T +O", "", "", true, "r", "require-failed"},
    {"auth: T +mail", "", "", true, "r", "require-failed"},
    {"auth: any +mail", "", "", false, "r", "require-failed"},
    {"auth: T +ip+", "", "", true, "a", "lets-in"},
    {"auth: T +ip-", "", "", true, "r", "require-failed"},
    {"auth: T +ip+ +ip-", "", "", true, "r", "require-failed"},
    {"auth: T +ip+ +geo+", "", "", true, "a", "lets-in"},
    {"auth: T +ip+ +geo-", "", "", true, "r", "require-failed"},
    {"auth: T +ip+", "", "", false, "ar", "cannot-tell"},
    {"auth: T +geo-", "", "", false, "ar", "cannot-tell"},
    {"auth: T +cert", "", "", true, "a", "lets-in"},
    {"auth: T +cert", "", "", false, "ar", "cannot-tell"},
    {"auth: T +cn-", "", "", true, "r", "require-failed"},
    {"auth: T +posture", "", "", true, "ar", "cannot-tell"},
    {"auth: T +new", "", "", true, "ar", "cannot-tell"},
    {"auth: T +new +mail", "", "", true, "r", "require-failed"},
    {"auth: O +new", "", "", true, "r", "not-included"},
    {"auth: +T", "", "", true, "r", "empty-include"},
    // Exclude is NOT.
    {"auth: T -O", "", "", true, "a", "lets-in"},
    {"auth: T -T", "", "", true, "r", "excluded"},
    {"auth: T -any", "", "", true, "r", "excluded"},
    {"auth: any -T", "", "", true, "r", "excluded"},
    {"auth: any -O", "", "", true, "a", "lets-in"},
    {"auth: T -mail", "", "", true, "a", "lets-in"},
    {"auth: T -ip+", "", "", true, "r", "excluded"},
    {"auth: T -ip-", "", "", true, "a", "lets-in"},
    {"auth: T -ip- -geo+", "", "", true, "r", "excluded"},
    {"auth: T -geo+", "", "", false, "ar", "cannot-tell"},
    {"auth: T -new", "", "", true, "ar", "cannot-tell"},
    {"auth: T -new -all", "", "", true, "r", "excluded"},
    {"auth: T -posture", "", "", true, "ar", "cannot-tell"},
    {"auth: T +ip+ -cn+", "", "", true, "r", "excluded"},
    {"auth: T +ip- -cn+", "", "", true, "r", "require-failed"},
    {"auth: T +all -bad", "", "", true, "ar", "cannot-tell"},
    // Order: Service Auth and Bypass in their order, whatever stands between them.
    {"auth: T; bypass: all", "", "", true, "a", "lets-in stopped-by-earlier"},
    {"bypass: all; auth: T", "", "", true, "b", "lets-in stopped-by-earlier"},
    {"auth: O; bypass: all", "", "", true, "b", "not-included lets-in"},
    {"auth: T; auth: T", "", "", true, "a", "lets-in stopped-by-earlier"},
    {"auth: O; auth: T", "", "", true, "a", "not-included lets-in"},
    {"auth: T +mail; auth: any", "", "", true, "a", "require-failed lets-in"},
    {"block: all; auth: T", "", "", true, "a", "lets-in block-comes-after"},
    {"block: T; bypass: all", "", "", true, "b", "lets-in block-comes-after"},
    {"allow: all; auth: T", "", "", true, "a", "lets-in allow-needs-login"},
    {"allow: all; block: all; auth: T", "", "", true, "a", "lets-in allow-needs-login block-comes-after"},
    {"allow: all; auth: O", "", "", true, "r", "not-included allow-needs-login"},
    {"block: all; allow: T", "", "", true, "r", "block-comes-after allow-needs-login"},
    {"allow: mail; bypass: ip+", "", "", true, "b", "lets-in allow-needs-login"},
    {"auth: new; auth: T", "", "", true, "a", "cannot-tell lets-in"},
    {"auth: new; bypass: all", "", "", true, "ab", "cannot-tell lets-in"},
    {"bypass: ip?; auth: T", "", "", true, "ab", "cannot-tell lets-in"},
    {"bypass: ip+; auth: T", "", "", false, "ab", "cannot-tell lets-in"},
    {"bypass: ip+; auth: T", "", "", true, "b", "lets-in stopped-by-earlier"},
    {"bypass: ip-; auth: T", "", "", true, "a", "not-included lets-in"},
    {"bypass: ip?; auth: O", "", "", true, "br", "cannot-tell not-included"},
    {"auth: T; odd: all", "", "", true, "a", "lets-in stopped-by-earlier"},
    {"odd: all; auth: T", "", "", true, "abr", "unknown-decision lets-in"},
    {"auth: new; bypass: ip?", "", "", true, "abr", "cannot-tell cannot-tell"},
    // Groups.
    {"auth: g:A", "A = T", "", true, "a", "lets-in", true},
    {"auth: g:A", "A = any", "", true, "a", "lets-in", true},
    {"auth: g:A T", "A = T", "", true, "a", "lets-in"},
    {"auth: g:A", "A = O", "", true, "r", "not-included"},
    {"auth: g:A", "A = ip+", "", true, "a", "lets-in"},
    {"auth: g:A", "A = ip+", "", false, "ar", "cannot-tell"},
    {"auth: g:A", "", "", true, "ar", "cannot-tell"},
    {"auth: g:A T", "", "", true, "a", "lets-in"},
    {"auth: T +g:A", "", "", true, "ar", "cannot-tell"},
    {"auth: T +g:A", "A = ip- ip+", "", true, "a", "lets-in"},
    {"auth: T +g:A", "A = ip-", "", true, "r", "require-failed"},
    {"auth: T -g:A", "A = geo+", "", true, "r", "excluded"},
    {"auth: T -g:A", "A = T", "", true, "r", "excluded", true},
    {"auth: T -g:A", "A = mail", "", true, "a", "lets-in"},
    {"auth: T +g:A", "A =", "", true, "r", "require-failed"},
    {"auth: g:A", "A = all +ip+ -geo-", "", true, "a", "lets-in"},
    {"auth: g:A", "A = all +ip+ -geo+", "", true, "r", "not-included"},
    {"auth: g:A", "A = g:B; B = T", "", true, "a", "lets-in", true},
    {"auth: g:A", "A = g:B; B = g:C; C = ip+", "", true, "a", "lets-in"},
    {"auth: g:A", "A = all -g:B; B = ip+", "", true, "r", "not-included"},
    {"auth: g:A", "A = all -g:B; B = ip-", "", true, "a", "lets-in"},
    {"auth: g:A", "A = g:A", "", true, "ar", "cannot-tell"},
    {"auth: g:A", "A = g:B; B = g:A", "", true, "ar", "cannot-tell"},
    {"auth: g:A", "A = g:A all", "", true, "a", "lets-in"},
    {"auth: g:A", "A = g:A all +mail", "", true, "r", "not-included"},
    {"auth: g:A", "A = all -g:A", "", true, "ar", "cannot-tell"},
    {"auth: g:A", "A = g:B; B = g:A all", "", true, "a", "lets-in"},
    {"auth: T +g:A", "A = g:B; B = g:A", "", true, "ar", "cannot-tell"},
    {"auth: O +g:A", "A = g:A", "", true, "r", "not-included"},
    {"auth: g:A; bypass: all", "A = T", "", true, "a", "lets-in stopped-by-earlier", true},
    {"bypass: all; auth: g:A", "A = T", "", true, "b", "lets-in stopped-by-earlier"},
    {"auth: g:A", "A = new", "", true, "ar", "cannot-tell"},
    // Tokens that are no good, not named, or not there.
    {"auth: T", "", "expired", true, "r", "not-included"},
    {"auth: any", "", "expired", true, "r", "not-included"},
    {"auth: T", "", "disabled", true, "r", "not-included"},
    {"auth: any", "", "disabled", true, "r", "not-included"},
    {"auth: all -T", "", "expired", true, "a", "lets-in"}, // By its certificate.
    {"auth: all -T", "", "expired", false, "ar", "no-credential"},
    {"auth: all", "", "disabled", false, "ar", "no-credential"},
    {"bypass: all", "", "expired", true, "b", "lets-in"},
    {"bypass: T", "", "disabled", true, "r", "not-included"},
    {"auth: T; allow: mail", "", "expired", true, "r", "not-included allow-needs-login"},
    {"auth: T", "", "unnamed", true, "ar", "cannot-tell"},
    {"auth: any", "", "unnamed", true, "a", "lets-in"},
    {"auth: any -T", "", "unnamed", true, "ar", "cannot-tell"},
    {"auth: any +T", "", "unnamed", true, "ar", "cannot-tell"},
    {"auth: T O", "", "unnamed", true, "ar", "cannot-tell"},
    {"bypass: all; auth: T", "", "unnamed", true, "b", "lets-in stopped-by-earlier"},
    {"auth: T", "", "nobody", true, "r", "not-included"},
    {"auth: any", "", "nobody", true, "r", "not-included"},
    {"bypass: all", "", "nobody", true, "b", "lets-in"},
    {"bypass: ip-", "", "nobody", true, "r", "not-included"},
    {"auth: cert", "", "nobody", true, "a", "lets-in"},
    {"auth: all", "", "nobody", false, "ar", "no-credential"},
    {"auth: all; bypass: all", "", "nobody", false, "ab", "no-credential lets-in"},
    {"allow: all", "", "nobody", true, "r", "allow-needs-login"},
};

QString lettersOf(const QList<Outcome> &outcomes)
{
    QString letters;
    for (const auto &[outcome, letter] :
         {std::pair(Outcome::Accepted, u'a'), std::pair(Outcome::Bypassed, u'b'),
          std::pair(Outcome::Refused, u'r')}) {
        if (outcomes.contains(outcome))
            letters.append(letter);
    }
    return letters;
}

// ---- A second implementation, as naive as can be: it tries every world that the unknown leaves open. ----

using World = QHash<QString, bool>; ///< What each rule that is not known is in this world.

struct Naive
{
    const QList<Group> &groups;
    World world;

    bool rule(const Rule &r, int depth = 0) const
    {
        if (r.kind == RuleKind::Everyone || r.kind == RuleKind::AnyValidServiceToken)
            return true;
        if (r.kind == RuleKind::ServiceToken)
            return r.value.isEmpty() ? world.value(r.name) : r.value == tokenId;
        if (r.kind == RuleKind::Ip)
            return r.value.startsWith(u"192.0.2.");
        if (r.kind == RuleKind::Country)
            return r.value == u"DE";
        if (r.kind == RuleKind::Certificate)
            return true;
        if (r.kind == RuleKind::CommonName)
            return r.value == u"robot";
        if (r.kind == RuleKind::Group) {
            for (const auto &group : groups) {
                if (group.id == r.value)
                    return set(group.rules, depth + 1);
            }
            return world.value(u"g:"_s + r.value);
        }
        return r.kind == RuleKind::Email ? false : world.value(r.name);
    }

    bool set(const RuleSet &rules, int depth = 0) const
    {
        bool included = false;
        for (const auto &r : rules.include)
            included = rule(r, depth) || included;
        for (const auto &r : rules.require)
            included = rule(r, depth) && included;
        for (const auto &r : rules.exclude)
            included = !rule(r, depth) && included;
        return included;
    }

    QChar outcome(const QList<Policy> &policies) const
    {
        for (const auto &policy : policies) {
            if (policy.decision == Decision::ServiceAuth && set(policy.rules))
                return u'a';
            if (policy.decision == Decision::Bypass && set(policy.rules))
                return u'b';
        }
        return u'r';
    }
};

QString wordOfChance(QRandomGenerator &random, const QStringList &words)
{
    return words[random.bounded(static_cast<int>(words.size()))];
}

} // namespace

class EvaluatorTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void judgesPolicies_data()
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < static_cast<int>(std::size(rows)); ++i) {
            const auto &row = rows[i];
            const auto name = u"%1 {%2} %3 [%4] %5"_s.arg(i + 1).arg(
                QString::fromLatin1(row.policies), QString::fromLatin1(row.groups),
                QString::fromLatin1(row.caller), row.factsKnown ? u"facts"_s : u"no facts"_s);
            QTest::newRow(qPrintable(name)) << i;
        }
    }
    void judgesPolicies()
    {
        QFETCH(int, row);
        const auto &told = rows[row];
        Account account;
        account.strict = false; // what strict mode changes has a table of its own
        account.groups = groupsFor(QString::fromLatin1(told.groups));
        Application application;
        application.policies = policiesFor(QString::fromLatin1(told.policies));
        const Evaluator evaluator(
            account, callerFor(QString::fromLatin1(told.caller)),
            told.factsKnown ? allFacts() : RequestFacts());

        const auto answer = evaluator.answerOf(application);

        QCOMPARE(lettersOf(answer.possible), QString::fromLatin1(told.outcome));
        QStringList reasons;
        for (const auto &finding : answer.policies)
            reasons.append(idOf(finding.reason));
        QCOMPARE(reasons.join(u' '), QString::fromLatin1(told.reasons));
        QCOMPARE(answer.outcome == Outcome::CannotTell, qstrlen(told.outcome) > 1);
        QCOMPARE(answer.confidence, told.isPossible ? Confidence::Possible : Confidence::Certain);
    }

    void knowsEveryReasonOfARule_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("caller");
        QTest::addColumn<QString>("groups");
        QTest::addColumn<RuleReason>("reason");
        const auto row = [](const char *word, const char *caller, const char *groups, RuleReason reason) {
            QTest::newRow(word) << QString::fromLatin1(word) << QString::fromLatin1(caller)
                                << QString::fromLatin1(groups) << reason;
        };
        row("T", "", "", RuleReason::Matches);
        row("O", "", "", RuleReason::DoesNotMatch);
        row("mail", "", "", RuleReason::AsksForIdentity);
        row("any", "nobody", "", RuleReason::NoToken);
        row("T", "expired", "", RuleReason::TokenExpired);
        row("T", "disabled", "", RuleReason::TokenDisabled);
        row("T", "unnamed", "", RuleReason::TokenIdNotKnown);
        row("ip+", "", "", RuleReason::FactNotKnown);
        row("posture", "", "", RuleReason::NotCheckable);
        row("bad", "", "", RuleReason::ValueMissing);
        row("g:A", "", "A = all", RuleReason::GroupMatches);
        row("g:A", "", "A = O", RuleReason::GroupDoesNotMatch);
        row("g:A", "", "", RuleReason::GroupMissing);
        row("g:A", "", "A = g:A", RuleReason::GroupNotTold);
        row("new", "", "", RuleReason::UnknownKind);
    }
    void knowsEveryReasonOfARule()
    {
        QFETCH(QString, word);
        QFETCH(QString, caller);
        QFETCH(QString, groups);
        QFETCH(RuleReason, reason);
        Account account;
        account.groups = groupsFor(groups);
        QCOMPARE(Evaluator(account, callerFor(caller)).judged(ruleFor(word)).reason, reason);
    }

    void neverDecidesAKindThatIsNotCheckable()
    {
        for (int kind = 0; kind < ruleKindCount; ++kind) {
            const Rule rule{static_cast<RuleKind>(kind), apiNameOf(static_cast<RuleKind>(kind)), u"x"_s, {}};
            const auto finding = Evaluator({}, callerFor({})).judged(rule);
            QCOMPARE(finding.reason == RuleReason::AsksForIdentity, asksForIdentity(rule.kind));
            QCOMPARE(ruleKindOf(rule.name), rule.kind);
            if (finding.reason == RuleReason::NotCheckable || finding.reason == RuleReason::UnknownKind)
                QCOMPARE(finding.truth, Truth::Unknown);
        }
    }

    void knowsATokenByIdClientIdOrName()
    {
        const QDateTime now({2026, 11, 24}, {9, 0}, Qt::UTC);
        Account account;
        account.tokens = {
            {tokenId, u"aa.access"_s, u"deploy"_s, std::nullopt, false},
            {otherId, u"bb.access"_s, u"twice"_s, now, false},
            {u"33333333-1111-4111-8111-111111111111"_s, u"cc.access"_s, u"twice"_s, std::nullopt, true},
        };
        QCOMPARE(callerOf(account, u"deploy"_s, now).tokenId, tokenId);
        QCOMPARE(callerOf(account, u"AA.access "_s, now).tokenId, tokenId);
        QCOMPARE(callerOf(account, tokenId, now).state, TokenState::Valid);
        QCOMPARE(callerOf(account, otherId, now).state, TokenState::Expired);
        QCOMPARE(callerOf(account, u"cc.access"_s, now).state, TokenState::Disabled);
        QVERIFY(callerOf(account, u"twice"_s, now).tokenId.isEmpty());
        QCOMPARE(callerOf(account, u"dd.access"_s, now).clientId, u"dd.access"_s);
        QCOMPARE(callerOf({}, tokenId, now).tokenId, tokenId);
        QCOMPARE(callerOf({}, u"deploy"_s, now).name, u"deploy"_s);

        // A rule whose token is listed can be told apart from a Client ID that is not.
        const auto stranger = callerOf(account, u"dd.access"_s, now);
        QCOMPARE(Evaluator(account, stranger).judged(ruleFor(u"T"_s)).truth, Truth::No);
    }

    void isAsSureOfABypassAsTheModeAllows_data()
    {
        QTest::addColumn<std::optional<bool>>("strict");
        QTest::addColumn<TokenState>("state");
        QTest::addColumn<Confidence>("confidence");
        const std::optional<bool> unknown;
        const std::optional<bool> legacy(false);
        const std::optional<bool> strict(true);
        QTest::newRow("legacy") << legacy << TokenState::Valid << Confidence::Certain;
        QTest::newRow("legacy, expired") << legacy << TokenState::Expired << Confidence::Certain;
        QTest::newRow("strict") << strict << TokenState::Valid << Confidence::Likely;
        QTest::newRow("strict, expired") << strict << TokenState::Expired << Confidence::Possible;
        QTest::newRow("strict, disabled") << strict << TokenState::Disabled << Confidence::Possible;
        QTest::newRow("not told, expired") << unknown << TokenState::Expired << Confidence::Possible;
        QTest::newRow("not told") << unknown << TokenState::Valid << Confidence::Certain;
    }

    void isAsSureOfABypassAsTheModeAllows()
    {
        QFETCH(std::optional<bool>, strict);
        QFETCH(TokenState, state);
        QFETCH(Confidence, confidence);
        Account account;
        account.strict = strict;
        Application application;
        application.policies = policiesFor(u"bypass: all"_s);
        Caller caller;
        caller.state = state;
        const auto answer = Evaluator(account, caller).answerOf(application);
        QCOMPARE(answer.outcome, Outcome::Bypassed);
        QCOMPARE(answer.confidence, confidence);
        caller.hasToken = false;
        QCOMPARE(Evaluator(account, caller).answerOf(application).confidence, Confidence::Certain);
    }

    void ordersByPrecedenceWhereAllHaveIt()
    {
        Application application;
        application.policies = policiesFor(u"bypass: all; auth: T"_s);
        const Evaluator evaluator({}, callerFor({}));
        QCOMPARE(evaluator.answerOf(application).outcome, Outcome::Bypassed);
        (*application.policies)[1].precedence = 1;
        QCOMPARE(evaluator.answerOf(application).outcome, Outcome::Bypassed);
        (*application.policies)[0].precedence = 2;
        QCOMPARE(evaluator.answerOf(application).outcome, Outcome::Accepted);
    }

    void looksUpReusablePolicies()
    {
        Account account;
        account.policies = policiesFor(u"auth: T"_s);
        account.policies[0].id = u"p"_s;
        Application application;
        Policy reference;
        reference.id = u"p"_s;
        reference.isSpelledOut = false;
        application.policies = {reference};
        QCOMPARE(Evaluator(account, callerFor({})).answerOf(application).outcome, Outcome::Accepted);
        QCOMPARE(Evaluator({}, callerFor({})).answerOf(application).outcome, Outcome::CannotTell);
    }

    void cannotTellOfAnApplicationWithoutItsPolicies()
    {
        const auto answer = Evaluator({}, callerFor({})).answerOf(Application());
        QCOMPARE(answer.outcome, Outcome::CannotTell);
        QVERIFY(!answer.policiesTold);
    }

    void namesThePolicyThatLetsInForCertainAndTheClosest_data()
    {
        QTest::addColumn<QString>("policies");
        QTest::addColumn<QString>("lettingIn");
        QTest::addColumn<QString>("closest");

        const auto row = [](const char *policies, const char *lettingIn, const char *closest) {
            QTest::newRow(policies) << QString::fromLatin1(policies) << QString::fromLatin1(lettingIn)
                                    << QString::fromLatin1(closest);
        };
        row("", "", "");
        row("auth: O; auth: T", "auth: T", "auth: T");
        row("auth: new; auth: T", "auth: T", "auth: T");
        row("auth: new", "", "auth: new");
        row("allow: T; auth: O", "", "auth: O");
        row("allow: T", "", "allow: T");
        row("block: all; allow: T", "", "allow: T");
        row("auth: O; auth: T +ip-", "", "auth: T +ip-");
        row("auth: T +ip-; auth: T -geo+", "", "auth: T -geo+");
        row("auth: T -posture; auth: O", "", "auth: T -posture");
    }

    void namesThePolicyThatLetsInForCertainAndTheClosest()
    {
        QFETCH(QString, policies);
        Application application;
        application.policies = policiesFor(policies);
        const auto answer = Evaluator({}, callerFor({}), allFacts()).answerOf(application);
        const auto nameOf = [](const PolicyFinding *finding) {
            return finding == nullptr ? QString(u""_s) : finding->policy.name;
        };

        QTEST(nameOf(lettingIn(answer)), "lettingIn");
        QTEST(nameOf(closestTo(answer)), "closest");
    }

    void readsHowLongSessionsLast()
    {
        using std::chrono::seconds;
        const auto read = readAccount(R"({"apps": [
            {"id": "a", "domain": "a.example.com", "session_duration": "30m", "policies": [
                {"id": "p", "decision": "non_identity", "include": [], "session_duration": "0s"},
                {"id": "q", "decision": "non_identity", "include": []}]},
            {"id": "b", "domain": "b.example.com"}]})");
        QVERIFY(read);

        QCOMPARE(read->applications[0].session, std::optional(seconds(1800)));
        QCOMPARE((*read->applications[0].policies)[0].session, std::optional(seconds(0)));
        QCOMPARE((*read->applications[0].policies)[1].session, std::optional<seconds>());
        QCOMPARE(read->applications[1].session, std::optional<seconds>());

        const auto wrong
            = readAccount(R"({"apps": [{"id": "a", "domain": "a.example", "session_duration": "soon"}]})");
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().expected, u"duration"_s);
        QCOMPARE(wrong.error().path, u"apps[0].session_duration"_s);
    }

    void answersTheTwoQuestions()
    {
        Account account;
        for (const auto *policies : {"auth: O", "auth: new", "bypass: all", "auth: O; auth: T"}) {
            Application application;
            application.name = QString::fromLatin1(policies);
            application.policies = policiesFor(application.name);
            account.applications.append(application);
        }
        const auto caller = callerFor({});
        QList<qsizetype> order;
        for (const auto &one : applicationsAccepting(caller, account))
            order.append(one.application);
        QCOMPARE(order, (QList<qsizetype>{3, 2, 1, 0}));
        const auto reasons = whyNot(caller, account.applications[3], account);
        QCOMPARE(reasons.size(), 1);
        QCOMPARE(reasons.first().reason, PolicyReason::NotIncluded);
    }

    void foretellsTheRefusal_data()
    {
        QTest::addColumn<QString>("policies");
        QTest::addColumn<QString>("switches");
        QTest::addColumn<QString>("caller");
        QTest::addColumn<QString>("legacy");
        QTest::addColumn<QString>("strict");
        const auto row = [](const char *policies, const char *switches, const char *caller,
                            const char *legacy, const char *strict) {
            QTest::addRow("%s %s %s", policies, switches, caller)
                << QString::fromLatin1(policies) << QString::fromLatin1(switches)
                << QString::fromLatin1(caller) << QString::fromLatin1(legacy) << QString::fromLatin1(strict);
        };
        row("auth: O", "", "valid", "forbidden", "forbidden");
        row("auth: O", "401", "valid", "unauthorized", "forbidden");
        row("auth: O; allow: mail", "", "valid", "login-redirect", "forbidden");
        row("auth: O; allow: mail", "401", "valid", "unauthorized", "forbidden");
        row("allow: T", "", "valid", "login-redirect", "forbidden");
        row("allow: T", "401", "valid", "login-redirect", "forbidden");
        row("auth: T", "", "expired", "forbidden", "unauthorized");
        row("auth: T", "", "disabled", "forbidden", "unauthorized");
        row("auth: T", "", "nobody", "forbidden", "forbidden");
        row("auth: T", "401", "nobody", "unauthorized", "unauthorized");
        row("auth: T; allow: all", "", "nobody", "login-redirect", "login-redirect");
        row("auth: O", "oauth", "valid", "oauth-challenge", "forbidden");
        row("auth: O; allow: all", "oauth 401", "valid", "oauth-challenge", "forbidden");
        row("auth: O", "deny", "valid", "custom-deny", "forbidden");
        row("auth: O; allow: all", "deny", "valid", "login-redirect", "forbidden");
        row("block: all", "", "valid", "forbidden", "forbidden");
        row("ref:", "", "valid", "cannot-tell", "forbidden");
        row("auth: O", "", "", "forbidden", "cannot-tell");
    }
    void foretellsTheRefusal()
    {
        QFETCH(QString, policies);
        QFETCH(QString, switches);
        QFETCH(QString, caller);
        QFETCH(QString, legacy);
        QFETCH(QString, strict);
        Application application;
        application.policies = policiesFor(policies);
        application.serviceAuth401 = switches.contains(u"401");
        application.managedOauth = switches.contains(u"oauth");
        application.customDenyUrl = switches.contains(u"deny") ? u"https://example.org"_s : QString();
        auto who = callerFor(caller);
        if (caller == u"valid")
            who.state = TokenState::Valid;
        QCOMPARE(idOf(refusalOf(application, {}, who, false)), legacy);
        QCOMPARE(idOf(refusalOf(application, {}, who, true)), strict);
        const auto unknownMode = idOf(refusalOf(application, {}, who, std::nullopt));
        QCOMPARE(unknownMode, legacy == strict ? legacy : u"cannot-tell"_s);
    }

    void agreesWithANaiveSecondOpinion()
    {
        constexpr quint32 seed = 20261124;
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QStringList rules{u"T"_s,    u"O"_s,    u"any"_s, u"all"_s,     u"mail"_s, u"ip+"_s, u"ip-"_s,
                                u"geo+"_s, u"geo-"_s, u"cn+"_s, u"posture"_s, u"new"_s,  u"ip?"_s, u"bad"_s,
                                u"cert"_s, u"g:A"_s,  u"g:B"_s, u"g:C"_s,     u"g:X"_s,  u"T"_s,   u"any"_s};
        const QStringList unknowns{
            u"device_posture"_s, u"brand_new"_s, u"ip_list"_s, u"service_token"_s, u"g:X"_s};
        const auto ruleSet = [&](int below) {
            QStringList words;
            for (int i = random.bounded(4); i > 0; --i) {
                auto word = wordOfChance(random, rules);
                // Groups name later ones only: circles have rows of their own.
                if (word.startsWith(u"g:") && word != u"g:X" && word[2].unicode() - u'A' < below)
                    word = u"O"_s;
                words.append(wordOfChance(random, {QString(), QString(), u"+"_s, u"-"_s}) + word);
            }
            return words.join(u' ');
        };
        int told = 0;
        for (int round = 0; round < 20'000; ++round) {
            Account account;
            const auto groups = u"A = %1; B = %2; C = %3"_s.arg(ruleSet(1), ruleSet(2), ruleSet(3));
            account.groups = groupsFor(groups);
            QStringList parts;
            for (int i = random.bounded(4); i > 0; --i)
                parts.append(
                    wordOfChance(random, {u"auth"_s, u"auth"_s, u"bypass"_s, u"allow"_s, u"block"_s})
                    + u": "_s + ruleSet(0));
            const auto policies = parts.join(u';');
            Application application;
            application.policies = policiesFor(policies);
            const auto answer = Evaluator(account, callerFor({}), allFacts()).answerOf(application);

            QString worlds;
            for (int bits = 0; bits < 1 << unknowns.size(); ++bits) {
                World world;
                for (int i = 0; i < unknowns.size(); ++i)
                    world.insert(unknowns[i], ((bits >> i) & 1) != 0);
                const auto outcome = Naive{account.groups, world}.outcome(*application.policies);
                if (!worlds.contains(outcome))
                    worlds.append(outcome);
            }
            std::sort(worlds.begin(), worlds.end());
            const auto possible = lettersOf(answer.possible);
            const auto where = u"round %1: {%2} {%3}: %4, in the worlds %5"_s.arg(round).arg(
                policies, groups, possible, worlds);
            // Never a certainty that some world denies. The other way round, two doubts that are one and the
            // same may cancel out in every world, which the evaluator does not see.
            for (const auto outcome : worlds)
                QVERIFY2(possible.contains(outcome), qPrintable(where));
            QSet<QString> seen;
            bool hasTwinDoubts = false;
            for (const auto &text : (policies + u' ' + groups).split(QRegularExpression(u"[ ;:=]"_s))) {
                for (const auto *doubt : {"posture", "new", "ip?", "bad", "X", "A", "B", "C"}) {
                    const auto word = QString::fromLatin1(doubt);
                    const bool isIt = text == word || text == u'+' + word || text == u'-' + word;
                    if (isIt && seen.contains(word))
                        hasTwinDoubts = true;
                    if (isIt)
                        seen.insert(word);
                }
            }
            if (!hasTwinDoubts) {
                QVERIFY2(possible == worlds, qPrintable(where));
                ++told;
            }
        }
        QVERIFY2(told > 1000, qPrintable(QString::number(told)));
    }

    void judgesLongChainsOfGroups()
    {
        Account account;
        for (int i = 0; i < 20'000; ++i)
            account.groups.append(
                {QString::number(i),
                 {},
                 {{{RuleKind::Group, u"group"_s, QString::number(i + 1), {}}}, {}, {}}});
        account.groups.append({u"20000"_s, {}, {{ruleFor(u"all"_s)}, {}, {}}});
        const Evaluator evaluator(account, callerFor({}));
        QCOMPARE(evaluator.judged(ruleFor(u"g:0"_s)).truth, Truth::Yes);
    }
};

QTEST_GUILESS_MAIN(EvaluatorTest)
#include "EvaluatorTest.moc"
