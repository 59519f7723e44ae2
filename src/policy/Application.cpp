// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Application.h"

#include <QHash>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::policy {

namespace {

struct KindRow
{
    RuleKind kind;
    QLatin1StringView name;
    bool asksForIdentity;
};

constexpr std::array kindRows{
    KindRow{RuleKind::ServiceToken, "service_token"_L1, false},
    KindRow{RuleKind::AnyValidServiceToken, "any_valid_service_token"_L1, false},
    KindRow{RuleKind::Everyone, "everyone"_L1, false},
    KindRow{RuleKind::Group, "group"_L1, false},
    KindRow{RuleKind::Ip, "ip"_L1, false},
    KindRow{RuleKind::IpList, "ip_list"_L1, false},
    KindRow{RuleKind::Country, "geo"_L1, false},
    KindRow{RuleKind::Certificate, "certificate"_L1, false},
    KindRow{RuleKind::CommonName, "common_name"_L1, false},
    KindRow{RuleKind::DevicePosture, "device_posture"_L1, false},
    KindRow{RuleKind::ExternalEvaluation, "external_evaluation"_L1, false},
    KindRow{RuleKind::LinkedAppToken, "linked_app_token"_L1, false},
    KindRow{RuleKind::Email, "email"_L1, true},
    KindRow{RuleKind::EmailDomain, "email_domain"_L1, true},
    KindRow{RuleKind::EmailList, "email_list"_L1, true},
    KindRow{RuleKind::LoginMethod, "login_method"_L1, true},
    KindRow{RuleKind::AuthMethod, "auth_method"_L1, true},
    KindRow{RuleKind::AuthContext, "auth_context"_L1, true},
    KindRow{RuleKind::AzureAd, "azureAD"_L1, true},
    KindRow{RuleKind::Gsuite, "gsuite"_L1, true},
    KindRow{RuleKind::Okta, "okta"_L1, true},
    KindRow{RuleKind::Saml, "saml"_L1, true},
    KindRow{RuleKind::Oidc, "oidc"_L1, true},
    KindRow{RuleKind::GithubOrganization, "github-organization"_L1, true},
    KindRow{RuleKind::UserRiskScore, "user_risk_score"_L1, true},
    KindRow{RuleKind::AccountMember, "cloudflare_account_member"_L1, true},
};
static_assert(kindRows.size() == ruleKindCount - 1);

struct DestinationRow
{
    DestinationKind kind;
    QLatin1StringView name;
};

constexpr std::array destinationRows{
    DestinationRow{DestinationKind::Public, "public"_L1},
    DestinationRow{DestinationKind::Private, "private"_L1},
    DestinationRow{DestinationKind::Worker, "worker"_L1},
    DestinationRow{DestinationKind::PreviewWorker, "preview_worker"_L1},
    DestinationRow{DestinationKind::AllWorkers, "all_workers"_L1},
    DestinationRow{DestinationKind::AllPreviewWorkers, "all_preview_workers"_L1},
    DestinationRow{DestinationKind::McpPortal, "via_mcp_server_portal"_L1},
};

template <typename T>
void mergeInto(QList<T> &list, const QList<T> &more)
{
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < list.size(); ++i)
        places.insert(list[i].id, i);
    for (const auto &item : more) {
        const auto place = item.id.isEmpty() ? places.cend() : places.constFind(item.id);
        if (place == places.cend())
            list.append(item);
        else
            list[*place] = item;
    }
}

} // namespace

QString apiNameOf(RuleKind kind)
{
    const auto isIt = [kind](const KindRow &row) { return row.kind == kind; };
    const auto *const row = std::find_if(kindRows.begin(), kindRows.end(), isIt);
    return row == kindRows.end() ? QString() : QString(row->name);
}

RuleKind ruleKindOf(const QString &apiName)
{
    const auto isIt = [&apiName](const KindRow &row) { return row.name == apiName; };
    const auto *const row = std::find_if(kindRows.begin(), kindRows.end(), isIt);
    return row == kindRows.end() ? RuleKind::Other : row->kind;
}

bool asksForIdentity(RuleKind kind)
{
    const auto isIt = [kind](const KindRow &row) { return row.kind == kind; };
    const auto *const row = std::find_if(kindRows.begin(), kindRows.end(), isIt);
    return row != kindRows.end() && row->asksForIdentity;
}

QString apiNameOf(Decision decision)
{
    switch (decision) {
    case Decision::ServiceAuth:
        return u"non_identity"_s;
    case Decision::Bypass:
        return u"bypass"_s;
    case Decision::Allow:
        return u"allow"_s;
    case Decision::Block:
        return u"deny"_s;
    case Decision::Other:
        break;
    }
    return {};
}

DestinationKind destinationKindOf(const QString &apiName)
{
    const auto isIt = [&apiName](const DestinationRow &row) { return row.name == apiName; };
    const auto *const row = std::find_if(destinationRows.begin(), destinationRows.end(), isIt);
    return row == destinationRows.end() ? DestinationKind::Other : row->kind;
}

Account merged(Account a, const Account &b)
{
    mergeInto(a.applications, b.applications);
    mergeInto(a.groups, b.groups);
    mergeInto(a.policies, b.policies);
    mergeInto(a.tokens, b.tokens);
    mergeInto(a.alerts, b.alerts);
    a.groupsTold = a.groupsTold || b.groupsTold;
    a.tokensTold = a.tokensTold || b.tokensTold;
    a.alertsTold = a.alertsTold || b.alertsTold;
    if (b.strict)
        a.strict = b.strict;
    return a;
}

std::optional<QList<Policy>> orderedPolicies(const Application &application, const QList<Policy> &reusable)
{
    if (!application.policies)
        return std::nullopt;
    auto policies = *application.policies;
    for (auto &policy : policies) {
        if (policy.isSpelledOut || policy.id.isEmpty())
            continue;
        const auto isIt = [&policy](const Policy &other) { return other.id == policy.id; };
        const auto found = std::find_if(reusable.begin(), reusable.end(), isIt);
        if (found == reusable.end())
            continue;
        const auto precedence = policy.precedence;
        policy = *found;
        policy.precedence = precedence;
    }
    const auto hasPrecedence = [](const Policy &policy) { return policy.precedence.has_value(); };
    const auto comesBefore = [](const Policy &a, const Policy &b) { return *a.precedence < *b.precedence; };
    if (std::all_of(policies.begin(), policies.end(), hasPrecedence))
        std::stable_sort(policies.begin(), policies.end(), comesBefore);
    return policies;
}

} // namespace keyturn::policy
