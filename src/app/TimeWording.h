// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>

namespace keyturn {

/// How people say when something is: "in 9 days", "3 days ago", "in 23 h 41 min", "just now". Days are
/// counted by 24 hours, so that "in 9 days" is never a lie at midnight.
[[nodiscard]] QString relativeTime(const QDateTime &moment, const QDateTime &now);

/// "24 Nov 2026, 10:13" in the local time zone; the exact form for tool tips is "24 Nov 2026, 10:13:07 UTC".
[[nodiscard]] QString calendarTime(const QDateTime &moment);
[[nodiscard]] QString exactTime(const QDateTime &moment);
/// "27 Oct 2027".
[[nodiscard]] QString calendarDay(const QDateTime &moment);

} // namespace keyturn
