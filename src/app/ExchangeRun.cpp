// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ExchangeRun.h"

#include "RedirectRule.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace keyturn {

namespace {

/// What a hop gets when nothing is left: enough to fail as a time-out does, in the transport's own words.
constexpr std::chrono::milliseconds shortestDeadline = 1ms;

} // namespace

ExchangeRun::ExchangeRun(http::Transport &transport, Clock clock, http::Options options, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_clock(std::move(clock))
    , m_options(options)
{
}

ExchangeRun::~ExchangeRun() = default;

void ExchangeRun::start(
    const http::Request &request, std::optional<Credentials> credentials, bool follow,
    Then<http::Exchange> then)
{
    Q_ASSERT_X(!m_then, Q_FUNC_INFO, "should have been started once only");
    m_request = request;
    m_credentials = std::move(credentials);
    m_withCredentials = m_credentials.has_value();
    m_follow = follow;
    m_then = std::move(then);
    m_startedAt = m_clock();
    m_sinceStart.start();
    sendNext();
}

void ExchangeRun::sendNext()
{
    http::SecretHeaders secrets;
    if (m_withCredentials)
        secrets = access::accessHeaders(m_credentials->clientId, m_credentials->secret, m_credentials->style);
    m_call = m_transport.send(m_request, std::move(secrets), optionsNow(), {this, &ExchangeRun::judge});
}

// The deadline is for all hops together: what the earlier ones took is gone.
http::Options ExchangeRun::optionsNow() const
{
    auto options = m_options;
    if (m_options.deadline <= 0ms)
        return options;
    const std::chrono::milliseconds gone(m_sinceStart.elapsed());
    options.deadline = std::max(m_options.deadline - gone, shortestDeadline);
    return options;
}

void ExchangeRun::judge(http::Answer answer)
{
    if (!answer)
        return finish(std::move(answer));

    const auto style = m_credentials ? m_credentials->style : access::HeaderStyle::two();
    const auto hopsSoFar = static_cast<int>(m_hops.size());
    const auto next = nextHop(m_request, m_withCredentials, style, *answer, hopsSoFar, m_follow);
    if (next.plan == RedirectPlan::NotARedirect)
        return finish(std::move(answer));

    const bool followed = next.plan == RedirectPlan::Follow;
    m_hops.append({m_request.url, answer->status, next.location, m_withCredentials, followed, next.stripped});
    if (!followed)
        return finish(std::move(answer));

    // Once withheld, they stay withheld: a redirect back to the first origin is another party's wish, not the
    // user's.
    m_withCredentials = next.withCredentials;
    m_request = next.request;
    sendNext();
}

void ExchangeRun::finish(http::Answer answer)
{
    const bool credentialsSent = m_withCredentials;
    m_credentials.reset();
    const auto then = *m_then;
    then({m_request, credentialsSent, m_hops, std::move(answer), m_startedAt});
}

} // namespace keyturn
