// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseTable.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

using enum Confidence;
using Applies = std::optional<Match>;

constexpr std::nullopt_t no = std::nullopt;

template <http::TransportError... errors>
Applies failedWith(const Clues &clues)
{
    if (clues.failure && ((clues.failure->error == errors) || ...))
        return Certain;
    return no;
}

// Facts 13, 5: which of Cloudflare's numbers speak of the origin, and which of its firewall. 1101 and its
// like are the Worker's own failures and belong to the origin.
bool isOriginDownCode(int code)
{
    constexpr std::array others{502, 504, 1016, 1033};
    return (code >= 520 && code <= 530) || std::find(others.cbegin(), others.cend(), code) != others.cend();
}

bool isFirewallCode(int code)
{
    return (code >= 1005 && code <= 1012) || code == 1020;
}

bool isEdgeCode(int code)
{
    return (code >= 1000 && code <= 1099) || code == 1200;
}

Applies originUnreachable(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!answer.marks.isCloudflare)
        return no;
    if (isOriginDownCode(answer.marks.cloudflareCode) || (answer.status >= 520 && answer.status <= 530))
        return Likely;
    return no;
}

Applies rateLimited(const Clues &clues)
{
    return clues.answer->marks.cloudflareCode == 1015 ? Applies(Likely) : no;
}

Applies edgeError(const Clues &clues)
{
    const int code = clues.answer->marks.cloudflareCode;
    return isEdgeCode(code) && !isFirewallCode(code) ? Applies(Likely) : no;
}

Applies wafChallenge(const Clues &clues)
{
    return clues.answer->marks.isChallenge ? Applies(Likely) : no;
}

Applies wafBlock(const Clues &clues)
{
    return isFirewallCode(clues.answer->marks.cloudflareCode) ? Applies(Likely) : no;
}

} // namespace

std::vector<CauseRow> causesBeforeAccess()
{
    using enum Layer;
    using enum NextStep;
    using enum Outcome;
    using Error = http::TransportError;

    // clang-format off
    return {
        {Cause::HostNotFound, "host-not-found"_L1, Network, Unreachable, Certain,
         failedWith<Error::HostNotFound>, {CheckUrl, CheckNetwork}},
        {Cause::ConnectionRefused, "connection-refused"_L1, Network, Unreachable, Certain,
         failedWith<Error::ConnectionRefused>, {CheckUrl, CheckNetwork}},
        {Cause::ConnectionLost, "connection-lost"_L1, Network, Unreachable, Certain,
         failedWith<Error::ConnectionLost>, {WaitAndRetry, CheckNetwork}},
        {Cause::NetworkUnreachable, "network-unreachable"_L1, Network, Unreachable, Certain,
         failedWith<Error::Unreachable>, {CheckNetwork}},
        {Cause::TlsFailed, "tls-failed"_L1, Network, Unreachable, Certain,
         failedWith<Error::TlsFailed>, {InspectCertificate, CheckUrl}},
        {Cause::TimedOut, "timed-out"_L1, Network, Unreachable, Certain,
         failedWith<Error::TimedOut, Error::Stalled>, {WaitAndRetry, CheckNetwork}},
        {Cause::AnswerTooLarge, "answer-too-large"_L1, Network, Unreachable, Certain,
         failedWith<Error::TooLarge>, {CheckUrl}},
        {Cause::NotHttp, "not-http"_L1, Network, Unreachable, Certain,
         failedWith<Error::NotHttp>, {CheckUrl}},
        {Cause::NetworkFailed, "network-failed"_L1, Network, Unreachable, Likely,
         failedWith<Error::Other>, {CheckNetwork, WaitAndRetry}},
        {Cause::OriginUnreachable, "origin-unreachable"_L1, Edge, Unreachable, Likely,
         originUnreachable, {CheckOrigin, WaitAndRetry, LookUpRay}},
        {Cause::RateLimited, "rate-limited"_L1, Edge, Refused, Likely,
         rateLimited, {WaitAndRetry, LookUpRay}},
        {Cause::EdgeError, "edge-error"_L1, Edge, Refused, Likely,
         edgeError, {CheckProxyStatus, LookUpRay}},
        {Cause::WafChallenge, "waf-challenge"_L1, Waf, Refused, Likely,
         wafChallenge, {CheckWafEvents, ChangeUserAgent, LookUpRay}},
        {Cause::WafBlock, "waf-block"_L1, Waf, Refused, Likely,
         wafBlock, {ChangeUserAgent, CheckWafEvents, LookUpRay}},
    };
    // clang-format on
}

} // namespace keyturn::access
