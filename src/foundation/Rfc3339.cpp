// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Rfc3339.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace keyturn {

std::optional<QDateTime> parseRfc3339(QStringView text)
{
    static const QRegularExpression date(u"^\\d{4}-\\d{2}-\\d{2}$"_s);
    // Qt takes 24:00 for the next midnight; RFC 3339 does not know it.
    static const QRegularExpression dateTime(
        u"^\\d{4}-\\d{2}-\\d{2}[Tt ]([01]\\d|2[0-3]):\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})$"_s);

    const auto trimmed = text.trimmed().toString();
    if (date.match(trimmed).hasMatch()) {
        const auto day = QDate::fromString(trimmed, Qt::ISODate);
        return day.isValid() ? std::optional(QDateTime(day, QTime(23, 59, 59), Qt::UTC)) : std::nullopt;
    }
    if (!dateTime.match(trimmed).hasMatch())
        return std::nullopt;
    const auto moment = QDateTime::fromString(trimmed.toUpper().replace(u' ', u'T'), Qt::ISODateWithMs);
    return moment.isValid() ? std::optional(moment.toUTC()) : std::nullopt;
}

QString toRfc3339(const QDateTime &moment)
{
    return moment.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s);
}

} // namespace keyturn
