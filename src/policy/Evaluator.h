// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Application.h"

#include <QHash>

namespace keyturn::policy {

/// What can be said of a question whose facts are not all known.
enum class Truth { No, Unknown, Yes };
[[nodiscard]] Truth negated(Truth a);
[[nodiscard]] Truth both(Truth a, Truth b);
[[nodiscard]] Truth either(Truth a, Truth b);

/// Likely: it takes for granted that what was given is all there is, or what something is meant for.
/// Possible: it rests on something that is only reported.
enum class Confidence { Certain, Likely, Possible };
[[nodiscard]] QString idOf(Confidence confidence);

enum class TokenState { Unknown, Valid, Expired, Disabled };
[[nodiscard]] TokenState stateOf(const KnownToken &token, const QDateTime &now);
[[nodiscard]] QString idOf(TokenState state);

/// Who asks. What is not known is empty.
struct Caller
{
    bool hasToken = true; ///< False: a request without credentials.
    QString tokenId;
    QString clientId;
    QString name;
    TokenState state = TokenState::Unknown; ///< Unknown is taken for valid.

    bool operator==(const Caller &) const = default;
};

/// The token of the account that `text` names by id, Client ID or unambiguous name, in its state at `now`.
/// What the account does not list stays as far as the text tells: a Client ID or a token id.
[[nodiscard]] Caller callerOf(const Account &account, const QString &text, const QDateTime &now);

/// What is known of the request beside its credentials.
struct RequestFacts
{
    std::optional<QString> ip;
    std::optional<QString> country; ///< Two letters.
    std::optional<bool> hasCertificate; ///< A valid client certificate.
    std::optional<QString> commonName; ///< Of that certificate.

    bool operator==(const RequestFacts &) const = default;
};

/// Why a rule matches, does not, or cannot be told.
enum class RuleReason {
    Matches,
    DoesNotMatch,
    AsksForIdentity, ///< A service token has none.
    NoToken, ///< The request carries none.
    TokenExpired,
    TokenDisabled,
    TokenIdNotKnown, ///< The rule names a token id, and nobody told that of this token.
    FactNotKnown, ///< Address, country or certificate of the request.
    NotCheckable, ///< A list, a posture check or an evaluation that only Cloudflare knows.
    ValueMissing, ///< The rule names nothing, or nothing that can be read.
    GroupMatches,
    GroupDoesNotMatch,
    GroupMissing,
    GroupNotTold, ///< Its outcome hangs on something unknown, or on itself.
    UnknownKind,
};
inline constexpr int ruleReasonCount = static_cast<int>(RuleReason::UnknownKind) + 1;
[[nodiscard]] QString idOf(RuleReason reason); ///< Stable, kebab case.

/// Why a policy let the token in, or why not this one.
enum class PolicyReason {
    LetsIn,
    EmptyInclude,
    NotIncluded,
    RequireFailed,
    Excluded,
    CannotTell, ///< Something in its rules is unknown.
    NotSpelledOut, ///< Only a reference to it was given.
    UnknownDecision,
    AllowNeedsLogin, ///< Allow asks for a login, whatever its rules say.
    BlockComesAfter, ///< Block is judged after Service Auth and Bypass: it neither lets in nor stops a token.
    StoppedByEarlier, ///< It would match, but one before it has already decided.
    NoCredential, ///< Service Auth matched without any credential that is good; what Access does then is not
                  ///< documented.
};
inline constexpr int policyReasonCount = static_cast<int>(PolicyReason::NoCredential) + 1;
[[nodiscard]] QString idOf(PolicyReason reason);

enum class Outcome { Accepted, Bypassed, Refused, CannotTell };
inline constexpr int outcomeCount = static_cast<int>(Outcome::CannotTell) + 1;
[[nodiscard]] QString idOf(Outcome outcome);

struct RuleFinding
{
    Rule rule;
    Truth truth = Truth::Unknown;
    RuleReason reason = RuleReason::UnknownKind;

    bool operator==(const RuleFinding &) const = default;
};

struct PolicyFinding
{
    Policy policy;
    Truth matches = Truth::Unknown;
    PolicyReason reason = PolicyReason::CannotTell;
    QList<RuleFinding> include;
    QList<RuleFinding> require;
    QList<RuleFinding> exclude;

    bool operator==(const PolicyFinding &) const = default;
};

/// What keeps an answer from being certain.
enum class Doubt {
    None,
    TokensInGroups, ///< In one report tokens in groups did not count (facts 2.4, D).
    BypassInStrictMode, ///< The documentation says that Bypass admits there, the announcement names Service
                        ///< Auth alone.
    BadTokenUnderBypass, ///< A strict organization answers 401 to a token that has ended or is disabled; that
                         ///< Bypass comes first is not documented.
};

/// What an application says to a caller.
struct Answer
{
    Outcome outcome = Outcome::Refused;
    QList<Outcome> possible; ///< All that it may be; one, unless it cannot be told. Never holds CannotTell.
    QList<qsizetype> through; ///< The policies, places in `policies`, that let it in or may do so.
    Confidence confidence = Confidence::Certain;
    Doubt doubt = Doubt::None;
    bool policiesTold = true; ///< False: the application came without its policies.
    QList<PolicyFinding> policies; ///< In the order in which they are judged.

    bool operator==(const Answer &) const = default;
};

/// The policy that lets the caller in for certain: what a gate goes by, for which "cannot tell" is no. Null
/// when there is none.
[[nodiscard]] const PolicyFinding *lettingIn(const Answer &answer);
/// Of the policies that do not let the caller in, the one that came closest; null when there are none.
[[nodiscard]] const PolicyFinding *closestTo(const Answer &answer);

/// Judges policies as Access does (facts 4.3) for one caller. No clock, no network: the edge and the
/// questions of people go through the same code.
class Evaluator
{
public:
    Evaluator(const Account &account, const Caller &caller, const RequestFacts &facts = {});

    [[nodiscard]] Answer answerOf(const Application &application) const;
    [[nodiscard]] RuleFinding judged(const Rule &rule) const;

private:
    /// Groups may name each other, in circles too. What hangs on a circle alone stays unknown. `tokensCount`
    /// says whether service tokens in groups count at all: in one report they did not (facts 2.4, D).
    using GroupTruths = QHash<QString, Truth>;
    [[nodiscard]] GroupTruths groupTruths(bool tokensCount) const;
    [[nodiscard]] Truth truthOf(const RuleSet &rules, const GroupTruths &groups, bool tokensCount) const;
    [[nodiscard]] RuleFinding judged(const Rule &rule, const GroupTruths &groups) const;
    [[nodiscard]] RuleFinding judgedToken(const Rule &rule) const;
    [[nodiscard]] RuleFinding judgedFact(const Rule &rule) const;
    [[nodiscard]] PolicyFinding judged(const Policy &policy, const GroupTruths &groups) const;
    [[nodiscard]] Answer answerOf(const QList<Policy> &policies, const GroupTruths &groups) const;
    [[nodiscard]] Doubt doubtAboutBypass(const Answer &answer) const;

    Account m_account;
    Caller m_caller;
    RequestFacts m_facts;
    GroupTruths m_groups;
    GroupTruths m_groupsWithoutTokens;
};

struct Acceptance
{
    qsizetype application = -1; ///< Place in the account's list.
    Answer answer;
};

/// Every application of the account with what it says; those that accept the token come first, then those
/// that let anybody in, then what cannot be told, then those that refuse.
[[nodiscard]] QList<Acceptance>
applicationsAccepting(const Caller &caller, const Account &account, const RequestFacts &facts = {});

/// Each policy that does not let the token in, with the reason.
[[nodiscard]] QList<PolicyFinding> whyNot(
    const Caller &caller, const Application &application, const Account &account,
    const RequestFacts &facts = {});

/// What a refused request is likely to get (facts 2.6).
enum class Refusal { LoginRedirect, Forbidden, Unauthorized, OauthChallenge, CustomDeny, CannotTell };
[[nodiscard]] QString idOf(Refusal refusal);
/// `strict` null: nobody knows, so only what both modes agree on is told.
[[nodiscard]] Refusal refusalOf(
    const Application &application, const Account &account, const Caller &caller, std::optional<bool> strict);

} // namespace keyturn::policy
