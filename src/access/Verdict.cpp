// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Verdict.h"

#include "CauseTable.h"
#include "Clues.h"
#include "VerdictEvidence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

const CauseRow &rowOf(Cause cause)
{
    const std::vector<CauseRow> &rows = causeTable();
    const auto isIt = [cause](const CauseRow &row) { return row.cause == cause; };
    const auto row = std::find_if(rows.cbegin(), rows.cend(), isIt);
    Q_ASSERT_X(row != rows.cend(), Q_FUNC_INFO, "every cause should have a row");
    return *row;
}

std::optional<Match> matchOf(const CauseRow &row, const Clues &clues)
{
    if (row.isAboutNoAnswer == clues.answer.has_value())
        return std::nullopt;
    return row.match(clues);
}

void putFirst(QList<NextStep> &steps, NextStep step)
{
    steps.removeAll(step);
    steps.prepend(step);
}

/// What is known beyond the cause changes the order: the surest explanation comes first.
QList<NextStep> nextStepsOf(const CauseRow &row, const Verdict &verdict, const Clues &clues)
{
    QList<NextStep> steps = row.nextSteps;
    if (!clues.answer)
        return steps;
    if (clues.answer->marks.rayId.isEmpty())
        steps.removeAll(NextStep::LookUpRay);

    const bool isRefusedByAccess = verdict.layer == Layer::Access && verdict.outcome == Outcome::Refused;
    if (isRefusedByAccess && clues.wereCredentialsEverSent()) {
        const auto &login = clues.answer->marks.loginRedirect;
        if (login && login->serviceTokenStatus == true)
            putFirst(steps, NextStep::AddServiceAuthPolicy);
        if (clues.seen.style.kind == HeaderStyle::Kind::Single)
            putFirst(steps, NextStep::CheckHeaderStyle);
        if (clues.seen.token && clues.seen.token->isDisabled)
            putFirst(steps, NextStep::EnableToken);
        if (clues.seen.token && clues.seen.token->isExpired)
            putFirst(steps, NextStep::CheckExpiryInDashboard);
    }
    // Nobody wants them on the login page.
    if (clues.wereCredentialsWithheld() && row.cause != Cause::LoginPageFollowed)
        putFirst(steps, NextStep::CheckUrl);
    if (clues.credentialsSent && !clues.control) {
        if (verdict.confidence == Confidence::Possible)
            putFirst(steps, NextStep::Diagnose);
        else if (verdict.confidence == Confidence::Likely && !steps.contains(NextStep::Diagnose))
            steps.append(NextStep::Diagnose);
    }
    return steps;
}

} // namespace

QList<Cause> allCauses()
{
    QList<Cause> causes;
    for (const CauseRow &row : causeTable())
        causes.append(row.cause);
    return causes;
}

QString idOf(Cause cause)
{
    return rowOf(cause).id;
}

QString idOf(Layer layer)
{
    switch (layer) {
    case Layer::Network:
        return u"network"_s;
    case Layer::Edge:
        return u"edge"_s;
    case Layer::Waf:
        return u"waf"_s;
    case Layer::Access:
        return u"access"_s;
    case Layer::Origin:
        return u"origin"_s;
    }
    Q_UNREACHABLE();
}

QString idOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Accepted:
        return u"accepted"_s;
    case Outcome::Refused:
        return u"refused"_s;
    case Outcome::Open:
        return u"open"_s;
    case Outcome::Unreachable:
        return u"unreachable"_s;
    case Outcome::Unknown:
        return u"unknown"_s;
    }
    Q_UNREACHABLE();
}

QString idOf(Confidence confidence)
{
    switch (confidence) {
    case Confidence::Certain:
        return u"certain"_s;
    case Confidence::Likely:
        return u"likely"_s;
    case Confidence::Possible:
        return u"possible"_s;
    }
    Q_UNREACHABLE();
}

Verdict verdictOf(const Observation &seen)
{
    const Clues clues(seen);
    Verdict verdict;
    for (const CauseRow &row : causeTable()) {
        const std::optional<Match> match = matchOf(row, clues);
        if (!match)
            continue;
        verdict.layer = row.layer;
        verdict.outcome = match->outcome.value_or(row.outcome);
        verdict.cause = row.cause;
        verdict.confidence = std::max(match->confidence, row.atMost); // Certain is the smallest.
        verdict.mode = clues.mode;
        verdict.evidence = evidenceOf(clues);
        verdict.nextSteps = nextStepsOf(row, verdict, clues);
        break;
    }
    return verdict;
}

} // namespace keyturn::access
