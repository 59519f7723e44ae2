// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RequestCommands.h"

#include "ExchangeText.h"
#include "GivenText.h"
#include "Json.h"
#include "OutputFile.h"
#include "Prober.h"
#include "ReportFile.h"
#include "RequestRunner.h"
#include "SafeExchange.h"
#include "SecretMask.h"
#include "Terminal.h"
#include "TimeWording.h"
#include "TokenChoice.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

constexpr qsizetype largestData = 64 * 1024 * 1024;

Result<QByteArray, Trouble> bodyOf(const Send &command)
{
    if (command.dataFile.isEmpty())
        return command.data.value_or(QByteArray());
    const auto tooLong = command.dataFile == u"-"
        ? wrongUsage(u"Standard input cannot be read, or is longer than 64 MB."_s)
        : wrongUsage(u"The file %1 is longer than 64 MB."_s.arg(command.dataFile));
    return readGiven(command.dataFile, largestData, tooLong);
}

/// Replaces the secret in all that may be printed; true when there was anything to replace.
bool cover(const SecretMask &mask, const QList<http::Exchange *> &exchanges, access::Verdict &verdict)
{
    bool hasCovered = false;
    const auto covered = [&](const QByteArray &text) {
        const auto without = mask.covered(text, hiddenSecret);
        hasCovered = hasCovered || without != text;
        return without;
    };
    for (auto *exchange : exchanges)
        http::replaceTexts(*exchange, covered);
    for (auto &seen : verdict.evidence)
        seen.value = QString::fromUtf8(covered(seen.value.toUtf8()));
    return hasCovered;
}

/// What is printed as JSON, searched once more: a JWT that was taken apart may hold what no search of the
/// answer has found.
QJsonObject safeJson(const QJsonObject &json, const SecretMask &mask)
{
    return withTexts(json, [&mask](const QString &text) { return mask.covered(text, hiddenSecret); })
        .toObject();
}

void cover(const SecretMask &mask, access::Discovery &discovery)
{
    for (auto *text : {&discovery.teamHost, &discovery.audience, &discovery.applicationHost})
        *text = mask.covered(*text, hiddenSecret);
}

// What cannot be searched for the secret is not shown.
void withhold(http::Exchange &exchange)
{
    exchange.hops.clear();
    if (!exchange.answer)
        return;
    auto &reply = *exchange.answer.operator->();
    reply.body = {};
    reply.headers.clear();
}

/// Nobody has asked for the secret, also when the server sends back what it was sent. Answers what hides it.
SecretMask hideSecret(
    const Workplace &place, TokenVault &vault, const QString &tokenId,
    const QList<http::Exchange *> &exchanges, access::Verdict &verdict)
{
    if (tokenId.isEmpty())
        return {};
    const auto read = [&](const Then<TokenVault::SecretRead> &then) { vault.readSecret(tokenId, then); };
    const auto secret = awaitVault<Secret>(place, read);
    if (!secret) {
        for (auto *exchange : exchanges)
            withhold(*exchange);
        verdict.evidence.clear();
        place.out.warning(u"The secret could not be read again to hide it in what came back, so that is "
                          u"not shown."_s);
        return {};
    }
    SecretMask mask;
    mask.learn(secret->expose(), 1);
    if (cover(mask, exchanges, verdict))
        place.out.warning(
            u"The server sent the Client Secret back. It is hidden here; --output writes what came."_s);
    return mask;
}

/// All that were sent.
QList<http::Exchange *> exchangesOf(ProbeReport &report)
{
    QList<http::Exchange *> all{&report.control};
    for (auto *optional : {&report.asXhr, &report.credentialed, &report.brokenSecret}) {
        if (*optional)
            all.append(&**optional);
    }
    return all;
}

void showBody(const Output &out, const http::Body &body)
{
    if (out.isJson() || body.size == 0)
        return;
    out.line();
    if (!body.isWholeInMemory()) {
        out.note(u"The body has %1 bytes, too many to show. --output FILE writes it."_s.arg(body.size));
        return;
    }
    const auto text = textOf(body);
    if (!isOutputTerminal()) {
        out.bytes(body.start);
        return;
    }
    if (!text || text->contains(QChar::Null)) {
        out.note(u"The body is not text: %1 bytes. --output FILE writes it."_s.arg(body.size));
        return;
    }
    out.line(printable(*text));
}

} // namespace

ExitCode exitCodeOf(const access::Verdict &verdict, int status)
{
    switch (verdict.outcome) {
    case access::Outcome::Accepted:
    case access::Outcome::Open:
        return ExitCode::Done;
    case access::Outcome::Refused:
        return ExitCode::No;
    case access::Outcome::Unreachable:
        return ExitCode::Network;
    case access::Outcome::Unknown:
        break;
    }
    if (status == 0)
        return ExitCode::Network;
    // Who does not know must not let a script go on, unless the answer itself is a good one.
    return status >= 200 && status < 300 ? ExitCode::Done : ExitCode::No;
}

QByteArray withoutSecret(QByteArray text, const Secret &secret)
{
    SecretMask mask;
    mask.learn(secret.expose(), 1);
    return mask.covered(std::move(text), hiddenSecret);
}

ExitCode run(const Workplace &place, const Send &command)
{
    const auto chosen = chosenToken(place, command.token, command.url);
    if (!chosen)
        return place.fail(chosen.error());
    auto &vault = *chosen->open.vault;
    const auto &tokenId = chosen->id;
    const auto body = bodyOf(command);
    if (!body)
        return place.fail(body.error());
    OutputFile file(command.output);
    if (const auto trouble = file.open())
        return place.fail(*trouble);
    ReportFile reportFile(command.report);
    if (const auto trouble = reportFile.open())
        return place.fail(*trouble);

    const bool hasData = command.data || !command.dataFile.isEmpty();
    RequestDraft draft;
    draft.method = !command.method.isEmpty() ? command.method
        : hasData                            ? QByteArray("POST")
                                             : QByteArray("GET");
    draft.url = command.url;
    draft.headers = command.headers;
    draft.body = *body;
    draft.tokenId = tokenId;
    draft.style = command.style;
    draft.follow = command.follow;
    draft.options = optionsOf(place.globals);

    RequestRunner runner(vault, place.world.transport, place.world.clock);
    const auto start = [&](const Then<RequestRunner::Finished> &then) { runner.run(draft, then); };
    // Each hop has the deadline of its own; this one is for all of them and the keychain together.
    const auto patience
        = place.globals.timeout + (tokenId.isEmpty() ? std::chrono::seconds(1) : storePatience);
    auto ended = await<RequestRunner::Finished>(place.interruption, patience, start);
    if (!ended)
        return place.fail(troubleOf(ended.error(), tooSlow(place.globals)));
    auto finished = *std::move(ended);
    if (!finished)
        return place.fail(troubleOf(finished.error()));
    auto report = *std::move(finished);

    if (report.exchange.answer) {
        if (const auto trouble = file.write(report.exchange.answer->body))
            return place.fail(*trouble);
    }
    const auto mask = hideSecret(place, vault, tokenId, {&report.exchange}, report.verdict);
    // A JWT that cannot be searched for the secret is not taken apart.
    if (mask.isEmpty() && !tokenId.isEmpty())
        report.jwt.reset();
    auto diagnosis = reportOf(report, reportContext(place, &vault, tokenId, command.style));
    hide(mask, diagnosis);
    if (const auto trouble = reportFile.write(diagnosis, place.out))
        return place.fail(*trouble);
    if (!command.reveal)
        takeOutCredentials(report.exchange, report.verdict);

    auto json = jsonOf(report, place.now());
    json.insert(
        u"request"_s,
        QJsonObject{
            {u"method"_s, QString::fromLatin1(draft.method)},
            {u"url"_s,
             report.exchange.hops.isEmpty() ? report.exchange.request.url.toString()
                                            : report.exchange.hops.first().url.toString()},
        });
    json.insert(u"final_url"_s, report.exchange.request.url.toString());
    place.out.document(safeJson(json, mask));

    showVerdict(place.out, report.verdict);
    if (!report.exchange.hops.isEmpty()) {
        place.out.line();
        showHops(place.out, report.exchange.hops);
    }
    if (report.exchange.answer) {
        place.out.line();
        showAnswer(place.out, *report.exchange.answer);
        if (file.isWanted())
            place.out.note(
                u"%1 bytes written to %2."_s.arg(report.exchange.answer->body.size).arg(command.output));
        else
            showBody(place.out, report.exchange.answer->body);
    }
    return exitCodeOf(report.verdict, http::statusOf(report.exchange));
}

ExitCode run(const Workplace &place, const Probe &command)
{
    const auto chosen = chosenToken(place, command.token, command.url);
    if (!chosen)
        return place.fail(chosen.error());
    auto &vault = *chosen->open.vault;
    const auto &tokenId = chosen->id;

    RequestDraft draft;
    draft.url = command.url;
    draft.tokenId = tokenId;
    draft.style = command.style;
    draft.options = optionsOf(place.globals);

    ReportFile reportFile(command.report);
    if (const auto trouble = reportFile.open())
        return place.fail(*trouble);

    Prober prober(vault, place.world.transport, place.world.clock);
    const auto start = [&](const Then<Prober::Finished> &then) {
        prober.run(draft, {command.withBrokenSecret, command.asXhr}, then);
    };
    const auto patience = place.globals.timeout + storePatience;
    auto ended = await<Prober::Finished>(place.interruption, patience, start);
    if (!ended)
        return place.fail(troubleOf(ended.error(), tooSlow(place.globals)));
    auto finished = *std::move(ended);
    if (!finished)
        return place.fail(troubleOf(finished.error()));
    auto report = *std::move(finished);
    const auto mask = hideSecret(place, vault, tokenId, exchangesOf(report), report.verdict);
    // A JWT that cannot be searched for the secret is not taken apart.
    if (mask.isEmpty() && !tokenId.isEmpty())
        report.jwt.reset();
    auto diagnosis = reportOf(report, reportContext(place, &vault, tokenId, command.style));
    hide(mask, diagnosis);
    if (const auto trouble = reportFile.write(diagnosis, place.out))
        return place.fail(*trouble);
    cover(mask, report.discovery);
    if (!command.reveal) {
        for (auto *exchange : exchangesOf(report))
            takeOutCredentials(*exchange, report.verdict);
    }

    place.out.document(safeJson(jsonOf(report, place.now()), mask));
    showVerdict(place.out, report.verdict);
    const auto seen = [](const http::Exchange &exchange) {
        return exchange.answer ? QString::number(exchange.answer->status) : u"no answer"_s;
    };
    const auto &discovery = report.discovery;
    const bool isKnown = discovery.problem == access::DiscoveryProblem::None;
    place.out.line();
    place.out.table({
        {u"Application names itself"_s, isKnown ? printable(discovery.teamHost) : idOf(discovery.problem)},
        {u"Audience"_s, isKnown ? printable(discovery.audience) : u"-"_s},
        {u"Without credentials"_s, seen(report.control)},
        {u"With the token"_s, report.credentialed ? seen(*report.credentialed) : u"not asked"_s},
        {u"Organisation mode"_s, idOf(report.verdict.mode)},
    });
    const auto &last = report.credentialed ? *report.credentialed : report.control;
    return exitCodeOf(report.verdict, http::statusOf(last));
}

} // namespace keyturn::cli
