// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ControlAnswer.h"

#include "AppPaths.h"
#include "Rfc3339.h"

#include <QJsonArray>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

Answer answerWith(int status, const QJsonObject &json)
{
    auto answer = jsonAnswer(status, json);
    answer.headers.append(http::Header{"Cache-Control", "no-store"});
    answer.headers.append(http::Header{"X-Content-Type-Options", "nosniff"});
    return answer;
}

Answer errorWith(int status, const QString &cause, QJsonObject members = {})
{
    members.insert(u"cause"_s, cause);
    return answerWith(status, {{u"error"_s, members}});
}

QJsonValue momentOrNull(const QDateTime &moment)
{
    return moment.isValid() ? QJsonValue(toRfc3339(moment)) : QJsonValue();
}

QJsonObject jsonOf(const Credential &credential)
{
    return {
        {u"id"_s, credential.id},
        {u"name"_s, credential.name},
        {u"client_id"_s, credential.clientId},
        {u"enabled"_s, credential.enabled},
        {u"expires_at"_s, momentOrNull(credential.expiry.at)},
        {u"previous_secret_expires_at"_s, momentOrNull(credential.previousSecretEndsAt)},
    };
}

QJsonObject jsonOf(const Application &application)
{
    const auto &access = application.access;
    return {
        {u"id"_s, access.id},
        {u"name"_s, access.name},
        {u"aud"_s, access.audience},
        {u"addresses"_s, QJsonArray::fromStringList(policy::claimsOf(access))},
        {u"upstream"_s,
         application.upstream.isEmpty() ? QJsonValue() : QJsonValue(application.upstream.toString())},
    };
}

template <typename Object>
QJsonArray jsonOf(const QList<Object> &objects)
{
    QJsonArray array;
    for (const auto &object : objects)
        array.append(jsonOf(object));
    return array;
}

} // namespace

QJsonObject jsonOf(const ConfigProblem &problem)
{
    const auto textOrNull
        = [](const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
    return {
        {u"cause"_s, idOf(problem.cause)},     {u"line"_s, problem.place.line},
        {u"column"_s, problem.place.column},   {u"pointer"_s, problem.pointer},
        {u"word"_s, textOrNull(problem.word)}, {u"nearest"_s, textOrNull(problem.nearest)},
    };
}

QJsonObject jsonOf(const ConfigChange &change)
{
    return {
        {u"part"_s, idOf(change.part)},
        {u"kind"_s, idOf(change.kind)},
        {u"name"_s, change.name},
        {u"needs_restart"_s, needsRestart(change.part)},
    };
}

Answer refusalAnswer(const RefusedOrder &refused)
{
    QJsonObject members;
    if (!refused.member.isEmpty())
        members.insert(u"member"_s, refused.member);
    auto answer = errorWith(statusOf(refused.refusal), idOf(refused.refusal), members);
    if (answer.status == 401)
        answer.headers.append(http::Header{"WWW-Authenticate", "Bearer"});
    return answer;
}

Answer errorAnswer(ChangeError error)
{
    return error == ChangeError::NoSuchToken ? errorWith(404, u"no-such-token"_s)
                                             : errorWith(409, u"ambiguous-token"_s);
}

Answer errorAnswer(const QList<ConfigProblem> &problems)
{
    return errorWith(409, u"config-refused"_s, {{u"problems"_s, jsonOf(problems)}});
}

Answer noFileAnswer()
{
    return errorWith(409, u"no-config-file"_s);
}

Answer doneAnswer()
{
    return answerWith(200, {{u"done"_s, true}});
}

Answer issuedAnswer(const IssuedCredentials &issued)
{
    return answerWith(
        200,
        {{u"done"_s, true},
         {u"client_id"_s, issued.clientId},
         {u"client_secret"_s, QString::fromUtf8(issued.secret.expose())}});
}

Answer reloadedAnswer(const QList<ConfigChange> &changes)
{
    return answerWith(200, {{u"done"_s, true}, {u"changes"_s, jsonOf(changes)}});
}

Answer stateAnswer(const Config &config, const ControlSurroundings &surroundings)
{
    return answerWith(
        200,
        {{u"url"_s, surroundings.edge.toString()},
         {u"certs_url"_s, surroundings.certs.toString()},
         {u"config"_s, surroundings.file.isEmpty() ? QJsonValue() : QJsonValue(surroundings.file)},
         {u"team"_s, config.team},
         {u"mode"_s, config.mode == Mode::Strict ? u"strict"_s : u"legacy"_s},
         {u"clock_skew_seconds"_s, qint64{config.clockSkew.count()}},
         {u"applications"_s, jsonOf(config.applications)},
         {u"service_tokens"_s, jsonOf(config.credentials)}});
}

} // namespace keyturn::edge
