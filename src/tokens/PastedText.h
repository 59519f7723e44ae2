// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

#include <optional>

namespace keyturn::tokens {

// What people copy along with a credential. Everything works on views, so that no copy of a secret is left
// behind.

/// Without the blanks around it: white space, control characters, and the invisible marks that word
/// processors, chats and browsers add.
[[nodiscard]] QByteArrayView trimmed(QByteArrayView text);
[[nodiscard]] bool hasBlankInside(QByteArrayView text);

/// Without the quotes around it, plain or typographic, paired or not; trimmed.
[[nodiscard]] QByteArrayView withoutQuotes(QByteArrayView text);
[[nodiscard]] bool startsWithQuote(QByteArrayView text);

[[nodiscard]] bool startsWithAnyCase(QByteArrayView text, QByteArrayView lowerCasePrefix);

/// Whether a name is `lowerCaseName` with or without something in front; "-", "_" and a blank are the same.
[[nodiscard]] bool endsWithName(QByteArrayView text, QByteArrayView lowerCaseName);

/// The name of a header, variable or form field that carries a credential: "CF-Access-Client-Id",
/// "CF_ACCESS_CLIENT_SECRET", "Client ID", also with a prefix of one's own.
[[nodiscard]] bool isCredentialName(QByteArrayView text);

/// A reference to a variable without its marks: $NAME, ${NAME}, %NAME%, ${{ secrets.NAME }}.
[[nodiscard]] QByteArrayView withoutReferenceMarks(QByteArrayView text);

struct Assignment
{
    QByteArrayView name;
    QByteArrayView value; ///< May be empty.
};

/// `NAME=value`, `Name: value`, `export NAME="value"`, `-H 'Name: value'`, `"name": "value",`: of any name.
[[nodiscard]] std::optional<Assignment> assignmentIn(QByteArrayView text);

} // namespace keyturn::tokens
