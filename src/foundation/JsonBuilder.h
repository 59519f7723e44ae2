// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "JsonScanner.h"

#include <vector>

namespace keyturn {

/// One value. Its children follow it, each with all that is in it.
struct JsonCell
{
    static constexpr qsizetype nobody = -1;

    JsonKind kind = JsonKind::Null;
    JsonRange range;
    JsonRange key;
    qsizetype parent = nobody;
    qsizetype after = 0; ///< The first cell that is not in it.
};

/// Puts the cells of a text together. It keeps the open arrays and objects in a list of its own, so that
/// depth costs no stack.
class JsonBuilder
{
public:
    JsonBuilder(QByteArrayView text, const JsonRules &rules)
        : m_scanner(text, rules)
        , m_deepest(rules.deepest)
    {
    }

    [[nodiscard]] Result<Done, JsonCause> build();
    [[nodiscard]] qsizetype failedAt() const { return m_scanner.range().begin; }

    std::vector<JsonCell> cells;

private:
    enum class Wanted { Value, ValueOrEnd, Key, KeyOrEnd, Colon, CommaOrEnd, End };

    [[nodiscard]] Result<Done, JsonCause> take(JsonToken token);
    [[nodiscard]] Result<Done, JsonCause> takeValue(JsonToken token);
    [[nodiscard]] Result<Done, JsonCause> takeComma(JsonToken token);
    void close();
    void valueIsWhole() { m_wanted = m_open.empty() ? Wanted::End : Wanted::CommaOrEnd; }
    [[nodiscard]] bool closes(JsonToken token) const
    {
        return token == (isInObject() ? JsonToken::EndObject : JsonToken::EndArray);
    }
    [[nodiscard]] bool isInObject() const
    {
        return cells[static_cast<size_t>(m_open.back())].kind == JsonKind::Object;
    }

    JsonScanner m_scanner;
    int m_deepest;
    std::vector<qsizetype> m_open;
    JsonRange m_key;
    Wanted m_wanted = Wanted::Value;
};

} // namespace keyturn
