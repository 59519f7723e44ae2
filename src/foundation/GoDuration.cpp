// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "GoDuration.h"

#include "Ascii.h"

#include <array>
#include <cmath>
#include <limits>

namespace keyturn {

namespace {

struct Unit
{
    QStringView name;
    double nanoseconds;
};

// Longest names first: "ms" must not be read as "m".
constexpr std::array units{
    Unit{u"ns", 1.0}, Unit{u"us", 1e3}, Unit{u"\u00B5s", 1e3}, Unit{u"\u03BCs", 1e3},
    Unit{u"ms", 1e6}, Unit{u"s", 1e9},  Unit{u"m", 6e10},      Unit{u"h", 3.6e12},
};

const Unit *unitAt(QStringView text)
{
    for (const auto &unit : units) {
        if (text.startsWith(unit.name))
            return &unit;
    }
    return nullptr;
}

bool isNumberPart(QChar c)
{
    return isDigit(c) || c == u'.';
}

} // namespace

Result<std::chrono::nanoseconds, GoDurationError> parseGoDuration(QStringView text)
{
    text = text.trimmed();
    if (text.isEmpty())
        return Failure{GoDurationError::Empty};
    const bool negative = text.startsWith(u'-');
    if (negative || text.startsWith(u'+'))
        text = text.sliced(1);
    if (text == u"0")
        return std::chrono::nanoseconds(0);
    if (text.isEmpty())
        return Failure{GoDurationError::NotANumber};

    double total = 0;
    while (!text.isEmpty()) {
        qsizetype digits = 0;
        while (digits < text.size() && isNumberPart(text[digits]))
            ++digits;
        bool isNumber = false;
        const double number = text.first(digits).toDouble(&isNumber);
        if (std::isinf(number))
            return Failure{GoDurationError::TooLong};
        if (!isNumber)
            return Failure{GoDurationError::NotANumber};
        text = text.sliced(digits);
        if (text.isEmpty())
            return Failure{GoDurationError::NoUnit};
        const auto *unit = unitAt(text);
        if (!unit)
            return Failure{GoDurationError::UnknownUnit};
        total += number * unit->nanoseconds;
        text = text.sliced(unit->name.size());
    }
    if (total >= static_cast<double>(std::numeric_limits<qint64>::max()))
        return Failure{GoDurationError::TooLong};
    const auto nanoseconds = static_cast<qint64>(std::llround(total));
    return std::chrono::nanoseconds(negative ? -nanoseconds : nanoseconds);
}

} // namespace keyturn
