// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Reminder.h"
#include "Result.h"
#include "ServiceToken.h"

#include <QList>
#include <QSet>
#include <QString>

#include <functional>

namespace keyturn::tokens {

enum class ArchiveError {
    CannotOpen, ///< The folder or file cannot be made, read or written.
    Damaged, ///< The file is no inventory, or a broken one. It is left as it is.
    FromNewerVersion, ///< Its schema is newer than this Keyturn.
    Busy, ///< Another process held it for too long.
    NoSuchToken,
    Full, ///< No space, or a quota.
    Other,
};

struct ArchiveFailure
{
    ArchiveError error = ArchiveError::Other;
    QString detail; ///< Path and the database's own words.
};

/// The inventory: tokens without their secrets, and which reminders have been given. Calls are short and
/// block.
class TokenArchive
{
public:
    template <typename T>
    using Answer = Result<T, ArchiveFailure>;

    virtual ~TokenArchive();

    /// In no particular order.
    [[nodiscard]] virtual Answer<QList<ServiceToken>> load() = 0;
    /// Keeps a new token. Moments are kept to the second.
    [[nodiscard]] virtual Answer<Done> add(const ServiceToken &token) = 0;
    /// Hands `edit` the token as it is kept now, keeps what that makes of it, and gives it back. Nobody else
    /// comes between; a token that is gone stays gone. `edit` leaves the id alone.
    using Edit = std::function<ServiceToken(ServiceToken)>;
    [[nodiscard]] virtual Answer<ServiceToken> change(const QString &id, const Edit &edit) = 0;
    /// The reminders given about it are forgotten with it.
    [[nodiscard]] virtual Answer<Done> remove(const QString &id) = 0;

    [[nodiscard]] virtual Answer<QSet<Reminder>> remindersGiven() = 0;
    /// Passes over those of tokens that are not there (any more).
    [[nodiscard]] virtual Answer<Done> rememberReminders(const QList<Reminder> &reminders) = 0;
};

} // namespace keyturn::tokens
