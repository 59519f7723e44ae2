// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ServiceToken.h"

#include <QDateTime>
#include <QList>
#include <QSet>

#include <optional>

namespace keyturn::tokens {

/// Days before the end at which a person is told; 0 is "has expired".
inline constexpr int reminderDays[] = {30, 14, 7, 1, 0};

/// One notice about one token. `end` belongs to its identity: a refreshed token is reminded anew.
struct Reminder
{
    QString tokenId;
    QDateTime end; ///< UTC, whole seconds.
    int days = 0; ///< One of reminderDays.

    bool operator==(const Reminder &) const = default;
};
[[nodiscard]] size_t qHash(const Reminder &reminder, size_t seed = 0);

struct RemindersDue
{
    QList<Reminder>
        show; ///< At most one for each token: the most urgent that has been reached, if not yet given.
    QList<Reminder> settled; ///< Everything reached and not yet given, those of `show` included: all of it is
                             ///< to be remembered.
};

/// What to tell now. A disabled token, and one that lasts forever, is never reminded of.
[[nodiscard]] RemindersDue
remindersDue(const QList<ServiceToken> &tokens, const QSet<Reminder> &given, const QDateTime &now);

/// The moment after `now` at which the next reminder becomes due; null when none will.
[[nodiscard]] std::optional<QDateTime>
nextReminderAt(const QList<ServiceToken> &tokens, const QSet<Reminder> &given, const QDateTime &now);

} // namespace keyturn::tokens
