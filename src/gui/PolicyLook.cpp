// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyLook.h"

#include "Look.h"
#include "Pill.h"
#include "PolicyWording.h"
#include "Shortened.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyturn {

using policy::Outcome;
using policy::Truth;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PolicyLook)
};

constexpr qsizetype longestChip = 44;

QString onChip(const QString &text)
{
    constexpr auto half = longestChip / 2;
    return text.size() <= longestChip ? text : endsOf(text, half, half - 1);
}

Symbol symbolOf(Truth truth)
{
    switch (truth) {
    case Truth::Yes:
        return Symbol::CheckCircle;
    case Truth::No:
        return Symbol::CrossCircle;
    case Truth::Unknown:
        break;
    }
    return Symbol::Help;
}

/// What a rule means for the token: a match in Exclude keeps it out.
Tone toneOf(Truth truth, policy::RuleList list, bool decides)
{
    if (truth == Truth::Unknown)
        return Tone::Attention;
    const bool isExclude = list == policy::RuleList::Exclude;
    const bool helps = (truth == Truth::Yes) != isExclude;
    if (helps)
        return isExclude ? Tone::Neutral : Tone::Good;
    return decides ? Tone::Bad : Tone::Neutral;
}

} // namespace

Tone toneOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Accepted:
        return Tone::Good;
    case Outcome::Bypassed:
        return Tone::Attention;
    case Outcome::Refused:
        return Tone::Bad;
    case Outcome::CannotTell:
        break;
    }
    return Tone::Neutral;
}

Tone toneOf(policy::Severity severity)
{
    switch (severity) {
    case policy::Severity::Error:
        return Tone::Bad;
    case policy::Severity::Warning:
        return Tone::Attention;
    case policy::Severity::Notice:
        break;
    }
    return Tone::Neutral;
}

Symbol symbolOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Accepted:
        return Symbol::CheckCircle;
    case Outcome::Bypassed:
        return Symbol::Unlock;
    case Outcome::Refused:
        return Symbol::CrossCircle;
    case Outcome::CannotTell:
        break;
    }
    return Symbol::Help;
}

Pill *ruleChip(
    const policy::RuleFinding &finding, policy::RuleList list, bool decides, const policy::Account &account)
{
    const auto rule = ruleText(finding.rule, account);
    auto said = wordFor(finding.truth);
    if (decides)
        said = Words::tr("%1, decides").arg(said);
    auto *chip = new Pill(Words::tr("%1 · %2").arg(onChip(rule), said), toneOf(finding.truth, list, decides));
    chip->setSymbol(symbolOf(finding.truth));
    chip->setOutlined(!decides);
    chip->setToolTip(rule + u"\n"_s + sentenceFor(finding.reason));
    chip->setAccessibleName(Words::tr("%1 %2: %3").arg(nameOf(list), rule, said));
    chip->setAccessibleDescription(sentenceFor(finding.reason));
    return chip;
}

Pill *ruleChip(const policy::Rule &rule, const policy::Account &account)
{
    const auto text = ruleText(rule, account);
    auto *chip = new Pill(onChip(text), Tone::Neutral);
    chip->setOutlined(true);
    chip->setToolTip(text);
    return chip;
}

} // namespace keyturn
