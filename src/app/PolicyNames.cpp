// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyNames.h"

#include "Redaction.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

using policy::Decision;
using policy::RuleKind;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PolicyNames)
};

constexpr qsizetype longestShown = 120;

QString nameById(const policy::Rule &rule, const policy::Account &account)
{
    const auto isIt
        = [&rule](const auto &thing) { return thing.id.compare(rule.value, Qt::CaseInsensitive) == 0; };
    if (rule.kind == RuleKind::ServiceToken) {
        const auto found = std::find_if(account.tokens.begin(), account.tokens.end(), isIt);
        return found == account.tokens.end() ? QString() : found->name;
    }
    if (rule.kind == RuleKind::Group) {
        const auto found = std::find_if(account.groups.begin(), account.groups.end(), isIt);
        return found == account.groups.end() ? QString() : found->name;
    }
    return {};
}

} // namespace

QString shownText(const QString &text)
{
    // A character that nobody sees may stand in a credential, which must be whole to be known for one.
    auto visible = text.left(10 * longestShown);
    visible.removeIf([](QChar c) { return !c.isPrint() && !c.isSpace(); });
    const auto shown = redacted(visible).simplified();
    return shown.size() > longestShown ? shown.left(longestShown - 1) + u'…' : shown;
}

QString nameOf(RuleKind kind)
{
    switch (kind) {
    case RuleKind::ServiceToken:
        return Words::tr("Service Token");
    case RuleKind::AnyValidServiceToken:
        return Words::tr("Any Access Service Token");
    case RuleKind::Everyone:
        return Words::tr("Everyone");
    case RuleKind::Group:
        return Words::tr("Rule group");
    case RuleKind::Ip:
        return Words::tr("IP ranges");
    case RuleKind::IpList:
        return Words::tr("IP list");
    case RuleKind::Country:
        return Words::tr("Country");
    case RuleKind::Certificate:
        return Words::tr("Valid Certificate");
    case RuleKind::CommonName:
        return Words::tr("Common Name");
    case RuleKind::DevicePosture:
        return Words::tr("Device posture");
    case RuleKind::ExternalEvaluation:
        return Words::tr("External Evaluation");
    case RuleKind::LinkedAppToken:
        return Words::tr("Linked App Token");
    case RuleKind::Email:
        return Words::tr("Emails");
    case RuleKind::EmailDomain:
        return Words::tr("Emails ending in");
    case RuleKind::EmailList:
        return Words::tr("Email list");
    case RuleKind::LoginMethod:
        return Words::tr("Login Methods");
    case RuleKind::AuthMethod:
        return Words::tr("Authentication Method");
    case RuleKind::AuthContext:
        return Words::tr("Authentication Context");
    case RuleKind::AzureAd:
        return Words::tr("Entra ID group");
    case RuleKind::Gsuite:
        return Words::tr("Google Workspace group");
    case RuleKind::Okta:
        return Words::tr("Okta group");
    case RuleKind::Saml:
        return Words::tr("SAML group");
    case RuleKind::Oidc:
        return Words::tr("OIDC claim");
    case RuleKind::GithubOrganization:
        return Words::tr("GitHub organization");
    case RuleKind::UserRiskScore:
        return Words::tr("User risk score");
    case RuleKind::AccountMember:
        return Words::tr("Cloudflare account member");
    case RuleKind::Other:
        return Words::tr("Unknown selector");
    }
    return {};
}

QString nameOf(const policy::Rule &rule)
{
    return rule.kind == RuleKind::Other && !rule.name.isEmpty() ? shownText(rule.name) : nameOf(rule.kind);
}

QString nameOf(Decision decision)
{
    switch (decision) {
    case Decision::ServiceAuth:
        return Words::tr("Service Auth");
    case Decision::Bypass:
        return Words::tr("Bypass");
    case Decision::Allow:
        return Words::tr("Allow");
    case Decision::Block:
        return Words::tr("Block");
    case Decision::Other:
        return Words::tr("Unknown action");
    }
    return {};
}

QString nameOf(const policy::Policy &policy)
{
    const auto name = policy.name.isEmpty() ? policy.id : policy.name;
    return name.isEmpty() ? Words::tr("unnamed policy") : shownText(name);
}

QString nameOf(policy::RuleList list)
{
    switch (list) {
    case policy::RuleList::Include:
        return Words::tr("Include");
    case policy::RuleList::Require:
        return Words::tr("Require");
    case policy::RuleList::Exclude:
        return Words::tr("Exclude");
    }
    return {};
}

QString nameOf(const policy::Application &application)
{
    const auto title = policy::titleOf(application);
    return title.isEmpty() ? Words::tr("unnamed application") : shownText(title);
}

QString ruleText(const policy::Rule &rule, const policy::Account &account)
{
    const auto named = nameById(rule, account);
    const auto value = shownText(named.isEmpty() ? rule.value : named);
    return value.isEmpty() ? nameOf(rule) : Words::tr("%1: %2").arg(nameOf(rule), value);
}

} // namespace keyturn
