// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ExpiryWatch.h"

#include <algorithm>

namespace keyturn {

using namespace std::chrono_literals;

namespace {

// Another process writes for milliseconds.
constexpr auto untilFree = 30s;

} // namespace

ExpiryWatch::ExpiryWatch(TokenVault &vault, tokens::TokenArchive &archive, Clock clock, QObject *parent)
    : QObject(parent)
    , m_vault(vault)
    , m_archive(archive)
    , m_clock(std::move(clock))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ExpiryWatch::look);
}

void ExpiryWatch::start()
{
    connect(&m_vault, &TokenVault::reloaded, this, &ExpiryWatch::look, Qt::UniqueConnection);
    connect(&m_vault, &TokenVault::tokenAdded, this, &ExpiryWatch::look, Qt::UniqueConnection);
    connect(&m_vault, &TokenVault::tokenChanged, this, &ExpiryWatch::look, Qt::UniqueConnection);
    look();
}

void ExpiryWatch::look()
{
    const auto written = m_archive.remindersGiven();
    if (!written && written.error().error == tokens::ArchiveError::Busy)
        return m_timer.start(untilFree);
    if (written)
        m_given.unite(*written);

    const auto now = m_clock();
    const auto due = tokens::remindersDue(m_vault.tokens(), m_given, now);
    for (const auto &reminder : due.settled)
        m_given.insert(reminder);
    // Written down first: a crash in between loses a notice, and the page still shows it; the other way round
    // nags.
    remember(due.settled);
    for (const auto &reminder : due.show) {
        if (const auto *token = m_vault.withId(reminder.tokenId))
            Q_EMIT reminderDue(reminder, *token);
    }

    auto wait = std::chrono::milliseconds(1h);
    if (const auto next = tokens::nextReminderAt(m_vault.tokens(), m_given, now))
        wait = std::clamp(std::chrono::milliseconds(now.msecsTo(*next)), std::chrono::milliseconds(1s), wait);
    m_timer.start(m_unwritten.isEmpty() ? wait : std::min(wait, std::chrono::milliseconds(untilFree)));
}

// Said once: what could not be written down is tried again with each look.
void ExpiryWatch::remember(const QList<tokens::Reminder> &told)
{
    m_unwritten.append(told);
    if (m_unwritten.isEmpty())
        return;
    const auto remembered = m_archive.rememberReminders(m_unwritten);
    if (remembered)
        m_unwritten.clear();
    else if (!told.isEmpty())
        Q_EMIT cannotRemember(remembered.error());
}

} // namespace keyturn
