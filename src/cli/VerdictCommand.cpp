// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictCommand.h"

#include "ExchangeText.h"
#include "GivenText.h"
#include "Json.h"
#include "ReportFile.h"
#include "RequestCommands.h"
#include "SafeExchange.h"
#include "TranscriptWording.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

using transcripts::Answered;
using transcripts::Judgement;

QJsonValue jsonOf(Answered answered)
{
    return answered == Answered::Unknown ? QJsonValue(QJsonValue::Null)
                                         : QJsonValue(answered == Answered::Yes);
}

QJsonObject sourceOf(const transcripts::Transcript &transcript)
{
    const bool isAnswered = transcript.exchange && transcript.exchange->answer;
    const QUrl url = transcript.exchange ? transcript.exchange->request.url : QUrl();
    const auto orNull = [](bool isKnown, const QJsonValue &value) {
        return isKnown ? value : QJsonValue(QJsonValue::Null);
    };
    return {
        {u"form"_s, idOf(transcript.form)},
        {u"method"_s,
         orNull(
             transcript.known.method,
             transcript.exchange ? QString::fromLatin1(transcript.exchange->request.method) : QString())},
        {u"url"_s, orNull(!url.isEmpty(), url.toString(QUrl::FullyEncoded))},
        {u"index"_s, orNull(transcript.index > 0, transcript.index)},
        {u"count"_s, transcript.count},
        {u"first_line"_s, transcript.firstLine},
        {u"last_line"_s, transcript.lastLine},
        {u"status"_s,
         isAnswered && transcript.known.status ? QJsonValue(transcript.exchange->answer->status)
                                               : QJsonValue(QJsonValue::Null)},
        {u"headers_known"_s, transcript.known.headers},
        {u"request_known"_s, transcript.known.request},
        {u"credentials_sent"_s, jsonOf(transcript.known.credentialsSent)},
    };
}

} // namespace

ExitCode exitCodeOf(const Judgement &judgement)
{
    const auto &exchange = judgement.transcript.exchange;
    const bool isHearsay = judgement.transcript.complaint && !judgement.verdict.layer;
    if (!exchange || isHearsay)
        return ExitCode::NotFound;
    return exitCodeOf(judgement.verdict, http::statusOf(*exchange));
}

QJsonObject jsonOf(const Judgement &judgement)
{
    QJsonObject json = jsonOf(judgement.verdict);
    json.insert(u"summary"_s, headlineOf(judgement));
    QJsonArray evidence = json.value(u"evidence"_s).toArray();
    for (const auto &note : notesOn(judgement.transcript))
        evidence.append(note);
    json.insert(u"evidence"_s, evidence);
    json.insert(u"source"_s, sourceOf(judgement.transcript));
    json.insert(
        u"next_commands"_s,
        QJsonArray::fromStringList(commandsFor(judgement.verdict, subjectOf(judgement.transcript))));
    QJsonArray credentials;
    for (const auto &found : judgement.transcript.credentials)
        credentials.append(QJsonObject{{u"kind"_s, idOf(found.kind)}, {u"line"_s, found.line}});
    json.insert(u"credentials_found"_s, credentials);
    return json;
}

ExitCode run(const Workplace &place, const JudgeText &command)
{
    ReportFile reportFile(command.report);
    if (const auto trouble = reportFile.open())
        return place.fail(*trouble);
    const auto text = readTranscript(command.file);
    if (!text)
        return place.fail(text.error());
    auto judgement = transcripts::judgementOf(*text);
    const auto context = reportContext(place, nullptr, {}, judgement.transcript.style);
    if (const auto trouble = reportFile.write(reportOf(judgement, context), place.out))
        return place.fail(*trouble);
    if (judgement.transcript.exchange)
        takeOutCredentials(*judgement.transcript.exchange, judgement.verdict);
    place.out.document(jsonOf(judgement));
    showJudgement(place.out, judgement);
    if (const auto warning = warningFor(judgement.transcript.credentials); !warning.isEmpty())
        place.out.warning(warning);
    return exitCodeOf(judgement);
}

} // namespace keyturn::cli
