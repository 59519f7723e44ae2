// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseWording.h"

#include <QtGlobal>

namespace keyturn {

std::vector<CauseWords> wordsOfEdge()
{
    using enum access::Cause;
    return {
        {OriginUnreachable,
         QT_TRANSLATE_NOOP("VerdictWording", "Cloudflare could not reach the service behind it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The server or the tunnel behind Cloudflare is down or does not answer. The token has nothing "
             "to do with it.")},
        {TunnelDown, QT_TRANSLATE_NOOP("VerdictWording", "The tunnel to the service is not connected."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Cloudflare has the host name, but no cloudflared is running for it. The token has nothing to "
             "do with it.")},
        {OriginNameNotResolved,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Cloudflare could not find the address of the service behind it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The DNS record of the host points at a name that does not resolve. The token has nothing to do "
             "with it.")},
        {OriginTlsFailed,
         QT_TRANSLATE_NOOP("VerdictWording", "Cloudflare and the service behind it could not agree on TLS."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The certificate of the service is not valid for Full (strict), or the handshake failed. The "
             "token has nothing to do with it.")},
        {OriginTimedOut,
         QT_TRANSLATE_NOOP("VerdictWording", "The service behind Cloudflare did not answer in time."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "It is down, overloaded, or a firewall in front of it drops what Cloudflare sends. The token "
             "has nothing to do with it.")},
        {OriginConnectionRefused,
         QT_TRANSLATE_NOOP("VerdictWording", "The service behind Cloudflare refused the connection."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Nothing listens on its port, or its firewall turns Cloudflare away. The token has nothing to "
             "do with it.")},
        {BadGateway,
         QT_TRANSLATE_NOOP("VerdictWording", "Cloudflare got no valid answer from the service behind it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The service or its tunnel failed while it answered. The token has nothing to do with it.")},
        {DirectIpAccess,
         QT_TRANSLATE_NOOP("VerdictWording", "Cloudflare does not answer to a bare IP address."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The request named an address where the host name belongs, so no application can match it.")},
        {HostMisconfigured,
         QT_TRANSLATE_NOOP("VerdictWording", "Cloudflare does not know where to send this host's requests."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The DNS record or the zone of the host is not set up as it should be; the number in the answer "
             "says how.")},
        {HttpsRequired,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The host wants https, and sent the request to the same address with it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Nothing but the scheme differs. Credentials should not travel over http at all.")},
        {SessionCookieBesideCredentials,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The request was refused as malformed; it carried a session cookie beside the credentials."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "A client that keeps cookies beside the two headers has been reported to end so after a while. "
             "The headers alone are enough.")},
        {HeadersTooLarge, QT_TRANSLATE_NOOP("VerdictWording", "The headers of the request are too large."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Most often that is a heap of cookies. The request got no further.")},
        {RateLimited, QT_TRANSLATE_NOOP("VerdictWording", "Cloudflare limits the rate of your requests."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "A rate limiting rule of the domain stopped the request. The token has nothing to do with it.")},
        {EdgeError,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Cloudflare answered with an error of its own, before Access and the service."),
         QT_TRANSLATE_NOOP("VerdictWording", "The number says which. The token has nothing to do with it.")},
        {WafBlock,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Cloudflare's firewall blocked the request before Access saw it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "A firewall, bot or browser check rule did not like the client. The token was not looked at.")},
        {ClientSignatureBlocked,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Cloudflare blocked the program by its signature before Access saw the request."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Code 1010: a browser check did not like the User-Agent, as scripts often find. The token was "
             "not looked at.")},
        {CountryBlocked,
         QT_TRANSLATE_NOOP("VerdictWording", "Cloudflare blocked the request for the country it came from."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Code 1009: a rule of the domain. The token was not looked at.")},
        {AddressBlocked,
         QT_TRANSLATE_NOOP("VerdictWording", "Cloudflare blocked the request for the address it came from."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "A rule of the domain bans the address or its network. The token was not looked at.")},
        {WafChallenge,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Cloudflare wants proof of a browser before it lets the request through to Access."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "A program cannot pass such a challenge. The token was not looked at.")},
    };
}

} // namespace keyturn
