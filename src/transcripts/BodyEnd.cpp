// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "BodyEnd.h"

#include "Ascii.h"
#include "HeadBlock.h"

#include <algorithm>
#include <array>

namespace keyturn::transcripts {

namespace {

/// A body that goes on for longer has been cut, or is none.
constexpr qsizetype farthest = 4 * 1024 * 1024;

QByteArrayView textOf(const LogLine &line, bool hasPrefix)
{
    return hasPrefix ? line.text : line.whole;
}

bool startsWithAnyCase(QByteArrayView text, QByteArrayView other)
{
    return text.size() >= other.size() && text.first(other.size()).compare(other, Qt::CaseInsensitive) == 0;
}

/// One past the line in which `isOver` says so of the text that went by.
template <typename IsOver>
std::size_t endWhere(const LogLines &lines, std::size_t first, bool hasPrefix, IsOver isOver)
{
    qsizetype gone = 0;
    for (std::size_t i = first; i < lines.size() && gone < farthest; ++i) {
        const QByteArrayView text = textOf(lines[i], hasPrefix);
        gone += text.size() + 1;
        if (isOver(text))
            return i + 1;
    }
    return first;
}

/// The name of the element that a trimmed text begins with; empty when there is none.
QByteArray elementOf(QByteArrayView text)
{
    if (startsWithAnyCase(text, "<!doctype html"))
        return "html";
    const auto end = text.isEmpty() || text[0] != '<'
        ? text.begin()
        : std::find_if_not(text.begin() + 1, text.end(), isAlphanumeric);
    return end == text.begin() ? QByteArray() : QByteArrayView(text.begin() + 1, end).toByteArray();
}

std::size_t endOfElement(const LogLines &lines, std::size_t first, bool hasPrefix, const QByteArray &name)
{
    const QByteArray closing = "</" + name;
    return endWhere(lines, first, hasPrefix, [&closing](QByteArrayView text) {
        const qsizetype at = text.lastIndexOf("</");
        return at >= 0 && startsWithAnyCase(text.sliced(at), closing);
    });
}

std::size_t endOfJson(const LogLines &lines, std::size_t first, bool hasPrefix)
{
    int depth = 0;
    bool isString = false;
    bool isEscaped = false;
    return endWhere(lines, first, hasPrefix, [&](QByteArrayView text) {
        for (const char c : text) {
            if (isEscaped)
                isEscaped = false;
            else if (isString && c == '\\')
                isEscaped = true;
            else if (c == '"')
                isString = !isString;
            else if (!isString && (c == '{' || c == '['))
                ++depth;
            else if (!isString && (c == '}' || c == ']') && --depth == 0)
                return true;
        }
        return false;
    });
}

qint64 mostBytesIn(const LogLines &lines, std::size_t first, std::size_t end, bool hasPrefix)
{
    constexpr qint64 slack = 16;
    qint64 bytes = slack;
    for (std::size_t i = first; i < end; ++i)
        bytes += textOf(lines[i], hasPrefix).size() + 2;
    return bytes;
}

/// Line breaks may have been two bytes each, and the last one is often the shell's.
std::size_t endByLength(const LogLines &lines, std::size_t first, bool hasPrefix, qint64 length)
{
    qint64 least = 0;
    qint64 lineCount = 0;
    for (std::size_t i = first; i < lines.size() && least <= length; ++i) {
        least += textOf(lines[i], hasPrefix).size() + 1;
        ++lineCount;
        if (least - 1 <= length && length <= least + lineCount)
            return i + 1;
    }
    return first;
}

} // namespace

std::size_t endOfBody(const LogLines &lines, std::size_t first, bool hasPrefix, qint64 contentLength)
{
    std::size_t start = first;
    while (start < lines.size() && textOf(lines[start], hasPrefix).trimmed().isEmpty())
        ++start;
    if (start >= lines.size())
        return first;
    const QByteArrayView text = textOf(lines[start], hasPrefix).trimmed();
    std::size_t end = start;
    if (const QByteArray element = elementOf(text); !element.isEmpty())
        end = endOfElement(lines, start, hasPrefix, element);
    else if (text.startsWith('{') || text.startsWith('['))
        end = endOfJson(lines, start, hasPrefix);
    // Somebody took a part out, and the end that was found is another's.
    if (contentLength > mostBytesIn(lines, first, end, hasPrefix))
        end = start;
    if (end == start && contentLength > 0)
        end = endByLength(lines, first, hasPrefix, contentLength);
    return std::max(first, end == start ? first : end);
}

bool beginsPage(QByteArrayView text)
{
    return startsWithAnyCase(text, "<!doctype html") || startsWithAnyCase(text, "<html");
}

bool isMarkedByCurl(QByteArrayView text)
{
    if (text.startsWith("< "))
        return statusLineOf(text.sliced(2)).has_value();
    if (text.startsWith("> "))
        return requestLineOf(text.sliced(2)).has_value();
    static constexpr std::array<QByteArrayView, 4> remarks{
        "* Trying ", "*   Trying ", "* Connected to ", "* Host "};
    return std::any_of(
        remarks.begin(), remarks.end(), [text](QByteArrayView remark) { return text.startsWith(remark); });
}

} // namespace keyturn::transcripts
