// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Clock.h"
#include "KeySet.h"
#include "Result.h"
#include "Transport.h"

#include <QObject>
#include <QString>
#include <QUrl>

#include <memory>
#include <optional>

namespace keyturn {

struct KeyFailure
{
    enum class Cause {
        BadTeam, ///< No team name.
        BadUrl, ///< Neither https nor loopback.
        CannotRead, ///< The file; `detail` is the system's word.
        Transport, ///< See `transport`.
        Redirect, ///< The server pointed elsewhere, to `detail`, and nobody followed; `status` is its answer.
        Status, ///< The server answered otherwise, but not with 200; `status` is its answer.
        NotKeys, ///< See `keySet`.
        AskedJustNow, ///< In vain: it is too early to ask again.
        NotAskedAgain, ///< Less than a minute ago; another unknown key is no reason to.
        NothingKept, ///< Offline, and no keys from there are kept.
    };

    Cause cause = Cause::CannotRead;
    QString where;
    QString detail;
    int status = 0;
    http::TransportError transport = http::TransportError::Other;
    jwt::KeySetError keySet = jwt::KeySetError::NotJson;
};

/// A key set with where it came from and when: shown beside every verdict that rests on it.
struct FetchedKeys
{
    jwt::KeySet keys;
    QString from; ///< File path or URL.
    QDateTime at; ///< UTC.
    QByteArray document = {}; ///< What the keys were read from.
    bool isKept = false; ///< From an earlier answer; nobody was asked now, or `failure` says why in vain.
    std::optional<KeyFailure> failure = {};
};

/// Gets public keys from a file, a URL or a team domain: https or loopback only, no redirects, at most 1 MiB,
/// with a deadline (the rules of cloudflared, facts 3.4). One at a time.
class KeyFetcher final : public QObject
{
    Q_OBJECT

public:
    using Fetched = Result<FetchedKeys, KeyFailure>;

    KeyFetcher(http::Transport &transport, Clock clock, QObject *parent = nullptr);

    /// https, or http on this machine.
    [[nodiscard]] static bool mayAsk(const QUrl &url);
    /// Why one may not.
    [[nodiscard]] static KeyFailure refusalOf(const QUrl &url);

    void fetchFromUrl(const QUrl &url, std::chrono::milliseconds deadline, Then<Fetched> then);
    void fetchFromTeam(const QString &team, std::chrono::milliseconds deadline, Then<Fetched> then);
    [[nodiscard]] Fetched readFile(const QString &path) const;
    /// Any form that jwt::readKeys() knows.
    [[nodiscard]] Fetched readText(const QByteArray &text, const QString &from) const;
    void cancel() { m_call.reset(); }

private:
    void answerSoon(const KeyFailure &why, const Then<Fetched> &then);

    http::Transport &m_transport;
    Clock m_clock;
    std::unique_ptr<http::Call> m_call;
};

} // namespace keyturn
