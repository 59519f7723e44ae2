// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeOrderCommand.h"

#include "ControlPlace.h"
#include "EdgeConfigWording.h"
#include "EdgeText.h"
#include "EdgeWording.h"
#include "Json.h"
#include "SecretFile.h"
#include "Terminal.h"
#include "TransportWording.h"

#include <QFileInfo>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

constexpr auto secretMember = "client_secret"_L1;

Result<edge::ControlPlace, Trouble> runningEdge(const Workplace &place, const EdgeOrder &command)
{
    auto places = edge::controlPlacesIn(controlFolder(place));
    const auto isOther = [&command](const edge::ControlPlace &each) {
        return (command.port && each.edge.port() != *command.port)
            || (!command.address.isEmpty() && each.edge.host() != command.address);
    };
    places.erase(std::remove_if(places.begin(), places.end(), isOther), places.end());
    if (places.empty()) {
        QStringList named;
        if (!command.address.isEmpty())
            named.append(u"at "_s + printable(command.address));
        if (command.port)
            named.append(u"on port %1"_s.arg(*command.port));
        const auto where = named.join(u' ');
        return Failure{Trouble{
            ExitCode::NotFound, u"no-edge"_s,
            where.isEmpty() ? u"No edge that takes orders is running."_s
                            : u"No edge that takes orders runs %1."_s.arg(where),
            u"keyturn-cli edge starts one. With --profile, both need the same one."_s}};
    }
    if (places.size() > 1) {
        QStringList edges;
        for (const auto &each : places)
            edges.append(each.edge.authority());
        return Failure{wrongUsage(
            u"Several edges are running: %1."_s.arg(edges.join(u", "_s)),
            command.port ? u"Say with --address which of them is meant."_s
                         : u"Say with --port which of them is meant."_s)};
    }
    return std::move(places.front());
}

http::Request requestFor(const edge::ControlPlace &edge, const EdgeOrder &command)
{
    http::Request request;
    request.url = edge.control;
    request.url.setPath(u"/v1/"_s + edge::idOf(command.kind));
    if (command.kind == edge::OrderKind::State)
        return request;
    request.method = "POST";
    request.headers.append(http::Header{"Content-Type", "application/json"});
    request.body = QJsonDocument(command.body).toJson(QJsonDocument::Compact);
    return request;
}

Result<http::Reply, Trouble>
asked(const Workplace &place, const edge::ControlPlace &edge, const EdgeOrder &command)
{
    std::unique_ptr<http::Call> call;
    const auto start = [&](const Then<http::Answer> &then) {
        http::SecretHeaders secrets;
        secrets.push_back({"Authorization", edge.token.between("Bearer ")});
        call = place.world.transport.send(
            requestFor(edge, command), std::move(secrets), optionsOf(place.globals), then);
    };
    auto ended = await<http::Answer>(place.interruption, place.globals.timeout + storePatience, start);
    if (!ended)
        return Failure{troubleOf(ended.error(), tooSlow(place.globals))};
    auto answer = *std::move(ended);
    if (!answer) {
        return Failure{Trouble{
            ExitCode::Network,
            u"edge-does-not-answer"_s,
            u"The edge on port %1 does not answer its orders."_s.arg(edge.edge.port()),
            {}}};
    }
    return *std::move(answer);
}

Trouble troubleOf(const QJsonObject &error)
{
    const auto cause = error.value(u"cause"_s).toString();
    if (cause == u"no-such-token")
        return {
            ExitCode::NotFound, cause, sentenceFor(edge::ChangeError::NoSuchToken),
            u"keyturn-cli edge-control state shows what there is."_s};
    if (cause == u"ambiguous-token")
        return {ExitCode::WrongUsage, cause, sentenceFor(edge::ChangeError::AmbiguousToken), {}};
    if (cause == u"no-config-file")
        return {
            ExitCode::NotFound, cause, u"This edge plays a demo team: it has no file to read again."_s, {}};
    if (cause == u"config-refused") {
        return {
            ExitCode::No,
            cause,
            u"The configuration has a mistake in it: the edge goes on as before, and tells the place."_s,
            {}};
    }
    return {
        ExitCode::Data, cause, u"The edge did not take the order: %1."_s.arg(printable(cause)),
        u"Both programs may be of different versions."_s};
}

void showState(const Workplace &place, const QJsonObject &state)
{
    const auto &out = place.out;
    out.line(u"%1, team %2, %3 mode"_s.arg(
        state.value(u"url"_s).toString(), state.value(u"team"_s).toString(),
        state.value(u"mode"_s).toString()));
    if (const auto skew = state.value(u"clock_skew_seconds"_s).toInteger(); skew != 0)
        out.line(u"Its clock is %1."_s.arg(skewText(std::chrono::seconds(skew))));
    QList<QStringList> rows;
    for (const auto &value : state.value(u"service_tokens"_s).toArray()) {
        const auto token = value.toObject();
        const auto end = token.value(u"expires_at"_s).toString();
        rows.append(
            {printable(token.value(u"name"_s).toString()), token.value(u"client_id"_s).toString(),
             token.value(u"enabled"_s).toBool() ? u"on"_s : u"off"_s, end.isEmpty() ? u"never ends"_s : end});
    }
    out.table(rows, 2);
}

/// Where the new secret goes. The answer that is printed has it only when it was asked for.
std::optional<Trouble> keepSecret(const EdgeOrder &command, QJsonObject &answer, const Workplace &place)
{
    auto text = answer.take(secretMember).toString();
    if (command.reveal)
        answer.insert(secretMember, text);
    std::optional<Trouble> trouble;
    if (!command.secretFile.isEmpty()) {
        if (const auto written = edge::writeSecretFile(command.secretFile, Secret(text.toUtf8())); !written) {
            trouble = Trouble{
                ExitCode::Data, u"cannot-write-file"_s, sentenceFor(written.error(), command.secretFile),
                u"The token has a new secret that nobody has seen. Rotate it once more."_s};
        } else {
            place.out.line(u"The new secret is in %1."_s.arg(command.secretFile));
        }
    }
    if (command.reveal)
        place.out.line(text);
    wipeText(text);
    return trouble;
}

} // namespace

ExitCode run(const Workplace &place, const EdgeOrder &command)
{
    if (!command.secretFile.isEmpty() && QFileInfo::exists(command.secretFile)) {
        return place.fail(wrongUsage(
            sentenceFor(edge::SecretFileError::Exists, command.secretFile), u"Choose another name."_s));
    }
    const auto edge = runningEdge(place, command);
    if (!edge)
        return place.fail(edge.error());
    auto reply = asked(place, *edge, command);
    if (!reply)
        return place.fail(reply.error());
    auto answer = QJsonDocument::fromJson(reply->body.start).object();
    wipeBytes(reply->body.start);
    if (reply->status != 200) {
        const auto error = answer.value(u"error"_s).toObject();
        return place.fail(troubleOf(error));
    }
    if (command.kind == edge::OrderKind::Rotate) {
        if (const auto trouble = keepSecret(command, answer, place))
            return place.fail(*trouble);
    }
    place.out.document(answer);
    if (command.kind == edge::OrderKind::State)
        showState(place, answer);
    else if (!command.reveal)
        place.out.note(u"Done."_s);
    return ExitCode::Done;
}

} // namespace keyturn::cli
