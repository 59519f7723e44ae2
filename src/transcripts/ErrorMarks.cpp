// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ErrorMarks.h"

#include <array>
#include <bitset>

namespace keyturn::transcripts {

namespace {

using Kind = ErrorMark::Kind;
using Error = http::TransportError;

constexpr std::array marks{
    // requests, httpx, urllib
    ErrorMark{"HTTPError: ", Kind::Status},
    ErrorMark{"HTTPStatusError: ", Kind::Status},
    ErrorMark{"HTTP Error ", Kind::Status},
    ErrorMark{"Client Error: ", Kind::Status},
    ErrorMark{"Server Error: ", Kind::Status},
    // axios, fetch, got
    ErrorMark{"Request failed with status code ", Kind::Status},
    ErrorMark{"Response code ", Kind::Status},
    ErrorMark{"HTTP error! status: ", Kind::Status},
    ErrorMark{"Unexpected server response: ", Kind::Status},
    // PowerShell and .NET
    ErrorMark{"Response status code does not indicate success: ", Kind::Status},
    ErrorMark{"The remote server returned an error: ", Kind::Status},
    // Go, wrangler, cloudflared, curl, wget
    ErrorMark{"unexpected status", Kind::Status},
    ErrorMark{"unexpected HTTP status", Kind::Status},
    ErrorMark{"malformed response from the API", Kind::Status},
    ErrorMark{"curl: (", Kind::Curl},
    ErrorMark{"HTTP request sent, awaiting response... ", Kind::Status},
    ErrorMark{"websocket: bad handshake", Kind::Handshake},

    ErrorMark{"NameResolutionError", Kind::Failure, Error::HostNotFound},
    ErrorMark{"Name or service not known", Kind::Failure, Error::HostNotFound},
    ErrorMark{"nodename nor servname provided", Kind::Failure, Error::HostNotFound},
    ErrorMark{"Temporary failure in name resolution", Kind::Failure, Error::HostNotFound},
    ErrorMark{"getaddrinfo failed", Kind::Failure, Error::HostNotFound},
    ErrorMark{"ENOTFOUND", Kind::Failure, Error::HostNotFound},
    ErrorMark{"EAI_AGAIN", Kind::Failure, Error::HostNotFound},
    ErrorMark{"no such host", Kind::Failure, Error::HostNotFound},
    ErrorMark{"No such host is known", Kind::Failure, Error::HostNotFound},
    ErrorMark{"The remote name could not be resolved", Kind::Failure, Error::HostNotFound},
    ErrorMark{"ECONNREFUSED", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"Connection refused", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"connection refused", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"actively refused it", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"ECONNRESET", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"Connection reset by peer", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"connection reset by peer", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"Remote end closed connection without response", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"Server disconnected without sending a response", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"UND_ERR_SOCKET", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"socket hang up", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"ENETUNREACH", Kind::Failure, Error::Unreachable},
    ErrorMark{"EHOSTUNREACH", Kind::Failure, Error::Unreachable},
    ErrorMark{"Network is unreachable", Kind::Failure, Error::Unreachable},
    ErrorMark{"network is unreachable", Kind::Failure, Error::Unreachable},
    ErrorMark{"no route to host", Kind::Failure, Error::Unreachable},
    ErrorMark{"ProxyError", Kind::Failure, Error::Unreachable},
    ErrorMark{"CERTIFICATE_VERIFY_FAILED", Kind::Failure, Error::TlsFailed},
    ErrorMark{"SSLCertVerificationError", Kind::Failure, Error::TlsFailed},
    ErrorMark{"CERT_HAS_EXPIRED", Kind::Failure, Error::TlsFailed},
    ErrorMark{"UNABLE_TO_VERIFY_LEAF_SIGNATURE", Kind::Failure, Error::TlsFailed},
    ErrorMark{"UNABLE_TO_GET_ISSUER_CERT", Kind::Failure, Error::TlsFailed},
    ErrorMark{"DEPTH_ZERO_SELF_SIGNED_CERT", Kind::Failure, Error::TlsFailed},
    ErrorMark{"SELF_SIGNED_CERT_IN_CHAIN", Kind::Failure, Error::TlsFailed},
    ErrorMark{"ERR_TLS_CERT_ALTNAME_INVALID", Kind::Failure, Error::TlsFailed},
    ErrorMark{"ERR_SSL_", Kind::Failure, Error::TlsFailed},
    ErrorMark{"x509: certificate", Kind::Failure, Error::TlsFailed},
    ErrorMark{"remote error: tls: ", Kind::Failure, Error::TlsFailed},
    ErrorMark{"The SSL connection could not be established", Kind::Failure, Error::TlsFailed},
    ErrorMark{"Could not establish trust relationship", Kind::Failure, Error::TlsFailed},
    ErrorMark{"Read timed out", Kind::Failure, Error::TimedOut},
    ErrorMark{"ConnectTimeout", Kind::Failure, Error::TimedOut},
    ErrorMark{"ReadTimeout", Kind::Failure, Error::TimedOut},
    ErrorMark{"ETIMEDOUT", Kind::Failure, Error::TimedOut},
    ErrorMark{"UND_ERR_CONNECT_TIMEOUT", Kind::Failure, Error::TimedOut},
    ErrorMark{"UND_ERR_HEADERS_TIMEOUT", Kind::Failure, Error::TimedOut},
    ErrorMark{"UND_ERR_BODY_TIMEOUT", Kind::Failure, Error::TimedOut},
    ErrorMark{"ECONNABORTED", Kind::Failure, Error::TimedOut},
    ErrorMark{"Client.Timeout exceeded", Kind::Failure, Error::TimedOut},
    ErrorMark{"context deadline exceeded", Kind::Failure, Error::TimedOut},
    ErrorMark{"TLS handshake timeout", Kind::Failure, Error::TimedOut},
    ErrorMark{"i/o timeout", Kind::Failure, Error::TimedOut},
    ErrorMark{"The operation has timed out", Kind::Failure, Error::TimedOut},
    ErrorMark{"configured HttpClient.Timeout", Kind::Failure, Error::TimedOut},
    ErrorMark{"malformed HTTP response", Kind::Failure, Error::NotHttp},
    ErrorMark{"BadStatusLine", Kind::Failure, Error::NotHttp},
    ErrorMark{"HPE_INVALID_", Kind::Failure, Error::NotHttp},

    ErrorMark{"JSONDecodeError", Kind::NotJson},
    ErrorMark{"Unexpected token '<'", Kind::NotJson},
    ErrorMark{"Unexpected token < in JSON", Kind::NotJson},
    ErrorMark{"invalid character '<' looking for", Kind::NotJson},
    ErrorMark{"Invalid JSON primitive", Kind::NotJson},
    ErrorMark{"Invalid numeric literal", Kind::NotJson},
    ErrorMark{"invalid json response body", Kind::NotJson},

    ErrorMark{".cloudflareaccess.com/cdn-cgi/access/login", Kind::LoginAddress},
    ErrorMark{"<title>Sign in", Kind::LoginTitle},
    ErrorMark{"error code: ", Kind::CloudflareCode},
    ErrorMark{"\"aud\":", Kind::BlockMessage},
    ErrorMark{"\"aud\" :", Kind::BlockMessage},
};

constexpr std::size_t pairOf(char a, char b)
{
    return static_cast<std::size_t>(static_cast<unsigned char>(a)) * 256 + static_cast<unsigned char>(b);
}

// Nearly every place of a text is ruled out by its first two characters.
const std::bitset<65536> &beginnings()
{
    static const std::bitset<65536> all = [] {
        std::bitset<65536> pairs;
        for (const ErrorMark &mark : marks)
            pairs.set(pairOf(mark.text[0], mark.text[1]));
        return pairs;
    }();
    return all;
}

} // namespace

std::optional<MarkedPlace> errorMarkIn(QByteArrayView line, qsizetype from)
{
    static const std::bitset<65536> &pairs = beginnings();
    for (qsizetype at = from; at + 1 < line.size(); ++at) {
        if (!pairs.test(pairOf(line[at], line[at + 1])))
            continue;
        const QByteArrayView rest = line.sliced(at);
        for (const ErrorMark &mark : marks) {
            if (rest.startsWith(mark.text))
                return MarkedPlace{&mark, at};
        }
    }
    return std::nullopt;
}

} // namespace keyturn::transcripts
