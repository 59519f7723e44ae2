// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace keyturn::policy {

/// The kinds of rules that Access is known to have (facts 4.2). The rest is kept as Other.
enum class RuleKind {
    ServiceToken,
    AnyValidServiceToken,
    Everyone,
    Group,
    Ip,
    IpList,
    Country,
    Certificate,
    CommonName,
    DevicePosture,
    ExternalEvaluation,
    LinkedAppToken,
    Email,
    EmailDomain,
    EmailList,
    LoginMethod,
    AuthMethod,
    AuthContext,
    AzureAd,
    Gsuite,
    Okta,
    Saml,
    Oidc,
    GithubOrganization,
    UserRiskScore,
    AccountMember,
    Other, ///< A kind that Keyturn does not know: kept, shown, and never decided.
};
inline constexpr int ruleKindCount = static_cast<int>(RuleKind::Other) + 1;
/// As the API spells it; empty for Other.
[[nodiscard]] QString apiNameOf(RuleKind kind);
[[nodiscard]] RuleKind ruleKindOf(const QString &apiName);
/// Whether it asks who the person is, which a service token never answers.
[[nodiscard]] bool asksForIdentity(RuleKind kind);

/// One line of an Include, Require or Exclude.
struct Rule
{
    RuleKind kind = RuleKind::Other;
    QString name; ///< The kind as it was written.
    QString value; ///< What it names: a token id, a group id, an address range. May be empty.
    QJsonObject details; ///< All of it, as it was written.

    bool operator==(const Rule &) const = default;
};

/// Include is OR, Require is AND, Exclude is NOT (facts 4.3).
struct RuleSet
{
    QList<Rule> include;
    QList<Rule> require;
    QList<Rule> exclude;

    bool operator==(const RuleSet &) const = default;
};

/// What a policy does with those it matches.
enum class Decision {
    ServiceAuth, ///< "non_identity"
    Bypass,
    Allow,
    Block, ///< "deny"
    Other, ///< One that Keyturn does not know.
};
[[nodiscard]] QString apiNameOf(Decision decision); ///< Empty for Other.

struct Policy
{
    QString id;
    QString name;
    Decision decision = Decision::Other;
    QString decisionText; ///< As it was written.
    std::optional<int> precedence;
    bool isSpelledOut = true; ///< Its decision and its Include were there, not only a reference to it.
    RuleSet rules;
    std::optional<std::chrono::seconds> session; ///< session_duration; zero: none. Null: the application's.

    bool operator==(const Policy &) const = default;
};

struct Group
{
    QString id;
    QString name;
    RuleSet rules;

    bool operator==(const Group &) const = default;
};

enum class DestinationKind {
    Public,
    Private,
    Worker,
    PreviewWorker,
    AllWorkers,
    AllPreviewWorkers,
    McpPortal,
    Other
};
[[nodiscard]] DestinationKind destinationKindOf(const QString &apiName);

/// A path inside a destination that is treated in another way, "public" for instance.
struct PathOverride
{
    QString uri;
    QString behavior;

    bool operator==(const PathOverride &) const = default;
};

struct Destination
{
    DestinationKind kind = DestinationKind::Other;
    QString kindText; ///< As it was written.
    QString uri; ///< With Public: host and path, wildcards allowed.
    QString hostname; ///< With Private.
    QString cidr; ///< With Private.
    QList<PathOverride> overrides;

    bool operator==(const Destination &) const = default;
};

/// What Access guards.
struct Application
{
    QString id;
    QString audience;
    QString name;
    QString type; ///< As the API has it; empty when nobody said.
    QString domain;
    QStringList selfHostedDomains; ///< Deprecated; ignored where there are destinations.
    QList<Destination> destinations;
    std::optional<QList<Policy>> policies; ///< Null: not told, which is not the same as none.
    bool serviceAuth401 = false; ///< service_auth_401_redirect
    bool managedOauth = false; ///< oauth_configuration.enabled
    bool bindingCookie = false; ///< enable_binding_cookie
    QString singleHeader; ///< read_service_tokens_from_header
    QString customDenyUrl; ///< For people.
    QString customNonIdentityDenyUrl; ///< For those without an identity.
    std::optional<std::chrono::seconds> session; ///< session_duration; zero: none. Null: a day.

    bool operator==(const Application &) const = default;
};

/// A service token as the account lists it.
struct KnownToken
{
    QString id; ///< What rules name.
    QString clientId;
    QString name;
    std::optional<QDateTime> expiresAt;
    bool disabled = false;

    bool operator==(const KnownToken &) const = default;
};

/// A notification policy of the kind "Expiring Access Service Token Alert" that is switched on.
struct ExpiryAlert
{
    QString id;
    QStringList tokenIds; ///< Empty: all tokens.

    bool operator==(const ExpiryAlert &) const = default;
};

/// Everything that is known of an account's policies.
struct Account
{
    QList<Application> applications;
    QList<Group> groups;
    QList<Policy> policies; ///< Reusable ones that stand by themselves.
    QList<KnownToken> tokens;
    QList<ExpiryAlert> alerts;
    bool groupsTold = false; ///< A list of groups was given, so one that is not in it is missing.
    bool tokensTold = false; ///< The same for tokens.
    bool alertsTold = false; ///< The same for notification policies.
    std::optional<bool> strict; ///< strict_service_token_auth

    bool operator==(const Account &) const = default;
};

/// Both together. What `b` says of the same id counts.
[[nodiscard]] Account merged(Account a, const Account &b);

/// The policies in the order in which Access looks at them, without regard to their decisions: by
/// precedence where every one has it, otherwise as they stand. Null when they were not told. Those that
/// only refer to a reusable policy are looked up in `reusable`.
[[nodiscard]] std::optional<QList<Policy>>
orderedPolicies(const Application &application, const QList<Policy> &reusable);

} // namespace keyturn::policy
