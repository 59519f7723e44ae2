// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyReport.h"

#include <algorithm>

namespace keyturn {

using policy::Acceptance;
using policy::Caller;
using policy::CoverageKind;
using policy::Outcome;
using policy::TokenState;

namespace {

TokenState stateOf(tokens::Status status)
{
    switch (status) {
    case tokens::Status::Expired:
        return TokenState::Expired;
    case tokens::Status::Disabled:
        return TokenState::Disabled;
    case tokens::Status::Valid:
    case tokens::Status::Due:
        return TokenState::Valid;
    case tokens::Status::Unknown:
        break;
    }
    return TokenState::Unknown;
}

} // namespace

Caller callerFor(const tokens::ServiceToken &token, const policy::Account &account, const QDateTime &now)
{
    auto caller = policy::callerOf(account, token.clientId, now);
    if (caller.state == TokenState::Unknown)
        caller.state = stateOf(tokens::statusOf(token, now));
    if (caller.name.isEmpty())
        caller.name = token.name;
    return caller;
}

bool decides(const policy::PolicyFinding &finding, policy::RuleList list, const policy::RuleFinding &rule)
{
    using policy::PolicyReason;
    using policy::RuleList;
    switch (finding.reason) {
    case PolicyReason::LetsIn:
    case PolicyReason::NoCredential:
        return list == RuleList::Include && rule.truth == policy::Truth::Yes;
    case PolicyReason::NotIncluded:
        return list == RuleList::Include;
    case PolicyReason::RequireFailed:
        return list == RuleList::Require && rule.truth == policy::Truth::No;
    case PolicyReason::Excluded:
        return list == RuleList::Exclude && rule.truth == policy::Truth::Yes;
    case PolicyReason::CannotTell:
        return rule.truth == policy::Truth::Unknown;
    case PolicyReason::EmptyInclude:
    case PolicyReason::NotSpelledOut:
    case PolicyReason::UnknownDecision:
    case PolicyReason::AllowNeedsLogin:
    case PolicyReason::BlockComesAfter:
    case PolicyReason::StoppedByEarlier:
        break;
    }
    return false;
}

Outcome PolicyReport::outcome() const
{
    if (coverage && coverage->kind == CoverageKind::One && !coverage->openBy.isEmpty())
        return Outcome::Bypassed;
    if (coverage && (coverage->kind == CoverageKind::NotAUrl || coverage->kind == CoverageKind::None))
        return Outcome::Refused;
    const bool isOne = !coverage || coverage->kind == CoverageKind::One;
    QList<Outcome> all;
    for (const auto &answer : answers) {
        if (concerns(answer.application))
            all.append(answer.answer.outcome);
    }
    if (all.isEmpty())
        return Outcome::Refused;
    if (!coverage || isOne)
        return all.first();
    const bool isOutside = coverage->kind == CoverageKind::PerhapsOne;
    const bool areAlike = std::all_of(all.begin(), all.end(), [&all](Outcome o) { return o == all.first(); });
    return areAlike && !isOutside ? all.first() : Outcome::CannotTell;
}

bool PolicyReport::concerns(qsizetype application) const
{
    if (!coverage)
        return true;
    return std::any_of(
        coverage->winners.begin(), coverage->winners.end(),
        [application](const policy::Claim &claim) { return claim.application == application; });
}

bool PolicyReport::concerns(const policy::LintFinding &finding) const
{
    if (!coverage)
        return true;
    const bool isOfAccount = finding.application < 0 && finding.tokenId.isEmpty() && finding.groupId.isEmpty()
        && finding.policyId.isEmpty();
    const bool isOfToken = finding.application < 0 && question.caller && !finding.tokenId.isEmpty()
        && finding.tokenId.compare(question.caller->tokenId, Qt::CaseInsensitive) == 0;
    if (isOfAccount || isOfToken || (finding.application >= 0 && concerns(finding.application)))
        return true;
    // A policy that several applications use is told for the first of them.
    const auto usesIt = [&](const policy::Claim &claim) {
        const auto policies
            = policy::orderedPolicies(account.applications[claim.application], account.policies);
        return policies && std::any_of(policies->begin(), policies->end(), [&](const policy::Policy &policy) {
                   return policy.id == finding.policyId;
               });
    };
    return !finding.policyId.isEmpty()
        && std::any_of(coverage->winners.begin(), coverage->winners.end(), usesIt);
}

QList<policy::LintFinding> PolicyReport::lintInQuestion() const
{
    QList<policy::LintFinding> concerned;
    for (const auto &finding : lint) {
        if (concerns(finding))
            concerned.append(finding);
    }
    return concerned;
}

policy::Refusal PolicyReport::refusalOf(qsizetype application, bool isStrict) const
{
    return policy::refusalOf(
        account.applications[application], account, question.caller.value_or(Caller()), isStrict);
}

policy::Refusal PolicyReport::refusalOf(qsizetype application) const
{
    return policy::refusalOf(
        account.applications[application], account, question.caller.value_or(Caller()), account.strict);
}

PolicyReport answersTo(const policy::Account &account, const PolicyQuestion &question)
{
    PolicyReport report{account, question, std::nullopt, {}, {}};
    if (!question.url.trimmed().isEmpty())
        report.coverage = policy::coverageOf(question.url, account.applications);
    if (question.caller) {
        report.answers = policy::applicationsAccepting(*question.caller, account);
        // What answers for the URL comes before everything else.
        std::stable_partition(report.answers.begin(), report.answers.end(), [&](const Acceptance &answer) {
            return report.coverage && report.concerns(answer.application);
        });
    }
    return report;
}

PolicyReport
policyReport(const policy::Account &account, const PolicyQuestion &question, const QDateTime &now)
{
    auto report = answersTo(account, question);
    report.lint = policy::lintOf(account, now);
    return report;
}

} // namespace keyturn
