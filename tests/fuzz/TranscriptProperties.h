// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Credentials.h"
#include "Finder.h"
#include "HarReader.h"
#include "Judgement.h"
#include "LogLines.h"
#include "Planted.h"
#include "VerdictProperties.h"

#include <algorithm>

// What holds of every text somebody may paste.
namespace keyturn::fuzz {

[[nodiscard]] inline QByteArray textsOf(const http::Exchange &exchange)
{
    http::Exchange copy = exchange;
    QByteArray all;
    const auto gather = [&all](const QByteArray &text) {
        all += text + '\n';
        return text;
    };
    http::replaceTexts(copy, gather);
    if (!exchange.answer)
        all += exchange.answer.error().detail.toUtf8();
    return all;
}

[[nodiscard]] inline QByteArray
brokenLinesOf(const transcripts::Transcript &transcript, const QByteArray &plain)
{
    const auto lineCount = static_cast<int>(std::count(plain.begin(), plain.end(), '\n')) + 1;
    if (transcript.firstLine > transcript.lastLine || transcript.lastLine > lineCount)
        return "lines that are not in the text";
    if (transcript.exchange ? transcript.firstLine < 1 : transcript.firstLine < 0)
        return "an exchange on no line";
    for (const transcripts::FoundCredential &found : transcript.credentials) {
        if (found.line < 1 || found.line > lineCount)
            return "a credential on a line that is not in the text";
    }
    return {};
}

[[nodiscard]] inline QByteArray brokenVerdictOf(const transcripts::Transcript &transcript)
{
    const access::Verdict verdict = transcripts::verdictOf(transcript);
    if (verdict.confidence < transcript.ceiling)
        return "surer than the text allows: " + access::idOf(verdict.cause).toUtf8();
    if (!transcript.exchange && verdict.cause != access::Cause::Undetermined)
        return "a verdict on nothing";
    if (verdict.confidence == access::Confidence::Certain && !transcript.known.headers
        && transcript.exchange->answer)
        return "certain without the headers";
    return {};
}

[[nodiscard]] inline QByteArray brokenByRedaction(const QByteArray &text)
{
    const QByteArray safe = transcripts::redacted(text);
    if (const QByteArray leak = leakIn(safe); !leak.isEmpty())
        return leak;
    // Taken as plain text that it is: without the line ends that it had, returns would be read as line ends.
    if (const QByteArray again = transcripts::Credentials(safe).redactedText(); again != safe) {
        const auto at = std::mismatch(safe.begin(), safe.end(), again.begin(), again.end()).first;
        const auto place = std::max<qsizetype>(0, at - safe.begin() - 60);
        return "redacted twice is not redacted once: " + safe.mid(place, 120) + " / " + again.mid(place, 120);
    }
    return {};
}

[[nodiscard]] inline QByteArray brokenByCredentials(const QByteArray &input)
{
    return hasBareCore(input) ? QByteArray() : brokenByRedaction(withSecrets(input));
}

[[nodiscard]] inline QByteArray brokenByHar(const QByteArray &input)
{
    const QByteArray plain = transcripts::plainText(withTokens(input));
    const bool isHar = transcripts::looksLikeHar(plain);
    for (const transcripts::Transcript &transcript : transcripts::readHar(plain)) {
        for (const QByteArray &broken : {brokenLinesOf(transcript, plain), brokenVerdictOf(transcript)}) {
            if (!broken.isEmpty())
                return broken;
        }
    }
    if (isHar && transcripts::transcriptsIn(plain).isEmpty())
        return "a HAR that is none, and yet no damage is told";
    return {};
}

[[nodiscard]] inline QByteArray brokenByLog(const QByteArray &input)
{
    if (hasBareCore(input))
        return {};
    const QByteArray text = withTokens(input);
    const QByteArray plain = transcripts::plainText(text);
    for (const transcripts::Transcript &transcript : transcripts::transcriptsIn(plain)) {
        for (const QByteArray &broken : {brokenLinesOf(transcript, plain), brokenVerdictOf(transcript)}) {
            if (!broken.isEmpty())
                return broken;
        }
    }
    const transcripts::Judgement judgement = transcripts::judgementOf(text);
    if (judgement.verdict.confidence < judgement.transcript.ceiling)
        return "surer than the text allows, in the end";
    if (judgement.transcript.exchange) {
        if (const QByteArray leak = leakIn(textsOf(*judgement.transcript.exchange)); !leak.isEmpty())
            return "in the exchange, " + leak;
    }
    constexpr qsizetype triedTwice = 512;
    if (text.size() < triedTwice && !isSame(judgement.verdict, transcripts::judgementOf(text).verdict))
        return "the same twice is not the same";
    for (const QByteArray &broken :
         {brokenLinesOf(judgement.transcript, plain), brokenIn(judgement.verdict), brokenByRedaction(text)}) {
        if (!broken.isEmpty())
            return broken;
    }
    return {};
}

} // namespace keyturn::fuzz
