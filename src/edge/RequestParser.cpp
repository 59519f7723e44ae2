// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RequestParser.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace keyturn::edge {

namespace beast = boost::beast;
using Beast = beast::http::request_parser<beast::http::string_body>;

namespace {

/// Longest chunk-size line and longest trailer block: Beast wants each of them in one piece.
constexpr qsizetype longestChunkLine = qsizetype{16} * 1024;

QByteArray bytesOf(beast::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\r' && c != '\n') || byte == 0x7f;
}

/// "GET / HTTP/9.9" is a good line of another version; "GET /a b HTTP/1.1" is not.
bool hasThreeParts(const QByteArray &requestLine)
{
    return requestLine.count(' ') == 2;
}

bool isNumber(const QByteArray &text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
}

/// RFC 3986, section 3.2.2, by its alphabet; no user name.
bool isAuthority(const QByteArray &text)
{
    const auto mayStand = [](char c) {
        const bool isAlphanumeric
            = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return isAlphanumeric || QByteArrayView(".-_:[]").contains(c);
    };
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), mayStand);
}

/// The path and query of an origin-form or absolute-form target (RFC 9112, section 3.2); null when it is
/// neither.
std::optional<QByteArray> pathAndQueryOf(const QByteArray &target, const QByteArray &method)
{
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
    ParserLimits limits;
    QByteArray pending;
    qsizetype scanned = 0; ///< How far the header block was searched for its end.
    std::unique_ptr<Beast> beast; ///< Set while a body is being read.
    IncomingRequest request;
    bool isExpectationOpen = false;
    std::optional<BadRequest> refusal;

    Progress refuse(BadRequest reason);
    void skipEmptyLines();
    std::optional<qsizetype> findHeaderEnd();
    Progress readHeader();
    Progress readBody();
    [[nodiscard]] std::optional<BadRequest> judgeHeader() const;
};

RequestParser::RequestParser(const ParserLimits &limits)
    : d(std::make_unique<Private>())
{
    d->limits = limits;
}

RequestParser::~RequestParser() = default;

void RequestParser::append(const QByteArray &bytes)
{
    d->pending += bytes;
}

RequestParser::Progress RequestParser::advance()
{
    if (d->refusal)
        return Progress::Refused;
    return d->beast ? d->readBody() : d->readHeader();
}

IncomingRequest RequestParser::take()
{
    d->request.body = QByteArray::fromStdString(d->beast->get().body());
    d->beast.reset();
    d->isExpectationOpen = false;
    return std::exchange(d->request, {});
}

BadRequest RequestParser::refusal() const
{
    return d->refusal.value_or(BadRequest::Malformed);
}

bool RequestParser::isIdle() const
{
    return d->pending.isEmpty() && !d->beast;
}

bool RequestParser::takeExpectation()
{
    return std::exchange(d->isExpectationOpen, false);
}

RequestParser::Progress RequestParser::Private::refuse(BadRequest reason)
{
    refusal = reason;
    pending.clear();
    beast.reset();
    return Progress::Refused;
}

// A client may send an empty line too many after a body (RFC 9112, section 2.2).
void RequestParser::Private::skipEmptyLines()
{
    while (pending.startsWith("\r\n")) {
        pending.remove(0, 2);
        scanned = 0;
    }
}

// Finds the end of the header block and refuses on the way what Beast would forgive: folded lines (RFC 9112,
// section 5.2), bare CR or LF, control bytes. 0 when the end has not come; null when the block is bad.
std::optional<qsizetype> RequestParser::Private::findHeaderEnd()
{
    for (; scanned < pending.size(); ++scanned) {
        const char c = pending[scanned];
        if (isControl(c))
            return std::nullopt;
        const char before = scanned > 0 ? pending[scanned - 1] : '\0';
        if ((c == '\n') != (before == '\r'))
            return std::nullopt;
        if (before == '\n' && (c == ' ' || c == '\t'))
            return std::nullopt;
        if (c == '\n' && scanned >= 3 && pending[scanned - 2] == '\n')
            return scanned + 1;
    }
    return 0;
}

RequestParser::Progress RequestParser::Private::readHeader()
{
    skipEmptyLines();
    const auto end = findHeaderEnd();
    if (!end)
        return refuse(BadRequest::Malformed);
    if ((*end > 0 ? *end : pending.size()) > limits.headerBytes)
        return refuse(BadRequest::HeaderTooLarge);
    if (*end == 0)
        return Progress::NeedsMore;

    const auto requestLine = pending.left(pending.indexOf('\r'));
    beast = std::make_unique<Beast>();
    beast->eager(true);
    beast->header_limit(static_cast<std::uint32_t>(limits.headerBytes));
    beast->body_limit(limits.bodyBytes);
    beast::error_code error;
    const boost::asio::const_buffer block(pending.constData(), static_cast<std::size_t>(*end));
    beast->put(block, error);
    if (error == beast::http::error::body_limit)
        return refuse(BadRequest::BodyTooLarge);
    if (error == beast::http::error::bad_version && hasThreeParts(requestLine))
        return refuse(BadRequest::UnknownVersion);
    if ((error && error != beast::http::error::need_more) || !beast->is_header_done())
        return refuse(BadRequest::Malformed);
    pending.remove(0, *end);
    scanned = 0;

    // The fields are copied before the body is read: a trailer must never pass for a header.
    const auto &message = beast->get();
    request.method = bytesOf(message.method_string());
    request.target = bytesOf(message.target());
    for (const auto &field : message)
        request.headers.append({bytesOf(field.name_string()), bytesOf(field.value())});
    request.keepAlive = message.keep_alive();

    if (const auto problem = judgeHeader())
        return refuse(*problem);
    request.authority = http::headerValue(request.headers, "Host");
    request.target = *pathAndQueryOf(request.target, request.method);
    isExpectationOpen = message.version() == 11 && http::hasHeader(request.headers, "Expect");
    return readBody();
}

std::optional<BadRequest> RequestParser::Private::judgeHeader() const
{
    const auto version = beast->get().version();
    const auto hosts = http::headerValues(request.headers, "Host");
    if (hosts.size() > 1 || (version == 11 && hosts.isEmpty()))
        return BadRequest::Malformed;
    if (!hosts.isEmpty() && !isAuthority(hosts.first()))
        return BadRequest::Malformed;
    if (!pathAndQueryOf(request.target, request.method))
        return BadRequest::Malformed;

    const auto codings = http::headerValues(request.headers, "Transfer-Encoding");
    const auto lengths = http::headerValues(request.headers, "Content-Length");
    if (lengths.size() > 1 || (!codings.isEmpty() && (!lengths.isEmpty() || version == 10)))
        return BadRequest::Malformed;
    if (!lengths.isEmpty() && !isNumber(lengths.first()))
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
    while (!beast->is_done()) {
        if (pending.isEmpty())
            return Progress::NeedsMore;
        beast::error_code error;
        const boost::asio::const_buffer bytes(pending.constData(), static_cast<std::size_t>(pending.size()));
        const auto used = static_cast<qsizetype>(beast->put(bytes, error));
        pending.remove(0, used);
        if (error == beast::http::error::body_limit)
            return refuse(BadRequest::BodyTooLarge);
        if (error && error != beast::http::error::need_more)
            return refuse(BadRequest::Malformed);
        if (used == 0 && pending.size() > longestChunkLine)
            return refuse(BadRequest::Malformed);
        if (used == 0)
            return Progress::NeedsMore;
    }
    isExpectationOpen = false;
    return Progress::Complete;
}

} // namespace keyturn::edge
