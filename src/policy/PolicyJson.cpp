// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyJson.h"

#include "JsonObject.h"
#include "Rfc3339.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::policy {

namespace {

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

Policy policyFrom(const JsonObject &json)
{
    Policy policy;
    policy.id = json.has("id"_L1) ? json.text("id"_L1) : json.text("uid"_L1);
    policy.name = json.text("name"_L1);
    policy.decisionText = json.text("decision"_L1);
    policy.decision = decisionOf(policy.decisionText);
    policy.precedence = json.number("precedence"_L1);
    policy.isSpelledOut = json.has("decision"_L1) && json.has("include"_L1);
    policy.rules = ruleSetFrom(json);
    return policy;
}

Group groupFrom(const JsonObject &json)
{
    return {
        json.has("id"_L1) ? json.text("id"_L1) : json.text("uid"_L1), json.text("name"_L1),
        ruleSetFrom(json)};
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

Application applicationFrom(const JsonObject &json)
{
    Application application;
    application.id = json.has("id"_L1) ? json.text("id"_L1) : json.text("uid"_L1);
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

bool hasAny(const QJsonObject &json, std::initializer_list<QLatin1StringView> names)
{
    return std::any_of(
        names.begin(), names.end(), [&json](QLatin1StringView name) { return json.contains(name); });
}

enum class Section { Guess, Applications, Groups, Policies, Tokens, Organization };

/// A list says nothing of what it is a list of, so each object is taken for what it looks like.
Section sectionOf(const QJsonObject &json)
{
    if (hasAny(json, {"decision"_L1}))
        return Section::Policies;
    if (hasAny(json, {"client_id"_L1}))
        return Section::Tokens;
    if (hasAny(json, {"auth_domain"_L1, "strict_service_token_auth"_L1}))
        return Section::Organization;
    if (hasAny(json, {"include"_L1}))
        return Section::Groups;
    if (hasAny(
            json,
            {"aud"_L1, "domain"_L1, "type"_L1, "destinations"_L1, "self_hosted_domains"_L1, "policies"_L1}))
        return Section::Applications;
    return Section::Guess;
}

class Reader
{
public:
    void readDocument(const QJsonValue &value, const QString &path);

    JsonTrouble trouble;
    Account account;

private:
    void readSection(const QJsonValue &value, const QString &path, Section section);
    void readOne(const JsonObject &json, Section section);
    void readEnvelope(const QJsonObject &json, const QString &path, Section section);
    void readContainer(const QJsonObject &json, const QString &path);
};

void Reader::readOne(const JsonObject &json, Section section)
{
    if (!trouble.takeOne(json.path()))
        return;
    switch (section == Section::Guess ? sectionOf(json.json()) : section) {
    case Section::Applications:
        account.applications.append(applicationFrom(json));
        return;
    case Section::Groups:
        account.groups.append(groupFrom(json));
        account.groupsTold = true;
        return;
    case Section::Policies:
        account.policies.append(policyFrom(json));
        return;
    case Section::Tokens:
        account.tokens.append(tokenFrom(json));
        account.tokensTold = true;
        return;
    case Section::Organization:
        if (json.has("strict_service_token_auth"_L1))
            account.strict = json.flag("strict_service_token_auth"_L1);
        return;
    case Section::Guess:
        trouble.report(JsonError::NotRecognised, json.path());
        return;
    }
}

void Reader::readEnvelope(const QJsonObject &json, const QString &path, Section section)
{
    const JsonObject envelope(json, path, trouble);
    if (envelope.has("success"_L1) && !envelope.flag("success"_L1)) {
        trouble.report(JsonError::ApiRefused, path);
        return;
    }
    const auto inner = envelope.pathOf("result"_L1);
    const auto result = json.value("result"_L1);
    if (section == Section::Guess)
        readDocument(result, inner);
    else
        readSection(result, inner, section);
}

void Reader::readSection(const QJsonValue &value, const QString &path, Section section)
{
    if (value.isNull())
        return;
    if (value.isArray()) {
        account.groupsTold = account.groupsTold || section == Section::Groups;
        account.tokensTold = account.tokensTold || section == Section::Tokens;
        const auto array = value.toArray();
        for (qsizetype i = 0; i < array.size() && !trouble.first; ++i) {
            if (array[i].isObject())
                readOne(JsonObject(array[i].toObject(), pathOf(path, i), trouble), section);
            else
                trouble.report(JsonError::WrongType, pathOf(path, i), u"object"_s);
        }
        return;
    }
    if (!value.isObject()) {
        trouble.report(JsonError::WrongType, path, u"array"_s);
        return;
    }
    const auto json = value.toObject();
    if (json.contains("result"_L1))
        readEnvelope(json, path, section);
    else
        readOne(JsonObject(json, path, trouble), section);
}

void Reader::readContainer(const QJsonObject &json, const QString &path)
{
    struct Named
    {
        QLatin1StringView name;
        Section section;
    };
    constexpr std::array sections{
        Named{"apps"_L1, Section::Applications},     Named{"applications"_L1, Section::Applications},
        Named{"groups"_L1, Section::Groups},         Named{"policies"_L1, Section::Policies},
        Named{"service_tokens"_L1, Section::Tokens}, Named{"organization"_L1, Section::Organization},
    };
    const JsonObject container(json, path, trouble);
    for (const auto &[name, section] : sections) {
        if (container.has(name))
            readSection(json.value(name), container.pathOf(name), section);
    }
}

void Reader::readDocument(const QJsonValue &value, const QString &path)
{
    const auto json = value.toObject();
    const bool isContainer
        = hasAny(json, {"apps"_L1, "applications"_L1, "groups"_L1, "service_tokens"_L1, "organization"_L1});
    if (isContainer)
        readContainer(json, path);
    else if (hasAny(json, {"success"_L1}) && !hasAny(json, {"result"_L1}))
        readEnvelope(json, path, Section::Guess);
    else
        readSection(value, path, Section::Guess);
}

JsonFailure failureOf(const QByteArray &text, const QJsonParseError &problem)
{
    JsonFailure failure;
    const auto end = std::clamp<qsizetype>(problem.offset, 0, text.size());
    const auto before = text.first(end);
    failure.line = static_cast<int>(before.count('\n')) + 1;
    failure.column = static_cast<int>(end - (before.lastIndexOf('\n') + 1)) + 1;
    if (problem.error == QJsonParseError::DeepNesting)
        failure.error = JsonError::TooDeep;
    else if (problem.error != QJsonParseError::GarbageAtEnd && end >= text.trimmed().size())
        failure.error = JsonError::CutOff;
    return failure;
}

} // namespace

QString idOf(JsonError error)
{
    switch (error) {
    case JsonError::Empty:
        return u"empty"_s;
    case JsonError::TooLarge:
        return u"too-large"_s;
    case JsonError::NotJson:
        return u"not-json"_s;
    case JsonError::CutOff:
        return u"cut-off"_s;
    case JsonError::TooDeep:
        return u"too-deep"_s;
    case JsonError::WrongType:
        return u"wrong-type"_s;
    case JsonError::NotRecognised:
        return u"not-recognised"_s;
    case JsonError::NothingInIt:
        return u"nothing-in-it"_s;
    case JsonError::TooMany:
        return u"too-many"_s;
    case JsonError::ApiRefused:
        return u"api-refused"_s;
    }
    return {};
}

Result<Account, JsonFailure> readAccount(const QByteArray &text)
{
    const auto simple = [](JsonError error) { return Failure{JsonFailure{error, {}, {}, 0, 0}}; };
    if (text.size() > longestPolicyText)
        return simple(JsonError::TooLarge);
    const auto json = text.startsWith("\xef\xbb\xbf") ? text.sliced(3) : text;
    if (json.trimmed().isEmpty())
        return simple(JsonError::Empty);
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError)
        return Failure{failureOf(json, problem)};

    Reader reader;
    const auto root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    reader.readDocument(root, {});
    if (reader.trouble.first)
        return Failure{*reader.trouble.first};
    const auto &account = reader.account;
    const bool isEmpty = account.applications.isEmpty() && account.groups.isEmpty()
        && account.policies.isEmpty() && account.tokens.isEmpty() && !account.strict;
    if (isEmpty)
        return simple(JsonError::NothingInIt);
    return account;
}

} // namespace keyturn::policy
