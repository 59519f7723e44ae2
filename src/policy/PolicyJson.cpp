// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyJson.h"

#include "JsonObject.h"
#include "PolicyObjects.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::policy {

namespace {

bool hasAny(const QJsonObject &json, std::initializer_list<QLatin1StringView> names)
{
    return std::any_of(
        names.begin(), names.end(), [&json](QLatin1StringView name) { return json.contains(name); });
}

enum class Section { Guess, Applications, Groups, Policies, Tokens, Organization, Alerts };

/// A list says nothing of what it is a list of, so each object is taken for what it looks like.
Section sectionOf(const QJsonObject &json)
{
    if (hasAny(json, {"alert_type"_L1}))
        return Section::Alerts;
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
    /// `isListed`: it stands in a list, so that what is not there is missing.
    void readOne(const JsonObject &json, Section section, bool isListed);
    void readEnvelope(const QJsonObject &json, const QString &path, Section section);
    void readContainer(const QJsonObject &json, const QString &path);
    void readEdge(const JsonObject &config);
};

void Reader::readOne(const JsonObject &json, Section section, bool isListed)
{
    if (!trouble.takeOne(json.path()))
        return;
    switch (section == Section::Guess ? sectionOf(json.json()) : section) {
    case Section::Applications:
        account.applications.append(applicationFrom(json));
        return;
    case Section::Groups:
        account.groups.append(groupFrom(json));
        account.groupsTold = account.groupsTold || isListed;
        return;
    case Section::Policies:
        account.policies.append(policyFrom(json));
        return;
    case Section::Tokens:
        account.tokens.append(tokenFrom(json));
        account.tokensTold = account.tokensTold || isListed;
        return;
    case Section::Organization:
        if (json.has("strict_service_token_auth"_L1))
            account.strict = json.flag("strict_service_token_auth"_L1);
        return;
    case Section::Alerts:
        if (const auto alert = alertFrom(json))
            account.alerts.append(*alert);
        account.alertsTold = account.alertsTold || isListed;
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
        account.alertsTold = account.alertsTold || section == Section::Alerts;
        const auto array = value.toArray();
        for (qsizetype i = 0; i < array.size() && !trouble.first; ++i) {
            if (array[i].isObject())
                readOne(JsonObject(array[i].toObject(), pathOf(path, i), trouble), section, true);
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
        readOne(JsonObject(json, path, trouble), section, false);
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
        Named{"alerts"_L1, Section::Alerts},
    };
    const JsonObject container(json, path, trouble);
    for (const auto &[name, section] : sections) {
        if (container.has(name))
            readSection(json.value(name), container.pathOf(name), section);
    }
    if (container.has("team"_L1))
        readEdge(container);
}

/// What the local edge plays says some things in its own way (resources/edge-config.schema.json).
void Reader::readEdge(const JsonObject &config)
{
    account.strict = config.text("mode"_L1) == u"strict";
    for (auto &token : account.tokens) {
        if (token.id.isEmpty())
            token.id = token.name;
    }
}

void Reader::readDocument(const QJsonValue &value, const QString &path)
{
    const auto json = value.toObject();
    const bool isContainer = hasAny(
        json,
        {"apps"_L1, "applications"_L1, "groups"_L1, "service_tokens"_L1, "organization"_L1, "alerts"_L1});
    if (isContainer)
        readContainer(json, path);
    else if (hasAny(json, {"success"_L1}) && !hasAny(json, {"result"_L1}))
        readEnvelope(json, path, Section::Guess);
    else
        readSection(value, path, Section::Guess);
}

/// Blanks where the comments of people were, "//" to the end of the line and "/* */", so that everything else
/// stays where it is. The API writes none, the edge's own file does.
QByteArray withoutComments(QByteArray json)
{
    const auto blank = [&json](qsizetype from, qsizetype to) {
        for (auto at = from; at < to; ++at) {
            if (json.at(at) != '\n')
                json[at] = ' ';
        }
    };
    bool isInString = false;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const auto rest = QByteArrayView(json).sliced(at);
        if (isInString && json.at(at) == '\\') {
            ++at;
        } else if (json.at(at) == '"') {
            isInString = !isInString;
        } else if (!isInString && (rest.startsWith("//") || rest.startsWith("/*"))) {
            const bool isLine = rest[1] == '/';
            const auto found = isLine ? json.indexOf('\n', at) : json.indexOf("*/", at + 2);
            if (found < 0 && !isLine)
                break; // It has no end: the parser says where that is.
            const auto end = found < 0 ? json.size() : found + (isLine ? 0 : 2);
            blank(at, end);
            at = end - 1;
        }
    }
    return json;
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
    const auto document = QJsonDocument::fromJson(withoutComments(json), &problem);
    if (problem.error != QJsonParseError::NoError)
        return Failure{failureOf(json, problem)};

    Reader reader;
    const auto root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    reader.readDocument(root, {});
    if (reader.trouble.first)
        return Failure{*reader.trouble.first};
    const auto &account = reader.account;
    const bool isEmpty = account.applications.isEmpty() && account.groups.isEmpty()
        && account.policies.isEmpty() && account.tokens.isEmpty() && !account.strict && !account.alertsTold;
    if (isEmpty)
        return simple(JsonError::NothingInIt);
    return account;
}

} // namespace keyturn::policy
