// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Reminder.h"

#include <QHash>

#include <algorithm>
#include <optional>

namespace keyturn::tokens {

namespace {

// Null for a token nobody is to be reminded of. Whole seconds, since that is how reminders are remembered.
std::optional<QDateTime> endOf(const ServiceToken &token)
{
    if (token.disabled || token.expiry.kind != Expiry::Kind::At || !token.expiry.at.isValid())
        return std::nullopt;
    return QDateTime::fromSecsSinceEpoch(token.expiry.at.toSecsSinceEpoch(), Qt::UTC);
}

QDateTime dueAt(const Reminder &reminder)
{
    return reminder.end.addDays(-reminder.days);
}

} // namespace

size_t qHash(const Reminder &reminder, size_t seed)
{
    return qHashMulti(seed, reminder.tokenId, reminder.end.toSecsSinceEpoch(), reminder.days);
}

RemindersDue
remindersDue(const QList<ServiceToken> &tokens, const QSet<Reminder> &given, const QDateTime &now)
{
    RemindersDue due;
    for (const auto &token : tokens) {
        const auto end = endOf(token);
        if (!end)
            continue;

        std::optional<Reminder> mostUrgent;
        for (const int days : reminderDays) {
            const Reminder reminder{token.id, *end, days};
            if (dueAt(reminder) > now)
                break;
            mostUrgent = reminder;
            if (!given.contains(reminder))
                due.settled.append(reminder);
        }
        if (mostUrgent && !given.contains(*mostUrgent))
            due.show.append(*mostUrgent);
    }
    return due;
}

std::optional<QDateTime>
nextReminderAt(const QList<ServiceToken> &tokens, const QSet<Reminder> &given, const QDateTime &now)
{
    std::optional<QDateTime> next;
    for (const auto &token : tokens) {
        const auto end = endOf(token);
        if (!end)
            continue;
        for (const int days : reminderDays) {
            const Reminder reminder{token.id, *end, days};
            const auto moment = dueAt(reminder);
            if (moment <= now || given.contains(reminder))
                continue;
            next = next ? std::min(*next, moment) : moment;
        }
    }
    return next;
}

} // namespace keyturn::tokens
