// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeText.h"

#include "EdgeConfigWording.h"
#include "EdgeWording.h"
#include "Json.h"
#include "Rfc3339.h"
#include "Terminal.h"
#include "TokenText.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

QJsonObject greetingJson(const EdgeGreeting &greeting, const QDateTime &now)
{
    QJsonArray tokens;
    for (const auto &each : greeting.tokens) {
        auto json = jsonOf(each.token, now);
        json.insert(u"path"_s, each.path);
        if (each.secret != nullptr)
            json.insert(u"secret"_s, revealed(*each.secret));
        tokens.append(json);
    }
    const auto &edge = greeting.edge;
    QJsonValue control;
    if (greeting.control != nullptr) {
        control = QJsonObject{
            {u"url"_s, greeting.control->url().toString()}, {u"file"_s, textOrNull(greeting.controlFile)}};
    }
    return {
        {u"event"_s, u"listening"_s},
        {u"url"_s, edge.url().toString()},
        {u"certs_url"_s, edge.certsUrl().toString()},
        {u"team"_s, edge.config().team},
        {u"mode"_s, nameOf(edge.config().mode)},
        {u"config"_s, textOrNull(greeting.file)},
        {u"control"_s, control},
        {u"ca_file"_s, textOrNull(greeting.authorityFile)},
        {u"tokens"_s, tokens},
    };
}

/// " / Services", or why it did not let the request in: " / Services: not-included".
QString policyIn(const edge::LogEntry &entry)
{
    if (entry.policy.isEmpty())
        return {};
    const bool isIn = !entry.reason || *entry.reason == policy::PolicyReason::LetsIn;
    return u" / "_s + entry.policy + (isIn ? QString() : u": "_s + policy::idOf(*entry.reason));
}

QString shortName(const QString &file)
{
    return printable(QFileInfo(file).fileName());
}

} // namespace

QString nameOf(edge::Mode mode)
{
    return mode == edge::Mode::Strict ? u"strict"_s : u"legacy"_s;
}

void greet(const Workplace &place, const EdgeGreeting &greeting)
{
    const auto &out = place.out;
    const auto &edge = greeting.edge;
    out.documentLine(greetingJson(greeting, place.now()));
    out.line(
        out.toned(u"Listening on "_s + edge.url().toString(), Tone::Strong)
        + u", %1 mode"_s.arg(nameOf(edge.config().mode)));
    out.line(u"Keys at      "_s + edge.certsUrl().toString());
    if (!greeting.authorityFile.isEmpty())
        out.line(u"Trust        "_s + printable(greeting.authorityFile));
    if (!greeting.file.isEmpty())
        out.line(u"It plays     "_s + printable(greeting.file));
    out.line();
    QList<QStringList> rows;
    for (const auto &each : greeting.tokens) {
        QStringList row{
            printable(each.token.name), each.token.clientId, printable(each.path),
            endOf(each.token, place.now())};
        if (each.secret != nullptr)
            row.append(revealed(*each.secret));
        rows.append(row);
    }
    out.table(rows, 2);
    out.line();
}

QString lineFor(const edge::LogEntry &entry)
{
    auto line = u"%1  %2  %3"_s.arg(toRfc3339(entry.at), QString::number(entry.status), requestText(entry));
    if (!entry.application.isEmpty())
        line += u"  ["_s + entry.application + policyIn(entry) + u']';
    if (!entry.clientId.isEmpty())
        line += u"  "_s + entry.clientId;
    // In a legacy organization the answer does not tell: who tries things on wants to know all the same.
    if (entry.credentials != edge::Credentials::None && entry.credentials != edge::Credentials::Valid)
        line += u"  credentials: "_s + edge::idOf(entry.credentials);
    if (!entry.fault.isEmpty())
        line += u"  fault: "_s + entry.fault;
    return printable(line);
}

void tell(const Workplace &place, const edge::LogEntry &entry)
{
    place.out.documentLine(jsonOf(entry));
    place.out.line(lineFor(entry));
}

void tell(const Workplace &place, const edge::Order &order)
{
    const auto at = toRfc3339(place.now());
    place.out.documentLine(
        {{u"event"_s, u"order"_s},
         {u"at"_s, at},
         {u"order"_s, edge::idOf(order.kind)},
         {u"token"_s, textOrNull(order.token)}});
    place.out.line(u"%1  order: %2 %3"_s.arg(at, edge::idOf(order.kind), printable(order.token)).trimmed());
}

void tellReload(const Workplace &place, const QString &file, const QList<edge::ConfigChange> &changes)
{
    QJsonArray json;
    QStringList sentences;
    for (const auto &change : changes) {
        auto one = edge::jsonOf(change);
        one.insert(u"message"_s, sentenceFor(change));
        json.append(one);
        sentences.append(sentenceFor(change));
    }
    const auto at = toRfc3339(place.now());
    place.out.documentLine(
        {{u"event"_s, u"reloaded"_s}, {u"at"_s, at}, {u"config"_s, file}, {u"changes"_s, json}});
    const auto what = sentences.isEmpty() ? u"nothing in it has changed"_s : sentences.join(u"; "_s);
    place.out.line(u"%1  %2 was read again: %3."_s.arg(at, shortName(file), what));
}

void tellFailedReload(const Workplace &place, const QString &file, const QList<edge::ConfigProblem> &problems)
{
    const auto at = toRfc3339(place.now());
    place.out.documentLine(
        {{u"event"_s, u"reload-failed"_s},
         {u"at"_s, at},
         {u"config"_s, file},
         {u"problems"_s, jsonOf(problems)}});
    tellProblems(place, file, problems);
    place.out.line(u"%1  %2 was not read again: the edge goes on as before."_s.arg(at, shortName(file)));
}

void tellProblems(const Workplace &place, const QString &file, const QList<edge::ConfigProblem> &problems)
{
    for (const auto &problem : problems) {
        const auto kind = edge::isWarning(problem.cause) ? u" warning:"_s : QString();
        place.out.warning(u"%1:%2 %3"_s.arg(placeOf(problem, printable(file)), kind, sentenceFor(problem)));
        if (const auto advice = adviceFor(problem); !advice.isEmpty())
            place.out.note(u"  "_s + advice);
    }
}

QJsonArray jsonOf(const QList<edge::ConfigProblem> &problems)
{
    QJsonArray array;
    for (const auto &problem : problems) {
        auto json = edge::jsonOf(problem);
        json.insert(u"message"_s, sentenceFor(problem));
        json.insert(u"next_step"_s, textOrNull(adviceFor(problem)));
        array.append(json);
    }
    return array;
}

QString controlFolder(const Workplace &place)
{
    const auto session = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!place.globals.profile.isEmpty() || session.isEmpty())
        return place.profile() + u"/edge"_s;
    return session + u"/keyturn"_s;
}

} // namespace keyturn::cli
