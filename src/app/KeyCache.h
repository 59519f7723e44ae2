// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeySet.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <chrono>

namespace keyturn {

/// Keys that were fetched, with where from and when, and the rules by which they are used again. It fetches
/// nothing.
///
/// They are asked for again after a day, and for an id that is not among them; not more than once a minute
/// (the rules of cloudflared, facts 3.4): tokens with unknown ids are free to make. Where asking failed it
/// may be tried again after a few seconds, since somebody may have seen to the reason; and what is there is
/// still good for a week, which is how long Access publishes a key after another took over.
class KeyCache
{
public:
    static constexpr std::chrono::hours fresh{24};
    static constexpr std::chrono::hours usable{7 * 24};
    static constexpr std::chrono::minutes pause{1};
    static constexpr std::chrono::seconds pauseAfterFailure{5};
    static constexpr qsizetype mostPlaces = 50; ///< Beyond it, the one that was asked longest ago goes.

    struct Entry
    {
        QString from; ///< The address.
        QByteArray document; ///< As it was answered. Empty: nothing was answered so far.
        jwt::KeySet keys;
        QDateTime at; ///< When it was answered, UTC.
        QDateTime asked; ///< When it was asked for last, answered or not.
    };

    /// Null when nothing was ever asked from there.
    [[nodiscard]] const Entry *find(const QString &from) const;

    /// Is it time to ask, for a token that names this key? An empty id names none.
    [[nodiscard]] bool shouldAsk(const QString &from, const QString &keyId, const QDateTime &now) const;
    /// May what is there be used although asking failed, or was not allowed yet?
    [[nodiscard]] bool isUsable(const QString &from, const QDateTime &now) const;

    void noteAsked(const QString &from, const QDateTime &now);
    void keep(const QString &from, const QByteArray &document, const jwt::KeySet &keys, const QDateTime &at);

    /// All of it as JSON, for a file: public keys, no secrets.
    [[nodiscard]] QByteArray saved() const;
    /// What cannot be read, or is from the future, is left out.
    [[nodiscard]] static KeyCache restored(const QByteArray &saved, const QDateTime &now);

private:
    Entry &entryFor(const QString &from);

    QList<Entry> m_entries;
};

} // namespace keyturn
