// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Forwarding.h"

#include <algorithm>
#include <array>

namespace keyturn::edge {

namespace {

const QByteArray loopMark = "keyturn-edge";

bool isNamed(const http::Header &header, QByteArrayView name)
{
    return header.name.compare(name, Qt::CaseInsensitive) == 0;
}

void remove(http::Headers &headers, QByteArrayView name)
{
    headers.removeIf([name](const http::Header &header) { return isNamed(header, name); });
}

/// The members of a list field, in lower case.
QList<QByteArray> listIn(const http::Headers &headers, QByteArrayView name)
{
    QList<QByteArray> members;
    for (const auto &value : http::headerValues(headers, name)) {
        for (const auto &member : value.split(','))
            members.append(member.trimmed().toLower());
    }
    return members;
}

bool isOfOneConnection(const QByteArray &lowerName)
{
    static constexpr std::array<QByteArrayView, 10> names{
        "connection",         "keep-alive",          "proxy-connection",  "te",      "trailer",
        "proxy-authenticate", "proxy-authorization", "transfer-encoding", "upgrade", "http2-settings"};
    return std::find(names.cbegin(), names.cend(), lowerName) != names.cend();
}

// A client that calls them fields of its connection would take the assertion away from the service.
bool isSaidByEdge(const QByteArray &lowerName)
{
    return lowerName.startsWith("cf-") || lowerName.startsWith("x-forwarded-") || lowerName == "cdn-loop"
        || lowerName == "host" || lowerName == "content-length";
}

QByteArray pathAndQuery(const QUrl &upstream, const QByteArray &target)
{
    auto path = upstream.path(QUrl::FullyEncoded).toLatin1();
    while (path.endsWith('/'))
        path.chop(1);
    return target.startsWith('/') ? path + target : target;
}

QByteArray authorityOf(const QUrl &upstream)
{
    return upstream.authority(QUrl::FullyEncoded | QUrl::RemoveUserInfo).toLatin1();
}

int statusOf(UpstreamFailure failure)
{
    switch (failure) {
    case UpstreamFailure::HostNotFound:
        return 530;
    case UpstreamFailure::Refused:
        return 521;
    case UpstreamFailure::ConnectTimedOut:
        return 522;
    case UpstreamFailure::Unreachable:
        return 523;
    case UpstreamFailure::TimedOut:
        return 524;
    case UpstreamFailure::TlsFailed:
        return 525;
    case UpstreamFailure::BadCertificate:
        return 526;
    case UpstreamFailure::BadAnswer:
        return 520;
    }
    return 520;
}

} // namespace

bool asksForWebSocket(const IncomingRequest &request)
{
    return !request.isHttp10 && request.method == "GET" && request.framing.end == Framing::End::NoBody
        && listIn(request.headers, "Connection").contains("upgrade")
        && listIn(request.headers, "Upgrade") == QList<QByteArray>{"websocket"};
}

http::Headers endToEnd(const http::Headers &headers)
{
    const auto named = listIn(headers, "Connection");
    auto onward = headers;
    const auto staysHere = [&named](const http::Header &header) {
        const auto name = header.name.toLower();
        return isOfOneConnection(name) || (named.contains(name) && !isSaidByEdge(name));
    };
    onward.removeIf(staysHere);
    return onward;
}

http::Headers withClient(const http::Headers &headers, const Peer &peer, const QByteArray &rayId)
{
    auto onward = headers;
    auto forwardedFor = http::headerValues(headers, "X-Forwarded-For");
    forwardedFor.append(peer.address.toLatin1());
    auto loop = http::headerValues(headers, "CDN-Loop");
    loop.append(loopMark);
    const http::Headers said{
        {"X-Forwarded-For", forwardedFor.join(", ")},
        {"X-Forwarded-Proto", peer.scheme == Scheme::Https ? "https" : "http"},
        {"Cf-Connecting-Ip", peer.address.toLatin1()},
        {"Cf-Ray", rayId + "-KEY"},
        {"CDN-Loop", loop.join(", ")},
    };
    for (const auto &header : said)
        remove(onward, header.name);
    return onward + said;
}

bool goesInCircles(const http::Headers &headers)
{
    return listIn(headers, "CDN-Loop").contains(loopMark);
}

QByteArray requestToWire(const Proxied &proxied)
{
    const auto &request = proxied.request;
    auto headers = endToEnd(request.headers);
    if (request.authority.isEmpty()) {
        remove(headers, "Host");
        headers.prepend(http::Header{"Host", authorityOf(proxied.upstream)});
    }
    if (request.framing.end == Framing::End::Chunked)
        headers.append(http::Header{"Transfer-Encoding", "chunked"});
    if (asksForWebSocket(request)) {
        headers.append(http::Header{"Connection", "Upgrade"});
        headers.append(http::Header{"Upgrade", "websocket"});
    }
    QByteArray wire = request.method + ' ' + pathAndQuery(proxied.upstream, request.target) + " HTTP/1.1\r\n";
    for (const auto &[name, value] : headers)
        wire += name + ": " + value + "\r\n";
    return wire + "\r\n";
}

AnswerHead answerOnward(const AnswerHead &head, const http::Headers &added)
{
    auto onward = head;
    onward.headers = endToEnd(head.headers);
    for (const auto &header : added) {
        if (!isNamed(header, "Set-Cookie"))
            remove(onward.headers, header.name);
    }
    onward.headers += added;
    if (head.status == 101) {
        onward.headers.append(http::Header{"Connection", "Upgrade"});
        onward.headers.append(http::Header{"Upgrade", "websocket"});
    }
    return onward;
}

Answer upstreamFailureAnswer(UpstreamFailure failure)
{
    FaultRule like;
    like.status = statusOf(failure);
    // 530 is Cloudflare's status for what its number tells; 1016: the name of the origin is not known.
    like.code = failure == UpstreamFailure::HostNotFound ? 1016 : 0;
    return faultAnswer(like);
}

} // namespace keyturn::edge
