// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigReader.h"

#include "AppPaths.h"
#include "ClientSecret.h"
#include "ConfigCheck.h"
#include "ConfigReferences.h"
#include "GoDuration.h"
#include "PolicyObjects.h"
#include "Rfc3339.h"

#include <QCryptographicHash>
#include <QDir>
#include <QUuid>

#include <algorithm>

namespace keyturn::edge {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;
using std::chrono::seconds;
using tokens::Expiry;

namespace {

/// An object whose shape was checked. What is missing reads as nothing.
class Section
{
public:
    explicit Section(const std::optional<JsonNode> &node)
        : m_node(node)
    {
    }

    [[nodiscard]] std::optional<JsonNode> node(QStringView name) const
    {
        const auto found = m_node ? m_node->member(name) : std::nullopt;
        return found && !found->is(JsonKind::Null) ? found : std::nullopt;
    }
    [[nodiscard]] bool has(QStringView name) const { return node(name).has_value(); }
    [[nodiscard]] QString text(QStringView name) const
    {
        const auto found = node(name);
        return found ? found->string() : QString();
    }
    [[nodiscard]] bool flag(QStringView name, bool otherwise) const
    {
        const auto found = node(name);
        return found ? found->boolean() : otherwise;
    }
    [[nodiscard]] std::optional<qint64> number(QStringView name) const
    {
        const auto found = node(name);
        return found ? std::optional<qint64>(found->text().toLongLong()) : std::nullopt;
    }
    template <typename Duration>
    [[nodiscard]] std::optional<Duration> duration(QStringView name) const
    {
        const auto read = parseGoDuration(text(name));
        return read ? std::optional(std::chrono::duration_cast<Duration>(*read)) : std::nullopt;
    }
    [[nodiscard]] QDateTime time(QStringView name) const
    {
        return parseRfc3339(text(name)).value_or(QDateTime());
    }
    [[nodiscard]] QList<JsonNode> list(QStringView name) const
    {
        const auto found = node(name);
        return found ? listIn(*found).children() : QList<JsonNode>();
    }
    [[nodiscard]] QStringList texts(QStringView name) const
    {
        QStringList texts;
        for (const auto &item : list(name))
            texts.append(item.string());
        return texts;
    }
    [[nodiscard]] Section section(QStringView name) const { return Section(node(name)); }

private:
    std::optional<JsonNode> m_node;
};

class Reader
{
public:
    Reader(const JsonText &text, const ConfigSurroundings &surroundings)
        : m_top(text.root())
        , m_surroundings(surroundings)
    {
    }

    void read();

    Setup setup;
    QList<ConfigProblem> problems;

private:
    void add(ConfigCause cause, const JsonNode &node, const QString &word = {});
    template <typename Object>
    Object ofApi(const JsonNode &node, Object (*reader)(const policy::JsonObject &));
    [[nodiscard]] QString absolute(const QString &path) const
    {
        return QDir::cleanPath(QDir(m_surroundings.folder).absoluteFilePath(path));
    }
    void application(const JsonNode &node);
    void token(const JsonNode &node);
    [[nodiscard]] Expiry expiryOf(const Section &token) const;
    [[nodiscard]] QByteArray hashOf(const Section &token, const JsonNode &node);

    Section m_top;
    const ConfigSurroundings &m_surroundings;
};

void Reader::add(ConfigCause cause, const JsonNode &node, const QString &word)
{
    problems.append({.cause = cause, .place = node.place(), .pointer = node.pointer(), .word = word});
}

template <typename Object>
Object Reader::ofApi(const JsonNode &node, Object (*reader)(const policy::JsonObject &))
{
    policy::JsonTrouble trouble;
    auto object = reader(policy::JsonObject(node.json().toObject(), {}, trouble));
    if (trouble.first)
        add(ConfigCause::Refused, node, trouble.first->path);
    return object;
}

QString sameSiteOf(const QString &word)
{
    return word.isEmpty() ? CookieAttributes().sameSite : word.at(0).toUpper() + word.sliced(1);
}

std::optional<Cors> corsOf(const Section &application)
{
    const auto json = application.section(u"cors_headers");
    // The bypass leaves nothing of it (facts 2.10).
    if (!application.has(u"cors_headers") || application.flag(u"options_preflight_bypass", false))
        return std::nullopt;
    const auto allOr = [&json](QStringView all, QStringView listed) {
        return json.flag(all, false) ? QStringList{u"*"_s} : json.texts(listed);
    };
    Cors cors;
    cors.origins = allOr(u"allow_all_origins", u"allowed_origins");
    cors.methods = allOr(u"allow_all_methods", u"allowed_methods");
    cors.headers = allOr(u"allow_all_headers", u"allowed_headers");
    cors.allowsCredentials = json.flag(u"allow_credentials", false);
    if (const auto age = json.number(u"max_age"))
        cors.maxAge = seconds(*age);
    return cors;
}

/// The same at every start, so that a service can be told of it once.
QString audienceOf(const policy::Application &access)
{
    const auto what = access.name + u'\n' + policy::claimsOf(access).join(u'\n');
    return QString::fromLatin1(QCryptographicHash::hash(what.toUtf8(), QCryptographicHash::Sha256).toHex());
}

void Reader::application(const JsonNode &node)
{
    const Section json(node);
    Application application;
    auto &access = application.access;
    access = ofApi(node, &policy::applicationFrom);
    if (access.type.isEmpty())
        access.type = u"self_hosted"_s;
    if (access.audience.isEmpty())
        access.audience = audienceOf(access);
    if (access.id.isEmpty())
        access.id = QUuid::createUuidV5(QUuid(), access.audience).toString(QUuid::WithoutBraces);
    application.cors = corsOf(json);
    application.bypassesPreflight = json.flag(u"options_preflight_bypass", false);
    application.cookie.isHttpOnly = json.flag(u"http_only_cookie_attribute", true);
    application.cookie.sameSite = sameSiteOf(json.text(u"same_site_cookie_attribute"));
    application.cookie.isForPathOnly = json.flag(u"path_cookie_attribute", false);
    application.upstream = QUrl(json.text(u"upstream"));
    setup.config.applications.append(application);
}

Expiry Reader::expiryOf(const Section &token) const
{
    if (token.has(u"expires_at"))
        return Expiry::on(token.time(u"expires_at"));
    const auto duration = token.duration<seconds>(u"duration");
    if (!duration)
        return Expiry::unlimited();
    const auto begin = token.has(u"created_at") ? token.time(u"created_at") : m_surroundings.begin;
    return Expiry::on(begin.addSecs(duration->count()));
}

QByteArray Reader::hashOf(const Section &token, const JsonNode &node)
{
    if (token.has(u"client_secret_sha256"))
        return QByteArray::fromHex(token.text(u"client_secret_sha256").toLatin1());
    const auto file = token.node(u"client_secret_file").value_or(node);
    const auto path = absolute(file.string());
    setup.secretFiles.append(path);
    const auto secret = m_surroundings.readSecret(path);
    if (secret)
        return secret->sha256();
    switch (secret.error()) {
    case SecretFileError::Missing:
        add(ConfigCause::SecretFileMissing, file, path);
        break;
    case SecretFileError::OpenToOthers:
        add(ConfigCause::SecretFileOpenToOthers, file, path);
        break;
    case SecretFileError::NoSecret:
        add(ConfigCause::SecretFileWithoutSecret, file, path);
        break;
    case SecretFileError::Unreadable:
    case SecretFileError::Exists:
    case SecretFileError::CannotWrite:
        add(ConfigCause::SecretFileUnreadable, file, path);
        break;
    }
    return {};
}

void Reader::token(const JsonNode &node)
{
    const Section json(node);
    Credential credential;
    credential.name = json.text(u"name");
    credential.id = json.text(u"id");
    if (credential.id.isEmpty())
        credential.id = credential.name;
    credential.clientId = json.text(u"client_id");
    credential.secretSha256 = hashOf(json, node);
    credential.previousSecretSha256
        = QByteArray::fromHex(json.text(u"previous_client_secret_sha256").toLatin1());
    credential.previousSecretEndsAt = json.time(u"previous_client_secret_expires_at");
    credential.expiry = expiryOf(json);
    credential.enabled = json.flag(u"enabled", true);
    setup.config.credentials.append(credential);
}

RequestMatch matchOf(const Section &rule)
{
    const auto json = rule.section(u"match");
    RequestMatch match{json.text(u"host"), json.text(u"path"), {}, json.text(u"user_agent")};
    for (const auto &method : json.texts(u"methods"))
        match.methods.append(method.toLatin1());
    return match;
}

FirewallRule firewallRuleOf(const Section &json)
{
    const auto action
        = json.text(u"action") == u"challenge" ? FirewallAction::Challenge : FirewallAction::Block;
    return {json.text(u"name"), matchOf(json), action};
}

FaultRule faultOf(const Section &json)
{
    FaultRule fault;
    fault.name = json.text(u"name");
    fault.match = matchOf(json);
    fault.oneIn = static_cast<int>(json.number(u"one_in").value_or(1));
    fault.latency = json.duration<milliseconds>(u"latency").value_or(milliseconds(0));
    fault.status = static_cast<int>(json.number(u"status").value_or(0));
    fault.code = static_cast<int>(json.number(u"code").value_or(0));
    fault.retryAfter = json.duration<seconds>(u"retry_after");
    const auto ending = json.text(u"ending");
    fault.ending = ending == u"reset" ? Ending::Reset
        : ending == u"truncated"      ? Ending::Truncated
                                      : Ending::Whole;
    return fault;
}

policy::RequestFacts clientOf(const Section &json)
{
    policy::RequestFacts facts;
    if (json.has(u"ip"))
        facts.ip = json.text(u"ip");
    if (json.has(u"country"))
        facts.country = json.text(u"country").toUpper();
    if (json.has(u"certificate"))
        facts.hasCertificate = json.flag(u"certificate", false);
    if (json.has(u"common_name"))
        facts.commonName = json.text(u"common_name");
    return facts;
}

void Reader::read()
{
    auto &config = setup.config;
    if (m_top.has(u"team"))
        config.team = m_top.text(u"team");
    config.mode = m_top.text(u"mode") == u"strict" ? Mode::Strict : Mode::Legacy;
    config.deniesUnmatched = m_top.flag(u"deny_unmatched_requests", false);
    config.localHost = m_top.text(u"local_host");
    config.upstream = QUrl(m_top.text(u"upstream"));
    for (const auto &node : m_top.list(u"applications"))
        application(node);
    for (const auto &node : m_top.list(u"policies"))
        config.policies.append(ofApi(node, &policy::policyFrom));
    for (const auto &node : m_top.list(u"groups"))
        config.groups.append(ofApi(node, &policy::groupFrom));
    for (const auto &node : m_top.list(u"service_tokens"))
        token(node);
    for (const auto &node : m_top.list(u"firewall"))
        config.firewall.append(firewallRuleOf(Section(node)));
    for (const auto &node : m_top.list(u"faults"))
        config.faults.append(faultOf(Section(node)));
    const auto keys = m_top.section(u"keys");
    config.keys.every = keys.duration<seconds>(u"rotate_every").value_or(config.keys.every);
    config.keys.previousStays = keys.duration<seconds>(u"previous_stays").value_or(config.keys.previousStays);
    config.clockSkew = m_top.duration<seconds>(u"clock_skew").value_or(seconds(0));
    config.client = clientOf(m_top.section(u"client"));

    const auto listen = m_top.section(u"listen");
    if (listen.has(u"address"))
        setup.address = listen.text(u"address");
    setup.port = static_cast<quint16>(listen.number(u"port").value_or(0));
    if (m_top.has(u"tls"))
        setup.tlsHosts = m_top.section(u"tls").texts(u"hosts");
    if (m_top.has(u"upstream_ca_file"))
        setup.upstreamAuthorities = absolute(m_top.text(u"upstream_ca_file"));
    const auto control = m_top.section(u"control");
    setup.takesOrders = control.flag(u"enabled", true);
    setup.controlPort = static_cast<quint16>(control.number(u"port").value_or(0));
}

} // namespace

Result<Setup, QList<ConfigProblem>> readConfig(const QByteArray &json, const ConfigSurroundings &surroundings)
{
    const auto text = JsonText::read(json, {.comments = true, .byteOrderMark = true});
    if (!text) {
        return Failure{QList{ConfigProblem{
            .cause = ConfigCause::NotJson, .place = text.error().place, .json = text.error().cause}}};
    }
    if (const auto problems = shapeProblems(*text); !problems.isEmpty())
        return Failure{problems};
    Reader reader(*text, surroundings);
    reader.read();
    for (const auto &problem : referenceProblems(*text, reader.setup.config)) {
        if (isWarning(problem.cause))
            reader.setup.warnings.append(problem);
        else
            reader.problems.append(problem);
    }
    if (!reader.problems.isEmpty())
        return Failure{reader.problems};
    return reader.setup;
}

} // namespace keyturn::edge
