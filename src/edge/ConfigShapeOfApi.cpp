// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigShapeParts.h"

#include "Application.h"

namespace keyturn::edge {

using namespace Qt::StringLiterals;
using Kind = ValueKind;

ConfigKey objectKey(const QString &name, const ConfigShape &shape, const QString &about)
{
    return {.name = name, .kind = Kind::Object, .about = about, .shape = &shape};
}

ConfigKey listOf(const QString &name, const ConfigShape &shape, const QString &about)
{
    return {.name = name, .kind = Kind::Array, .about = about, .shape = &shape};
}

ConfigKey listOf(const QString &name, Kind items, const QString &about)
{
    return {.name = name, .kind = Kind::Array, .about = about, .items = items};
}

ConfigKey numberKey(const QString &name, qint64 least, qint64 most, const QString &about)
{
    return {.name = name, .kind = Kind::Number, .about = about, .least = least, .most = most};
}

std::vector<ConfigKey> with(std::vector<ConfigKey> keys, const QStringList &passedOver)
{
    for (const auto &name : passedOver)
        keys.push_back({.name = name});
    return keys;
}

ConfigShape apiShape(const QString &name, const QString &about, const std::vector<ConfigKey> &keys)
{
    return {.name = name, .about = about, .keys = keys, .isOfApi = true};
}

namespace {

const ConfigShape &tokenRule()
{
    static const auto shape = apiShape(
        u"token_rule"_s, u"The token that is meant."_s,
        {{.name = u"token_id"_s, .kind = Kind::Text, .about = u"Its id."_s, .isRequired = true}});
    return shape;
}

const ConfigShape &groupRule()
{
    static const auto shape = apiShape(
        u"group_rule"_s, u"The group that is meant."_s,
        {{.name = u"id"_s, .kind = Kind::Text, .about = u"Its id."_s, .isRequired = true}});
    return shape;
}

const ConfigShape &ruleShape()
{
    static const auto shape = [] {
        auto rule
            = apiShape(u"rule"_s, u"One condition: an object with one member, which names its kind."_s, {});
        for (int i = 0; i < policy::ruleKindCount - 1; ++i) {
            const auto kind = static_cast<policy::RuleKind>(i);
            const auto name = policy::apiNameOf(kind);
            if (kind == policy::RuleKind::ServiceToken)
                rule.keys.push_back(objectKey(name, tokenRule(), u"This service token."_s));
            else if (kind == policy::RuleKind::Group)
                rule.keys.push_back(objectKey(name, groupRule(), u"Whoever this group includes."_s));
            else
                rule.keys.push_back({.name = name, .about = u"As the API has it."_s});
        }
        return rule;
    }();
    return shape;
}

std::vector<ConfigKey> ruleKeys()
{
    return {
        listOf(u"include"_s, ruleShape(), u"One of these must hold."_s),
        listOf(u"require"_s, ruleShape(), u"All of these must hold."_s),
        listOf(u"exclude"_s, ruleShape(), u"None of these may hold."_s),
    };
}

std::vector<ConfigKey> operator+(std::vector<ConfigKey> a, const std::vector<ConfigKey> &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

std::vector<ConfigKey> nameKeys(const QString &what)
{
    return {
        {.name = u"id"_s, .kind = Kind::Text, .about = u"How others refer to the %1."_s.arg(what)},
        {.name = u"uid"_s, .kind = Kind::Text, .about = u"The same, where there is no id."_s},
        {.name = u"name"_s, .kind = Kind::Text, .about = u"What people call the %1."_s.arg(what)},
    };
}

const ConfigKey sessionKey{
    .name = u"session_duration"_s,
    .kind = Kind::Duration,
    .about = u"How long an admission lasts in legacy mode, such as 24h; 0s: for one request."_s};

} // namespace

const ConfigShape &policyShape()
{
    static const auto shape = apiShape(
        u"policy"_s, u"A policy, as the Cloudflare API has it."_s,
        with(
            nameKeys(u"policy"_s)
                + std::vector<
                    ConfigKey>{{.name = u"decision"_s, .kind = Kind::Word, .about = u"non_identity is Service Auth, deny is Block."_s, .isRequired = true, .words = {u"allow"_s, u"deny"_s, u"non_identity"_s, u"bypass"_s}}, numberKey(u"precedence"_s, 0, 1'000'000, u"Its place; the smallest comes first."_s), sessionKey}
                + ruleKeys(),
            {u"account_id"_s, u"app_count"_s, u"approval_groups"_s, u"approval_required"_s,
             u"connection_rules"_s, u"created_at"_s, u"isolation_required"_s, u"mfa_config"_s,
             u"purpose_justification_prompt"_s, u"purpose_justification_required"_s, u"reusable"_s,
             u"updated_at"_s}));
    return shape;
}

const ConfigShape &groupShape()
{
    static const auto shape = apiShape(
        u"group"_s, u"A group of rules, as the Cloudflare API has it."_s,
        with(nameKeys(u"group"_s) + ruleKeys(), {u"created_at"_s, u"is_default"_s, u"updated_at"_s}));
    return shape;
}

namespace {

const ConfigShape &overrideShape()
{
    static const auto shape = apiShape(
        u"path_override"_s, u"A path that is treated in another way."_s,
        {{.name = u"uri"_s, .kind = Kind::Text, .about = u"The path."_s},
         {.name = u"path"_s, .kind = Kind::Text, .about = u"The path, where there is no uri."_s},
         {.name = u"behavior"_s, .kind = Kind::Text, .about = u"public leaves it open."_s}});
    return shape;
}

const ConfigShape &destinationShape()
{
    static const auto shape = apiShape(
        u"destination"_s, u"What an application guards."_s,
        with(
            {{.name = u"type"_s, .kind = Kind::Text, .about = u"public where it is left out."_s},
             {.name = u"uri"_s, .kind = Kind::Text, .about = u"Host and path; * stands for anything."_s},
             {.name = u"hostname"_s, .kind = Kind::Text, .about = u"Of a private destination."_s},
             {.name = u"cidr"_s, .kind = Kind::Text, .about = u"Of a private destination."_s},
             listOf(u"overrides"_s, overrideShape(), u"Paths that are treated in another way."_s)},
            {u"port_range"_s, u"l4_protocol"_s, u"vnet_id"_s, u"mcp_server_id"_s}));
    return shape;
}

const ConfigShape &oauthShape()
{
    static const auto shape = apiShape(
        u"oauth_configuration"_s, u"Managed OAuth."_s,
        {{.name = u"enabled"_s, .kind = Kind::Flag, .about = u"Whether it is on."_s}});
    return shape;
}

const ConfigShape &corsShape()
{
    static const auto shape = apiShape(
        u"cors_headers"_s, u"How Access answers a browser's preflight itself."_s,
        {{.name = u"allow_all_origins"_s, .kind = Kind::Flag, .about = u"Every origin may ask."_s},
         {.name = u"allow_all_methods"_s, .kind = Kind::Flag, .about = u"With every method."_s},
         {.name = u"allow_all_headers"_s, .kind = Kind::Flag, .about = u"With every header."_s},
         {.name = u"allow_credentials"_s, .kind = Kind::Flag, .about = u"With cookies."_s},
         listOf(u"allowed_origins"_s, Kind::Text, u"Which origins may ask."_s),
         listOf(u"allowed_methods"_s, Kind::Text, u"With which methods."_s),
         listOf(u"allowed_headers"_s, Kind::Text, u"With which headers."_s),
         numberKey(u"max_age"_s, -1, 86'400, u"How many seconds a browser keeps the answer."_s)});
    return shape;
}

std::vector<ConfigKey> applicationKeys()
{
    auto policies
        = listOf(u"policies"_s, policyShape(), u"Whom it lets in: policies, or ids of reusable ones."_s);
    policies.mayBeReference = true;
    return nameKeys(u"application"_s)
        + std::vector<ConfigKey>{
            {.name = u"aud"_s,
             .kind = Kind::Text,
             .about = u"The audience of its JWTs; made from its name and address where it is left out."_s},
            {.name = u"type"_s, .kind = Kind::Text, .about = u"self_hosted where it is left out."_s},
            {.name = u"domain"_s, .kind = Kind::Text, .about = u"Host and path that it guards."_s},
            listOf(u"self_hosted_domains"_s, Kind::Text, u"The same, several of them."_s),
            listOf(u"destinations"_s, destinationShape(), u"The same, in the newer form."_s),
            policies,
            sessionKey,
            {.name = u"service_auth_401_redirect"_s,
             .kind = Kind::Flag,
             .about = u"Refuse services with 401 instead of 403."_s},
            objectKey(u"oauth_configuration"_s, oauthShape(), u"Managed OAuth."_s),
            {.name = u"read_service_tokens_from_header"_s,
             .kind = Kind::Text,
             .about = u"The one header that may hold both halves of a token."_s},
            {.name = u"custom_deny_url"_s,
             .kind = Kind::Text,
             .about = u"Where people are sent who are refused."_s},
            {.name = u"custom_non_identity_deny_url"_s,
             .kind = Kind::Text,
             .about = u"Where those without an identity are sent."_s},
            {.name = u"enable_binding_cookie"_s, .kind = Kind::Flag, .about = u"Set CF_Binding too."_s},
            {.name = u"http_only_cookie_attribute"_s, .kind = Kind::Flag, .about = u"On unless false."_s},
            {.name = u"same_site_cookie_attribute"_s,
             .kind = Kind::Word,
             .about = u"none where it is left out."_s,
             .words = {u"none"_s, u"lax"_s, u"strict"_s}},
            {.name = u"path_cookie_attribute"_s,
             .kind = Kind::Flag,
             .about = u"Bind the cookie to the path."_s},
            objectKey(u"cors_headers"_s, corsShape(), u"How Access answers a browser's preflight itself."_s),
            {.name = u"options_preflight_bypass"_s,
             .kind = Kind::Flag,
             .about = u"Let a browser's preflight through to the service."_s},
            {.name = u"upstream"_s,
             .kind = Kind::Url,
             .about = u"Keyturn's own: the service behind it. Left out: the upstream of the file."_s}};
}

} // namespace

const ConfigShape &applicationShape()
{
    static const auto shape = apiShape(
        u"application"_s, u"An application, as the Cloudflare API has it."_s,
        with(
            applicationKeys(),
            {u"account_id"_s,
             u"allow_authenticate_via_warp"_s,
             u"allow_iframe"_s,
             u"allowed_idps"_s,
             u"app_launcher_logo_url"_s,
             u"app_launcher_visible"_s,
             u"auto_redirect_to_identity"_s,
             u"bg_color"_s,
             u"created_at"_s,
             u"custom_deny_message"_s,
             u"custom_pages"_s,
             u"footer_links"_s,
             u"header_bg_color"_s,
             u"landing_page_design"_s,
             u"logo_url"_s,
             u"mfa_config"_s,
             u"saas_app"_s,
             u"scim_config"_s,
             u"skip_app_launcher_login_page"_s,
             u"skip_interstitial"_s,
             u"tags"_s,
             u"target_criteria"_s,
             u"updated_at"_s,
             u"use_clientless_isolation_app_launcher_url"_s}));
    return shape;
}

} // namespace keyturn::edge
