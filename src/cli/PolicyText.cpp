// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyCommand.h"

#include "PolicyWording.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

using policy::Outcome;
using policy::Truth;

// What people read; --json has everything.
constexpr qsizetype mostDrawn = 100;
constexpr qsizetype mostFindings = 50;

Tone toneOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Accepted:
        return Tone::Good;
    case Outcome::Refused:
        return Tone::Bad;
    case Outcome::Bypassed:
    case Outcome::CannotTell:
        return Tone::Warning;
    }
    return Tone::Plain;
}

Tone toneOf(policy::Severity severity)
{
    switch (severity) {
    case policy::Severity::Error:
        return Tone::Bad;
    case policy::Severity::Warning:
        return Tone::Warning;
    case policy::Severity::Notice:
        return Tone::Faint;
    }
    return Tone::Plain;
}

QString markOf(Truth truth)
{
    return truth == Truth::Yes ? u"✓"_s : truth == Truth::No ? u"✗"_s : u"?"_s;
}

struct Branch
{
    QString text;
    QList<Branch> branches = {};
};

void draw(const Output &out, const QList<Branch> &branches, const QString &trunk = {})
{
    for (qsizetype i = 0; i < branches.size(); ++i) {
        const bool isLast = i == branches.size() - 1;
        out.line(trunk + (isLast ? u"└─ "_s : u"├─ "_s) + branches[i].text);
        draw(out, branches[i].branches, trunk + (isLast ? u"   "_s : u"│  "_s));
    }
}

Branch branchOf(const Output &out, const policy::PolicyFinding &finding, const policy::Account &account)
{
    const bool letsIn = finding.reason == policy::PolicyReason::LetsIn;
    const auto name = out.toned(nameOf(finding.policy), letsIn ? Tone::Good : Tone::Strong);
    Branch branch{u"%1 (%2): %3"_s.arg(name, nameOf(finding.policy.decision), sentenceFor(finding.reason))};
    const auto add = [&](policy::RuleList list, const QList<policy::RuleFinding> &rules) {
        for (const auto &rule : rules) {
            auto text = u"%1 %2 %3"_s.arg(markOf(rule.truth), nameOf(list), ruleText(rule.rule, account));
            const bool isDeciding = decides(finding, list, rule);
            const auto explanation
                = rule.truth == Truth::Yes ? wordFor(rule.truth) + u'.' : sentenceFor(rule.reason);
            branch.branches.append(
                {out.toned(text, isDeciding ? Tone::Strong : Tone::Plain) + u" - "_s + explanation
                 + (isDeciding ? u" ← decides"_s : QString())});
        }
    };
    add(policy::RuleList::Include, finding.include);
    add(policy::RuleList::Require, finding.require);
    add(policy::RuleList::Exclude, finding.exclude);
    return branch;
}

Branch branchOf(const Output &out, const policy::Policy &policy, const policy::Account &account)
{
    Branch branch{u"%1 (%2)"_s.arg(out.toned(nameOf(policy), Tone::Strong), nameOf(policy.decision))};
    const auto add = [&](policy::RuleList list, const QList<policy::Rule> &rules) {
        for (const auto &rule : rules)
            branch.branches.append({nameOf(list) + u' ' + ruleText(rule, account)});
    };
    add(policy::RuleList::Include, policy.rules.include);
    add(policy::RuleList::Require, policy.rules.require);
    add(policy::RuleList::Exclude, policy.rules.exclude);
    return branch;
}

QString headOf(const Output &out, const policy::Application &application)
{
    const auto addresses = policy::claimsOf(application);
    auto head = out.toned(nameOf(application), Tone::Strong);
    if (!addresses.isEmpty() && shownText(addresses.first()) != nameOf(application))
        head += u"  "_s + out.toned(shownText(addresses.first()), Tone::Faint);
    if (addresses.size() > 1)
        head += out.toned(u" and %1 more"_s.arg(addresses.size() - 1), Tone::Faint);
    return head;
}

void showAnswer(const Output &out, const PolicyReport &report, const policy::Acceptance &acceptance)
{
    const auto &answer = acceptance.answer;
    out.line();
    out.line(headOf(out, report.account.applications[acceptance.application]));
    auto summary = sentenceFor(answer);
    if (answer.possible.contains(Outcome::Refused))
        summary += u' ' + refusalSentence(report, acceptance.application);
    if (answer.confidence != policy::Confidence::Certain)
        summary += u" (%1)"_s.arg(wordFor(answer.confidence));
    for (const auto &line : wrapped(summary, readableWidth))
        out.line(out.toned(line, toneOf(answer.outcome)));
    QList<Branch> branches;
    for (const auto &finding : answer.policies)
        branches.append(branchOf(out, finding, report.account));
    draw(out, branches);
}

void showOthers(const Output &out, qsizetype count)
{
    if (count == 0)
        return;
    out.line();
    out.line(out.toned(u"Not drawn: %1. --json lists them all."_s.arg(count), Tone::Faint));
}

void showAnswers(const Output &out, const PolicyReport &report)
{
    qsizetype drawn = 0;
    for (const auto &acceptance : report.answers) {
        if (drawn == mostDrawn || !report.concerns(acceptance.application))
            continue;
        ++drawn;
        showAnswer(out, report, acceptance);
    }
    showOthers(out, report.answers.size() - drawn);
}

void showApplication(const Output &out, const PolicyReport &report, const policy::Application &application)
{
    out.line();
    out.line(headOf(out, application));
    const auto policies = policy::orderedPolicies(application, report.account.policies);
    if (!policies)
        out.line(out.toned(u"Its policies were not given."_s, Tone::Warning));
    QList<Branch> branches;
    for (const auto &policy : policies.value_or(QList<policy::Policy>()))
        branches.append(branchOf(out, policy, report.account));
    draw(out, branches);
}

void showApplications(const Output &out, const PolicyReport &report)
{
    const auto &applications = report.account.applications;
    qsizetype drawn = 0;
    for (qsizetype i = 0; i < applications.size(); ++i) {
        if (drawn == mostDrawn || !report.concerns(i))
            continue;
        ++drawn;
        showApplication(out, report, applications[i]);
    }
    showOthers(out, applications.size() - drawn);
}

void showFinding(const Output &out, const policy::LintFinding &finding, const policy::Account &account)
{
    const auto sure = finding.confidence == policy::Confidence::Certain
        ? QString()
        : u" (%1)"_s.arg(wordFor(finding.confidence));
    out.line(u"%1: %2%3"_s.arg(
        out.toned(wordFor(finding.severity()), toneOf(finding.severity())), sentenceFor(finding), sure));
    if (const auto place = placeOf(finding, account); !place.isEmpty())
        out.paragraph(place, 2);
    out.paragraph(explanationOf(finding.check) + u' ' + adviceFor(finding.check), 2);
}

void showLint(const Output &out, const PolicyReport &report)
{
    const auto lint = report.lintInQuestion();
    out.line();
    if (lint.isEmpty())
        out.line(
            out.toned(report.coverage ? u"Nothing odd about it."_s : u"Nothing odd in it."_s, Tone::Good));
    else
        out.line(out.toned(u"What is odd"_s, Tone::Strong));
    for (qsizetype i = 0; i < std::min(lint.size(), mostFindings); ++i)
        showFinding(out, lint[i], report.account);
    if (lint.size() > mostFindings)
        out.line(
            out.toned(u"%1 more; --json lists them all."_s.arg(lint.size() - mostFindings), Tone::Faint));
    if (lint.size() < report.lint.size())
        out.line(out.toned(
            u"%1 about other applications and tokens; without --url all are told."_s.arg(
                report.lint.size() - lint.size()),
            Tone::Faint));
}

QString tokenLine(const policy::Caller &caller)
{
    QStringList parts;
    for (const auto &part : {caller.name, caller.clientId, caller.tokenId}) {
        if (!part.isEmpty())
            parts.append(shownText(part));
    }
    return u"Token: %1, %2"_s.arg(parts.join(u", "_s), policy::idOf(caller.state));
}

} // namespace

void showPolicies(const Output &out, const PolicyReport &report)
{
    const auto tone = report.question.caller ? toneOf(report.outcome()) : Tone::Strong;
    out.line(out.toned(headlineOf(report), tone));
    if (report.question.caller)
        out.line(out.toned(tokenLine(*report.question.caller), Tone::Faint));
    if (report.coverage)
        out.paragraph(coverageSentence(report));
    if (report.question.caller)
        showAnswers(out, report);
    else
        showApplications(out, report);
    showLint(out, report);
}

} // namespace keyturn::cli
