// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Verdict.h"

#include <QList>
#include <QString>

#include <optional>
#include <variant>

namespace keyturn {

/// The three troubles that people look for help with.
enum class Guide { Unauthorized, NotInPolicyList, WorksLocallyOnly };
[[nodiscard]] QList<Guide> allGuides();
[[nodiscard]] QString idOf(Guide guide); ///< "401", "policy", "production"

/// What a guide asks the person, or finds out by a diagnosis.
enum class GuideQuestion {
    Diagnose, ///< A test.
    DiagnoseHere, ///< A test, of the URL that works.
    DiagnoseProduction, ///< A test, of the URL in production.
    HeadersExact,
    TokenListed,
    TokenListedForPolicy,
    TokenInForce,
    PolicyIsServiceAuth,
    ActionIsServiceAuth,
    SelectorIsServiceToken,
    SeesAllTokens,
    SecretsSet,
    SameTeam,
};
[[nodiscard]] bool isTest(GuideQuestion question);
[[nodiscard]] QString idOf(GuideQuestion question); ///< Stable, kebab case; these three alike.

enum class GuideReply {
    Yes,
    No,
    Works, ///< From here on, of a test.
    NotReached, ///< No server answered.
    StoppedBefore, ///< Edge or firewall.
    FromService,
    RequestAtFault,
    TokenEnded,
    NotInAnyPolicy,
    NotGuarded,
    RefusedByAccess, ///< And nobody knows why.
    OnlyGate, ///< Access stands there; no token was tried.
    Unclear,
};

[[nodiscard]] QString idOf(GuideReply reply);

enum class GuideConclusion {
    WorksNow,
    FailsHereToo,
    NotReached,
    NotAccess,
    ServiceRefuses,
    FixRequest,
    UseExactNames,
    TokenGone,
    TokenNotInForce,
    AddPolicy,
    SecretWrong,
    SecretNotTested, ///< All else is right, and no token was tried.
    NothingGuards,
    CreateToken,
    ChangeAction,
    ChooseSelector,
    AskAdministrator,
    ReloadPage,
    SetSecrets,
    TokenOfOtherTeam,
    EnvironmentDiffers,
};
[[nodiscard]] QString idOf(GuideConclusion conclusion);
[[nodiscard]] QList<access::NextStep> nextStepsOf(GuideConclusion conclusion);
/// Where the verdict of the last test says more than the conclusion drawn from it.
[[nodiscard]] bool isToldByVerdict(GuideConclusion conclusion);

using GuideTurn = std::variant<GuideQuestion, GuideConclusion>;

/// With the URL that works at hand, that is tested first.
[[nodiscard]] GuideQuestion firstOf(Guide guide, bool isUrlHereKnown = false);
/// The replies that a question knows: yes and no, or what a test can find.
[[nodiscard]] QList<GuideReply> repliesTo(GuideQuestion question);
/// Null for a reply that the question does not know. What no test was made with cannot be to blame:
/// `isWithToken` says whether there is a token to test with.
[[nodiscard]] std::optional<GuideTurn>
turnAfter(Guide guide, GuideQuestion question, GuideReply reply, bool isWithToken = true);
/// What a diagnosis answers to a test. One that was made without a token cannot blame the request for lacking
/// it: all it shows is that Access stands there.
[[nodiscard]] GuideReply replyOf(const access::Verdict &verdict, bool isWithToken = true);

} // namespace keyturn
