// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Evaluator.h"

namespace keyturn::policy {

/// What can be odd about an account (facts 4.5).
enum class LintCheck {
    TokenOnlyInAllow, ///< An application names the token under Allow, and no policy of it can let it in.
    RequireAsksForIdentity, ///< A Service Auth policy whose Require no token can fulfil.
    IncludeAsksForIdentity, ///< The same with its Include.
    IncludeEmpty,
    ExcludesEveryToken,
    BlockNamesToken, ///< Block is judged after Service Auth, so it stops no token.
    AnyValidToken,
    TokenInGroup,
    ExpiredTokenNamed,
    DisabledTokenNamed,
    DeletedTokenNamed,
    MissingGroupNamed,
    TokenInNoPolicy,
    TokenByAnyValidOnly, ///< Nothing names it, which the inactivity clean-up goes by.
    TokenInManyApplications,
    ExpiryWithoutAlert,
    ExpiryAlertNotTold, ///< It ends soon, and nobody told whether there is an alert.
    OauthBesideServiceAuth,
    BindingCookie,
    SingleHeaderCollides,
    Shadowed, ///< A more specific application without Service Auth covers a part of one with it.
    UnusableAddress, ///< With a port, a query or two wildcards.
    StrictModeOff,
    ShadowsNotSought, ///< There are too many addresses to compare each with each.
};
inline constexpr int lintCheckCount = static_cast<int>(LintCheck::ShadowsNotSought) + 1;
[[nodiscard]] QString idOf(LintCheck check); ///< Stable, kebab case.

/// Error: something that is there does not do what it is there for. Warning: something will stop, or lets in
/// more or less than it seems to. Notice: worth knowing.
enum class Severity { Error, Warning, Notice };
[[nodiscard]] QString idOf(Severity severity);
[[nodiscard]] Severity severityOf(LintCheck check);

enum class RuleList { Include, Require, Exclude };
[[nodiscard]] QString idOf(RuleList list);

/// One rule and where it stands.
struct RulePlace
{
    RuleList list = RuleList::Include;
    qsizetype index = 0;
    Rule rule;

    bool operator==(const RulePlace &) const = default;
};

struct LintFinding
{
    LintCheck check = LintCheck::StrictModeOff;
    Confidence confidence = Confidence::Certain;
    qsizetype application = -1; ///< Place in the account; the first one, where it is in several.
    qsizetype applicationCount = 0; ///< How many it is in.
    QString policyId; ///< Null when it is about no policy.
    QString policyName;
    QString groupId; ///< Null when it is about no group.
    QString groupName;
    std::optional<RulePlace> rule;
    QString tokenId; ///< Null when it is about no token.
    QString tokenName; ///< Empty where the account does not list it.
    QString detail; ///< A header, an address, an application, a moment.

    [[nodiscard]] Severity severity() const { return severityOf(check); }
    bool operator==(const LintFinding &) const = default;
};

/// More applications than this make a token one that many things hang on.
inline constexpr qsizetype manyApplications = 5;
/// The days before its end in which an unknown alert is worth a word.
inline constexpr int soonDays = 30;

/// Beyond this many comparisons of addresses no more shadows are looked for: real accounts have thousands.
inline constexpr qsizetype mostShadowComparisons = 5'000'000;

/// What is odd about the account, the gravest first. The same policy in several applications is told once.
[[nodiscard]] QList<LintFinding> lintOf(const Account &account, const QDateTime &now);

[[nodiscard]] bool hasErrors(const QList<LintFinding> &findings);

/// What people call an application: its name, otherwise its address, otherwise its id.
[[nodiscard]] QString titleOf(const Application &application);

} // namespace keyturn::policy
