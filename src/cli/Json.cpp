// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Json.h"

#include "Rfc3339.h"
#include "VerdictWording.h"

#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue momentOrNull(const QDateTime &moment)
{
    return moment.isValid() ? QJsonValue(toRfc3339(moment)) : QJsonValue(QJsonValue::Null);
}

namespace {

QJsonValue millisecondsOf(const http::Timing::Phase &phase)
{
    if (!phase)
        return QJsonValue(QJsonValue::Null);
    return std::chrono::duration<double, std::milli>(*phase).count();
}

QJsonArray textsOf(const QList<QByteArray> &names)
{
    QJsonArray texts;
    for (const auto &name : names)
        texts.append(QString::fromLatin1(name));
    return texts;
}

QJsonObject jsonOf(const http::Hop &hop)
{
    return {
        {u"url"_s, hop.url.toString()},
        {u"status"_s, hop.status},
        {u"location"_s, hop.location.toString()},
        {u"followed"_s, hop.followed},
        {u"credentials_sent"_s, hop.credentialsSent},
        {u"stripped"_s, textsOf(hop.stripped)},
    };
}

QJsonValue jsonOf(const std::optional<http::Tls> &tls)
{
    if (!tls)
        return QJsonValue(QJsonValue::Null);
    QJsonObject json{
        {u"protocol"_s, tls->protocol}, {u"cipher"_s, tls->cipher}, {u"certificate"_s, QJsonValue::Null}};
    if (tls->certificate) {
        json.insert(
            u"certificate"_s,
            QJsonObject{
                {u"subject"_s, tls->certificate->subject},
                {u"issuer"_s, tls->certificate->issuer},
                {u"names"_s, QJsonArray::fromStringList(tls->certificate->names)},
                {u"not_before"_s, momentOrNull(tls->certificate->notBefore)},
                {u"not_after"_s, momentOrNull(tls->certificate->notAfter)},
            });
    }
    return json;
}

void insertAnswer(QJsonObject &json, const http::Reply &reply)
{
    QJsonArray headers;
    for (const auto &header : reply.headers)
        headers.append(QJsonArray{QString::fromUtf8(header.name), QString::fromUtf8(header.value)});
    const auto text = textOf(reply.body);
    json.insert(u"status"_s, reply.status);
    json.insert(u"reason"_s, QString::fromUtf8(reply.reason));
    json.insert(u"protocol"_s, reply.protocol);
    json.insert(u"headers"_s, headers);
    json.insert(u"body_bytes"_s, reply.body.size);
    json.insert(u"body"_s, text ? QJsonValue(*text) : QJsonValue(QJsonValue::Null));
    json.insert(u"timing_ms"_s, cli::jsonOf(reply.timing));
    json.insert(u"tls"_s, jsonOf(reply.tls));
}

void insertNoAnswer(QJsonObject &json, const http::TransportFailure &failure)
{
    json.insert(u"status"_s, QJsonValue::Null);
    json.insert(u"headers"_s, QJsonArray());
    json.insert(u"body_bytes"_s, 0);
    json.insert(u"body"_s, QJsonValue::Null);
    json.insert(u"timing_ms"_s, cli::jsonOf(failure.timing));
    json.insert(u"tls"_s, QJsonValue::Null);
}

} // namespace

QJsonObject jsonOf(const Trouble &trouble)
{
    return {
        {u"cause"_s, trouble.cause},
        {u"message"_s, trouble.message},
        {u"next"_s, textOrNull(trouble.next)},
        {u"exit"_s, static_cast<int>(trouble.code)},
    };
}

QJsonObject jsonOf(const tokens::ServiceToken &token, const QDateTime &now)
{
    return {
        {u"id"_s, token.id},
        {u"name"_s, token.name},
        {u"client_id"_s, token.clientId},
        {u"expires_at"_s,
         momentOrNull(token.expiry.kind == tokens::Expiry::Kind::At ? token.expiry.at : QDateTime())},
        {u"never_expires"_s, token.expiry.kind == tokens::Expiry::Kind::Forever},
        {u"status"_s, tokens::idOf(tokens::statusOf(token, now))},
        {u"disabled"_s, token.disabled},
        {u"hosts"_s, QJsonArray::fromStringList(token.hosts)},
        {u"team"_s, token.team},
        {u"owner"_s, token.owner},
        {u"environment"_s, token.environment},
        {u"tags"_s, QJsonArray::fromStringList(token.tags)},
        {u"notes"_s, token.notes},
        {u"created_at"_s, momentOrNull(token.createdAt)},
        {u"secret_changed_at"_s, momentOrNull(token.secretChangedAt)},
    };
}

QJsonArray jsonOf(const QList<tokens::ServiceToken> &tokens, const QDateTime &now)
{
    QJsonArray array;
    for (const auto &token : tokens)
        array.append(jsonOf(token, now));
    return array;
}

QJsonObject jsonOf(const access::Verdict &verdict)
{
    QJsonArray evidence;
    for (const auto &seen : verdict.evidence)
        evidence.append(sentenceFor(seen));
    QJsonArray steps;
    for (const auto step : verdict.nextSteps)
        steps.append(sentenceFor(step));
    return {
        {u"layer"_s, verdict.layer ? QJsonValue(access::idOf(*verdict.layer)) : QJsonValue(QJsonValue::Null)},
        {u"outcome"_s, access::idOf(verdict.outcome)},
        {u"cause"_s, access::idOf(verdict.cause)},
        {u"confidence"_s, access::idOf(verdict.confidence)},
        {u"summary"_s, headlineOf(verdict)},
        {u"evidence"_s, evidence},
        {u"next_steps"_s, steps},
    };
}

QJsonObject jsonOf(const http::Timing &timing)
{
    return {
        {u"dns"_s, millisecondsOf(timing.dns)},     {u"connect"_s, millisecondsOf(timing.connect)},
        {u"tls"_s, millisecondsOf(timing.tls)},     {u"send"_s, millisecondsOf(timing.send)},
        {u"wait"_s, millisecondsOf(timing.wait)},   {u"receive"_s, millisecondsOf(timing.receive)},
        {u"total"_s, millisecondsOf(timing.total)},
    };
}

QJsonObject jsonOf(const http::Exchange &exchange)
{
    QJsonObject json;
    json.insert(
        u"request"_s,
        QJsonObject{
            {u"method"_s, QString::fromLatin1(exchange.request.method)},
            {u"url"_s, exchange.request.url.toString()},
            {u"credentials_sent"_s, exchange.credentialsSent},
        });
    if (exchange.answer)
        insertAnswer(json, *exchange.answer);
    else
        insertNoAnswer(json, exchange.answer.error());
    QJsonArray hops;
    for (const auto &hop : exchange.hops)
        hops.append(jsonOf(hop));
    json.insert(u"hops"_s, hops);
    return json;
}

QJsonObject jsonOf(const access::Discovery &discovery)
{
    const bool isOffered = discovery.problem != access::DiscoveryProblem::NotOffered;
    return {
        {u"offered"_s, isOffered},
        {u"problem"_s, textOrNull(idOf(discovery.problem))},
        {u"team_host"_s, textOrNull(discovery.teamHost)},
        {u"audience"_s, textOrNull(discovery.audience)},
        {u"application_host"_s, textOrNull(discovery.applicationHost)},
    };
}

QJsonObject jsonOf(const edge::LogEntry &entry)
{
    return {
        {u"event"_s, u"request"_s},
        {u"at"_s, momentOrNull(entry.at)},
        {u"method"_s, QString::fromLatin1(entry.method)},
        {u"path"_s, entry.path},
        {u"status"_s, entry.status},
        {u"duration_ms"_s, qint64{entry.duration.count()}},
        {u"ruling"_s, entry.method.isEmpty() ? QJsonValue() : QJsonValue(edge::idOf(entry.ruling))},
        {u"application"_s, textOrNull(entry.application)},
        {u"policy"_s, textOrNull(entry.policy)},
        {u"reason"_s, textOrNull(entry.reason ? policy::idOf(*entry.reason) : QString())},
        {u"credentials"_s, edge::idOf(entry.credentials)},
        {u"client_id"_s, textOrNull(entry.clientId)},
        {u"fault"_s, textOrNull(entry.fault)},
        {u"ray_id"_s, textOrNull(QString::fromLatin1(entry.rayId))},
    };
}

QJsonObject jsonOf(const RequestReport &report, const QDateTime &now)
{
    auto json = jsonOf(report.exchange);
    json.insert(u"jwt"_s, jwtJson(report.jwt, now));
    json.insert(u"verdict"_s, jsonOf(report.verdict));
    return json;
}

QJsonObject jsonOf(const ProbeReport &report, const QDateTime &now)
{
    auto discovery = jsonOf(report.discovery);
    const auto &verified = report.discoveryVerified;
    discovery.insert(
        u"verified"_s, verified ? QJsonValue(verified->isValid()) : QJsonValue(QJsonValue::Null));
    return {
        {u"discovery"_s, discovery},
        {u"control"_s, jsonOf(report.control)},
        {u"credentialed"_s,
         report.credentialed ? QJsonValue(jsonOf(*report.credentialed)) : QJsonValue(QJsonValue::Null)},
        {u"broken_secret"_s,
         report.brokenSecret ? QJsonValue(jsonOf(*report.brokenSecret)) : QJsonValue(QJsonValue::Null)},
        {u"as_xhr"_s, report.asXhr ? QJsonValue(jsonOf(*report.asXhr)) : QJsonValue(QJsonValue::Null)},
        {u"verdict"_s, jsonOf(report.verdict)},
        {u"mode"_s, idOf(report.verdict.mode)},
        {u"jwt"_s, jwtJson(report.jwt, now)},
    };
}

QJsonValue jwtJson(const std::optional<QByteArray> &compact, const QDateTime &now)
{
    if (!compact)
        return QJsonValue(QJsonValue::Null);
    const auto inspection = inspectJwt(*compact, now);
    return inspection ? QJsonValue(jsonOf(*inspection, now)) : QJsonValue(QJsonValue::Null);
}

QJsonValue withTexts(const QJsonValue &value, const std::function<QString(const QString &)> &replace)
{
    if (value.isString())
        return replace(value.toString());
    if (value.isArray()) {
        QJsonArray array;
        for (const auto &item : value.toArray())
            array.append(withTexts(item, replace));
        return array;
    }
    if (!value.isObject())
        return value;
    const auto object = value.toObject();
    QJsonObject changed;
    for (auto member = object.begin(); member != object.end(); ++member)
        changed.insert(replace(member.key()), withTexts(member.value(), replace));
    return changed;
}

QJsonObject merged(QJsonObject a, const QJsonObject &b)
{
    for (auto member = b.begin(); member != b.end(); ++member)
        a.insert(member.key(), member.value());
    return a;
}

std::optional<QString> textOf(const http::Body &body)
{
    if (!body.isWholeInMemory())
        return std::nullopt;
    auto decoder = QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(body.start);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

QString idOf(access::OrganizationMode mode)
{
    switch (mode) {
    case access::OrganizationMode::Unknown:
        return u"unknown"_s;
    case access::OrganizationMode::Legacy:
        return u"legacy"_s;
    case access::OrganizationMode::Strict:
        return u"strict"_s;
    }
    return {};
}

QString idOf(access::DiscoveryProblem problem)
{
    switch (problem) {
    case access::DiscoveryProblem::None:
        return {};
    case access::DiscoveryProblem::NotOffered:
        return u"not-offered"_s;
    case access::DiscoveryProblem::NotAJwt:
        return u"not-a-jwt"_s;
    case access::DiscoveryProblem::WrongType:
        return u"wrong-type"_s;
    case access::DiscoveryProblem::OtherHost:
        return u"other-host"_s;
    case access::DiscoveryProblem::NotATeamDomain:
        return u"not-a-team-domain"_s;
    case access::DiscoveryProblem::NoAudience:
        return u"no-audience"_s;
    case access::DiscoveryProblem::TooOld:
        return u"too-old"_s;
    case access::DiscoveryProblem::FromTheFuture:
        return u"from-the-future"_s;
    case access::DiscoveryProblem::NotVerified:
        return u"not-verified"_s;
    }
    return {};
}

QString idOf(jwt::DecodeError error)
{
    switch (error) {
    case jwt::DecodeError::Empty:
        return u"empty"_s;
    case jwt::DecodeError::TooLarge:
        return u"too-large"_s;
    case jwt::DecodeError::NotThreeParts:
        return u"not-three-parts"_s;
    case jwt::DecodeError::HeaderNotBase64Url:
        return u"header-not-base64url"_s;
    case jwt::DecodeError::PayloadNotBase64Url:
        return u"payload-not-base64url"_s;
    case jwt::DecodeError::SignatureNotBase64Url:
        return u"signature-not-base64url"_s;
    case jwt::DecodeError::HeaderNotJsonObject:
        return u"header-not-json-object"_s;
    case jwt::DecodeError::PayloadNotJsonObject:
        return u"payload-not-json-object"_s;
    }
    return {};
}

} // namespace keyturn::cli
