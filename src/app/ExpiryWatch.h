// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Clock.h"
#include "Reminder.h"
#include "TokenArchive.h"
#include "TokenVault.h"

#include <QObject>
#include <QTimer>

namespace keyturn {

/// Tells when a token comes near its end or has ended, once for each threshold, also across restarts. It
/// looks when it is started, when the tokens change, at the moment the next reminder becomes due, and every
/// hour, since a machine may sleep. While another process holds the inventory it tells nothing, since nobody
/// knows what has been told, and looks again soon.
class ExpiryWatch final : public QObject
{
    Q_OBJECT

public:
    ExpiryWatch(TokenVault &vault, tokens::TokenArchive &archive, Clock clock, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// `token` as it is listed now; `reminder.days` 0 means that it has expired.
    void reminderDue(const keyturn::tokens::Reminder &reminder, const keyturn::tokens::ServiceToken &token);
    /// What has been told could not be written down: it will be told again after a restart.
    void cannotRemember(const keyturn::tokens::ArchiveFailure &failure);

private:
    void look();
    void remember(const QList<tokens::Reminder> &told);

    TokenVault &m_vault;
    tokens::TokenArchive &m_archive;
    Clock m_clock;
    QTimer m_timer;
    QSet<tokens::Reminder> m_given; ///< Also what this run told and could not write down.
    QList<tokens::Reminder> m_unwritten; ///< What it told and could not write down yet.
};

} // namespace keyturn
