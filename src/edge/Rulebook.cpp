// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Rulebook.h"

#include "IncomingRequest.h"

#include <algorithm>

namespace keyturn::edge {

using namespace Qt::StringLiterals;
using policy::DestinationKind;

namespace {

policy::Account accountOf(const Config &config)
{
    policy::Account account;
    for (const auto &application : config.applications)
        account.applications.append(application.access);
    account.policies = config.policies;
    account.groups = config.groups;
    account.groupsTold = true;
    account.strict = config.mode == Mode::Strict;
    return account;
}

/// Decoded and without its detours, but with the slash at its end: "/a/*" covers "/a/" and not "/a".
QString comparedPath(const QString &path)
{
    auto normal = normalPath(path);
    if (path.endsWith(u'/') && !normal.endsWith(u'/'))
        normal += u'/';
    return normal;
}

bool isLoopbackName(const QString &host)
{
    // A client of HTTP/1.0 need not name a host.
    return host.isEmpty() || host == u"127.0.0.1" || host == u"localhost" || host == u"[::1]"
        || host == u"::1";
}

bool hasDestination(const Application &application, DestinationKind kind)
{
    const auto &destinations = application.access.destinations;
    const auto isIt = [kind](const policy::Destination &one) { return one.kind == kind; };
    return std::any_of(destinations.begin(), destinations.end(), isIt);
}

QString shownDomain(const Application &application, const QString &pattern)
{
    // Written with or without a scheme, in whatever form people know; Access leaves these away.
    const auto parsed = policy::PathPattern::parse(pattern);
    return parsed ? parsed->text() : application.access.domain;
}

} // namespace

Rulebook::Rulebook(Config config)
    : m_config(std::move(config))
    , m_account(accountOf(m_config))
    , m_places(m_account.applications)
{
    for (qsizetype i = m_config.credentials.size() - 1; i >= 0; --i)
        m_credentials.insert(m_config.credentials[i].clientId, i);
}

QString Rulebook::meantHost(const QString &host) const
{
    if (isLoopbackName(host))
        return m_config.localHost.isEmpty() ? u"127.0.0.1"_s : m_config.localHost;
    return host.endsWith(u'.') ? host.chopped(1) : host;
}

// A local edge stands in front of one service. Where that is a Worker, an application that guards Workers
// guards it: one of its own before one for all (facts 4.4).
const Application *Rulebook::beforeWorkers() const
{
    for (const auto kind : {DestinationKind::Worker, DestinationKind::AllWorkers}) {
        for (const auto &application : m_config.applications) {
            if (hasDestination(application, kind))
                return &application;
        }
    }
    return nullptr;
}

Guard Rulebook::guardOf(const QString &host, const QString &path) const
{
    const auto coverage = m_places.coverageOf({meantHost(host), comparedPath(path), false});
    if (coverage.kind == policy::CoverageKind::One || coverage.kind == policy::CoverageKind::Several) {
        const auto &winner = coverage.winners.first();
        const auto &application = m_config.applications[winner.application];
        return {&application, shownDomain(application, winner.pattern), coverage.openBy, false};
    }
    const auto *application = beforeWorkers();
    if (application == nullptr)
        return {};
    return {application, host, {}, true};
}

bool Rulebook::hasOauthOn(const QString &host) const
{
    const auto isOfHost = [meant = meantHost(host)](const QString &claim) {
        const auto pattern = policy::PathPattern::parse(claim);
        return pattern && pattern->covers(meant, pattern->path());
    };
    const auto isIt = [&isOfHost](const Application &application) {
        const auto claims = policy::claimsOf(application.access);
        return application.access.managedOauth && std::any_of(claims.begin(), claims.end(), isOfHost);
    };
    return std::any_of(m_config.applications.begin(), m_config.applications.end(), isIt);
}

const Credential *Rulebook::credentialOf(const QString &clientId) const
{
    const auto place = m_credentials.constFind(clientId);
    return place == m_credentials.cend() ? nullptr : &m_config.credentials[*place];
}

bool fits(
    const RequestMatch &match, const QByteArray &method, const QString &host, const QString &path,
    const QByteArray &userAgent)
{
    if (!match.host.isEmpty() && match.host.compare(host, Qt::CaseInsensitive) != 0)
        return false;
    if (!match.methods.isEmpty() && !match.methods.contains(method))
        return false;
    if (!match.userAgent.isEmpty()
        && !QString::fromUtf8(userAgent).contains(match.userAgent, Qt::CaseInsensitive))
        return false;
    // The address rules of applications, for a host that fits whatever it is.
    const auto pattern = policy::PathPattern::parse("any"_L1 + match.path);
    return match.path.isEmpty() || (pattern && pattern->covers(u"any"_s, comparedPath(path)));
}

} // namespace keyturn::edge
