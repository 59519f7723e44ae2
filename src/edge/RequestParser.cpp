// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RequestParser.h"

#include "Ascii.h"
#include "MessageReader.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace keyturn::edge {

namespace {

/// RFC 3986, section 3.2.2, by its alphabet; no user name.
bool isAuthority(const QByteArray &text)
{
    const auto mayStand = [](char c) { return isAlphanumeric(c) || QByteArrayView(".-_:[]").contains(c); };
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), mayStand);
}

/// The path and query of an origin-form or absolute-form target (RFC 9112, section 3.2); null when it is
/// neither. No target has a fragment: a service that cuts it off would serve "/guarded#" as "/guarded".
std::optional<QByteArray> pathAndQueryOf(const QByteArray &target, const QByteArray &method)
{
    if (target.contains('#'))
        return std::nullopt;
    if (target.startsWith('/'))
        return target;
    if (target == "*" && method == "OPTIONS")
        return target;
    const auto lower = target.left(8).toLower();
    const qsizetype start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : 0;
    if (start == 0)
        return std::nullopt;
    const auto isPathStart = [](char c) { return c == '/' || c == '?'; };
    const auto path = std::find_if(target.begin() + start, target.end(), isPathStart);
    const QByteArray rest(path, std::distance(path, target.end()));
    return rest.startsWith('/') ? rest : '/' + rest;
}

} // namespace

int statusOf(BadRequest reason)
{
    switch (reason) {
    case BadRequest::Malformed:
        return 400;
    case BadRequest::HeaderTooLarge:
        return 431;
    case BadRequest::BodyTooLarge:
        return 413;
    case BadRequest::TooSlow:
        return 408;
    case BadRequest::UnknownExpectation:
        return 417;
    case BadRequest::UnknownTransferCoding:
        return 501;
    case BadRequest::UnknownVersion:
        return 505;
    }
    return 400;
}

struct RequestParser::Private
{
    using Reader = MessageReader<true>;

    qsizetype headBytes;
    Reader reader;
    IncomingRequest request;
    bool isExpectationOpen = false;
    std::optional<BadRequest> refusal;

    Progress refuse(BadRequest reason);
    Progress readHead();
    Progress readBody();
    [[nodiscard]] std::optional<BadRequest> judgeHead() const;
};

RequestParser::RequestParser(qsizetype headBytes)
    : d(std::make_unique<Private>())
{
    d->headBytes = headBytes;
}

RequestParser::~RequestParser() = default;

void RequestParser::append(const QByteArray &bytes)
{
    if (!d->refusal)
        d->reader.append(bytes);
}

RequestParser::Progress RequestParser::advance()
{
    if (d->refusal)
        return Progress::Refused;
    return d->reader.isInMessage() ? d->readBody() : d->readHead();
}

IncomingRequest RequestParser::takeHead()
{
    return std::exchange(d->request, {});
}

QByteArray RequestParser::takePiece()
{
    return d->reader.takePiece();
}

QByteArray RequestParser::takeRest()
{
    return d->reader.takeRest();
}

BadRequest RequestParser::refusal() const
{
    return d->refusal.value_or(BadRequest::Malformed);
}

bool RequestParser::isIdle() const
{
    return d->reader.isIdle();
}

bool RequestParser::takeExpectation()
{
    return std::exchange(d->isExpectationOpen, false);
}

RequestParser::Progress RequestParser::Private::refuse(BadRequest reason)
{
    refusal = reason;
    reader.clear();
    return Progress::Refused;
}

RequestParser::Progress RequestParser::Private::readHead()
{
    switch (reader.readHead(headBytes)) {
    case Reader::Head::NeedsMore:
        return Progress::NeedsMore;
    case Reader::Head::TooLarge:
        return refuse(BadRequest::HeaderTooLarge);
    case Reader::Head::Malformed:
        return refuse(BadRequest::Malformed);
    case Reader::Head::UnknownVersion:
        return refuse(BadRequest::UnknownVersion);
    case Reader::Head::Complete:
        break;
    }
    // The fields are copied before the body is read: a trailer must never pass for a header.
    const auto &message = reader.message();
    request.method = Reader::bytesOf(message.method_string());
    request.target = Reader::bytesOf(message.target());
    request.headers = reader.headers();
    request.framing = reader.framing();
    request.isHttp10 = message.version() == 10;
    request.keepAlive = message.keep_alive();

    if (const auto problem = judgeHead())
        return refuse(*problem);
    request.authority = http::headerValue(request.headers, "Host");
    request.target = *pathAndQueryOf(request.target, request.method);
    isExpectationOpen = !request.isHttp10 && request.framing.end != Framing::End::NoBody
        && http::hasHeader(request.headers, "Expect");
    return Progress::Head;
}

std::optional<BadRequest> RequestParser::Private::judgeHead() const
{
    const auto hosts = http::headerValues(request.headers, "Host");
    if (hosts.size() > 1 || (!request.isHttp10 && hosts.isEmpty()))
        return BadRequest::Malformed;
    if (!hosts.isEmpty() && !isAuthority(hosts.first()))
        return BadRequest::Malformed;
    if (!pathAndQueryOf(request.target, request.method))
        return BadRequest::Malformed;

    const auto codings = http::headerValues(request.headers, "Transfer-Encoding");
    const auto lengths = http::headerValues(request.headers, "Content-Length");
    if (lengths.size() > 1 || (!codings.isEmpty() && (!lengths.isEmpty() || request.isHttp10)))
        return BadRequest::Malformed;
    if (!lengths.isEmpty() && !isBodyLength(lengths.first()))
        return BadRequest::Malformed;
    if (codings.size() > 1 || (codings.size() == 1 && codings.first().toLower() != "chunked"))
        return BadRequest::UnknownTransferCoding;

    const auto expectation = http::headerValue(request.headers, "Expect").toLower();
    if (!expectation.isEmpty() && expectation != "100-continue")
        return BadRequest::UnknownExpectation;
    return std::nullopt;
}

RequestParser::Progress RequestParser::Private::readBody()
{
    switch (reader.readBody()) {
    case Reader::Body::NeedsMore:
        return Progress::NeedsMore;
    case Reader::Body::Malformed:
        return refuse(BadRequest::Malformed);
    case Reader::Body::Piece:
        isExpectationOpen = false;
        return Progress::Body;
    case Reader::Body::End:
        break;
    }
    isExpectationOpen = false;
    reader.leave();
    return Progress::End;
}

} // namespace keyturn::edge
