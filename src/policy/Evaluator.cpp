// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Evaluator.h"

#include "IpRange.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::policy {

namespace {

Truth truthOf(bool value)
{
    return value ? Truth::Yes : Truth::No;
}

bool isSame(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

RuleFinding plain(const Rule &rule, bool matches)
{
    return {rule, truthOf(matches), matches ? RuleReason::Matches : RuleReason::DoesNotMatch};
}

RuleFinding unknown(const Rule &rule, RuleReason reason)
{
    return {rule, Truth::Unknown, reason};
}

Truth anyOf(const QList<RuleFinding> &findings)
{
    auto truth = Truth::No;
    for (const auto &finding : findings)
        truth = either(truth, finding.truth);
    return truth;
}

Truth allOf(const QList<RuleFinding> &findings)
{
    auto truth = Truth::Yes;
    for (const auto &finding : findings)
        truth = both(truth, finding.truth);
    return truth;
}

bool isMachine(Decision decision)
{
    return decision == Decision::ServiceAuth || decision == Decision::Bypass || decision == Decision::Other;
}

PolicyReason reasonOf(const PolicyFinding &finding)
{
    if (!finding.policy.isSpelledOut)
        return PolicyReason::NotSpelledOut;
    if (finding.policy.decision == Decision::Allow)
        return PolicyReason::AllowNeedsLogin;
    if (finding.policy.decision == Decision::Block)
        return PolicyReason::BlockComesAfter;
    if (finding.include.isEmpty())
        return PolicyReason::EmptyInclude;
    if (anyOf(finding.include) == Truth::No)
        return PolicyReason::NotIncluded;
    if (allOf(finding.require) == Truth::No)
        return PolicyReason::RequireFailed;
    if (anyOf(finding.exclude) == Truth::Yes)
        return PolicyReason::Excluded;
    if (finding.policy.decision == Decision::Other)
        return PolicyReason::UnknownDecision;
    return finding.matches == Truth::Yes ? PolicyReason::LetsIn : PolicyReason::CannotTell;
}

/// What may come of it when this policy matches.
QList<Outcome> outcomesOf(Decision decision)
{
    if (decision == Decision::ServiceAuth)
        return {Outcome::Accepted};
    if (decision == Decision::Bypass)
        return {Outcome::Bypassed};
    return {Outcome::Accepted, Outcome::Bypassed, Outcome::Refused};
}

Confidence confidenceWith(Doubt doubt)
{
    switch (doubt) {
    case Doubt::None:
        return Confidence::Certain;
    case Doubt::BypassInStrictMode:
        return Confidence::Likely;
    case Doubt::TokensInGroups:
    case Doubt::BadTokenUnderBypass:
        return Confidence::Possible;
    }
    return Confidence::Possible;
}

void add(QList<Outcome> &to, const QList<Outcome> &more)
{
    for (const auto outcome : more) {
        if (!to.contains(outcome))
            to.append(outcome);
    }
}

} // namespace

TokenState stateOf(const KnownToken &token, const QDateTime &now)
{
    if (token.expiresAt && *token.expiresAt <= now)
        return TokenState::Expired;
    return token.disabled ? TokenState::Disabled : TokenState::Valid;
}

Truth negated(Truth a)
{
    return a == Truth::Unknown ? a : truthOf(a == Truth::No);
}

Truth both(Truth a, Truth b)
{
    return std::min(a, b);
}

Truth either(Truth a, Truth b)
{
    return std::max(a, b);
}

Caller callerOf(const Account &account, const QString &text, const QDateTime &now)
{
    const auto wanted = text.trimmed();
    const auto isIt = [&wanted](const KnownToken &token) {
        return isSame(token.id, wanted) || isSame(token.clientId, wanted);
    };
    const auto isCalledIt = [&wanted](const KnownToken &token) { return token.name == wanted; };
    auto found = std::find_if(account.tokens.begin(), account.tokens.end(), isIt);
    if (found == account.tokens.end()
        && std::count_if(account.tokens.begin(), account.tokens.end(), isCalledIt) == 1)
        found = std::find_if(account.tokens.begin(), account.tokens.end(), isCalledIt);
    Caller caller;
    if (found != account.tokens.end()) {
        caller.tokenId = found->id;
        caller.clientId = found->clientId;
        caller.name = found->name;
        caller.state = stateOf(*found, now);
        return caller;
    }
    if (wanted.contains(".access"_L1))
        caller.clientId = wanted;
    else if (wanted.size() == 36 && wanted.count(u'-') == 4)
        caller.tokenId = wanted;
    else
        caller.name = wanted;
    return caller;
}

Evaluator::Evaluator(const Account &account, const Caller &caller, const RequestFacts &facts)
    : m_account(account)
    , m_caller(caller)
    , m_facts(facts)
    , m_groups(groupTruths(true))
    , m_groupsWithoutTokens(groupTruths(false))
{
}

Evaluator::GroupTruths Evaluator::groupTruths(bool tokensCount) const
{
    GroupTruths truths;
    QHash<QString, const Group *> groups;
    QHash<QString, QList<QString>> usedBy;
    QList<QString> waiting;
    for (const auto &group : m_account.groups) {
        groups.insert(group.id, &group);
        truths.insert(group.id, Truth::Unknown);
        waiting.append(group.id);
        for (const auto &rules : {group.rules.include, group.rules.require, group.rules.exclude}) {
            for (const auto &rule : rules) {
                if (rule.kind == RuleKind::Group)
                    usedBy[rule.value].append(group.id);
            }
        }
    }
    // What is told once never changes, so each group is looked at again only when one that it names became
    // known.
    while (!waiting.isEmpty()) {
        const auto id = waiting.takeLast();
        if (truths.value(id) != Truth::Unknown)
            continue;
        const auto truth = truthOf(groups.value(id)->rules, truths, tokensCount);
        truths.insert(id, truth);
        if (truth != Truth::Unknown)
            waiting.append(usedBy.value(id));
    }
    return truths;
}

Truth Evaluator::truthOf(const RuleSet &rules, const GroupTruths &groups, bool tokensCount) const
{
    const auto truthOfRule = [&](const Rule &rule) {
        const bool isToken
            = rule.kind == RuleKind::ServiceToken || rule.kind == RuleKind::AnyValidServiceToken;
        return isToken && !tokensCount ? Truth::No : judged(rule, groups).truth;
    };
    auto included = Truth::No;
    for (const auto &rule : rules.include)
        included = either(included, truthOfRule(rule));
    for (const auto &rule : rules.require)
        included = both(included, truthOfRule(rule));
    for (const auto &rule : rules.exclude)
        included = both(included, negated(truthOfRule(rule)));
    return included;
}

RuleFinding Evaluator::judged(const Rule &rule) const
{
    return judged(rule, m_groups);
}

RuleFinding Evaluator::judged(const Rule &rule, const GroupTruths &groups) const
{
    if (asksForIdentity(rule.kind))
        return {rule, Truth::No, RuleReason::AsksForIdentity};
    switch (rule.kind) {
    case RuleKind::Everyone:
        return plain(rule, true);
    case RuleKind::ServiceToken:
    case RuleKind::AnyValidServiceToken:
        return judgedToken(rule);
    case RuleKind::Ip:
    case RuleKind::Country:
    case RuleKind::Certificate:
    case RuleKind::CommonName:
        return judgedFact(rule);
    case RuleKind::Group:
        break;
    case RuleKind::IpList:
    case RuleKind::DevicePosture:
    case RuleKind::ExternalEvaluation:
    case RuleKind::LinkedAppToken:
        return unknown(rule, RuleReason::NotCheckable);
    default:
        return unknown(rule, RuleReason::UnknownKind);
    }

    if (rule.value.isEmpty())
        return unknown(rule, RuleReason::ValueMissing);
    const auto group = groups.constFind(rule.value);
    if (group == groups.cend())
        return unknown(rule, RuleReason::GroupMissing);
    if (*group == Truth::Unknown)
        return unknown(rule, RuleReason::GroupNotTold);
    const bool matches = *group == Truth::Yes;
    return {rule, *group, matches ? RuleReason::GroupMatches : RuleReason::GroupDoesNotMatch};
}

RuleFinding Evaluator::judgedToken(const Rule &rule) const
{
    if (!m_caller.hasToken)
        return {rule, Truth::No, RuleReason::NoToken};
    if (m_caller.state == TokenState::Expired)
        return {rule, Truth::No, RuleReason::TokenExpired};
    if (m_caller.state == TokenState::Disabled)
        return {rule, Truth::No, RuleReason::TokenDisabled};
    if (rule.kind == RuleKind::AnyValidServiceToken)
        return plain(rule, true);
    if (rule.value.isEmpty())
        return unknown(rule, RuleReason::ValueMissing);
    if (!m_caller.tokenId.isEmpty())
        return plain(rule, isSame(rule.value, m_caller.tokenId));

    // The token's id is not known, but that of the one which the rule names may be.
    const auto isNamed = [&rule](const KnownToken &token) { return isSame(token.id, rule.value); };
    const auto named = std::find_if(m_account.tokens.begin(), m_account.tokens.end(), isNamed);
    if (named == m_account.tokens.end() || named->clientId.isEmpty() || m_caller.clientId.isEmpty())
        return unknown(rule, RuleReason::TokenIdNotKnown);
    return plain(rule, isSame(named->clientId, m_caller.clientId));
}

RuleFinding Evaluator::judgedFact(const Rule &rule) const
{
    if (rule.kind == RuleKind::Certificate) {
        if (m_facts.hasCertificate || m_facts.commonName)
            return plain(rule, m_facts.hasCertificate.value_or(true));
        return unknown(rule, RuleReason::FactNotKnown);
    }
    if (rule.value.isEmpty())
        return unknown(rule, RuleReason::ValueMissing);
    if (rule.kind == RuleKind::CommonName) {
        if (m_facts.hasCertificate && !*m_facts.hasCertificate)
            return plain(rule, false);
        return m_facts.commonName ? plain(rule, *m_facts.commonName == rule.value)
                                  : unknown(rule, RuleReason::FactNotKnown);
    }
    if (rule.kind == RuleKind::Country)
        return m_facts.country ? plain(rule, isSame(*m_facts.country, rule.value))
                               : unknown(rule, RuleReason::FactNotKnown);

    const auto range = IpRange::parse(rule.value);
    if (!range)
        return unknown(rule, RuleReason::ValueMissing);
    const auto address = m_facts.ip ? parseIp(*m_facts.ip) : std::nullopt;
    return address ? plain(rule, range->contains(*address)) : unknown(rule, RuleReason::FactNotKnown);
}

PolicyFinding Evaluator::judged(const Policy &policy, const GroupTruths &groups) const
{
    const auto judgedAll = [&](const QList<Rule> &rules) {
        QList<RuleFinding> findings;
        for (const auto &rule : rules)
            findings.append(judged(rule, groups));
        return findings;
    };
    PolicyFinding finding;
    finding.policy = policy;
    finding.include = judgedAll(policy.rules.include);
    finding.require = judgedAll(policy.rules.require);
    finding.exclude = judgedAll(policy.rules.exclude);
    finding.matches = Truth::Unknown;
    if (policy.isSpelledOut)
        finding.matches
            = both(both(anyOf(finding.include), allOf(finding.require)), negated(anyOf(finding.exclude)));
    finding.reason = reasonOf(finding);
    // One that is no good is treated like a missing one (facts 2.6).
    const bool hasGoodToken = m_caller.hasToken && m_caller.state != TokenState::Expired
        && m_caller.state != TokenState::Disabled;
    const bool hasCredential
        = hasGoodToken || m_facts.hasCertificate.value_or(m_facts.commonName.has_value());
    if (finding.reason == PolicyReason::LetsIn && policy.decision == Decision::ServiceAuth
        && !hasCredential) {
        finding.matches = Truth::Unknown;
        finding.reason = PolicyReason::NoCredential;
    }
    return finding;
}

Answer Evaluator::answerOf(const QList<Policy> &policies, const GroupTruths &groups) const
{
    // Service Auth and Bypass come first, in their order; of the others none lets a token in.
    auto ordered = policies;
    const auto comesFirst = [](const Policy &policy) { return isMachine(policy.decision); };
    std::stable_partition(ordered.begin(), ordered.end(), comesFirst);

    Answer answer;
    bool isDecided = false;
    for (qsizetype i = 0; i < ordered.size(); ++i) {
        auto finding = judged(ordered[i], groups);
        const bool counts = isMachine(finding.policy.decision) && finding.matches != Truth::No;
        if (counts && isDecided)
            finding.reason = PolicyReason::StoppedByEarlier;
        if (counts && !isDecided) {
            add(answer.possible, outcomesOf(finding.policy.decision));
            answer.through.append(i);
            isDecided = finding.matches == Truth::Yes && finding.policy.decision != Decision::Other;
        }
        answer.policies.append(finding);
    }
    if (!isDecided)
        add(answer.possible, {Outcome::Refused});
    answer.outcome = answer.possible.size() == 1 ? answer.possible.first() : Outcome::CannotTell;
    return answer;
}

Answer Evaluator::answerOf(const Application &application) const
{
    const auto policies = orderedPolicies(application, m_account.policies);
    if (!policies) {
        Answer answer;
        answer.outcome = Outcome::CannotTell;
        answer.possible = {Outcome::Accepted, Outcome::Bypassed, Outcome::Refused};
        answer.policiesTold = false;
        return answer;
    }
    auto answer = answerOf(*policies, m_groups);
    const auto withoutTokens = answerOf(*policies, m_groupsWithoutTokens);
    answer.doubt = doubtAboutBypass(answer);
    if (withoutTokens.outcome != answer.outcome || withoutTokens.through != answer.through)
        answer.doubt = Doubt::TokensInGroups;
    answer.confidence = confidenceWith(answer.doubt);
    return answer;
}

// Only credentials can be refused: a request without any is let in by Bypass in every organization.
Doubt Evaluator::doubtAboutBypass(const Answer &answer) const
{
    if (!m_caller.hasToken || m_account.strict == false || !answer.possible.contains(Outcome::Bypassed))
        return Doubt::None;
    if (m_caller.state == TokenState::Expired || m_caller.state == TokenState::Disabled)
        return Doubt::BadTokenUnderBypass;
    return m_account.strict == true ? Doubt::BypassInStrictMode : Doubt::None;
}

} // namespace keyturn::policy
