// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "BodyEnd.h"

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

bool startsWithAnyCase(QByteArrayView text, QByteArrayView lowerCase)
{
    return text.size() >= lowerCase.size()
        && text.first(lowerCase.size()).compare(lowerCase, Qt::CaseInsensitive) == 0;
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

std::size_t endOfPage(const LogLines &lines, std::size_t first, bool hasPrefix)
{
    return endWhere(lines, first, hasPrefix, [](QByteArrayView text) {
        const qsizetype at = text.lastIndexOf("</");
        return at >= 0 && text.toByteArray().toLower().contains("</html>");
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
    if (beginsPage(text))
        end = endOfPage(lines, start, hasPrefix);
    else if (text.startsWith('{') || text.startsWith('['))
        end = endOfJson(lines, start, hasPrefix);
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
