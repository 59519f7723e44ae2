// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeCommand.h"

#include "DemoWorld.h"
#include "Json.h"
#include "Rfc3339.h"
#include "Terminal.h"
#include "TokenText.h"

#include <QEventLoop>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

QString nameOf(edge::Mode mode)
{
    return mode == edge::Mode::Strict ? u"strict"_s : u"legacy"_s;
}

QString textOf(const Secret &secret)
{
    return QString::fromUtf8(secret.expose());
}

QJsonObject
greeting(const edge::Edge &edge, const edge::DemoWorld &world, const EdgeServe &command, const QDateTime &now)
{
    QJsonArray tokens;
    for (const auto &demo : world.tokens) {
        auto json = jsonOf(demo.token, now);
        json.insert(u"path"_s, demo.path);
        if (command.showCredentials)
            json.insert(u"secret"_s, textOf(demo.secret));
        tokens.append(json);
    }
    return {
        {u"event"_s, u"listening"_s},
        {u"url"_s, edge.url().toString()},
        {u"certs_url"_s, edge.certsUrl().toString()},
        {u"team"_s, edge.config().team},
        {u"mode"_s, nameOf(command.mode)},
        {u"tokens"_s, tokens},
    };
}

void greet(
    const Workplace &place, const edge::Edge &edge, const edge::DemoWorld &world, const EdgeServe &command)
{
    const auto &out = place.out;
    out.documentLine(greeting(edge, world, command, place.now()));
    out.line(
        out.toned(u"Listening on "_s + edge.url().toString(), Tone::Strong)
        + u", %1 mode"_s.arg(nameOf(command.mode)));
    out.line(u"Keys at      "_s + edge.certsUrl().toString());
    out.line();
    QList<QStringList> rows;
    for (const auto &demo : world.tokens) {
        QStringList row{demo.token.name, demo.token.clientId, demo.path, endOf(demo.token, place.now())};
        if (command.showCredentials)
            row.append(textOf(demo.secret));
        rows.append(row);
    }
    out.table(rows, 2);
    out.line();
    if (!command.showCredentials) {
        out.note(u"The secrets of these tokens are in the memory of this process. --show-credentials prints "
                 u"them: they "
                 "open this edge only, and end with it."_s);
    }
    out.note(u"Ctrl-C ends it."_s);
}

/// " / Services", or why it did not let the request in: " / Services: not-included".
QString policyIn(const edge::LogEntry &entry)
{
    if (entry.policy.isEmpty())
        return {};
    const bool isIn = !entry.reason || *entry.reason == policy::PolicyReason::LetsIn;
    return u" / "_s + entry.policy + (isIn ? QString() : u": "_s + policy::idOf(*entry.reason));
}

} // namespace

QString lineFor(const edge::LogEntry &entry)
{
    const auto method = entry.method.isEmpty() ? u"(no request)"_s : QString::fromLatin1(entry.method);
    auto line
        = u"%1  %2  %3 %4"_s.arg(toRfc3339(entry.at), QString::number(entry.status), method, entry.path);
    if (!entry.application.isEmpty())
        line += u"  ["_s + entry.application + policyIn(entry) + u']';
    if (!entry.clientId.isEmpty())
        line += u"  "_s + entry.clientId;
    if (!entry.fault.isEmpty())
        line += u"  fault: "_s + entry.fault;
    return printable(line);
}

ExitCode run(const Workplace &place, const EdgeServe &command)
{
    auto world = edge::makeDemoWorld(place.now());
    world.config.mode = command.mode;
    edge::Edge edge(world.config, place.world.clock);
    if (const auto listening = edge.listen(command.port); !listening) {
        const bool isTaken = listening.error() == edge::EdgeError::PortTaken;
        return place.fail(
            {ExitCode::Network, isTaken ? u"port-taken"_s : u"cannot-listen"_s,
             isTaken ? u"Another program listens on port %1 of this machine."_s.arg(command.port)
                     : u"This machine does not let a program listen on port %1."_s.arg(command.port),
             u"--port 0 takes a free one."_s});
    }
    edge::bindTo(world, edge.url());
    greet(place, edge, world, command);

    const auto log = [&place](const edge::LogEntry &entry) {
        place.out.documentLine(jsonOf(entry));
        place.out.line(lineFor(entry));
    };
    QObject::connect(&edge, &edge::Edge::answered, &edge, log);
    QEventLoop loop;
    QObject::connect(&place.interruption, &Interruption::interrupted, &loop, &QEventLoop::quit);
    if (Interruption::signalSeen() == 0)
        loop.exec();
    return ExitCode::Done;
}

} // namespace keyturn::cli
