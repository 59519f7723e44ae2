// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TransportWording.h"

#include <QCoreApplication>

namespace keyturn {

using http::TransportError;

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("TransportWording", text);
}

// Where the title says all there is, the engine's words would only repeat it.
bool isWorthSaying(const http::TransportFailure &failure)
{
    const auto isVague = failure.error == TransportError::TlsFailed
        || failure.error == TransportError::Unreachable || failure.error == TransportError::NotHttp
        || failure.error == TransportError::Other;
    return isVague && !failure.detail.isEmpty();
}

} // namespace

QString titleFor(TransportError error)
{
    switch (error) {
    case TransportError::HostNotFound:
        return translated("There is no server with this name.");
    case TransportError::ConnectionRefused:
        return translated("Nothing listens at this address and port.");
    case TransportError::ConnectionLost:
        return translated("The connection was closed before the answer was whole.");
    case TransportError::Unreachable:
        return translated("The server cannot be reached from here.");
    case TransportError::TlsFailed:
        return translated("No secure connection could be made.");
    case TransportError::TimedOut:
        return translated("The exchange took longer than the time limit.");
    case TransportError::Stalled:
        return translated("The server went silent.");
    case TransportError::TooLarge:
        return translated("The answer is larger than the size limit.");
    case TransportError::NotHttp:
        return translated("The answer is not HTTP that can be relied on.");
    case TransportError::Other:
        return translated("The request could not be sent or got no answer.");
    }
    return {};
}

QString adviceFor(TransportError error)
{
    switch (error) {
    case TransportError::HostNotFound:
        return translated("Check the spelling of the host. If it is new, its DNS record may not be there "
                          "yet; if it is internal, connect to its network.");
    case TransportError::ConnectionRefused:
        return translated("Check the port and whether the service is running.");
    case TransportError::ConnectionLost:
        return translated("Try again. If it happens every time, look at the server's log, or at a proxy or "
                          "firewall on the way. The server may have acted on the request all the same.");
    case TransportError::Unreachable:
        return translated("Check the network, the VPN and the system's proxy, then try again.");
    case TransportError::TlsFailed:
        return translated("Check the host name, the server's certificate and this machine's clock. If a "
                          "proxy inspects TLS here, its root certificate must be installed in the system.");
    case TransportError::TimedOut:
        return translated("Try again, or give the request more time.");
    case TransportError::Stalled:
        return translated("Try again. If it stays silent, look at what runs behind the server, or give the "
                          "request more time.");
    case TransportError::TooLarge:
        return translated("Ask for less, or raise the limit.");
    case TransportError::NotHttp:
        return translated("Check that the scheme and the port belong to a web server, and look for a broken "
                          "proxy on the way.");
    case TransportError::Other:
        return translated("Check the URL, the method and the headers, then try again.");
    }
    return {};
}

QString sentenceFor(TransportError error)
{
    return titleFor(error) + u' ' + adviceFor(error);
}

QString sentenceFor(const http::TransportFailure &failure)
{
    if (!isWorthSaying(failure))
        return sentenceFor(failure.error);
    auto detail = failure.detail;
    if (detail.endsWith(u'.'))
        detail.chop(1);
    const auto reported = translated("Reported: %1.").arg(detail);
    return titleFor(failure.error) + u' ' + reported + u' ' + adviceFor(failure.error);
}

} // namespace keyturn
