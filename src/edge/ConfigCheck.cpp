// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigCheck.h"

#include "AppPaths.h"
#include "GoDuration.h"
#include "IpRange.h"
#include "NearestWord.h"
#include "Rfc3339.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

/// Nobody reads more, and a file of nothing but problems should not take long.
constexpr qsizetype mostProblems = 100;

bool isHost(const QString &text)
{
    const auto pattern = policy::PathPattern::parse(text);
    return pattern && pattern->path().isEmpty() && !text.contains(u'*') && !text.contains(u"//"_s);
}

bool isDuration(const QString &text, ValueKind kind)
{
    if (kind == ValueKind::Duration && text == u"forever")
        return true;
    const auto duration = parseGoDuration(text);
    return duration && (kind == ValueKind::SignedDuration || *duration >= std::chrono::nanoseconds::zero());
}

bool matches(ValueKind kind, const QString &text)
{
    // "$" is also found before a line break at the end.
    return !text.contains(u'\n') && QRegularExpression(patternOf(kind)).match(text).hasMatch();
}

bool isUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return matches(ValueKind::Url, text) && url.isValid() && !url.host().isEmpty();
}

/// Why a text is none of its kind; null: it is one.
std::optional<ConfigCause> wrongText(ValueKind kind, const QString &text)
{
    const auto unless
        = [](bool isRight, ConfigCause cause) { return isRight ? std::nullopt : std::optional(cause); };
    switch (kind) {
    case ValueKind::Duration:
    case ValueKind::SignedDuration:
        return unless(isDuration(text, kind), ConfigCause::BadDuration);
    case ValueKind::Time:
        return unless(parseRfc3339(text).has_value(), ConfigCause::BadTime);
    case ValueKind::Url:
        return unless(isUrl(text), ConfigCause::BadUrl);
    case ValueKind::Host:
        return unless(isHost(text), ConfigCause::BadHost);
    case ValueKind::IpAddress:
        return unless(policy::parseIp(text).has_value(), ConfigCause::BadAddress);
    case ValueKind::Country:
        return unless(matches(kind, text), ConfigCause::BadCountry);
    case ValueKind::Path:
        return unless(matches(kind, text), ConfigCause::BadPath);
    case ValueKind::Team:
        return unless(matches(kind, text), ConfigCause::BadTeam);
    case ValueKind::ClientId:
        return unless(matches(kind, text), ConfigCause::BadClientId);
    case ValueKind::Sha256:
        return unless(matches(kind, text), ConfigCause::BadHash);
    default:
        return std::nullopt;
    }
}

/// Whether a bad text of that kind may be repeated: people put secrets where a hash or a Client ID belongs,
/// and passwords into URLs.
bool mayBeRepeated(ValueKind kind)
{
    return kind != ValueKind::Sha256 && kind != ValueKind::ClientId && kind != ValueKind::Url;
}

bool isOfKind(JsonKind json, ValueKind kind)
{
    switch (kind) {
    case ValueKind::Any:
    case ValueKind::Secret:
        return true;
    case ValueKind::Flag:
        return json == JsonKind::Bool;
    case ValueKind::Number:
        return json == JsonKind::Number;
    case ValueKind::Object:
        return json == JsonKind::Object;
    case ValueKind::Array:
        return json == JsonKind::Array;
    default:
        return json == JsonKind::String;
    }
}

class Check
{
public:
    void object(const JsonNode &node, const ConfigShape &shape);

    QList<ConfigProblem> problems;

private:
    void member(const JsonNode &node, const ConfigShape &shape);
    void unknown(const JsonNode &node, const ConfigShape &shape);
    void value(const JsonNode &node, const ConfigKey &key);
    void array(const JsonNode &node, const ConfigKey &key);
    void text(const JsonNode &node, const ConfigKey &key, ValueKind kind);
    void number(const JsonNode &node, const ConfigKey &key);
    void alternatives(const JsonNode &node, const ConfigShape &shape);
    ConfigProblem &add(ConfigCause cause, const JsonNode &node);

    ConfigProblem m_untold;
};

ConfigProblem &Check::add(ConfigCause cause, const JsonNode &node)
{
    if (problems.size() >= mostProblems)
        return m_untold;
    problems.append({.cause = cause, .place = node.place(), .pointer = node.pointer()});
    return problems.last();
}

bool isThere(const JsonNode &node, const ConfigShape &shape, const QString &name)
{
    const auto found = node.member(name);
    const bool isNothing = found && (found->text() == "\"\"" || (shape.isOfApi && found->is(JsonKind::Null)));
    return found && !isNothing;
}

void Check::object(const JsonNode &node, const ConfigShape &shape)
{
    for (const auto &again : node.repeatedMembers()) {
        auto &problem = add(ConfigCause::DuplicateKey, again);
        problem.place = again.keyPlace();
        problem.word = again.key();
    }
    for (const auto &key : shape.keys) {
        if (key.isRequired && !isThere(node, shape, key.name))
            add(ConfigCause::Missing, node).word = key.name;
    }
    alternatives(node, shape);
    for (const auto &child : node.children())
        member(child, shape);
}

void Check::alternatives(const JsonNode &node, const ConfigShape &shape)
{
    if (shape.exactlyOneOf.isEmpty())
        return;
    const auto isGiven = [&](const QString &name) { return isThere(node, shape, name); };
    const auto count = std::count_if(shape.exactlyOneOf.begin(), shape.exactlyOneOf.end(), isGiven);
    const auto isForbiddenThere
        = [&node](const ConfigKey &key) { return key.kind == ValueKind::Secret && node.member(key.name); };
    const bool isSecretThere = std::any_of(shape.keys.begin(), shape.keys.end(), isForbiddenThere);
    if (count == 0 && !isSecretThere)
        add(ConfigCause::SecretMissing, node).choices = shape.exactlyOneOf;
    if (count > 1)
        add(ConfigCause::SecretTwice, node).choices = shape.exactlyOneOf;
}

void Check::member(const JsonNode &node, const ConfigShape &shape)
{
    const auto *key = shape.key(node.key());
    if (key == nullptr)
        return unknown(node, shape);
    if (shape.isOfApi && node.is(JsonKind::Null))
        return;
    if (key->kind == ValueKind::Secret)
        add(ConfigCause::SecretInFile, node).place = node.keyPlace();
    else
        value(node, *key);
}

void Check::unknown(const JsonNode &node, const ConfigShape &shape)
{
    // The API has more than is listed here, and gets more: only what looks misspelt is told.
    constexpr qsizetype shortestMisspelt = 5;
    const auto name = node.key();
    const auto isCalledSo = [&name](const ConfigKey &key) { return key.alsoCalled.contains(name); };
    const auto known = std::find_if(shape.keys.begin(), shape.keys.end(), isCalledSo);
    const auto nearest
        = known != shape.keys.end() ? std::optional(known->name) : nearestWord(name, shape.names());
    if (shape.isOfApi && (!nearest || name.size() < shortestMisspelt))
        return;
    auto &problem = add(ConfigCause::UnknownKey, node);
    problem.place = node.keyPlace();
    problem.word = name;
    problem.nearest = nearest.value_or(QString());
}

void Check::value(const JsonNode &node, const ConfigKey &key)
{
    if (key.mayBeAnswer && node.is(JsonKind::Object)) {
        const auto list = listIn(node);
        if (list.is(JsonKind::Array))
            return array(list, key);
    }
    if (!isOfKind(node.kind(), key.kind)) {
        add(ConfigCause::WrongType, node).wanted = key.kind;
        return;
    }
    switch (key.kind) {
    case ValueKind::Object:
        return object(node, *key.shape);
    case ValueKind::Array:
        return array(node, key);
    case ValueKind::Number:
        return number(node, key);
    case ValueKind::Any:
    case ValueKind::Flag:
        return;
    default:
        return text(node, key, key.kind);
    }
}

void Check::array(const JsonNode &node, const ConfigKey &key)
{
    for (const auto &item : node.children()) {
        if (key.mayBeReference && item.is(JsonKind::String))
            continue;
        if (!isOfKind(item.kind(), key.items))
            add(ConfigCause::WrongType, item).wanted = key.items;
        else if (key.items == ValueKind::Object)
            object(item, *key.shape);
        else
            text(item, key, key.items);
    }
}

void Check::text(const JsonNode &node, const ConfigKey &key, ValueKind kind)
{
    const auto text = node.string();
    if (kind == ValueKind::Word) {
        if (key.words.contains(text))
            return;
        auto &problem = add(ConfigCause::BadWord, node);
        problem.word = text;
        problem.choices = key.words;
        problem.nearest = nearestWord(text, key.words).value_or(QString());
        return;
    }
    if (const auto cause = wrongText(kind, text))
        add(*cause, node).word = mayBeRepeated(kind) ? text : QString();
}

void Check::number(const JsonNode &node, const ConfigKey &key)
{
    bool isWhole = false;
    const auto number = node.text().toLongLong(&isWhole);
    if (isWhole && number >= key.least && number <= key.most)
        return;
    auto &problem = add(ConfigCause::BadNumber, node);
    problem.word = QString::fromUtf8(node.text());
    problem.choices = {QString::number(key.least), QString::number(key.most)};
}

} // namespace

JsonNode listIn(const JsonNode &node)
{
    return node.is(JsonKind::Object) ? node.member(u"result"_s).value_or(node) : node;
}

QList<ConfigProblem> shapeProblems(const JsonText &text)
{
    Check check;
    const auto root = text.root();
    if (root.is(JsonKind::Object))
        check.object(root, configShape());
    else
        check.problems.append(
            {.cause = ConfigCause::WrongType, .place = root.place(), .wanted = ValueKind::Object});
    const auto comesFirst = [](const ConfigProblem &a, const ConfigProblem &b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    };
    std::stable_sort(check.problems.begin(), check.problems.end(), comesFirst);
    return check.problems;
}

} // namespace keyturn::edge
