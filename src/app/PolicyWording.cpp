// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyWording.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

using policy::CoverageKind;
using policy::Outcome;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PolicyWording)
};

QString quotedNames(const QList<policy::PolicyFinding> &policies, const QList<qsizetype> &places)
{
    QStringList names;
    for (const auto place : places)
        names.append(Words::tr("“%1”").arg(nameOf(policies.value(place).policy)));
    const auto last = names.isEmpty() ? QString() : names.takeLast();
    return names.isEmpty() ? last : Words::tr("%1 or %2").arg(names.join(u", "_s), last);
}

QString bypassSentence(policy::Doubt doubt, const QString &through)
{
    switch (doubt) {
    case policy::Doubt::BadTokenUnderBypass:
        return Words::tr(
                   "Open to all through %1; but a strict organization may answer 401 to a token that has "
                   "ended or is disabled.")
            .arg(through);
    case policy::Doubt::BypassInStrictMode:
        return Words::tr(
                   "Open to all through %1: the service gets no JWT. Cloudflare documents it for strict "
                   "organizations in one place and leaves it out in another.")
            .arg(through);
    case policy::Doubt::None:
    case policy::Doubt::TokensInGroups:
        break;
    }
    return Words::tr("Open to all through %1: the token is not looked at, and the service gets no JWT.")
        .arg(through);
}

} // namespace

QString wordFor(policy::Truth truth)
{
    switch (truth) {
    case policy::Truth::Yes:
        return Words::tr("matches");
    case policy::Truth::No:
        return Words::tr("does not match");
    case policy::Truth::Unknown:
        return Words::tr("unknown");
    }
    return {};
}

QString wordFor(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Accepted:
        return Words::tr("Accepted");
    case Outcome::Bypassed:
        return Words::tr("Open to all");
    case Outcome::Refused:
        return Words::tr("Refused");
    case Outcome::CannotTell:
        return Words::tr("Cannot tell");
    }
    return {};
}

QString wordFor(policy::Confidence confidence)
{
    switch (confidence) {
    case policy::Confidence::Certain:
        return Words::tr("certain");
    case policy::Confidence::Likely:
        return Words::tr("likely");
    case policy::Confidence::Possible:
        return Words::tr("possible");
    }
    return {};
}

QString refusalSentence(const PolicyReport &report, qsizetype application)
{
    if (report.account.strict)
        return sentenceFor(report.refusalOf(application));
    const auto inLegacy = report.refusalOf(application, false);
    const auto inStrict = report.refusalOf(application, true);
    if (inLegacy == inStrict)
        return sentenceFor(inLegacy);
    if (inStrict == policy::Refusal::CannotTell)
        return Words::tr("%1 A strict organization answers 401 or 403.").arg(sentenceFor(inLegacy));
    return Words::tr("%1 In a strict organization: %2").arg(sentenceFor(inLegacy), sentenceFor(inStrict));
}

QString sentenceFor(const policy::Answer &answer)
{
    const auto through = quotedNames(answer.policies, answer.through);
    switch (answer.outcome) {
    case Outcome::Accepted:
        return answer.doubt == policy::Doubt::TokensInGroups
            ? Words::tr("Accepted through %1, if tokens in groups count.").arg(through)
            : Words::tr("Accepted through %1.").arg(through);
    case Outcome::Bypassed:
        return bypassSentence(answer.doubt, through);
    case Outcome::Refused:
        return answer.policies.isEmpty() ? Words::tr("Refused: the application has no policies.")
                                         : Words::tr("Refused: no policy lets the token in.");
    case Outcome::CannotTell:
        break;
    }
    if (!answer.policiesTold)
        return Words::tr("Cannot tell: the application came without its policies.");
    return answer.possible.contains(Outcome::Refused)
        ? Words::tr("Cannot tell: %1 may let the token in.").arg(through)
        : Words::tr("Let in through %1.").arg(through);
}

QString coverageSentence(const PolicyReport &report)
{
    if (!report.coverage)
        return {};
    const auto &coverage = *report.coverage;
    QStringList names;
    for (const auto &claim : coverage.winners)
        names.append(Words::tr("“%1”").arg(nameOf(report.account.applications.value(claim.application))));
    const auto all = names.join(u", "_s);
    switch (coverage.kind) {
    case CoverageKind::NotAUrl:
        return Words::tr("This is no http or https URL.");
    case CoverageKind::None:
        return Words::tr("None of these applications covers the URL.");
    case CoverageKind::Several:
        return Words::tr("Several applications claim the URL, and none is clearly the more specific: %1.")
            .arg(all);
    case CoverageKind::PerhapsOne:
        return Words::tr("No address covers the URL, but these guard Workers or private networks, which a "
                         "URL does not tell: %1.")
            .arg(all);
    case CoverageKind::One:
        break;
    }
    auto text
        = Words::tr("The URL belongs to %1, by %2.").arg(all, shownText(coverage.winners.value(0).pattern));
    if (!coverage.openBy.isEmpty())
        text += u' ' + Words::tr("Its path %1 is open to all.").arg(shownText(coverage.openBy));
    if (!coverage.shadowed.isEmpty())
        text += u' '
            + Words::tr("“%1” covers it too, but is less specific and does not count.")
                  .arg(nameOf(report.account.applications.value(coverage.shadowed.first().application)));
    return text;
}

QString headlineOf(const PolicyReport &report)
{
    if (report.coverage && report.coverage->kind == CoverageKind::NotAUrl)
        return Words::tr("This is no http or https URL");
    if (!report.question.caller)
        return report.account.applications.size() == 1
            ? Words::tr("1 application")
            : Words::tr("%1 applications").arg(report.account.applications.size());
    if (report.coverage && report.coverage->kind == CoverageKind::None)
        return Words::tr("None of these applications covers the URL");
    if (report.coverage) {
        switch (report.outcome()) {
        case Outcome::Accepted:
            return Words::tr("The token is accepted at this URL");
        case Outcome::Bypassed:
            return Words::tr("The URL is open to all");
        case Outcome::Refused:
            return Words::tr("The token is refused at this URL");
        case Outcome::CannotTell:
            return Words::tr("It cannot be told whether the URL accepts the token");
        }
    }
    const auto accepting = std::count_if(
        report.answers.begin(), report.answers.end(),
        [](const policy::Acceptance &acceptance) { return acceptance.answer.outcome == Outcome::Accepted; });
    if (accepting == 0)
        return Words::tr("No application accepts the token");
    return accepting == 1
        ? Words::tr("1 of %1 applications accepts the token").arg(report.answers.size())
        : Words::tr("%1 of %2 applications accept the token").arg(accepting).arg(report.answers.size());
}

} // namespace keyturn
