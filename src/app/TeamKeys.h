// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeyCache.h"
#include "KeyFetcher.h"

#include <map>
#include <memory>
#include <vector>

namespace keyturn {

/// The keys of teams and other addresses, asked for when that is needed and kept otherwise, by the rules of
/// KeyCache. Any number of questions at the same time; those about one address share one request.
class TeamKeys final : public QObject
{
    Q_OBJECT

public:
    using Fetched = KeyFetcher::Fetched;

    TeamKeys(http::Transport &transport, Clock clock, KeyCache kept = {}, QObject *parent = nullptr);
    ~TeamKeys() override;

    /// Keys for a token that names `keyId`; empty when it names none, or when there is no token. Where asking
    /// fails, the answer is the keys that are there if they are still good, with what went wrong beside them.
    void
    keysAt(const QUrl &url, const QString &keyId, std::chrono::milliseconds deadline, Then<Fetched> then);
    void keysOfTeam(
        const QString &team, const QString &keyId, std::chrono::milliseconds deadline, Then<Fetched> then);

    /// Asks nobody: what is kept is the answer, however old it is.
    void setOffline(bool offline) { m_isOffline = offline; }

    /// Stops what runs; nobody who waits is answered. What was stopped may be asked again at once.
    void cancel() { m_requests.clear(); }

    [[nodiscard]] const KeyCache &cache() const { return m_cache; }

Q_SIGNALS:
    /// There is something new to save.
    void cacheChanged();

private:
    struct Request
    {
        std::unique_ptr<KeyFetcher> fetcher;
        std::vector<Then<Fetched>> waiting;
    };

    [[nodiscard]] Fetched keptAt(const QString &place, const std::optional<KeyFailure> &failure) const;
    void answerSoon(const Fetched &answer, const Then<Fetched> &then);
    void ask(const QUrl &url, const QString &place, std::chrono::milliseconds deadline, Then<Fetched> then);
    void finish(const QString &place, const Fetched &fetched);

    http::Transport &m_transport;
    Clock m_clock;
    KeyCache m_cache;
    std::map<QString, Request> m_requests;
    bool m_isOffline = false;
};

} // namespace keyturn
