// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictCommand.h"

#include "ExchangeText.h"
#include "Json.h"
#include "RequestCommands.h"
#include "Terminal.h"
#include "TranscriptWording.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

using transcripts::Answered;
using transcripts::Judgement;

constexpr qsizetype largestText = 64 * 1024 * 1024;

Trouble tooLong()
{
    return wrongUsage(
        u"The text is longer than 64 MB."_s, u"Cut out the part with the failed request, and give that."_s);
}

Result<QByteArray, Trouble> textOf(const QString &path)
{
    if (path == u"-") {
        const auto read = readInput(largestText);
        if (read)
            return *read;
        if (read.error() == ReadProblem::Interrupted)
            return Failure{interrupted()};
        if (read.error() == ReadProblem::TooLong)
            return Failure{tooLong()};
        return Failure{wrongUsage(u"Standard input cannot be read."_s)};
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Failure{Trouble{
            ExitCode::NotFound,
            u"cannot-read-file"_s,
            u"The file %1 cannot be read: %2."_s.arg(path, file.errorString()),
            {}}};
    }
    const auto text = file.read(largestText + 1);
    if (text.size() > largestText)
        return Failure{tooLong()};
    return text;
}

QJsonValue jsonOf(Answered answered)
{
    return answered == Answered::Unknown ? QJsonValue(QJsonValue::Null)
                                         : QJsonValue(answered == Answered::Yes);
}

QJsonObject sourceOf(const transcripts::Transcript &transcript)
{
    const bool isAnswered = transcript.exchange && transcript.exchange->answer;
    return {
        {u"form"_s, idOf(transcript.form)},
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
    if (!exchange)
        return ExitCode::NotFound;
    return exitCodeOf(judgement.verdict, exchange->answer ? exchange->answer->status : 0);
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
    QJsonArray credentials;
    for (const auto &found : judgement.transcript.credentials)
        credentials.append(QJsonObject{{u"kind"_s, idOf(found.kind)}, {u"line"_s, found.line}});
    json.insert(u"credentials_found"_s, credentials);
    return json;
}

ExitCode run(const Workplace &place, const JudgeText &command)
{
    const auto text = textOf(command.file);
    if (!text)
        return place.fail(text.error());
    const auto judgement = transcripts::judgementOf(*text);
    place.out.document(jsonOf(judgement));
    showJudgement(place.out, judgement);
    if (const auto warning = warningFor(judgement.transcript.credentials); !warning.isEmpty())
        place.out.warning(warning);
    return exitCodeOf(judgement);
}

} // namespace keyturn::cli
