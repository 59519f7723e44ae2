// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictLook.h"

#include "VerdictWording.h"

#include <QCoreApplication>

namespace keyturn {

using access::Outcome;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(VerdictLook)
};

} // namespace

Tone toneOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Accepted:
        return Tone::Good;
    case Outcome::Open:
        return Tone::Attention;
    case Outcome::Refused:
    case Outcome::Unreachable:
        return Tone::Bad;
    case Outcome::Unknown:
        return Tone::Neutral;
    }
    return Tone::Neutral;
}

VerdictBanner::Content contentOf(const access::Verdict &verdict)
{
    VerdictBanner::Content content;
    content.tone = toneOf(verdict.outcome);
    content.headline = headlineOf(verdict);
    content.explanation = explanationOf(verdict);
    content.marks.append({wordFor(verdict.confidence), content.tone, Words::tr("How sure this is")});
    if (const auto mode = wordFor(verdict.mode); !mode.isEmpty())
        content.marks.append({mode, Tone::Neutral, Words::tr("How the organization answers service tokens")});
    for (const auto &evidence : verdict.evidence)
        content.evidence.append(sentenceFor(evidence));
    return content;
}

} // namespace keyturn
