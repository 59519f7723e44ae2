// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyObjects.h"

#include "GoDuration.h"
#include "Rfc3339.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::policy {

namespace {

/// Under either of its names.
QString idIn(const JsonObject &json)
{
    return json.has("id"_L1) ? json.text("id"_L1) : json.text("uid"_L1);
}

/// The member of a rule that says whom it names.
QString valueMemberOf(RuleKind kind)
{
    switch (kind) {
    case RuleKind::ServiceToken:
        return u"token_id"_s;
    case RuleKind::Ip:
        return u"ip"_s;
    case RuleKind::Country:
        return u"country_code"_s;
    case RuleKind::CommonName:
        return u"common_name"_s;
    case RuleKind::Email:
        return u"email"_s;
    case RuleKind::EmailDomain:
        return u"domain"_s;
    case RuleKind::AuthMethod:
        return u"auth_method"_s;
    case RuleKind::DevicePosture:
        return u"integration_uid"_s;
    case RuleKind::ExternalEvaluation:
        return u"evaluate_url"_s;
    case RuleKind::LinkedAppToken:
        return u"app_uid"_s;
    case RuleKind::GithubOrganization:
    case RuleKind::Okta:
        return u"name"_s;
    default:
        return u"id"_s;
    }
}

Rule ruleFrom(const QJsonObject &json)
{
    Rule rule;
    rule.details = json;
    rule.name = json.keys().join(u'+');
    // Two kinds in one object are nothing that the API writes: nobody knows how it would be read.
    rule.kind = json.size() == 1 ? ruleKindOf(rule.name) : RuleKind::Other;
    if (rule.kind == RuleKind::Other)
        return rule;
    const auto inner = json.value(rule.name);
    rule.value
        = inner.isString() ? inner.toString() : inner.toObject().value(valueMemberOf(rule.kind)).toString();
    return rule;
}

QList<Rule> rulesFrom(const JsonObject &json, QLatin1StringView name)
{
    QList<Rule> rules;
    const auto array = json.array(name);
    for (qsizetype i = 0; i < array.size(); ++i) {
        const auto path = pathOf(json.pathOf(name), i);
        if (!json.trouble().takeOne(path))
            return rules;
        if (!array[i].isObject()) {
            json.trouble().report(JsonError::WrongType, path, u"object"_s);
            return rules;
        }
        rules.append(ruleFrom(array[i].toObject()));
    }
    return rules;
}

std::optional<std::chrono::seconds> sessionFrom(const JsonObject &json)
{
    const auto text = json.text("session_duration"_L1);
    if (text.isEmpty())
        return std::nullopt;
    const auto duration = parseGoDuration(text);
    if (duration && *duration >= std::chrono::nanoseconds::zero())
        return std::chrono::duration_cast<std::chrono::seconds>(*duration);
    json.trouble().report(JsonError::WrongType, json.pathOf("session_duration"_L1), u"duration"_s);
    return std::nullopt;
}

RuleSet ruleSetFrom(const JsonObject &json)
{
    return {rulesFrom(json, "include"_L1), rulesFrom(json, "require"_L1), rulesFrom(json, "exclude"_L1)};
}

Decision decisionOf(const QString &text)
{
    constexpr std::array known{Decision::ServiceAuth, Decision::Bypass, Decision::Allow, Decision::Block};
    const auto isIt = [&text](Decision decision) { return apiNameOf(decision) == text; };
    const auto *const found = std::find_if(known.begin(), known.end(), isIt);
    return found == known.end() ? Decision::Other : *found;
}

/// Each object in an array of objects.
template <typename Take>
void eachObject(const JsonObject &json, QLatin1StringView name, Take take)
{
    const auto array = json.array(name);
    for (qsizetype i = 0; i < array.size(); ++i) {
        const auto path = pathOf(json.pathOf(name), i);
        if (!json.trouble().takeOne(path))
            return;
        if (!array[i].isObject())
            json.trouble().report(JsonError::WrongType, path, u"object"_s);
        take(JsonObject(array[i].toObject(), path, json.trouble()));
    }
}

Destination destinationFrom(const JsonObject &json)
{
    Destination destination;
    destination.kindText = json.text("type"_L1);
    // The API's own default.
    destination.kind
        = json.has("type"_L1) ? destinationKindOf(destination.kindText) : DestinationKind::Public;
    destination.uri = json.text("uri"_L1);
    destination.hostname = json.text("hostname"_L1);
    destination.cidr = json.text("cidr"_L1);
    const auto takeOverride = [&destination](const JsonObject &one) {
        const auto uri = one.has("uri"_L1) ? one.text("uri"_L1) : one.text("path"_L1);
        destination.overrides.append({uri, one.text("behavior"_L1)});
    };
    eachObject(json, "overrides"_L1, takeOverride);
    return destination;
}

QList<Policy> policiesFrom(const JsonObject &json)
{
    QList<Policy> policies;
    const auto array = json.array("policies"_L1);
    for (qsizetype i = 0; i < array.size(); ++i) {
        const auto path = pathOf(json.pathOf("policies"_L1), i);
        if (!json.trouble().takeOne(path))
            return policies;
        if (array[i].isString()) {
            Policy reference;
            reference.id = array[i].toString();
            reference.isSpelledOut = false;
            policies.append(reference);
        } else if (array[i].isObject()) {
            policies.append(policyFrom(JsonObject(array[i].toObject(), path, json.trouble())));
        } else {
            json.trouble().report(JsonError::WrongType, path, u"object"_s);
        }
    }
    return policies;
}

} // namespace

Group groupFrom(const JsonObject &json)
{
    return {idIn(json), json.text("name"_L1), ruleSetFrom(json)};
}

KnownToken tokenFrom(const JsonObject &json)
{
    KnownToken token;
    token.id = json.text("id"_L1);
    token.clientId = json.text("client_id"_L1);
    token.name = json.text("name"_L1);
    token.disabled = json.has("enabled"_L1) && !json.flag("enabled"_L1);
    const auto end = json.text("expires_at"_L1);
    if (end.isEmpty())
        return token;
    const auto moment = parseRfc3339(end);
    if (moment)
        token.expiresAt = *moment;
    else
        json.trouble().report(JsonError::WrongType, json.pathOf("expires_at"_L1), u"time"_s);
    return token;
}

std::optional<ExpiryAlert> alertFrom(const JsonObject &json)
{
    const bool isOn = !json.has("enabled"_L1) || json.flag("enabled"_L1);
    if (json.text("alert_type"_L1) != u"expiring_service_token_alert" || !isOn)
        return std::nullopt;
    ExpiryAlert alert;
    alert.id = idIn(json);
    const auto filters = json.object("filters"_L1);
    const auto tokenIds = filters.array("token_id"_L1);
    for (qsizetype i = 0; i < tokenIds.size(); ++i) {
        if (!tokenIds[i].isString())
            json.trouble().report(JsonError::WrongType, pathOf(filters.pathOf("token_id"_L1), i), u"text"_s);
        alert.tokenIds.append(tokenIds[i].toString());
    }
    return alert;
}

Policy policyFrom(const JsonObject &json)
{
    Policy policy;
    policy.id = idIn(json);
    policy.name = json.text("name"_L1);
    policy.decisionText = json.text("decision"_L1);
    policy.decision = decisionOf(policy.decisionText);
    policy.precedence = json.number("precedence"_L1);
    policy.isSpelledOut = json.has("decision"_L1) && json.has("include"_L1);
    policy.rules = ruleSetFrom(json);
    policy.session = sessionFrom(json);
    return policy;
}

Application applicationFrom(const JsonObject &json)
{
    Application application;
    application.id = idIn(json);
    application.audience = json.text("aud"_L1);
    application.name = json.text("name"_L1);
    application.type = json.text("type"_L1);
    application.domain = json.text("domain"_L1);
    application.serviceAuth401 = json.flag("service_auth_401_redirect"_L1);
    application.managedOauth = json.object("oauth_configuration"_L1).flag("enabled"_L1);
    application.bindingCookie = json.flag("enable_binding_cookie"_L1);
    application.singleHeader = json.text("read_service_tokens_from_header"_L1);
    application.customDenyUrl = json.text("custom_deny_url"_L1);
    application.customNonIdentityDenyUrl = json.text("custom_non_identity_deny_url"_L1);
    application.session = sessionFrom(json);
    const auto domains = json.array("self_hosted_domains"_L1);
    for (qsizetype i = 0; i < domains.size(); ++i) {
        if (!domains[i].isString())
            json.trouble().report(
                JsonError::WrongType, pathOf(json.pathOf("self_hosted_domains"_L1), i), u"text"_s);
        application.selfHostedDomains.append(domains[i].toString());
    }
    const auto takeDestination
        = [&application](const JsonObject &one) { application.destinations.append(destinationFrom(one)); };
    eachObject(json, "destinations"_L1, takeDestination);
    if (json.has("policies"_L1))
        application.policies = policiesFrom(json);
    return application;
}

} // namespace keyturn::policy
