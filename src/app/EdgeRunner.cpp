// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeRunner.h"

#include "AppPaths.h"
#include "DemoWorld.h"

#include <QFile>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

using edge::Credential;
using edge::FaultRule;
using policy::RuleKind;
using tokens::Expiry;

namespace {

/// The ids of the tokens that it names; "" for all of them.
QStringList tokensIn(const policy::Policy &policy)
{
    QStringList ids;
    for (const auto &rule : policy.rules.include) {
        if (rule.kind == RuleKind::AnyValidServiceToken)
            ids.append(QString());
        else if (rule.kind == RuleKind::ServiceToken && !rule.value.isEmpty())
            ids.append(rule.value);
    }
    return ids;
}

/// The path of the first claim on this machine; null: it claims other hosts only.
std::optional<QString> localPath(const policy::Application &application, const edge::Config &config)
{
    const auto here = config.localHost.isEmpty() ? u"127.0.0.1"_s : config.localHost;
    for (const auto &claim : policy::claimsOf(application)) {
        const auto pattern = policy::PathPattern::parse(claim);
        if (!pattern || pattern->host() != here)
            continue;
        const auto path = pattern->path().section(u'*', 0, 0);
        return path.isEmpty() ? u"/"_s : path;
    }
    return std::nullopt;
}

QList<FaultRule> faultsForEverybody()
{
    const auto named = [](const QString &name) {
        FaultRule fault;
        fault.name = name;
        return fault;
    };
    auto slow = named(EdgeRunner::tr("Slow answers"));
    slow.latency = 2s;
    auto flaky = named(EdgeRunner::tr("Every third fails"));
    flaky.oneIn = 3;
    flaky.status = 503;
    auto limited = named(EdgeRunner::tr("Rate limit"));
    limited.status = 429;
    limited.retryAfter = 30s;
    auto down = named(EdgeRunner::tr("Tunnel down"));
    down.status = 530;
    down.code = 1033;
    auto reset = named(EdgeRunner::tr("Connection reset"));
    reset.ending = edge::Ending::Reset;
    auto cut = named(EdgeRunner::tr("Answer cut short"));
    cut.ending = edge::Ending::Truncated;
    return {slow, flaky, limited, down, reset, cut};
}

} // namespace

tokens::ServiceToken tokenOf(const Credential &credential)
{
    tokens::ServiceToken token;
    token.name = credential.name;
    token.clientId = credential.clientId;
    const bool ends = credential.expiry.kind == Expiry::Kind::At;
    token.expiry = ends ? credential.expiry : Expiry::unlimited();
    token.disabled = !credential.enabled;
    return token;
}

PlacesToTry::PlacesToTry(const edge::Config &config)
{
    for (qsizetype i = 0; i < config.applications.size(); ++i) {
        const auto &application = config.applications[i].access;
        const auto path = localPath(application, config);
        const auto policies = policy::orderedPolicies(application, config.policies);
        if (!path || !policies)
            continue;
        for (const auto &policy : *policies) {
            const bool isMeant = policy.decision == policy::Decision::ServiceAuth;
            for (const auto &id : tokensIn(policy)) {
                auto &places = isMeant ? m_meant : m_named;
                if (!places.contains(id))
                    places.insert(id, {i, *path});
            }
        }
    }
}

const PlacesToTry::Place *PlacesToTry::firstIn(const FirstPlaces &places, const QString &id)
{
    const Place *first = nullptr;
    for (const auto &key : {id, QString()}) {
        const auto found = places.constFind(key);
        if (found != places.cend() && (first == nullptr || found->application < first->application))
            first = &*found;
    }
    return first;
}

QString PlacesToTry::pathFor(const edge::Credential &credential) const
{
    for (const auto *places : {&m_meant, &m_named}) {
        if (const auto *place = firstIn(*places, credential.id))
            return place->path;
    }
    return u"/"_s;
}

EdgeRunner::EdgeRunner(Clock clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_edge({}, std::move(clock))
{
    connect(&m_edge, &edge::Edge::answered, this, &EdgeRunner::note);
    connect(&m_edge, &edge::Edge::configChanged, this, [this] {
        learnFaults();
        Q_EMIT configChanged();
    });
}

void EdgeRunner::use(const edge::Config &config)
{
    m_file.reset();
    play(config, {});
}

void EdgeRunner::play(const edge::Config &config, std::map<QString, Secret> secrets)
{
    m_hasWorld = true;
    m_edge.trustUpstreams({});
    m_secrets = std::move(secrets);
    m_faults = faultsForEverybody();
    m_edge.setConfig(config);
}

void EdgeRunner::useDemo()
{
    auto world = edge::makeDemoWorld(m_clock());
    std::map<QString, Secret> secrets;
    for (auto &demo : world.tokens)
        secrets.insert_or_assign(demo.token.clientId, std::move(demo.secret));
    m_file.reset();
    play(world.config, std::move(secrets));
}

bool EdgeRunner::open(const QString &path)
{
    m_file = std::make_unique<edge::ConfigFile>(path, m_clock);
    connect(m_file.get(), &edge::ConfigFile::changed, this, &EdgeRunner::readFile);
    readFile();
    return m_isFilePlayed;
}

void EdgeRunner::readFile()
{
    const auto setup = m_file->read();
    m_isFilePlayed = static_cast<bool>(setup);
    m_problems = setup ? setup->warnings : setup.error();
    if (setup)
        playSetup(*setup);
    Q_EMIT fileRead();
}

void EdgeRunner::playSetup(const edge::Setup &setup)
{
    if (!isRunning() && setup.port != 0)
        m_lastPort = setup.port;
    edge::Setup playable;
    playable.config = setup.config;
    playable.port = setup.port;
    QFile authorities(setup.upstreamAuthorities);
    const bool isTrusting = !setup.upstreamAuthorities.isEmpty() && authorities.open(QIODevice::ReadOnly);
    if (isTrusting)
        playable.upstreamAuthorities = setup.upstreamAuthorities;
    m_unplayed.clear();
    for (const auto &change : edge::changesBetween(playable, setup))
        m_unplayed.append(change.part);
    play(setup.config, {});
    m_edge.trustUpstreams(isTrusting ? authorities.readAll() : QByteArray());
}

Result<Done, edge::EdgeError> EdgeRunner::start(quint16 port)
{
    auto listening = m_edge.listen(port);
    if (listening)
        m_lastPort = static_cast<quint16>(m_edge.url().port());
    Q_EMIT stateChanged();
    return listening;
}

void EdgeRunner::stop()
{
    m_edge.stop();
    Q_EMIT stateChanged();
}

bool EdgeRunner::isOn(const FaultRule &fault) const
{
    return config().faults.contains(fault);
}

// Those of the configuration come first, in its order.
void EdgeRunner::learnFaults()
{
    const auto isKnown = [this](const FaultRule &fault) { return m_faults.contains(fault); };
    auto unknown = config().faults;
    unknown.removeIf(isKnown);
    m_faults = unknown + m_faults;
}

// In their own order: the first that fits a request counts.
void EdgeRunner::setOn(const FaultRule &fault, bool isOn)
{
    auto changed = config();
    changed.faults.clear();
    for (const auto &one : std::as_const(m_faults)) {
        if (one == fault ? isOn : this->isOn(one))
            changed.faults.append(one);
    }
    m_edge.setConfig(changed);
}

Result<Done, edge::ChangeError> EdgeRunner::renew(const QString &clientId)
{
    return m_edge.setExpiry(clientId, Expiry::on(m_clock().addYears(1)));
}

Result<edge::IssuedCredentials, edge::ChangeError>
EdgeRunner::rotate(const QString &clientId, std::chrono::seconds grace)
{
    auto issued = m_edge.rotate(clientId, grace);
    if (issued && m_secrets.erase(clientId) > 0)
        Q_EMIT configChanged();
    return issued;
}

const Secret *EdgeRunner::secretOf(const QString &clientId) const
{
    const auto found = m_secrets.find(clientId);
    return found == m_secrets.end() ? nullptr : &found->second;
}

void EdgeRunner::note(const edge::LogEntry &entry)
{
    const auto &all = config().credentials;
    const auto isIt = [&entry](const Credential &one) { return one.clientId == entry.clientId; };
    const auto found = std::find_if(all.begin(), all.end(), isIt);
    m_log.append({entry, found == all.end() ? QString() : found->name});
}

} // namespace keyturn
