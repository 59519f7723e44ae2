// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Finder.h"

#include "CurlIncludeReader.h"
#include "CurlVerboseReader.h"
#include "ErrorTextReader.h"
#include "HarReader.h"
#include "LogLines.h"

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
    LogLines lines = linesOf(plain);
    if (lines.empty())
        return {};
    QList<Transcript> all = readCurlVerbose(lines);
    lines = withoutLinesOf(lines, all);
    const QList<Transcript> included = lines.empty() ? QList<Transcript>() : readCurlInclude(lines);
    lines = withoutLinesOf(lines, included);
    all.append(included);
    if (!lines.empty())
        all.append(readErrorText(lines));
    return all;
}

} // namespace keyturn::transcripts
