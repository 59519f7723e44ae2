// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TimeWording.h"

#include <QCoreApplication>
#include <QLocale>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("TimeWording", text);
}

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

QString counted(qint64 count, const char *one, const char *many)
{
    return count == 1 ? translated(one) : translated(many).arg(count);
}

// The distance without its direction. `seconds` is positive.
QString spanOf(qint64 seconds)
{
    if (seconds < minute)
        return counted(seconds, "1 second", "%1 seconds");
    if (seconds < hour)
        return counted(seconds / minute, "1 minute", "%1 minutes");
    if (seconds < 2 * day && seconds % hour < minute)
        return translated("%1 h").arg(seconds / hour);
    if (seconds < 2 * day)
        return translated("%1 h %2 min").arg(seconds / hour).arg(seconds % hour / minute);
    const auto days = seconds / day;
    if (days < 60)
        return translated("%1 days").arg(days);
    if (days < 730)
        return translated("%1 months").arg(qRound64(static_cast<double>(days) * 12 / 365.25));
    return translated("%1 years").arg(days / 365);
}

} // namespace

QString relativeTime(const QDateTime &moment, const QDateTime &now)
{
    const auto seconds = now.secsTo(moment);
    if (std::abs(seconds) < 2)
        return translated("just now");
    return (seconds > 0 ? translated("in %1") : translated("%1 ago")).arg(spanOf(std::abs(seconds)));
}

QString calendarTime(const QDateTime &moment)
{
    return QLocale(QLocale::English).toString(moment.toLocalTime(), u"d MMM yyyy, HH:mm"_s);
}

QString exactTime(const QDateTime &moment)
{
    return QLocale(QLocale::English).toString(moment.toUTC(), u"d MMM yyyy, HH:mm:ss 'UTC'"_s);
}

QString calendarDay(const QDateTime &moment)
{
    return QLocale(QLocale::English).toString(moment.toLocalTime(), u"d MMM yyyy"_s);
}

} // namespace keyturn
