// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QChar>

namespace keyturn {

// Letters and digits of ASCII, whatever the locale says; of a char or a QChar.

inline constexpr auto isDigit = [](auto c) { return c >= u'0' && c <= u'9'; };
inline constexpr auto isCapital = [](auto c) { return c >= u'A' && c <= u'Z'; };
inline constexpr auto isSmallLetter = [](auto c) { return c >= u'a' && c <= u'z'; };
inline constexpr auto isLetter = [](auto c) { return isSmallLetter(c) || isCapital(c); };
inline constexpr auto isAlphanumeric = [](auto c) { return isDigit(c) || isLetter(c); };
inline constexpr auto isLowerHexDigit = [](auto c) { return isDigit(c) || (c >= u'a' && c <= u'f'); };
inline constexpr auto isHexDigit = [](auto c) { return isLowerHexDigit(c) || (c >= u'A' && c <= u'F'); };

[[nodiscard]] constexpr char lowerCased(char c)
{
    return isCapital(c) ? static_cast<char>(c + ('a' - 'A')) : c;
}

} // namespace keyturn
