// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseTable.h"

#include "PageMarks.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

using enum Confidence;

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

template <int... codes>
Applies hasCode(const Clues &clues)
{
    const int code = clues.answer->marks.cloudflareCode;
    return ((code == codes) || ...) ? Applies(Likely) : no;
}

// Cloudflare gives these numbers as the status as well.
template <int... codes>
Applies hasStatus(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!answer.marks.isCloudflare)
        return no;
    const bool isIt = ((answer.status == codes || answer.marks.cloudflareCode == codes) || ...);
    return isIt ? Applies(Likely) : no;
}

bool isSamePlace(const QUrl &a, const QUrl &b)
{
    const auto pathOf = [](const QUrl &url) { return url.path().isEmpty() ? u"/"_s : url.path(); };
    return a.host().compare(b.host(), Qt::CaseInsensitive) == 0 && pathOf(a) == pathOf(b);
}

Applies httpsRequired(const Clues &clues)
{
    const QUrl &asked = clues.request().url;
    const QUrl &location = clues.answer->location;
    if (clues.answer->status == 400 && clues.answer->marks.isCloudflare
        && saysHttpsIsRequired(clues.answer->reply.body.start))
        return Likely;
    const bool isUpgraded = asked.scheme() == "http"_L1 && location.scheme() == "https"_L1;
    return isUpgraded && isSamePlace(asked, location) && clues.answer->marks.isCloudflare ? Applies(Likely)
                                                                                          : no;
}

// One report (facts 2.3): a client that keeps cookies beside the headers gets a 400 after a while.
Applies sessionCookieBesideCredentials(const Clues &clues)
{
    const bool hasBoth
        = clues.presented.hasSession && (clues.seen.exchange.credentialsSent || clues.presented.hasClientId);
    return hasBoth && clues.answer->status == 400 && clues.answer->marks.isCloudflare ? Applies(Possible)
                                                                                      : no;
}

Applies headersTooLarge(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (answer.status == 431)
        return Likely;
    const QString title = titleOf(answer.reply.body.start);
    return answer.status == 400 && title == "400 Request Header Or Cookie Too Large"_L1 ? Applies(Likely)
                                                                                        : no;
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
    const Signals &marks = clues.answer->marks;
    return isFirewallCode(marks.cloudflareCode) || marks.isFirewallPage ? Applies(Likely) : no;
}

} // namespace

std::vector<CauseRow> causesBeforeAccess()
{
    using enum Layer;
    using enum NextStep;
    using enum Outcome;

    // clang-format off
    return {
        {Cause::TunnelDown, "tunnel-down"_L1, Edge, Unreachable, Likely,
         hasCode<1033>, {StartTunnel, WaitAndRetry, LookUpRay}},
        {Cause::OriginNameNotResolved, "origin-name-not-resolved"_L1, Edge, Unreachable, Likely,
         hasCode<1016>, {CheckProxyStatus, LookUpRay}},
        {Cause::OriginTlsFailed, "origin-tls-failed"_L1, Edge, Unreachable, Likely,
         hasStatus<525, 526>, {CheckOriginCertificate, LookUpRay}},
        {Cause::OriginTimedOut, "origin-timed-out"_L1, Edge, Unreachable, Likely,
         hasStatus<522, 524>, {CheckOrigin, WaitAndRetry, LookUpRay}},
        {Cause::OriginConnectionRefused, "origin-connection-refused"_L1, Edge, Unreachable, Likely,
         hasStatus<521>, {CheckOrigin, LookUpRay}},
        {Cause::BadGateway, "bad-gateway"_L1, Edge, Unreachable, Likely,
         hasCode<502, 504>, {CheckOrigin, StartTunnel, WaitAndRetry, LookUpRay}},
        {Cause::OriginUnreachable, "origin-unreachable"_L1, Edge, Unreachable, Likely,
         originUnreachable, {CheckOrigin, WaitAndRetry, LookUpRay}},
        {Cause::RateLimited, "rate-limited"_L1, Edge, Refused, Likely,
         rateLimited, {WaitAndRetry, LookUpRay}},
        {Cause::DirectIpAccess, "direct-ip-access"_L1, Edge, Refused, Likely,
         hasCode<1003>, {CheckUrl, LookUpRay}},
        {Cause::HostMisconfigured, "host-misconfigured"_L1, Edge, Refused, Likely,
         hasCode<1000, 1001, 1002, 1004, 1014, 1018>, {CheckProxyStatus, LookUpRay}},
        {Cause::EdgeError, "edge-error"_L1, Edge, Refused, Likely,
         edgeError, {CheckProxyStatus, LookUpRay}},
        {Cause::WafChallenge, "waf-challenge"_L1, Waf, Refused, Likely,
         wafChallenge, {CheckWafEvents, ChangeUserAgent, LookUpRay}},
        {Cause::ClientSignatureBlocked, "client-signature-blocked"_L1, Waf, Refused, Likely,
         hasCode<1010>, {ChangeUserAgent, CheckWafEvents, LookUpRay}},
        {Cause::CountryBlocked, "country-blocked"_L1, Waf, Refused, Likely,
         hasCode<1009>, {CheckWafEvents, LookUpRay}},
        {Cause::AddressBlocked, "address-blocked"_L1, Waf, Refused, Likely,
         hasCode<1005, 1006, 1007, 1008>, {CheckWafEvents, LookUpRay}},
        {Cause::WafBlock, "waf-block"_L1, Waf, Refused, Likely,
         wafBlock, {ChangeUserAgent, CheckWafEvents, LookUpRay}},
        {Cause::SessionCookieBesideCredentials, "session-cookie-beside-credentials"_L1, Edge, Refused, Possible,
         sessionCookieBesideCredentials, {RemoveCookies, LookUpRay}},
        {Cause::HeadersTooLarge, "headers-too-large"_L1, Edge, Refused, Likely,
         headersTooLarge, {RemoveCookies, CheckOrigin}},
        {Cause::HttpsRequired, "https-required"_L1, Edge, Unknown, Likely,
         httpsRequired, {UseHttps}},
    };
    // clang-format on
}

} // namespace keyturn::access
