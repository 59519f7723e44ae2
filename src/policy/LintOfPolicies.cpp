// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LintSubjects.h"

#include <algorithm>

namespace keyturn::policy {

namespace {

bool isTokenRule(RuleKind kind)
{
    return kind == RuleKind::ServiceToken || kind == RuleKind::AnyValidServiceToken;
}

/// Why no valid token can ever get through, if that is so.
std::optional<LintCheck> whyNever(const PolicyFinding &finding)
{
    if (finding.matches != Truth::No)
        return std::nullopt;
    switch (finding.reason) {
    case PolicyReason::EmptyInclude:
        return LintCheck::IncludeEmpty;
    case PolicyReason::NotIncluded:
        return LintCheck::IncludeAsksForIdentity;
    case PolicyReason::RequireFailed:
        return LintCheck::RequireAsksForIdentity;
    case PolicyReason::Excluded:
        return LintCheck::ExcludesEveryToken;
    default:
        return std::nullopt;
    }
}

std::optional<RulePlace> firstWith(Truth truth, RuleList list, const QList<RuleFinding> &findings)
{
    const auto isIt = [truth](const RuleFinding &finding) { return finding.truth == truth; };
    const auto found = std::find_if(findings.begin(), findings.end(), isIt);
    if (found == findings.end())
        return std::nullopt;
    return RulePlace{list, found - findings.begin(), found->rule};
}

std::optional<RulePlace> culpritOf(LintCheck check, const PolicyFinding &finding)
{
    switch (check) {
    case LintCheck::IncludeAsksForIdentity:
        return firstWith(Truth::No, RuleList::Include, finding.include);
    case LintCheck::RequireAsksForIdentity:
        return firstWith(Truth::No, RuleList::Require, finding.require);
    case LintCheck::ExcludesEveryToken:
        return firstWith(Truth::Yes, RuleList::Exclude, finding.exclude);
    default:
        return std::nullopt;
    }
}

/// A policy is judged for a token of which only its validity is known: what then does not match never does.
/// False when it never does.
bool lintReach(
    const LintSubjects &subjects, const LintPolicy &subject, const Evaluator &evaluator,
    QList<LintFinding> &findings)
{
    Application alone;
    alone.policies = QList<Policy>{subject.policy};
    const auto answer = evaluator.answerOf(alone);
    const auto &judged = answer.policies.first();
    const auto check = whyNever(judged);
    if (!check)
        return true;
    auto finding = subjects.about(*check, subject);
    finding.confidence = answer.confidence;
    finding.rule = culpritOf(*check, judged);
    findings.append(finding);
    return false;
}

std::optional<LintCheck>
troubleWithToken(const LintSubjects &subjects, const QString &id, const QDateTime &now)
{
    const auto *token = subjects.tokenOf(id);
    if (token == nullptr)
        return subjects.account.tokensTold ? std::optional(LintCheck::DeletedTokenNamed) : std::nullopt;
    switch (stateOf(*token, now)) {
    case TokenState::Expired:
        return LintCheck::ExpiredTokenNamed;
    case TokenState::Disabled:
        return LintCheck::DisabledTokenNamed;
    case TokenState::Valid:
    case TokenState::Unknown:
        break;
    }
    return std::nullopt;
}

/// What one rule says, wherever it stands: `blank` is a finding that names the place.
void lintRule(
    const LintSubjects &subjects, const RulePlace &place, const QDateTime &now, const LintFinding &blank,
    QList<LintFinding> &findings)
{
    const auto &rule = place.rule;
    auto finding = blank;
    finding.rule = place;
    if (rule.kind == RuleKind::ServiceToken && !rule.value.isEmpty()) {
        const auto check = troubleWithToken(subjects, rule.value, now);
        if (!check)
            return;
        finding.check = *check;
        // A list that was pasted may be one page of several.
        finding.confidence
            = *check == LintCheck::DeletedTokenNamed ? Confidence::Likely : Confidence::Certain;
        subjects.nameToken(finding, rule.value);
        findings.append(finding);
    }
    const bool isMissing = rule.kind == RuleKind::Group && subjects.account.groupsTold
        && !rule.value.isEmpty() && !subjects.isGroupKnown(rule.value);
    if (isMissing) {
        finding.check = LintCheck::MissingGroupNamed;
        finding.confidence = Confidence::Likely;
        findings.append(finding);
    }
}

void lintInclude(
    const LintSubjects &subjects, const LintPolicy &subject, const RulePlace &place,
    const QHash<QString, bool> &groupsWithTokens, QList<LintFinding> &findings)
{
    const auto kind = place.rule.kind;
    const auto add = [&](LintCheck check, Confidence confidence) {
        auto finding = subjects.about(check, subject);
        finding.confidence = confidence;
        finding.rule = place;
        if (kind == RuleKind::ServiceToken)
            subjects.nameToken(finding, place.rule.value);
        findings.append(finding);
    };
    const auto decision = subject.policy.decision;
    if (decision == Decision::Block && isTokenRule(kind))
        add(LintCheck::BlockNamesToken, Confidence::Certain);
    if (decision != Decision::ServiceAuth)
        return;
    if (kind == RuleKind::AnyValidServiceToken)
        add(LintCheck::AnyValidToken, Confidence::Certain);
    if (kind == RuleKind::Group && groupsWithTokens.value(place.rule.value))
        add(LintCheck::TokenInGroup, Confidence::Possible);
}

} // namespace

void lintPolicies(const LintSubjects &subjects, const QDateTime &now, QList<LintFinding> &findings)
{
    QHash<QString, bool> groupsWithTokens;
    for (const auto &group : subjects.account.groups) {
        LintFinding blank;
        blank.groupId = group.id;
        blank.groupName = group.name;
        const auto lintOne = [&](const RulePlace &place) {
            lintRule(subjects, place, now, blank, findings);
            if (isTokenRule(place.rule.kind))
                groupsWithTokens.insert(group.id, true);
        };
        forEachRule(group.rules, lintOne);
    }

    const Evaluator anyToken(subjects.account, Caller());
    for (const auto &subject : subjects.policies) {
        const bool isForTokens = subject.policy.decision == Decision::ServiceAuth;
        const bool canMatch = !isForTokens || lintReach(subjects, subject, anyToken, findings);
        const auto blank = subjects.about(LintCheck::DeletedTokenNamed, subject);
        const auto lintOne = [&](const RulePlace &place) {
            lintRule(subjects, place, now, blank, findings);
            if (canMatch && place.list == RuleList::Include)
                lintInclude(subjects, subject, place, groupsWithTokens, findings);
        };
        forEachRule(subject.policy.rules, lintOne);
    }
}

} // namespace keyturn::policy
