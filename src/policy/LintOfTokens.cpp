// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LintSubjects.h"

#include "Rfc3339.h"

#include <QSet>

#include <algorithm>

namespace keyturn::policy {

namespace {

/// Where tokens are named, by their ids in lower case.
struct Mentions
{
    QSet<QString> anywhere;
    QHash<QString, QSet<qsizetype>> admittedBy; ///< Applications with a Service Auth policy that names it.
    bool anyValid = false; ///< Some Service Auth policy takes every token.
};

Mentions mentionsIn(const LintSubjects &subjects)
{
    Mentions mentions;
    const auto note = [&mentions](const RulePlace &place) {
        if (place.rule.kind == RuleKind::ServiceToken)
            mentions.anywhere.insert(place.rule.value.toLower());
    };
    for (const auto &group : subjects.account.groups)
        forEachRule(group.rules, note);
    for (const auto &[policy, applications] : subjects.policies) {
        forEachRule(policy.rules, note);
        if (policy.decision != Decision::ServiceAuth)
            continue;
        for (const auto &rule : policy.rules.include) {
            mentions.anyValid = mentions.anyValid || rule.kind == RuleKind::AnyValidServiceToken;
            if (rule.kind == RuleKind::ServiceToken) {
                auto &admitting = mentions.admittedBy[rule.value.toLower()];
                admitting.unite(QSet<qsizetype>(applications.begin(), applications.end()));
            }
        }
    }
    return mentions;
}

bool isAlerted(const Account &account, const KnownToken &token)
{
    const auto coversIt = [&token](const ExpiryAlert &alert) {
        return alert.tokenIds.isEmpty() || alert.tokenIds.contains(token.id, Qt::CaseInsensitive);
    };
    return std::any_of(account.alerts.begin(), account.alerts.end(), coversIt);
}

void lintExpiry(
    const Account &account, const KnownToken &token, const QDateTime &now, QList<LintFinding> &findings)
{
    if (!token.expiresAt || stateOf(token, now) != TokenState::Valid || isAlerted(account, token))
        return;
    if (!account.alertsTold && *token.expiresAt > now.addDays(soonDays))
        return;
    LintFinding finding;
    finding.check = account.alertsTold ? LintCheck::ExpiryWithoutAlert : LintCheck::ExpiryAlertNotTold;
    finding.confidence = account.alertsTold ? Confidence::Likely : Confidence::Possible;
    finding.tokenId = token.id;
    finding.tokenName = token.name;
    finding.detail = toRfc3339(*token.expiresAt);
    findings.append(finding);
}

/// Whether a rule of an Include could be what lets this token in.
bool couldAdmit(const Rule &rule, const QString &tokenId)
{
    if (rule.kind == RuleKind::ServiceToken)
        return rule.value.isEmpty() || rule.value.compare(tokenId, Qt::CaseInsensitive) == 0;
    return !asksForIdentity(rule.kind);
}

bool couldAdmit(const Policy &policy, const QString &tokenId)
{
    if (!policy.isSpelledOut || policy.decision == Decision::Other)
        return true;
    if (policy.decision == Decision::Allow || policy.decision == Decision::Block)
        return false;
    const auto &include = policy.rules.include;
    return std::any_of(
        include.begin(), include.end(), [&tokenId](const Rule &rule) { return couldAdmit(rule, tokenId); });
}

void lintAllow(const LintSubjects &subjects, qsizetype application, QList<LintFinding> &findings)
{
    const auto policies = subjects.policiesOf[application].value_or(QList<Policy>());
    QSet<QString> told;
    for (const auto &policy : policies) {
        if (policy.decision != Decision::Allow)
            continue;
        for (qsizetype i = 0; i < policy.rules.include.size(); ++i) {
            const auto &rule = policy.rules.include[i];
            const auto id = rule.value.toLower();
            if (rule.kind != RuleKind::ServiceToken || id.isEmpty() || told.contains(id))
                continue;
            const auto admitsIt = [&id](const Policy &other) { return couldAdmit(other, id); };
            if (std::any_of(policies.begin(), policies.end(), admitsIt))
                continue;
            told.insert(id);
            auto finding = LintSubjects::about(LintCheck::TokenOnlyInAllow, application);
            finding.policyId = policy.id;
            finding.policyName = policy.name;
            finding.rule = RulePlace{RuleList::Include, i, rule};
            subjects.nameToken(finding, rule.value);
            findings.append(finding);
        }
    }
}

} // namespace

void lintTokens(const LintSubjects &subjects, const QDateTime &now, QList<LintFinding> &findings)
{
    for (qsizetype i = 0; i < subjects.account.applications.size(); ++i)
        lintAllow(subjects, i, findings);

    const auto mentions = mentionsIn(subjects);
    for (const auto &token : subjects.account.tokens) {
        lintExpiry(subjects.account, token, now, findings);
        if (token.id.isEmpty())
            continue;
        LintFinding finding;
        finding.tokenId = token.id;
        finding.tokenName = token.name;
        const auto id = token.id.toLower();
        if (subjects.arePoliciesTold && !mentions.anywhere.contains(id)) {
            finding.check = mentions.anyValid ? LintCheck::TokenByAnyValidOnly : LintCheck::TokenInNoPolicy;
            // There may be more applications than were pasted.
            finding.confidence = mentions.anyValid ? Confidence::Possible : Confidence::Likely;
            findings.append(finding);
        }
        const auto admitting = mentions.admittedBy.value(id);
        if (admitting.size() > manyApplications) {
            finding.check = LintCheck::TokenInManyApplications;
            finding.confidence = Confidence::Certain;
            finding.application = *std::min_element(admitting.begin(), admitting.end());
            finding.applicationCount = admitting.size();
            findings.append(finding);
        }
    }
}

} // namespace keyturn::policy
