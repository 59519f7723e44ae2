// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyCommand.h"

#include "Json.h"
#include "PolicyWording.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

using policy::Truth;

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(shownText(text));
}

QString idOf(Truth truth)
{
    return truth == Truth::Yes ? u"yes"_s : truth == Truth::No ? u"no"_s : u"unknown"_s;
}

QString idOf(policy::CoverageKind kind)
{
    switch (kind) {
    case policy::CoverageKind::NotAUrl:
        return u"not-a-url"_s;
    case policy::CoverageKind::None:
        return u"none"_s;
    case policy::CoverageKind::One:
        return u"one"_s;
    case policy::CoverageKind::Several:
        return u"several"_s;
    case policy::CoverageKind::PerhapsOne:
        return u"perhaps-one"_s;
    }
    return {};
}

QJsonObject jsonOf(policy::RuleList list, const policy::Rule &rule, const policy::Account &account)
{
    return {
        {u"list"_s, policy::idOf(list)},
        {u"kind"_s, shownText(rule.name)},
        {u"value"_s, orNull(rule.value)},
        {u"text"_s, ruleText(rule, account)},
    };
}

QJsonObject jsonOf(const policy::Policy &policy)
{
    return {
        {u"id"_s, orNull(policy.id)},
        {u"name"_s, orNull(policy.name)},
        {u"decision"_s, orNull(policy.decisionText)},
        {u"action"_s, nameOf(policy.decision)},
    };
}

/// Nothing is asked, so nothing is answered: the rules as they stand.
QJsonObject unjudged(const policy::Policy &policy, const policy::Account &account)
{
    QJsonArray rules;
    const auto add = [&](policy::RuleList list, const QList<policy::Rule> &some) {
        for (const auto &rule : some)
            rules.append(jsonOf(list, rule, account));
    };
    add(policy::RuleList::Include, policy.rules.include);
    add(policy::RuleList::Require, policy.rules.require);
    add(policy::RuleList::Exclude, policy.rules.exclude);
    return merged(jsonOf(policy), {{u"rules"_s, rules}});
}

QJsonObject judged(const policy::PolicyFinding &finding, const policy::Account &account)
{
    QJsonArray rules;
    const auto add = [&](policy::RuleList list, const QList<policy::RuleFinding> &some) {
        for (const auto &rule : some) {
            const QJsonObject more{
                {u"matches"_s, idOf(rule.truth)},
                {u"reason"_s, policy::idOf(rule.reason)},
                {u"explanation"_s, sentenceFor(rule.reason)},
                {u"decides"_s, decides(finding, list, rule)},
            };
            rules.append(merged(jsonOf(list, rule.rule, account), more));
        }
    };
    add(policy::RuleList::Include, finding.include);
    add(policy::RuleList::Require, finding.require);
    add(policy::RuleList::Exclude, finding.exclude);
    return merged(
        jsonOf(finding.policy),
        {
            {u"matches"_s, idOf(finding.matches)},
            {u"reason"_s, policy::idOf(finding.reason)},
            {u"explanation"_s, sentenceFor(finding.reason)},
            {u"rules"_s, rules},
        });
}

QJsonObject jsonOf(const policy::Application &application)
{
    QJsonArray addresses;
    for (const auto &claim : policy::claimsOf(application))
        addresses.append(shownText(claim));
    return {
        {u"id"_s, orNull(application.id)},
        {u"name"_s, orNull(application.name)},
        {u"audience"_s, orNull(application.audience)},
        {u"type"_s, orNull(application.type)},
        {u"addresses"_s, addresses},
    };
}

QJsonObject jsonOf(const PolicyReport &report, const policy::Acceptance &acceptance)
{
    const auto &answer = acceptance.answer;
    QJsonArray through;
    for (const auto place : answer.through)
        through.append(nameOf(answer.policies.value(place).policy));
    QJsonArray possible;
    for (const auto outcome : answer.possible)
        possible.append(policy::idOf(outcome));
    QJsonArray policies;
    for (const auto &finding : answer.policies)
        policies.append(judged(finding, report.account));
    const auto refusal = report.refusalOf(acceptance.application);
    const bool mayRefuse = answer.possible.contains(policy::Outcome::Refused);
    return merged(
        jsonOf(report.account.applications[acceptance.application]),
        {
            {u"outcome"_s, policy::idOf(answer.outcome)},
            {u"possible"_s, possible},
            {u"confidence"_s, policy::idOf(answer.confidence)},
            {u"through"_s, through},
            {u"summary"_s, sentenceFor(answer)},
            {u"refusal"_s, mayRefuse ? QJsonValue(policy::idOf(refusal)) : QJsonValue(QJsonValue::Null)},
            {u"policies"_s, answer.policiesTold ? QJsonValue(policies) : QJsonValue(QJsonValue::Null)},
        });
}

QJsonObject unjudged(const PolicyReport &report, const policy::Application &application)
{
    const auto ordered = policy::orderedPolicies(application, report.account.policies);
    QJsonArray policies;
    for (const auto &policy : ordered.value_or(QList<policy::Policy>()))
        policies.append(unjudged(policy, report.account));
    return merged(
        jsonOf(application),
        {{u"policies"_s, ordered ? QJsonValue(policies) : QJsonValue(QJsonValue::Null)}});
}

QJsonValue coverageJson(const PolicyReport &report)
{
    if (!report.coverage)
        return QJsonValue::Null;
    const auto idsOf = [&report](const QList<policy::Claim> &claims) {
        QJsonArray ids;
        for (const auto &claim : claims) {
            const auto &application = report.account.applications[claim.application];
            ids.append(QJsonObject{
                {u"id"_s, orNull(application.id)},
                {u"name"_s, orNull(application.name)},
                {u"address"_s, orNull(claim.pattern)}});
        }
        return ids;
    };
    const auto &coverage = *report.coverage;
    return QJsonObject{
        {u"coverage"_s, idOf(coverage.kind)},           {u"applications"_s, idsOf(coverage.winners)},
        {u"less_specific"_s, idsOf(coverage.shadowed)}, {u"open_path"_s, orNull(coverage.openBy)},
        {u"summary"_s, coverageSentence(report)},
    };
}

QJsonValue tokenJson(const std::optional<policy::Caller> &caller)
{
    if (!caller)
        return QJsonValue::Null;
    return QJsonObject{
        {u"id"_s, orNull(caller->tokenId)},
        {u"client_id"_s, orNull(caller->clientId)},
        {u"name"_s, orNull(caller->name)},
        {u"state"_s, policy::idOf(caller->state)},
    };
}

QJsonObject jsonOf(const policy::LintFinding &finding, const policy::Account &account)
{
    const bool hasApplication = finding.application >= 0;
    return {
        {u"id"_s, policy::idOf(finding.check)},
        {u"severity"_s, policy::idOf(finding.severity())},
        {u"confidence"_s, policy::idOf(finding.confidence)},
        {u"message"_s, sentenceFor(finding)},
        {u"why"_s, explanationOf(finding.check)},
        {u"next_step"_s, adviceFor(finding.check)},
        {u"place"_s, placeOf(finding, account)},
        {u"application_id"_s,
         hasApplication ? orNull(account.applications[finding.application].id)
                        : QJsonValue(QJsonValue::Null)},
        {u"applications"_s, finding.applicationCount},
        {u"policy_id"_s, orNull(finding.policyId)},
        {u"group_id"_s, orNull(finding.groupId)},
        {u"token_id"_s, orNull(finding.tokenId)},
        {u"rule"_s,
         finding.rule ? QJsonValue(merged(
             jsonOf(finding.rule->list, finding.rule->rule, account), {{u"index"_s, finding.rule->index}}))
                      : QJsonValue(QJsonValue::Null)},
    };
}

} // namespace

QJsonObject jsonOf(const PolicyReport &report)
{
    QJsonArray applications;
    for (const auto &acceptance : report.answers)
        applications.append(jsonOf(report, acceptance));
    if (!report.question.caller) {
        for (const auto &application : report.account.applications)
            applications.append(unjudged(report, application));
    }
    QJsonArray lint;
    for (const auto &finding : report.lint)
        lint.append(
            merged(jsonOf(finding, report.account), {{u"concerns_question"_s, report.concerns(finding)}}));
    const auto &strict = report.account.strict;
    return {
        {u"summary"_s, headlineOf(report)},
        {u"outcome"_s,
         report.question.caller ? QJsonValue(policy::idOf(report.outcome())) : QJsonValue(QJsonValue::Null)},
        {u"token"_s, tokenJson(report.question.caller)},
        {u"url"_s, coverageJson(report)},
        {u"strict"_s, strict ? QJsonValue(*strict) : QJsonValue(QJsonValue::Null)},
        {u"applications"_s, applications},
        {u"lint"_s, lint},
    };
}

} // namespace keyturn::cli
