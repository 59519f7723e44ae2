// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace keyturn {

/// `text`; where it has more than `most` characters, the first of them and an ellipsis.
[[nodiscard]] inline QString shortened(const QString &text, qsizetype most)
{
    return text.size() <= most ? text : text.first(most) + u'…';
}

/// The two ends of a text that is longer than both together, by which ids and addresses are told apart.
[[nodiscard]] inline QString endsOf(const QString &text, qsizetype front, qsizetype back)
{
    return text.first(front) + u'…' + text.last(back);
}

} // namespace keyturn
