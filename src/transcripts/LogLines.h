// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace keyturn::transcripts {

/// A text as UTF-8, without the colours of a terminal and with line feeds alone. UTF-16 is known by its byte
/// order mark. The number of lines stays.
[[nodiscard]] QByteArray plainText(QByteArrayView text);

struct LogLine
{
    QByteArrayView whole;
    QByteArrayView text; ///< Without what a log writes in front of each line.
    int number = 0; ///< From 1.

    [[nodiscard]] bool hasPrefix() const { return text.size() != whole.size(); }
};
using LogLines = std::vector<LogLine>;

/// Views into `plain`, which must outlive them.
[[nodiscard]] LogLines linesOf(QByteArrayView plain);

/// `line` without times, levels and the names of jobs and containers in front of it.
[[nodiscard]] QByteArrayView withoutLogPrefix(QByteArrayView line);

} // namespace keyturn::transcripts
