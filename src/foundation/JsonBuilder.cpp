// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JsonBuilder.h"

#include <utility>

namespace keyturn {

Result<Done, JsonCause> JsonBuilder::build()
{
    while (true) {
        const auto token = m_scanner.next();
        if (!token) {
            const bool isAfterEnd = m_wanted == Wanted::End && token.error() != JsonCause::Comment;
            return Failure{isAfterEnd ? JsonCause::TextAfterEnd : token.error()};
        }
        if (*token == JsonToken::End) {
            if (m_wanted == Wanted::End)
                return Done{};
            return Failure{cells.empty() ? JsonCause::Empty : JsonCause::CutOff};
        }
        if (const auto taken = take(*token); !taken)
            return taken;
    }
}

Result<Done, JsonCause> JsonBuilder::take(JsonToken token)
{
    switch (m_wanted) {
    case Wanted::End:
        return Failure{JsonCause::TextAfterEnd};
    case Wanted::ValueOrEnd:
    case Wanted::KeyOrEnd:
        if (closes(token)) {
            close();
            return Done{};
        }
        m_wanted = m_wanted == Wanted::KeyOrEnd ? Wanted::Key : Wanted::Value;
        return take(token);
    case Wanted::Key:
        if (token != JsonToken::String)
            return Failure{JsonCause::Unexpected};
        m_key = m_scanner.range();
        m_wanted = Wanted::Colon;
        return Done{};
    case Wanted::Colon:
        if (token != JsonToken::Colon)
            return Failure{JsonCause::Unexpected};
        m_wanted = Wanted::Value;
        return Done{};
    case Wanted::CommaOrEnd:
        return takeComma(token);
    case Wanted::Value:
        return takeValue(token);
    }
    return Done{};
}

Result<Done, JsonCause> JsonBuilder::takeComma(JsonToken token)
{
    if (closes(token)) {
        close();
        return Done{};
    }
    if (token != JsonToken::Comma)
        return Failure{JsonCause::Unexpected};
    // A look ahead: what is wrong is the comma, not the bracket behind it.
    auto ahead = m_scanner;
    if (const auto next = ahead.next(); next && closes(*next))
        return Failure{JsonCause::TrailingComma};
    m_wanted = isInObject() ? Wanted::Key : Wanted::Value;
    return Done{};
}

Result<Done, JsonCause> JsonBuilder::takeValue(JsonToken token)
{
    JsonCell cell;
    switch (token) {
    case JsonToken::BeginObject:
        cell.kind = JsonKind::Object;
        break;
    case JsonToken::BeginArray:
        cell.kind = JsonKind::Array;
        break;
    case JsonToken::String:
        cell.kind = JsonKind::String;
        break;
    case JsonToken::Number:
        cell.kind = JsonKind::Number;
        break;
    case JsonToken::True:
    case JsonToken::False:
        cell.kind = JsonKind::Bool;
        break;
    case JsonToken::Null:
        break;
    default:
        return Failure{JsonCause::Unexpected};
    }
    const auto index = static_cast<qsizetype>(cells.size());
    cell.range = m_scanner.range();
    cell.key = std::exchange(m_key, {});
    cell.parent = m_open.empty() ? JsonCell::nobody : m_open.back();
    cell.after = index + 1;
    cells.push_back(cell);
    if (cell.kind != JsonKind::Object && cell.kind != JsonKind::Array) {
        valueIsWhole();
        return Done{};
    }
    if (m_open.size() >= static_cast<size_t>(m_deepest))
        return Failure{JsonCause::TooDeep};
    m_open.push_back(index);
    m_wanted = cell.kind == JsonKind::Object ? Wanted::KeyOrEnd : Wanted::ValueOrEnd;
    return Done{};
}

void JsonBuilder::close()
{
    auto &cell = cells[static_cast<size_t>(m_open.back())];
    cell.range.end = m_scanner.range().end;
    cell.after = static_cast<qsizetype>(cells.size());
    m_open.pop_back();
    valueIsWhole();
}

} // namespace keyturn
