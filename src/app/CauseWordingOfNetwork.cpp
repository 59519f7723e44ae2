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
             "No credentials were sent: Keyturn sends them only over a connection it can trust.")},
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
         QT_TRANSLATE_NOOP("VerdictWording", "The engine's own words are below.")},
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
