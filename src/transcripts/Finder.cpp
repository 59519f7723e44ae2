// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Finder.h"

#include "CurlIncludeReader.h"
#include "CurlVerboseReader.h"
#include "ErrorTextReader.h"
#include "HarReader.h"
#include "LogLines.h"
#include "PageReader.h"
#include "RequestLogReader.h"
#include "Rewriting.h"

#include <algorithm>
#include <iterator>

namespace keyturn::transcripts {

namespace {

/// What stands inside an exchange, a page that mentions Access for one, tells of no other.
LogLines withoutLinesOf(const LogLines &lines, const QList<Transcript> &read)
{
    LogLines rest;
    rest.reserve(lines.size());
    auto next = read.cbegin();
    for (const LogLine &line : lines) {
        while (next != read.cend() && line.number > next->lastLine)
            ++next;
        if (next == read.cend() || line.number < next->firstLine)
            rest.push_back(line);
    }
    return rest;
}

/// Without those that stand inside another: what the body of an answer quotes is no exchange.
QList<Transcript> outermostOf(QList<Transcript> all)
{
    std::stable_sort(all.begin(), all.end(), [](const Transcript &a, const Transcript &b) {
        return a.firstLine != b.firstLine ? a.firstLine < b.firstLine : a.lastLine > b.lastLine;
    });
    QList<Transcript> outermost;
    for (const Transcript &transcript : all) {
        if (outermost.isEmpty() || transcript.firstLine > outermost.last().lastLine)
            outermost.append(transcript);
    }
    return outermost;
}

bool tellOfOneRequest(const Transcript &logged, const Transcript &told)
{
    if (!logged.exchange->answer || !told.exchange || !told.exchange->answer || !told.known.status)
        return false;
    return logged.firstLine < told.firstLine && logged.exchange->request.url == told.exchange->request.url
        && logged.exchange->answer->status == told.exchange->answer->status;
}

/// A library logs a request, and then its error tells of the same one at greater length.
QList<Transcript> withoutWhatIsTold(QList<Transcript> logged, QList<Transcript> &told)
{
    for (Transcript &error : told) {
        const auto isIt = [&error](const Transcript &line) { return tellOfOneRequest(line, error); };
        const auto last = std::find_if(logged.rbegin(), logged.rend(), isIt);
        if (last == logged.rend())
            continue;
        if (last->known.method && !error.known.method) {
            error.exchange->request.method = last->exchange->request.method;
            error.known.method = true;
        }
        logged.erase(std::next(last).base());
    }
    return logged;
}

} // namespace

QList<Transcript> transcriptsIn(QByteArrayView plain)
{
    if (looksLikeHar(plain)) {
        QList<Transcript> found = readHar(plain);
        if (found.isEmpty()) {
            Transcript damaged;
            damaged.form = Form::Har;
            damaged.firstLine = 1;
            damaged.lastLine = static_cast<int>(std::count(plain.begin(), plain.end(), '\n')) + 1;
            found.append(damaged);
        }
        return found;
    }
    if (isPage(plain))
        return {readPage(plain)};
    LogLines lines = linesOf(plain);
    if (lines.empty())
        return {};
    const std::optional<Rewritten> traces = rewritten(plain, lines);
    if (traces)
        lines = linesOf(*traces);
    QList<Transcript> all = outermostOf(readCurlVerbose(lines) + readCurlInclude(lines));
    lines = withoutLinesOf(lines, all);
    const QList<Transcript> logged = lines.empty() ? QList<Transcript>() : readRequestLog(lines);
    lines = withoutLinesOf(lines, logged);
    auto told = lines.empty() ? QList<Transcript>() : readErrorText(lines);
    all.append(withoutWhatIsTold(logged, told));
    all.append(told);
    return all;
}

} // namespace keyturn::transcripts
