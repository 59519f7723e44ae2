// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "JsonText.h"

#include <QByteArrayView>

namespace keyturn {

enum class JsonToken {
    BeginObject,
    EndObject,
    BeginArray,
    EndArray,
    Colon,
    Comma,
    String,
    Number,
    True,
    False,
    Null,
    End
};

/// The tokens of RFC 8259, one after the other, each with its bytes.
class JsonScanner
{
public:
    JsonScanner(QByteArrayView text, const JsonRules &rules);

    /// After a failure nothing more is to be asked for; range() then begins where it failed.
    [[nodiscard]] Result<JsonToken, JsonCause> next();
    [[nodiscard]] JsonRange range() const { return m_range; }

private:
    using Scanned = Result<JsonToken, JsonCause>;

    [[nodiscard]] bool isAtEnd() const { return m_at == m_text.size(); }
    [[nodiscard]] char byte() const { return isAtEnd() ? '\0' : m_text[m_at]; }
    [[nodiscard]] Result<Done, JsonCause> skipSpace();
    [[nodiscard]] Result<Done, JsonCause> skipComment();
    [[nodiscard]] Result<Done, JsonCause> skipCharacter();
    [[nodiscard]] Result<Done, JsonCause> skipEscape();
    [[nodiscard]] std::optional<char16_t> takeUnit();
    [[nodiscard]] Scanned string();
    [[nodiscard]] Scanned number();
    [[nodiscard]] Scanned word(QByteArrayView expected, JsonToken token);
    [[nodiscard]] Failure<JsonCause> failure(JsonCause cause, qsizetype at);
    [[nodiscard]] qsizetype skipDigits();

    QByteArrayView m_text;
    bool m_allowsComments;
    qsizetype m_at = 0;
    JsonRange m_range;
};

/// What a string means, from its bytes with the quotes. It must be one that the scanner took.
[[nodiscard]] QString decodedString(QByteArrayView quoted);

} // namespace keyturn
