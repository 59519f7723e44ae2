// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LogLines.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace keyturn::transcripts {

/// A text in which exchanges that other programs print stand as curl prints them.
struct Rewritten
{
    QByteArray text;
    std::vector<int> numbers; ///< Of each of its lines: the line of the first text that it was made of.
};

/// Rewrites curl's --trace and --trace-ascii, git's GIT_TRACE_CURL, the debug output of Python's http.client,
/// and messages that stand in one line with their line breaks escaped. Null when there is nothing of the
/// kind.
[[nodiscard]] std::optional<Rewritten> rewritten(QByteArrayView plain, const LogLines &lines);

/// Views into `text`, which must outlive them.
[[nodiscard]] LogLines linesOf(const Rewritten &text);

} // namespace keyturn::transcripts
