// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <utility>
#include <vector>

namespace keyturn::transcripts {

/// How many bytes curl writes into a line of --trace-ascii, and of --trace.
inline constexpr qsizetype traceWidth = 64;
inline constexpr qsizetype traceHexWidth = 16;

/// "0040: text": an offset and what stands there.
struct Dumped
{
    qsizetype offset = 0;
    QByteArrayView text; ///< A view into the line.
};
[[nodiscard]] std::optional<Dumped> dumpedIn(QByteArrayView line);

/// The bytes of "47 45 54 20 2f  GET /"; null when it is no such line.
[[nodiscard]] std::optional<QByteArray> bytesOf(QByteArrayView dumped);

/// What dumps have in pieces, whole again. A value goes on in the next line where the first is full.
struct Undumped
{
    /// A piece of the first text, from its start to behind its end.
    using Place = std::pair<qsizetype, qsizetype>;

    QByteArray bytes;
    std::vector<qsizetype> at; ///< For each byte: where it stands in the first text; -1 nowhere.
    std::vector<qsizetype> shownAt; ///< The same of the column in which --trace shows it as a character.
    std::vector<bool> isHex;

    /// Where the bytes from `start` to `end` stand in the first text.
    [[nodiscard]] std::vector<Place> placesOf(qsizetype start, qsizetype end) const;
};

/// Null when there is no dump in `plain`.
[[nodiscard]] std::optional<Undumped> undumped(QByteArrayView plain);

} // namespace keyturn::transcripts
