// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NearestWord.h"

#include <algorithm>
#include <vector>

namespace keyturn {

namespace {

// The optimal string alignment distance, three rows of its table at a time.
int distance(const QString &a, const QString &b)
{
    const auto columns = static_cast<size_t>(b.size()) + 1;
    std::vector<int> beforeLast(columns), last(columns), row(columns);
    for (size_t j = 0; j < columns; ++j)
        last[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<size_t>(j);
            const int replaced = last[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[at] = std::min({last[at] + 1, row[at - 1] + 1, replaced});
            const bool isSwapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (isSwapped)
                row[at] = std::min(row[at], beforeLast[at - 2] + 1);
        }
        std::swap(beforeLast, last);
        std::swap(last, row);
    }
    return last.back();
}

} // namespace

std::optional<QString> nearestWord(const QString &word, const QStringList &known)
{
    // Nobody misspells a word of that length, and the table grows with it.
    constexpr qsizetype longest = 64;
    if (word.size() > longest)
        return std::nullopt;
    std::optional<QString> nearest;
    auto most = std::max(1, static_cast<int>(word.size() / 3));
    for (const auto &candidate : known) {
        if (candidate.size() > longest)
            continue;
        const auto apart = distance(word.toLower(), candidate.toLower());
        if (apart > most || (nearest && apart == most))
            continue;
        nearest = candidate;
        most = apart;
    }
    return nearest;
}

} // namespace keyturn
