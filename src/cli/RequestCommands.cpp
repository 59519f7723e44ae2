// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RequestCommands.h"

#include "ExchangeText.h"
#include "GivenText.h"
#include "Json.h"
#include "OutputFile.h"
#include "ProbeWording.h"
#include "ReportFile.h"
#include "SafeExchange.h"
#include "SeenRequests.h"
#include "Terminal.h"
#include "TimeWording.h"
#include "TokenChoice.h"
#include "VerdictWording.h"

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

/// What each request found.
void showSteps(const Output &out, const ProbeReport &report)
{
    QList<QStringList> rows;
    const auto add = [&](ProbeStep step, const http::Exchange *exchange) {
        auto finding = findingOf(step, report);
        if (exchange && exchange->answer)
            finding = u"%1, %2"_s.arg(exchange->answer->status).arg(finding);
        rows.append({out.toned(titleOf(step), Tone::Faint), printable(finding)});
    };
    if (report.control.answer) {
        add(ProbeStep::Discovery, nullptr);
        if (report.teamKeys)
            add(ProbeStep::Keys, nullptr);
    }
    add(ProbeStep::Control, &report.control);
    if (report.asXhr)
        add(ProbeStep::AsXhr, &*report.asXhr);
    if (report.credentialed)
        add(ProbeStep::Credentialed, &*report.credentialed);
    if (report.brokenSecret)
        add(ProbeStep::BrokenSecret, &*report.brokenSecret);
    if (const auto mode = wordFor(report.verdict.mode); !mode.isEmpty())
        rows.append({out.toned(u"It looks like a"_s, Tone::Faint), mode});
    out.table(rows);
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

ExitCode run(const Workplace &place, const Send &command)
{
    const auto chosen = chosenToken(place, command.token, {command.url});
    if (!chosen)
        return place.fail(chosen.error());
    auto &vault = *chosen->open.vault;
    const auto &tokenId = chosen->id;
    const auto data = bodyOf(command);
    if (!data)
        return place.fail(data.error());
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
    draft.body = *data;
    draft.tokenId = tokenId;
    draft.style = command.style;
    draft.follow = command.follow;
    draft.options = optionsOf(place.globals);

    auto seen = sent(place, *chosen, draft);
    if (!seen)
        return place.fail(seen.error());
    auto &[report, body, mask] = *seen.operator->();
    if (report.exchange.answer) {
        if (const auto trouble = file.write(body))
            return place.fail(*trouble);
    }
    auto diagnosis = reportOf(report, reportContext(place, &vault, tokenId, command.style));
    hide(mask, diagnosis);
    if (const auto trouble = reportFile.write(diagnosis, place.out))
        return place.fail(*trouble);
    if (!command.reveal)
        takeOutCredentials(report.exchange, report.verdict);

    const auto firstUrl
        = report.exchange.hops.isEmpty() ? report.exchange.request.url : report.exchange.hops.first().url;
    auto json = jsonOf(report, place.now());
    json.insert(
        u"request"_s,
        QJsonObject{
            {u"method"_s, QString::fromLatin1(draft.method)},
            {u"url"_s, firstUrl.toString()},
        });
    json.insert(u"final_url"_s, report.exchange.request.url.toString());
    const Subject subject{draft.method, firstUrl, command.token, {}, {}, false};
    json.insert(u"next_commands"_s, QJsonArray::fromStringList(commandsFor(report.verdict, subject)));
    place.out.document(covered(json, mask));

    showVerdict(place.out, report.verdict, subject);
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
    const auto chosen = chosenToken(place, command.token, {command.url});
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

    auto seen = probed(place, *chosen, draft, {command.withBrokenSecret, command.asXhr});
    if (!seen)
        return place.fail(seen.error());
    auto &[report, mask] = *seen.operator->();
    auto diagnosis = reportOf(report, reportContext(place, &vault, tokenId, command.style));
    hide(mask, diagnosis);
    if (const auto trouble = reportFile.write(diagnosis, place.out))
        return place.fail(*trouble);
    if (!command.reveal)
        takeOutOtherCredentials(report);

    const auto &last = report.credentialed ? *report.credentialed : report.control;
    const Subject subject{
        last.request.method, last.request.url, command.token, report.discovery.teamHost, {}, true};
    auto json = jsonOf(report, place.now());
    json.insert(u"next_commands"_s, QJsonArray::fromStringList(commandsFor(report.verdict, subject)));
    place.out.document(covered(json, mask));
    showVerdict(place.out, report.verdict, subject);
    place.out.line();
    showSteps(place.out, report);
    return exitCodeOf(report.verdict, http::statusOf(last));
}

} // namespace keyturn::cli
