// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "EnvironmentTraits.h"

#include <QList>
#include <QString>

#include <optional>

namespace keyturn {

enum class Side { Left, Right };
[[nodiscard]] QString idOf(Side side);

enum class Relation {
    Same,
    Differs,
    OnlyLeft,
    OnlyRight,
    Unknown, ///< One side at least does not show it.
};
[[nodiscard]] QString idOf(Relation relation);

struct ComparedRow
{
    Trait trait;
    Relation relation = Relation::Unknown;
    TraitValue left;
    TraitValue right;
};
[[nodiscard]] bool isDifference(Relation relation);

/// Why one environment behaves otherwise than the other, or why it does not; what explains most stands first.
enum class Difference {
    CredentialsNotSent, ///< Here from a request without them; there they are sent.
    CredentialsWrittenWrongly,
    CredentialsLostOnRedirect,
    TokenEnded,
    OtherTeamsToken,
    NotInPolicy, ///< The same token, admitted there; no Service Auth policy takes it here.
    HeaderStyleNotRead,
    OriginChecksOtherAudience,
    OriginChecksOtherTeam,
    WafInFront,
    NotReached, ///< Network, tunnel or origin.
    PlainHttp,
    PortInUrl,
    NotThroughAccess, ///< This side does not go through Cloudflare at all.
    NoApplication, ///< Through Cloudflare, and no application covers it.
    Bypassed,
    ServiceRefuses,
    OrganizationModes, ///< Strict and legacy say the same refusal in two ways.
    OtherToken,
    SameCause, ///< Not a matter of the environment.
    BothWork,
};
[[nodiscard]] QList<Difference> allDifferences();
[[nodiscard]] QString idOf(Difference difference); ///< Stable, kebab case.

struct Explanation
{
    Difference difference;
    access::Confidence confidence = access::Confidence::Possible;
    std::optional<Side> side; ///< Which of the two it is about; null: both.
    QList<Trait> restsOn;

    bool operator==(const Explanation &) const = default;
};

struct Comparison
{
    QString leftName;
    QString rightName;
    QList<ComparedRow> rows; ///< All traits: what differs first, and of that what the explanations rest on.
    QList<Explanation> explanations; ///< At most three, the surest first.
    QList<access::NextStep> nextSteps;
};

/// Whether anything differs that can make one environment behave otherwise.
[[nodiscard]] bool differsWhereItMatters(const Comparison &comparison);

/// Puts two environments side by side and says what may explain the difference. Nothing is surer than the
/// verdicts that it rests on.
[[nodiscard]] Comparison comparisonOf(const Environment &left, const Environment &right);

} // namespace keyturn
