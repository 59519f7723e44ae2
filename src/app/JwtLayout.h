// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Anatomy.h"
#include "JwtSearch.h"

#include <QList>
#include <QString>

namespace keyturn {

enum class JsonForm { AsSent, Pretty };

/// One part of a JWT as text to look at, and where each of its members stands in it.
struct JwtPartLayout
{
    struct Span
    {
        qsizetype begin = 0; ///< In characters, the end exclusive.
        qsizetype end = 0;
        int member = -1; ///< The index in Anatomy::members.
    };

    QString text;
    QList<Span> spans;
    bool isCut = false; ///< There is more than longestShownJson.

    /// -1: none stands there.
    [[nodiscard]] int memberAt(qsizetype position) const;
    [[nodiscard]] const Span *spanOf(int member) const; ///< Null where it was cut off.
};

/// What is laid out of one part, in characters: an editor with more in it is slow, and nobody reads on.
inline constexpr qsizetype longestShownJson = 32 * 1024;

/// The header or the payload. Either form keeps every member and every digit as they were sent.
[[nodiscard]] JwtPartLayout layoutOf(const jwt::Anatomy &anatomy, jwt::JwtPart part, JsonForm form);

/// Which member the character of the compact token belongs to; -1: none. One that carries bits of two
/// members is the first one's.
[[nodiscard]] int memberAt(const jwt::Anatomy &anatomy, qsizetype compactOffset);

/// Where each character of a compact token stands in the text that it was found in. Empty when it is not in
/// there.
[[nodiscard]] QList<int> placesOf(const jwt::FoundJwt &found, const QString &text);

} // namespace keyturn
