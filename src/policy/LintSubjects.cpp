// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LintSubjects.h"

#include <algorithm>

namespace keyturn::policy {

LintSubjects::LintSubjects(const Account &of)
    : account(of)
{
    for (const auto &token : account.tokens)
        m_tokens.insert(token.id.toLower(), &token);
    for (const auto &group : account.groups)
        m_groups.insert(group.id, &group);
    arePoliciesTold = !account.applications.isEmpty();
    for (qsizetype i = 0; i < account.applications.size(); ++i) {
        policiesOf.append(orderedPolicies(account.applications[i], account.policies));
        const auto &told = policiesOf.last();
        arePoliciesTold = arePoliciesTold && told;
        for (const auto &policy : told.value_or(QList<Policy>()))
            addPolicy(policy, i);
    }
    for (const auto &policy : account.policies)
        addPolicy(policy, -1);
}

void LintSubjects::addPolicy(const Policy &policy, qsizetype application)
{
    if (!policy.isSpelledOut) {
        arePoliciesTold = false;
        return;
    }
    hasServiceAuth = hasServiceAuth || policy.decision == Decision::ServiceAuth;
    auto place = policy.id.isEmpty() ? -1 : m_places.value(policy.id, -1);
    if (place < 0) {
        place = policies.size();
        policies.append({policy, {}});
        if (!policy.id.isEmpty())
            m_places.insert(policy.id, place);
    }
    auto &applications = policies[place].applications;
    // They come in order, so the last one is the only one that may be there already.
    if (application >= 0 && applications.value(applications.size() - 1, -1) != application)
        applications.append(application);
}

const KnownToken *LintSubjects::tokenOf(const QString &id) const
{
    return m_tokens.value(id.toLower());
}

bool LintSubjects::hasServiceAuthIn(qsizetype application) const
{
    const auto &told = policiesOf[application];
    const auto admitsTokens = [](const Policy &policy) { return policy.decision == Decision::ServiceAuth; };
    return told && std::any_of(told->begin(), told->end(), admitsTokens);
}

LintFinding LintSubjects::about(LintCheck check, const LintPolicy &subject) const
{
    LintFinding finding;
    finding.check = check;
    finding.application = subject.applications.value(0, -1);
    finding.applicationCount = subject.applications.size();
    finding.policyId = subject.policy.id;
    finding.policyName = subject.policy.name;
    return finding;
}

LintFinding LintSubjects::about(LintCheck check, qsizetype application)
{
    LintFinding finding;
    finding.check = check;
    finding.application = application;
    finding.applicationCount = 1;
    return finding;
}

void LintSubjects::nameToken(LintFinding &finding, const QString &id) const
{
    const auto *token = tokenOf(id);
    finding.tokenId = id;
    finding.tokenName = token == nullptr ? QString() : token->name;
}

void forEachRule(const RuleSet &rules, const EachRule &each)
{
    const auto go = [&each](RuleList list, const QList<Rule> &some) {
        for (qsizetype i = 0; i < some.size(); ++i)
            each({list, i, some[i]});
    };
    go(RuleList::Include, rules.include);
    go(RuleList::Require, rules.require);
    go(RuleList::Exclude, rules.exclude);
}

} // namespace keyturn::policy
