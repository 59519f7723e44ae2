// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AccessHeaders.h"
#include "Clock.h"
#include "Exchange.h"
#include "Secret.h"
#include "Then.h"
#include "Transport.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>
#include <optional>

namespace keyturn {

/// A token on its way out: what accessHeaders() needs.
struct Credentials
{
    QString clientId;
    Secret secret;
    access::HeaderStyle style;
};

/// One request with its redirects. It decides each hop by nextHop(), and forgets the credentials with its
/// last one. Letting go of it cancels what runs, and no answer comes.
class ExchangeRun final : public QObject
{
    Q_OBJECT

public:
    ExchangeRun(http::Transport &transport, Clock clock, http::Options options, QObject *parent = nullptr);
    ~ExchangeRun() override;

    /// Once for each ExchangeRun. The caller has made sure that the credentials may go to the URL.
    void start(
        const http::Request &request, std::optional<Credentials> credentials, bool follow,
        Then<http::Exchange> then);

private:
    void sendNext();
    [[nodiscard]] http::Options optionsNow() const;
    void judge(http::Answer answer);
    void finish(http::Answer answer);

    http::Transport &m_transport;
    Clock m_clock;
    http::Options m_options;
    std::optional<Credentials> m_credentials;
    bool m_withCredentials = false;
    bool m_follow = false;
    http::Request m_request;
    QList<http::Hop> m_hops;
    QDateTime m_startedAt;
    QElapsedTimer m_sinceStart; ///< The clock may be set meanwhile.
    std::optional<Then<http::Exchange>> m_then;
    std::unique_ptr<http::Call> m_call;
};

} // namespace keyturn
