// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PastedText.h"

#include "Ascii.h"

#include <algorithm>
#include <array>

namespace keyturn::tokens {

namespace {

// White space of ASCII and control characters, and what word processors, chats and browsers add unseen:
// no-break space, soft hyphen, zero-width marks, line separators, narrow and ideographic space, byte order
// mark.
constexpr std::array invisibleMarks{
    QByteArrayView("\xC2\xA0"),     QByteArrayView("\xC2\xAD"),     QByteArrayView("\xE2\x80\x8B"),
    QByteArrayView("\xE2\x80\x8C"), QByteArrayView("\xE2\x80\x8D"), QByteArrayView("\xE2\x80\x8E"),
    QByteArrayView("\xE2\x80\x8F"), QByteArrayView("\xE2\x80\xA8"), QByteArrayView("\xE2\x80\xA9"),
    QByteArrayView("\xE2\x80\xAF"), QByteArrayView("\xE2\x81\xA0"), QByteArrayView("\xE3\x80\x80"),
    QByteArrayView("\xEF\xBB\xBF"),
};

// ' " ` and the typographic ones of English, German and French.
constexpr std::array quotes{
    QByteArrayView("'"),
    QByteArrayView("\""),
    QByteArrayView("`"),
    QByteArrayView("\xE2\x80\x98"),
    QByteArrayView("\xE2\x80\x99"),
    QByteArrayView("\xE2\x80\x9A"),
    QByteArrayView("\xE2\x80\x9C"),
    QByteArrayView("\xE2\x80\x9D"),
    QByteArrayView("\xE2\x80\x9E"),
    QByteArrayView("\xC2\xAB"),
    QByteArrayView("\xC2\xBB"),
    QByteArrayView("\xE2\x80\xB9"),
    QByteArrayView("\xE2\x80\xBA"),
};

bool isAscii(char c)
{
    return static_cast<unsigned char>(c) < 0x80;
}

bool isBlank(char c)
{
    return (isAscii(c) && c <= ' ') || c == '\x7F';
}

template <typename Marks>
qsizetype markAtStart(QByteArrayView text, const Marks &marks)
{
    const auto found = std::find_if(
        marks.begin(), marks.end(), [text](const auto &mark) { return text.startsWith(mark); });
    return found == marks.end() ? 0 : found->size();
}

template <typename Marks>
qsizetype markAtEnd(QByteArrayView text, const Marks &marks)
{
    const auto found
        = std::find_if(marks.begin(), marks.end(), [text](const auto &mark) { return text.endsWith(mark); });
    return found == marks.end() ? 0 : found->size();
}

qsizetype blankAtStart(QByteArrayView text)
{
    if (text.isEmpty())
        return 0;
    if (isAscii(text.front()))
        return isBlank(text.front()) ? 1 : 0;
    return markAtStart(text, invisibleMarks);
}

qsizetype blankAtEnd(QByteArrayView text)
{
    if (text.isEmpty())
        return 0;
    if (isAscii(text.back()))
        return isBlank(text.back()) ? 1 : 0;
    return markAtEnd(text, invisibleMarks);
}

// "CF_Access Client-Id" and "cf-access-client-id" are the same name.
bool isSameName(QByteArrayView text, QByteArrayView name)
{
    const auto isSame
        = [](char a, char b) { return lowerCased(a) == b || (b == '-' && (a == '_' || a == ' ')); };
    return std::equal(text.begin(), text.end(), name.begin(), name.end(), isSame);
}

bool isNamePart(char c)
{
    return isAlphanumeric(c) || c == '-' || c == '_' || c == '.' || c == ' ';
}

} // namespace

QByteArrayView trimmed(QByteArrayView text)
{
    while (const auto size = blankAtStart(text))
        text = text.sliced(size);
    while (const auto size = blankAtEnd(text))
        text = text.chopped(size);
    return text;
}

bool hasBlankInside(QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (blankAtStart(text.sliced(i)) > 0)
            return true;
    }
    return false;
}

QByteArrayView withoutQuotes(QByteArrayView text)
{
    while (const auto size = markAtStart(text, quotes))
        text = text.sliced(size);
    while (const auto size = markAtEnd(text, quotes))
        text = text.chopped(size);
    return trimmed(text);
}

bool startsWithQuote(QByteArrayView text)
{
    return markAtStart(text, quotes) > 0;
}

bool startsWithAnyCase(QByteArrayView text, QByteArrayView lowerCasePrefix)
{
    return text.size() >= lowerCasePrefix.size()
        && qstrnicmp(text.data(), lowerCasePrefix.size(), lowerCasePrefix.data(), lowerCasePrefix.size())
        == 0;
}

bool endsWithName(QByteArrayView text, QByteArrayView lowerCaseName)
{
    if (text.size() < lowerCaseName.size() || !isSameName(text.last(lowerCaseName.size()), lowerCaseName))
        return false;
    return text.size() == lowerCaseName.size()
        || !isAlphanumeric(text[text.size() - lowerCaseName.size() - 1]);
}

bool isCredentialName(QByteArrayView text)
{
    constexpr qsizetype longest = 120;
    if (text.size() > longest)
        return false;
    const bool isName = std::all_of(text.begin(), text.end(), isNamePart);
    if (!isName)
        return false;
    return endsWithName(text, "client-id") || endsWithName(text, "client-secret")
        || isSameName(text, "cf-access-token") || isSameName(text, "cf-access-jwt-assertion")
        || isSameName(text, "authorization") || isSameName(text, "proxy-authorization");
}

QByteArrayView withoutReferenceMarks(QByteArrayView text)
{
    if (text.startsWith("${{") && text.endsWith("}}"))
        text = trimmed(text.sliced(3).chopped(2));
    else if (text.startsWith("${") && text.endsWith('}'))
        text = text.sliced(2).chopped(1);
    else if (text.startsWith('$'))
        text = text.sliced(1);
    else if (text.size() > 2 && text.startsWith('%') && text.endsWith('%'))
        text = text.sliced(1).chopped(1);
    return startsWithAnyCase(text, "secrets.") ? text.sliced(8) : text;
}

std::optional<Assignment> assignmentIn(QByteArrayView text)
{
    constexpr std::array commands{QByteArrayView("export "),   QByteArrayView("set "),
                                  QByteArrayView("setx "),     QByteArrayView("$env:"),
                                  QByteArrayView("env:"),      QByteArrayView("--header "),
                                  QByteArrayView("--header="), QByteArrayView("-h "),
                                  QByteArrayView("header "),   QByteArrayView("- ")};
    for (const auto command : commands) {
        if (startsWithAnyCase(text, command))
            text = withoutQuotes(trimmed(text.sliced(command.size())));
    }

    const auto mark = std::find_if(text.begin(), text.end(), [](char c) { return c == '=' || c == ':'; });
    if (mark == text.end())
        return std::nullopt;
    const auto nameSize = std::distance(text.begin(), mark);
    const auto name = withoutQuotes(trimmed(text.first(nameSize)));
    const auto value = trimmed(text.sliced(nameSize + 1));
    const bool isName = !name.isEmpty() && std::all_of(name.begin(), name.end(), isNamePart);
    if (!isName)
        return std::nullopt;
    return Assignment{name, value};
}

} // namespace keyturn::tokens
