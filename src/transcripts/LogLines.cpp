// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LogLines.h"

#include "Ascii.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace keyturn::transcripts {

namespace {

constexpr char escape = '\x1b';

bool isWordCharacter(char c)
{
    return isAlphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '/';
}

// Where a terminal sequence that begins at `at` ends (ECMA-48, section 5.4, and the commands with a text in
// them, such as titles and links).
qsizetype endOfSequence(QByteArrayView text, qsizetype at)
{
    constexpr qsizetype longest = 2048;
    if (at + 1 >= text.size())
        return at + 1;
    const char kind = text[at + 1];
    const qsizetype limit = std::min(text.size(), at + longest);
    if (kind == '[') {
        // Colours, cursor and erasing. What else has this form may be the beginning of a credential.
        constexpr QByteArrayView commands = "ABCDGHJKhlm";
        auto end = at + 2;
        while (end < limit && text[end] >= '0' && text[end] <= '?')
            ++end;
        return end < limit && commands.contains(text[end]) ? end + 1 : at + 2;
    }
    if (kind == ']') {
        for (qsizetype i = at + 2; i < limit && text[i] != '\n'; ++i) {
            if (text[i] == '\a')
                return i + 1;
            if (text[i] == escape)
                return std::min(i + 2, text.size());
        }
    }
    return at + 1;
}

QByteArray asUtf8(QByteArrayView text)
{
    constexpr QByteArrayView mark = "\xef\xbb\xbf";
    if (text.startsWith(mark)) {
        while (text.startsWith(mark))
            text = text.sliced(mark.size());
        return text.toByteArray();
    }
    const bool isLittle = text.startsWith("\xff\xfe");
    if (!isLittle && !text.startsWith("\xfe\xff"))
        return text.toByteArray();
    QStringDecoder decode(isLittle ? QStringDecoder::Utf16LE : QStringDecoder::Utf16BE);
    const QString decoded = decode(text.sliced(2));
    return decoded.toUtf8();
}

void chopReturns(QByteArray &text)
{
    while (text.endsWith('\r'))
        text.chop(1);
}

bool hasDigitsAt(QByteArrayView text, std::initializer_list<qsizetype> places)
{
    return std::all_of(
        places.begin(), places.end(), [text](qsizetype at) { return at < text.size() && isDigit(text[at]); });
}

// 09:00:00, with a fraction and a zone.
qsizetype lengthOfTime(QByteArrayView text)
{
    if (!hasDigitsAt(text, {0, 1, 3, 4, 6, 7}) || text[2] != ':' || text[5] != ':')
        return 0;
    qsizetype end = 8;
    if (end + 1 < text.size() && (text[end] == '.' || text[end] == ',') && isDigit(text[end + 1])) {
        ++end;
        while (end < text.size() && isDigit(text[end]))
            ++end;
    }
    if (end < text.size() && text[end] == 'Z')
        return end + 1;
    const QByteArrayView zone = text.sliced(end);
    if (!zone.isEmpty() && (zone[0] == '+' || zone[0] == '-') && hasDigitsAt(zone, {1, 2}))
        return end + (zone.size() > 3 && zone[3] == ':' ? 6 : 5);
    return end;
}

// 2026-11-24, 2026/11/24, with a time behind it.
qsizetype lengthOfDate(QByteArrayView text)
{
    if (!hasDigitsAt(text, {0, 1, 2, 3, 5, 6, 8, 9}) || (text[4] != '-' && text[4] != '/')
        || text[7] != text[4])
        return 0;
    if (text.size() < 12 || (text[10] != 'T' && text[10] != ' '))
        return 0;
    const qsizetype time = lengthOfTime(text.sliced(11));
    return time == 0 ? 0 : std::min(11 + time, text.size());
}

// "Nov 24 09:00:00 host program[123]:"
qsizetype lengthOfSyslog(QByteArrayView text)
{
    static constexpr std::array<QByteArrayView, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (text.size() < 16 || std::find(months.begin(), months.end(), text.first(3)) == months.end())
        return 0;
    const qsizetype time = lengthOfTime(text.sliced(7));
    if (time == 0)
        return 0;
    const qsizetype colon = text.indexOf(": ", 7 + time);
    return colon > 0 && colon < 100 ? colon + 1 : 0;
}

// "[09:00:00]", "[build 3/5]", "##[error]", "::error::"
qsizetype lengthOfBrackets(QByteArrayView text)
{
    const qsizetype start = text.startsWith("##") ? 2 : 0;
    if (text.size() <= start || text[start] != '[')
        return text.startsWith("::error") ? std::max<qsizetype>(0, text.indexOf("::", 2) + 2) : 0;
    constexpr qsizetype longest = 60;
    const QByteArrayView near = text.first(std::min(text.size(), longest));
    const qsizetype end = near.indexOf(']');
    if (end < 0 || near.first(end).contains('"') || near.first(end).contains('{'))
        return 0;
    return end + 1;
}

qsizetype lengthOfLevel(QByteArrayView text)
{
    static constexpr std::array<QByteArrayView, 14> levels{"INFO",  "WARN",   "WARNING", "ERROR", "DEBUG",
                                                           "ERR",   "INF",    "DBG",     "WRN",   "FTL",
                                                           "TRACE", "stdout", "stderr",  "FATAL"};
    for (const QByteArrayView level : levels) {
        if (text.startsWith(level) && text.size() > level.size()
            && (text[level.size()] == ' ' || text[level.size()] == ':' || text[level.size()] == '\t'))
            return level.size() + 1;
    }
    // Containers write stdout F, GitLab 00O and 01E+.
    if (text.startsWith("F "))
        return 2;
    if (text.size() > 3 && hasDigitsAt(text, {0, 1}) && (text[2] == 'O' || text[2] == 'E')
        && (text[3] == ' ' || text[3] == '+'))
        return 4;
    return 0;
}

// "web-1  | "
qsizetype lengthOfContainer(QByteArrayView text)
{
    qsizetype end = 0;
    while (end < text.size() && end < 64 && isWordCharacter(text[end]))
        ++end;
    if (end == 0)
        return 0;
    qsizetype bar = end;
    while (bar < text.size() && text[bar] == ' ')
        ++bar;
    return bar > end && bar < text.size() && text[bar] == '|' ? bar + 1 : 0;
}

// "job<tab>step<tab>time": only when a time follows, because tables have tabs as well.
qsizetype lengthOfJob(QByteArrayView text)
{
    const QByteArrayView near = text.first(std::min<qsizetype>(text.size(), 300));
    const qsizetype first = near.indexOf('\t');
    const qsizetype second = first < 0 ? -1 : near.indexOf('\t', first + 1);
    if (second < 0)
        return 0;
    QByteArrayView rest = text.sliced(second + 1);
    const bool hasMark = rest.startsWith("\xef\xbb\xbf");
    if (hasMark)
        rest = rest.sliced(3);
    return lengthOfDate(rest) > 0 ? second + 1 + (hasMark ? 3 : 0) : 0;
}

qsizetype lengthOfPrefix(QByteArrayView text)
{
    for (const auto length :
         {lengthOfDate, lengthOfTime, lengthOfBrackets, lengthOfLevel, lengthOfSyslog, lengthOfContainer,
          lengthOfJob}) {
        if (const qsizetype found = length(text); found > 0)
            return std::min(found, text.size());
    }
    return 0;
}

} // namespace

QByteArray plainText(QByteArrayView text)
{
    QByteArray source = asUtf8(text);
    // Some terminals and editors end lines with returns alone.
    if (!source.contains('\n'))
        source.replace('\r', '\n');
    QByteArray plain;
    plain.reserve(source.size());
    for (qsizetype at = 0; at < source.size();) {
        const char c = source[at];
        if (c == escape) {
            at = endOfSequence(source, at);
            continue;
        }
        ++at;
        if (c == '\0')
            continue;
        // Between the two that end a line a colour may have ended, too.
        if (c == '\n')
            chopReturns(plain);
        plain.append(c);
    }
    chopReturns(plain);
    return plain;
}

QByteArrayView withoutLogPrefix(QByteArrayView line)
{
    constexpr int most = 6;
    QByteArrayView rest = line;
    for (int i = 0; i < most; ++i) {
        const QByteArrayView from = rest.startsWith(' ') && i > 0 ? rest.sliced(1) : rest;
        const qsizetype length = lengthOfPrefix(from);
        if (length == 0)
            break;
        rest = from.sliced(length);
    }
    if (rest.size() == line.size())
        return line;
    // What follows the prefix is one blank, and then the line as it was, blanks included.
    return rest.startsWith(' ') || rest.startsWith('\t') ? rest.sliced(1) : rest;
}

LogLines linesOf(QByteArrayView plain)
{
    LogLines lines;
    lines.reserve(static_cast<std::size_t>(plain.size() / 60 + 1));
    int number = 1;
    for (qsizetype at = 0; at < plain.size(); ++number) {
        qsizetype end = plain.indexOf('\n', at);
        if (end < 0)
            end = plain.size();
        QByteArrayView line = plain.sliced(at, end - at);
        // A progress meter writes over itself with carriage returns: the last writing counts.
        if (const qsizetype back = line.lastIndexOf('\r'); back >= 0)
            line = line.sliced(back + 1);
        lines.push_back({line, withoutLogPrefix(line), number});
        at = end + 1;
    }
    return lines;
}

} // namespace keyturn::transcripts
