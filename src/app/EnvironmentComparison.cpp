// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EnvironmentComparison.h"

#include "EnvironmentDifference.h"

#include <algorithm>
#include <array>
#include <tuple>

using namespace Qt::StringLiterals;

namespace keyturn {

using State = TraitValue::State;

namespace {

struct DifferenceId
{
    Difference difference;
    const char *id;
};

constexpr std::array differenceIds{
    DifferenceId{Difference::CredentialsNotSent, "credentials-not-sent"},
    DifferenceId{Difference::CredentialsWrittenWrongly, "credentials-written-wrongly"},
    DifferenceId{Difference::CredentialsLostOnRedirect, "credentials-lost-on-redirect"},
    DifferenceId{Difference::TokenEnded, "token-ended"},
    DifferenceId{Difference::OtherTeamsToken, "other-teams-token"},
    DifferenceId{Difference::NotInPolicy, "not-in-policy"},
    DifferenceId{Difference::HeaderStyleNotRead, "header-style-not-read"},
    DifferenceId{Difference::OriginChecksOtherAudience, "origin-checks-other-audience"},
    DifferenceId{Difference::OriginChecksOtherTeam, "origin-checks-other-team"},
    DifferenceId{Difference::WafInFront, "waf-in-front"},
    DifferenceId{Difference::NotReached, "not-reached"},
    DifferenceId{Difference::PlainHttp, "plain-http"},
    DifferenceId{Difference::PortInUrl, "port-in-url"},
    DifferenceId{Difference::NotThroughAccess, "not-through-access"},
    DifferenceId{Difference::NoApplication, "no-application"},
    DifferenceId{Difference::Bypassed, "bypassed"},
    DifferenceId{Difference::ServiceRefuses, "service-refuses"},
    DifferenceId{Difference::OrganizationModes, "organization-modes"},
    DifferenceId{Difference::OtherToken, "other-token"},
    DifferenceId{Difference::SameCause, "same-cause"},
    DifferenceId{Difference::BothWork, "both-work"},
};

Relation relationOf(const TraitValue &left, const TraitValue &right)
{
    if (left.state == State::Unknown || right.state == State::Unknown)
        return Relation::Unknown;
    if (left.state == right.state)
        return left.value == right.value ? Relation::Same : Relation::Differs;
    return left.state == State::Known ? Relation::OnlyLeft : Relation::OnlyRight;
}

QList<ComparedRow> rowsOf(const Traits &left, const Traits &right)
{
    QList<ComparedRow> rows;
    for (const auto trait : allTraits()) {
        const auto a = left.value(trait);
        const auto b = right.value(trait);
        rows.append({trait, relationOf(a, b), a, b});
    }
    return rows;
}

void order(QList<ComparedRow> &rows, const QList<Explanation> &explanations)
{
    QList<Trait> telling;
    for (const auto &explanation : explanations)
        telling.append(explanation.restsOn);
    const auto rank = [&telling](const ComparedRow &row) {
        const bool isResult = row.trait == Trait::Outcome || row.trait == Trait::Cause;
        const auto told = telling.indexOf(row.trait);
        const auto place = told < 0 ? telling.size() : told;
        const int group = isDifference(row.relation) ? 0 : row.relation == Relation::Same ? 1 : 2;
        return std::tuple(group, !isResult, place, row.trait);
    };
    const auto isBefore = [&rank](const ComparedRow &a, const ComparedRow &b) { return rank(a) < rank(b); };
    std::stable_sort(rows.begin(), rows.end(), isBefore);
}

/// The first explanation's own, then what the verdicts on the sides it is about would have done.
QList<access::NextStep>
stepsOf(const QList<Explanation> &explanations, const Environment &left, const Environment &right)
{
    QList<access::NextStep> steps;
    const auto add = [&steps](const QList<access::NextStep> &more) {
        for (const auto step : more) {
            if (!steps.contains(step))
                steps.append(step);
        }
    };
    if (explanations.isEmpty() || explanations.first().difference == Difference::BothWork)
        return {};
    for (const auto &explanation : explanations)
        add(nextStepsOf(explanation.difference));
    const auto &first = explanations.first();
    if (const auto *verdict = verdictIn(first.side == Side::Left ? left : right))
        add(verdict->nextSteps);
    return steps;
}

} // namespace

QString idOf(Side side)
{
    return side == Side::Left ? u"left"_s : u"right"_s;
}

QString idOf(Relation relation)
{
    switch (relation) {
    case Relation::Same:
        return u"same"_s;
    case Relation::Differs:
        return u"differs"_s;
    case Relation::OnlyLeft:
        return u"only-left"_s;
    case Relation::OnlyRight:
        return u"only-right"_s;
    case Relation::Unknown:
        break;
    }
    return u"unknown"_s;
}

bool isDifference(Relation relation)
{
    return relation == Relation::Differs || relation == Relation::OnlyLeft || relation == Relation::OnlyRight;
}

QList<Difference> allDifferences()
{
    QList<Difference> all;
    for (const auto &row : differenceIds)
        all.append(row.difference);
    return all;
}

QString idOf(Difference difference)
{
    return QString::fromLatin1(differenceIds.at(static_cast<std::size_t>(difference)).id);
}

bool differsWhereItMatters(const Comparison &comparison)
{
    const auto isIt = [](const ComparedRow &row) { return isDifference(row.relation) && matters(row.trait); };
    return std::any_of(comparison.rows.cbegin(), comparison.rows.cend(), isIt);
}

Comparison comparisonOf(const Environment &left, const Environment &right)
{
    Comparison comparison{left.name, right.name, rowsOf(traitsOf(left), traitsOf(right)), {}, {}};
    comparison.explanations = explanationsOf(left, right);
    comparison.nextSteps = stepsOf(comparison.explanations, left, right);
    order(comparison.rows, comparison.explanations);
    return comparison;
}

} // namespace keyturn
