// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigChanges.h"

#include <QHash>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

QString keyOf(const Application &application)
{
    return application.access.id;
}

QString nameOf(const Application &application)
{
    return application.access.name.isEmpty() ? application.access.id : application.access.name;
}

template <typename Object>
QString keyOf(const Object &object)
{
    return object.id;
}

template <typename Object>
QString nameOf(const Object &object)
{
    return object.name.isEmpty() ? object.id : object.name;
}

/// Those of one list: what has no id is told apart by its name.
template <typename Object>
QList<ConfigChange> listChanges(ChangedPart part, const QList<Object> &before, const QList<Object> &after)
{
    const auto idOrName = [](const Object &object) {
        const auto key = keyOf(object);
        return key.isEmpty() ? nameOf(object) : key;
    };
    QHash<QString, const Object *> old;
    for (const auto &object : before)
        old.insert(idOrName(object), &object);
    QList<ConfigChange> changes;
    for (const auto &object : after) {
        const auto *const was = old.take(idOrName(object));
        if (was == nullptr)
            changes.append({part, ChangeKind::Added, nameOf(object)});
        else if (!(*was == object))
            changes.append({part, ChangeKind::Changed, nameOf(object)});
    }
    for (const auto &object : before) {
        if (old.contains(idOrName(object)))
            changes.append({part, ChangeKind::Removed, nameOf(object)});
    }
    return changes;
}

} // namespace

QString idOf(ChangedPart part)
{
    switch (part) {
    case ChangedPart::Team:
        return u"team"_s;
    case ChangedPart::Mode:
        return u"mode"_s;
    case ChangedPart::Unmatched:
        return u"deny-unmatched-requests"_s;
    case ChangedPart::LocalHost:
        return u"local-host"_s;
    case ChangedPart::Upstream:
        return u"upstream"_s;
    case ChangedPart::Application:
        return u"application"_s;
    case ChangedPart::Policy:
        return u"policy"_s;
    case ChangedPart::Group:
        return u"group"_s;
    case ChangedPart::Token:
        return u"service-token"_s;
    case ChangedPart::Firewall:
        return u"firewall"_s;
    case ChangedPart::Faults:
        return u"faults"_s;
    case ChangedPart::Keys:
        return u"keys"_s;
    case ChangedPart::ClockSkew:
        return u"clock-skew"_s;
    case ChangedPart::Client:
        return u"client"_s;
    case ChangedPart::Listening:
        return u"listen"_s;
    case ChangedPart::Tls:
        return u"tls"_s;
    case ChangedPart::UpstreamAuthorities:
        return u"upstream-ca-file"_s;
    case ChangedPart::Control:
        return u"control"_s;
    }
    return {};
}

bool needsRestart(ChangedPart part)
{
    return part >= ChangedPart::Listening;
}

QString idOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Changed:
        return u"changed"_s;
    case ChangeKind::Added:
        return u"added"_s;
    case ChangeKind::Removed:
        return u"removed"_s;
    }
    return {};
}

QList<ConfigChange> changesBetween(const Setup &before, const Setup &after)
{
    QList<ConfigChange> changes;
    const auto compare = [&changes](ChangedPart part, const auto &a, const auto &b) {
        if (!(a == b))
            changes.append({part, ChangeKind::Changed, {}});
    };
    const auto &a = before.config;
    const auto &b = after.config;
    compare(ChangedPart::Team, a.team, b.team);
    compare(ChangedPart::Mode, a.mode, b.mode);
    compare(ChangedPart::Unmatched, a.deniesUnmatched, b.deniesUnmatched);
    compare(ChangedPart::LocalHost, a.localHost, b.localHost);
    compare(ChangedPart::Upstream, a.upstream, b.upstream);
    changes += listChanges(ChangedPart::Application, a.applications, b.applications);
    changes += listChanges(ChangedPart::Policy, a.policies, b.policies);
    changes += listChanges(ChangedPart::Group, a.groups, b.groups);
    changes += listChanges(ChangedPart::Token, a.credentials, b.credentials);
    compare(ChangedPart::Firewall, a.firewall, b.firewall);
    compare(ChangedPart::Faults, a.faults, b.faults);
    compare(ChangedPart::Keys, a.keys, b.keys);
    compare(ChangedPart::ClockSkew, a.clockSkew, b.clockSkew);
    compare(ChangedPart::Client, a.client, b.client);
    compare(
        ChangedPart::Listening, std::pair(before.address, before.port), std::pair(after.address, after.port));
    compare(ChangedPart::Tls, before.tlsHosts, after.tlsHosts);
    compare(ChangedPart::UpstreamAuthorities, before.upstreamAuthorities, after.upstreamAuthorities);
    compare(
        ChangedPart::Control, std::pair(before.takesOrders, before.controlPort),
        std::pair(after.takesOrders, after.controlPort));
    return changes;
}

} // namespace keyturn::edge
