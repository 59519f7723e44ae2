// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ApplicationCard.h"

#include "ElidedLabel.h"
#include "FlowLayout.h"
#include "Look.h"
#include "Pill.h"
#include "PlainWords.h"
#include "PolicyLook.h"
#include "PolicyWording.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

using policy::RuleList;

namespace {

// An application may have a thousand rules; a card shows what a person reads.
constexpr qsizetype mostPolicies = 24;
constexpr qsizetype mostRules = 24;

Pill *moreChip(qsizetype more)
{
    auto *chip = new Pill(ApplicationCard::tr("%1 more").arg(more), Tone::Neutral);
    chip->setOutlined(true);
    return chip;
}

QList<QWidget *> judgedChips(
    const policy::PolicyFinding &finding, RuleList list, const QList<policy::RuleFinding> &rules,
    const policy::Account &account)
{
    // Those that decide come first, so that none of them is cut away.
    QList<policy::RuleFinding> ordered = rules;
    std::stable_partition(ordered.begin(), ordered.end(), [&](const policy::RuleFinding &rule) {
        return decides(finding, list, rule);
    });
    QList<QWidget *> chips;
    for (const auto &rule : ordered.first(std::min(ordered.size(), mostRules)))
        chips.append(ruleChip(rule, list, decides(finding, list, rule), account));
    if (ordered.size() > mostRules)
        chips.append(moreChip(ordered.size() - mostRules));
    return chips;
}

QList<QWidget *> plainChips(const QList<policy::Rule> &rules, const policy::Account &account)
{
    QList<QWidget *> chips;
    for (const auto &rule : rules.first(std::min(rules.size(), mostRules)))
        chips.append(ruleChip(rule, account));
    if (rules.size() > mostRules)
        chips.append(moreChip(rules.size() - mostRules));
    return chips;
}

/// A name, which gives way where there is no room for it.
ElidedLabel *nameLabel(const QString &name, const QString &look)
{
    auto *label = new ElidedLabel;
    label->setTextFormat(Qt::PlainText);
    label->setText(name);
    setLook(*label, look);
    return label;
}

} // namespace

ApplicationCard::ApplicationCard(
    const PolicyReport &report, const policy::Acceptance &acceptance, QWidget *parent)
    : ApplicationCard(report, -1, parent)
{
    const auto &answer = acceptance.answer;
    auto *mark = new Pill(wordFor(answer.outcome), toneOf(answer.outcome));
    mark->setSymbol(symbolOf(answer.outcome));
    addHead(report.account.applications[acceptance.application], mark);

    auto sentence = sentenceFor(answer);
    if (answer.possible.contains(policy::Outcome::Refused))
        sentence += u' ' + refusalSentence(report, acceptance.application);
    addSentence(sentence);
    for (const auto &finding : answer.policies.first(std::min(answer.policies.size(), mostPolicies))) {
        auto *reason = plainWords(sentenceFor(finding.reason), u"muted"_s, true);
        m_told.append(nameOf(finding.policy) + u": "_s + sentenceFor(finding.reason));
        addPolicy(finding.policy, reason, finding.reason == policy::PolicyReason::LetsIn);
        addChips(RuleList::Include, judgedChips(finding, RuleList::Include, finding.include, report.account));
        addChips(RuleList::Require, judgedChips(finding, RuleList::Require, finding.require, report.account));
        addChips(RuleList::Exclude, judgedChips(finding, RuleList::Exclude, finding.exclude, report.account));
    }
    addMore(answer.policies.size() - mostPolicies);
    setAccessibleDescription(m_told.join(u' '));
}

ApplicationCard::ApplicationCard(const PolicyReport &report, qsizetype application, QWidget *parent)
    : Card(parent)
    , m_rows(new QVBoxLayout(this))
{
    setFocusPolicy(Qt::TabFocus);
    m_rows->setContentsMargins(16, 12, 16, 14);
    m_rows->setSpacing(6);
    if (application < 0)
        return;
    const auto &shown = report.account.applications[application];
    addHead(shown, nullptr);
    const auto policies = policy::orderedPolicies(shown, report.account.policies);
    if (!policies)
        addSentence(tr("Its policies were not given."));
    const auto all = policies.value_or(QList<policy::Policy>());
    for (const auto &policy : all.first(std::min(all.size(), mostPolicies))) {
        addPolicy(policy, nullptr, false);
        m_told.append(nameOf(policy) + u", "_s + nameOf(policy.decision) + u'.');
        addChips(RuleList::Include, plainChips(policy.rules.include, report.account));
        addChips(RuleList::Require, plainChips(policy.rules.require, report.account));
        addChips(RuleList::Exclude, plainChips(policy.rules.exclude, report.account));
    }
    addMore(all.size() - mostPolicies);
    setAccessibleDescription(m_told.join(u' '));
}

void ApplicationCard::addHead(const policy::Application &application, QWidget *mark)
{
    const auto title = nameOf(application);
    setAccessibleName(title);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(nameLabel(title, u"heading"_s));
    if (mark != nullptr)
        head->addWidget(mark);
    const auto addresses = policy::claimsOf(application);
    QStringList shown;
    for (const auto &address : addresses.first(std::min<qsizetype>(addresses.size(), 3)))
        shown.append(shownText(address));
    if (addresses.size() > shown.size())
        shown.append(tr("%1 more").arg(addresses.size() - shown.size()));
    auto *where = nameLabel(shown.join(u", "_s), u"muted"_s);
    where->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(where, 1);
    m_rows->addLayout(head);
}

void ApplicationCard::addSentence(const QString &sentence)
{
    m_told.append(sentence);
    m_rows->addWidget(plainWords(sentence, {}, true));
}

void ApplicationCard::addMore(qsizetype more)
{
    if (more > 0)
        m_rows->addWidget(plainWords(tr("and %1 more policies").arg(more), u"muted"_s, true));
}

void ApplicationCard::addPolicy(const policy::Policy &policy, QWidget *reason, bool isStrong)
{
    auto *line = new QFrame;
    setLook(*line, u"line"_s);
    m_rows->addSpacing(2);
    m_rows->addWidget(line);
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    auto *action = new Pill(nameOf(policy.decision), isStrong ? Tone::Good : Tone::Neutral);
    row->addWidget(action, 0, Qt::AlignTop);
    row->addWidget(nameLabel(nameOf(policy), u"strong"_s), 0, Qt::AlignTop);
    if (reason != nullptr)
        row->addWidget(reason, 1, Qt::AlignTop);
    else
        row->addStretch(1);
    m_rows->addLayout(row);
}

void ApplicationCard::addChips(RuleList list, const QList<QWidget *> &chips)
{
    if (chips.isEmpty())
        return;
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    auto *title = plainWords(nameOf(list), u"small"_s, false);
    title->setMinimumWidth(title->fontMetrics().horizontalAdvance(u"Exclude"_s) + 8);
    row->addWidget(title, 0, Qt::AlignTop);
    auto *box = new QWidget;
    auto *flow = new FlowLayout(box, 6);
    flow->setContentsMargins(0, 0, 0, 0);
    for (auto *chip : chips)
        flow->addWidget(chip);
    row->addWidget(box, 1);
    m_rows->addLayout(row);
}

} // namespace keyturn
