// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigReferences.h"

#include "AppPaths.h"
#include "ConfigCheck.h"
#include "NearestWord.h"

#include <QSet>

#include <algorithm>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostProblems = 100;

QList<JsonNode> listOf(const JsonNode &object, QStringView name)
{
    const auto found = object.member(name);
    return found ? listIn(*found).children() : QList<JsonNode>();
}

class References
{
public:
    References(const JsonText &text, const Config &config);

    void check();

    QList<ConfigProblem> problems;

private:
    void add(ConfigCause cause, const JsonNode &node, const QString &word, const QStringList &known = {});
    /// `key` of each object in the list, and where there is none `otherwise`.
    void unique(QStringView list, QStringView key, QStringView otherwise, ConfigCause cause);
    void application(const JsonNode &node, const policy::Application &access);
    void claims(const JsonNode &node, const policy::Application &access);
    void policy(const JsonNode &node);
    void rules(const JsonNode &node);
    /// What is there, and for "did you mean" in the order of the file.
    struct Known
    {
        QStringList names;
        QSet<QString> set;

        void add(const QString &name)
        {
            if (name.isEmpty())
                return;
            names.append(name);
            set.insert(name);
        }
    };

    void
    reference(const JsonNode &rule, QStringView kind, QStringView key, const Known &known, ConfigCause cause);

    JsonNode m_root;
    const Config &m_config;
    Known m_tokens;
    Known m_groups;
    Known m_policies;
};

References::References(const JsonText &text, const Config &config)
    : m_root(text.root())
    , m_config(config)
{
    for (const auto &credential : config.credentials)
        m_tokens.add(credential.id);
    for (const auto &group : config.groups)
        m_groups.add(group.id);
    for (const auto &policy : config.policies)
        m_policies.add(policy.id);
}

void References::add(ConfigCause cause, const JsonNode &node, const QString &word, const QStringList &known)
{
    if (problems.size() >= mostProblems)
        return;
    problems.append(
        {.cause = cause,
         .place = node.place(),
         .pointer = node.pointer(),
         .word = word,
         .nearest = nearestWord(word, known).value_or(QString())});
}

void References::unique(QStringView list, QStringView key, QStringView otherwise, ConfigCause cause)
{
    QSet<QString> seen;
    for (const auto &node : listOf(m_root, list)) {
        auto named = node.member(key);
        if (!named || named->string().isEmpty())
            named = node.member(otherwise);
        if (!named || named->string().isEmpty())
            continue;
        const auto name = named->string();
        if (seen.contains(name))
            add(cause, *named, name);
        seen.insert(name);
    }
}

void References::reference(
    const JsonNode &rule, QStringView kind, QStringView key, const Known &known, ConfigCause cause)
{
    const auto inner = rule.member(kind);
    const auto named = inner ? inner->member(key) : std::nullopt;
    if (named && !known.set.contains(named->string()))
        add(cause, *named, named->string(), known.names);
}

void References::rules(const JsonNode &node)
{
    for (const auto list : {u"include", u"require", u"exclude"}) {
        for (const auto &rule : listOf(node, list)) {
            reference(rule, u"service_token", u"token_id", m_tokens, ConfigCause::NoSuchToken);
            reference(rule, u"group", u"id", m_groups, ConfigCause::NoSuchGroup);
        }
    }
}

void References::policy(const JsonNode &node)
{
    if (node.is(JsonKind::Object))
        rules(node);
    else if (!m_policies.set.contains(node.string()))
        add(ConfigCause::NoSuchPolicy, node, node.string(), m_policies.names);
}

void References::claims(const JsonNode &node, const policy::Application &access)
{
    const auto claimed = policy::claimsOf(access);
    for (const auto &claim : claimed) {
        if (!policy::PathPattern::parse(claim))
            add(ConfigCause::BadDomain, node.member(u"domain").value_or(node), claim);
    }
    // Other types guard what is no address.
    if (access.type == u"self_hosted" && claimed.isEmpty() && access.destinations.isEmpty())
        add(ConfigCause::GuardsNothing, node, access.name);
}

void References::application(const JsonNode &node, const policy::Application &access)
{
    claims(node, access);
    for (const auto &each : listOf(node, u"policies"))
        policy(each);
}

void References::check()
{
    for (const auto list : {u"applications", u"policies", u"groups"})
        unique(list, u"id", u"uid", ConfigCause::DuplicateId);
    unique(u"service_tokens", u"id", u"name", ConfigCause::DuplicateId);
    unique(u"service_tokens", u"client_id", {}, ConfigCause::DuplicateId);
    for (const auto list :
         {u"applications", u"policies", u"groups", u"service_tokens", u"firewall", u"faults"})
        unique(list, u"name", {}, ConfigCause::DuplicateName);
    const auto applications = listOf(m_root, u"applications");
    for (qsizetype i = 0; i < applications.size(); ++i)
        application(applications[i], m_config.applications[i].access);
    for (const auto list : {u"policies", u"groups"}) {
        for (const auto &node : listOf(m_root, list))
            rules(node);
    }
}

} // namespace

QList<ConfigProblem> referenceProblems(const JsonText &text, const Config &config)
{
    References references(text, config);
    references.check();
    return references.problems;
}

} // namespace keyturn::edge
