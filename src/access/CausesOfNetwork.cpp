// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseTable.h"

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

using enum Confidence;

template <http::TransportError... errors>
Applies failedWith(const Clues &clues)
{
    if (clues.failure && ((clues.failure->error == errors) || ...))
        return Certain;
    return no;
}

// It stands for every answer to an upgrade that is not 101 (facts 2.7, S18, and 13).
Applies webSocketBadHandshake(const Clues &clues)
{
    return clues.failure->detail.contains("websocket: bad handshake"_L1) ? Applies(Possible) : no;
}

// curl's 7 is that no connection came about; only its words tell a refusal from a way that leads nowhere.
Applies connectionRefused(const Clues &clues)
{
    if (clues.failure->error != http::TransportError::ConnectionRefused)
        return no;
    const auto &detail = clues.failure->detail;
    const bool isGuess
        = detail.contains("curl: (7)"_L1) && !detail.contains("refused"_L1, Qt::CaseInsensitive);
    return Applies(isGuess ? Possible : Certain);
}

template <Complaint complaint>
Applies complains(const Clues &clues)
{
    return clues.seen.complaint == complaint ? Applies(Likely) : no;
}

template <int status>
Applies answered(const Clues &clues)
{
    return clues.answer->status == status ? Applies(Likely) : no;
}

} // namespace

std::vector<CauseRow> causesOfNetwork()
{
    using enum Layer;
    using enum NextStep;
    using enum Outcome;
    using Error = http::TransportError;

    // clang-format off
    return {
        {Cause::WebSocketBadHandshake, "websocket-bad-handshake"_L1, std::nullopt, Unknown, Possible,
         webSocketBadHandshake, {Diagnose, SendHeadersOnUpgrade, StartTunnel}, true},
        {Cause::HeaderNotSendable, "header-not-sendable"_L1, Network, Unreachable, Likely,
         complains<Complaint::HeaderNotSendable>, {CleanValues, FillInCredentials}, true},
        {Cause::RedirectLoop, "redirect-loop"_L1, std::nullopt, Unknown, Possible,
         complains<Complaint::RedirectLoop>, {DoNotFollowRedirects, SendHeadersEachTime, Diagnose}, true},
        {Cause::CorsBlocked, "cors-blocked"_L1, std::nullopt, Unknown, Possible,
         complains<Complaint::CorsBlocked>, {AllowPreflight, Diagnose}, true},
        {Cause::UnexpectedPage, "unexpected-page"_L1, std::nullopt, Unknown, Possible,
         complains<Complaint::UnexpectedPage>, {DoNotFollowRedirects, Diagnose}, true},
        {Cause::NoApplicationFound, "no-application-found"_L1, std::nullopt, Unknown, Possible,
         complains<Complaint::NoApplicationFound>, {CheckUrl, ProtectHost, CheckBypassPolicy}, true},
        {Cause::HostNotFound, "host-not-found"_L1, Network, Unreachable, Certain,
         failedWith<Error::HostNotFound>, {CheckUrl, CheckNetwork}, true},
        {Cause::ConnectionRefused, "connection-refused"_L1, Network, Unreachable, Certain,
         connectionRefused, {CheckUrl, CheckNetwork}, true},
        {Cause::ConnectionLost, "connection-lost"_L1, Network, Unreachable, Certain,
         failedWith<Error::ConnectionLost>, {WaitAndRetry, CheckNetwork}, true},
        {Cause::NetworkUnreachable, "network-unreachable"_L1, Network, Unreachable, Certain,
         failedWith<Error::Unreachable>, {CheckNetwork}, true},
        {Cause::TlsFailed, "tls-failed"_L1, Network, Unreachable, Certain,
         failedWith<Error::TlsFailed>, {InspectCertificate, CheckUrl}, true},
        {Cause::TimedOut, "timed-out"_L1, Network, Unreachable, Certain,
         failedWith<Error::TimedOut, Error::Stalled>, {WaitAndRetry, CheckNetwork}, true},
        {Cause::AnswerTooLarge, "answer-too-large"_L1, Network, Unreachable, Certain,
         failedWith<Error::TooLarge>, {CheckUrl}, true},
        {Cause::NotHttp, "not-http"_L1, Network, Unreachable, Certain,
         failedWith<Error::NotHttp>, {CheckUrl}, true},
        {Cause::NetworkFailed, "network-failed"_L1, Network, Unreachable, Likely,
         failedWith<Error::Other>, {CheckNetwork, WaitAndRetry}, true},
        {Cause::ProxyWantsLogin, "proxy-wants-login"_L1, Network, Refused, Likely,
         answered<407>, {LogInToProxy, CheckNetwork}},
        {Cause::CaptivePortal, "captive-portal"_L1, Network, Refused, Likely,
         answered<511>, {CheckNetwork}},
    };
    // clang-format on
}

} // namespace keyturn::access
