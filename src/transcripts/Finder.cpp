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
    all.append(logged);
    if (!lines.empty())
        all.append(readErrorText(lines));
    return all;
}

} // namespace keyturn::transcripts
