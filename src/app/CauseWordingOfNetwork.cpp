// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseWording.h"

#include <QtGlobal>

namespace keyturn {

std::vector<CauseWords> wordsOfNetwork()
{
    using enum access::Cause;
    return {
        {HostNotFound, QT_TRANSLATE_NOOP("VerdictWording", "The host name was not found."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "DNS has no address for it. Either the name is misspelt or its record is missing.")},
        {ConnectionRefused,
         QT_TRANSLATE_NOOP("VerdictWording", "The server refused the connection: nothing listens there."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The host exists, but no program accepts connections on this port.")},
        {ConnectionLost,
         QT_TRANSLATE_NOOP("VerdictWording", "The connection broke before the answer was complete."),
         QT_TRANSLATE_NOOP("VerdictWording", "The server, or something on the way, closed it.")},
        {NetworkUnreachable,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The network did not carry the request: no route, or the proxy refused."),
         QT_TRANSLATE_NOOP("VerdictWording", "This says nothing about Access: the request never got there.")},
        {TlsFailed,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The secure connection failed: the server's certificate or TLS settings were not accepted."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Nothing was sent: a request goes out only over a connection that is trusted.")},
        {TimedOut, QT_TRANSLATE_NOOP("VerdictWording", "No complete answer came in time."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The server may be slow, or a firewall may swallow the traffic.")},
        {AnswerTooLarge,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The answer was larger than the limit, so Keyturn stopped reading."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "So large an answer does not come from Access, but what it is was not read.")},
        {NotHttp, QT_TRANSLATE_NOOP("VerdictWording", "The server's answer is not valid HTTP."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Another protocol may speak on this port, or the answer is damaged.")},
        {NetworkFailed, QT_TRANSLATE_NOOP("VerdictWording", "The request failed before an answer came."),
         QT_TRANSLATE_NOOP("VerdictWording", "The words of the error are below.")},
        {ProxyWantsLogin,
         QT_TRANSLATE_NOOP("VerdictWording", "A proxy on the way wants a login before it lets requests out."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The answer 407 comes from a proxy near you. Neither Cloudflare nor the service saw the "
             "request.")},
        {CaptivePortal,
         QT_TRANSLATE_NOOP("VerdictWording", "This network wants a login before it lets requests out."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The answer 511 comes from the network you are in, as hotels and trains have it. The request "
             "went no further.")},
        {HeaderNotSendable,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The program refused to send a header: its value has a line break or another forbidden "
             "character in it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Nothing was sent. A secret that was copied or read from a file often ends in a line break.")},
        {RedirectLoop,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The program followed one redirect after the other and gave up."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "A program that keeps no cookies goes round in circles between a login and the service; so does "
             "a service that sends https back to http. Which it was does not show.")},
        {CorsBlocked,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The browser kept the answer from the page: it carries no permission for another site."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access's redirect to the login page and its answer to the preflight carry none, so this is "
             "what a "
             "page sees of them; the service itself may also give none.")},
        {UnexpectedPage,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "A program did not get the data it expected; who answered does not show."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "With Access in the way it is often the login page, after a redirect was followed. Run the "
             "request "
             "again with curl -v, and give the whole output.")},
        {NoApplicationFound,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The program cloudflared found no Access application at this address."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "No application covers it, or Bypass lets this network in without one, or something in front "
             "of it answers.")},
        {WebSocketBadHandshake,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The WebSocket handshake failed, and the error does not say with which status."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The program cloudflared says so for every answer but 101: a login redirect, a refusal by "
             "Access, a "
             "firewall, or a service that is down. Diagnose the URL to see which.")},
    };
}

} // namespace keyturn
