// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "HeadBlock.h"

#include "Ascii.h"
#include "EdgeReply.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::transcripts {

namespace {

bool isSameName(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

// A log or a browser that hides a value has not left it out.
bool isMasked(const QByteArray &value)
{
    const QByteArray lower = value.toLower();
    return lower.contains("***") || lower.contains("redacted") || lower.contains("masked")
        || lower.contains("hidden") || lower.startsWith("xxx");
}

bool endsUrl(char c)
{
    return c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || c == '\\' || c == '|';
}

} // namespace

void HeadBlock::dropCutHeader(bool isAtEndOfText)
{
    if (!isAtEndOfText || isWhole || headers.isEmpty())
        return;
    http::Header last = headers.takeLast();
    const qsizetype query = last.value.indexOf('?');
    if (query < 0 || !isSameName(last.name, "Location"))
        return;
    last.value.truncate(query);
    if (access::loginRedirectOf(302, QUrl::fromEncoded(last.value)))
        headers.append(last);
}

std::optional<StatusLine> statusLineOf(QByteArrayView text)
{
    if (!text.startsWith("HTTP/") || text.size() < 9 || !isDigit(text[5]))
        return std::nullopt;
    qsizetype at = 6;
    if (text[at] == '.' && isDigit(text[at + 1]))
        at += 2;
    if (at + 4 > text.size() || text[at] != ' ')
        return std::nullopt;
    const QByteArrayView number = text.sliced(at + 1, std::min<qsizetype>(3, text.size() - at - 1));
    if (number.size() != 3 || !std::all_of(number.begin(), number.end(), isDigit) || number[0] == '0'
        || number[0] > '5')
        return std::nullopt;
    const QByteArrayView rest = text.sliced(at + 4);
    if (!rest.isEmpty() && rest[0] != ' ')
        return std::nullopt;
    return StatusLine{QString::fromLatin1(text.first(at)), number.toInt(), rest.trimmed().toByteArray()};
}

std::optional<RequestLine> requestLineOf(QByteArrayView text)
{
    const qsizetype first = text.indexOf(' ');
    const qsizetype last = text.lastIndexOf(' ');
    if (first <= 0 || last <= first || !http::isToken(text.first(first))
        || !text.sliced(last + 1).startsWith("HTTP/"))
        return std::nullopt;
    return RequestLine{
        text.first(first).toByteArray(), text.sliced(first + 1, last - first - 1).trimmed().toByteArray()};
}

QUrl urlOf(const RequestLine &line, const http::Headers &headers, const QByteArray &scheme)
{
    QByteArray host = http::headerValue(headers, "Host");
    if (host.isEmpty())
        host = http::headerValue(headers, ":authority");
    if (!line.target.startsWith('/'))
        return QUrl::fromEncoded(line.target, QUrl::StrictMode);
    if (host.isEmpty())
        return {};
    return QUrl::fromEncoded(scheme + "://" + host + line.target, QUrl::StrictMode);
}

std::optional<http::Header> headerOf(QByteArrayView text)
{
    constexpr qsizetype longest = 64 * 1024;
    const qsizetype colon = text.indexOf(':', text.startsWith(':') ? 1 : 0);
    if (colon <= 0 || text.size() > longest || !http::isToken(text.first(colon)))
        return std::nullopt;
    http::Header header{text.first(colon).toByteArray(), text.sliced(colon + 1).trimmed().toByteArray()};
    // CI hides words that it knows as secrets, and a team's name is often one.
    if (isSameName(header.name, "Location") || isSameName(header.name, "WWW-Authenticate"))
        header.value.replace("://***.cloudflareaccess.com/", "://masked.cloudflareaccess.com/");
    return header;
}

http::Reply replyOf(const HeadBlock &head, const QByteArray &body)
{
    http::Reply reply;
    reply.status = head.line.status;
    reply.reason = head.line.reason;
    reply.protocol = head.line.protocol;
    reply.headers = head.headers;
    reply.body.start = body;
    reply.body.size = body.size();
    return reply;
}

SentCredentials credentialsIn(const http::Headers &request)
{
    SentCredentials found;
    found.presented = access::presentedIn(request);
    bool hasMask = false;
    for (const http::Header &header : request) {
        const bool isOne = isSameName(header.name, "CF-Access-Client-Id")
            || isSameName(header.name, "CF-Access-Client-Secret")
            || isSameName(header.name, "CF-Access-Token");
        if (isOne && !header.value.isEmpty())
            found.sent = Answered::Yes;
        hasMask = hasMask || (isOne && isMasked(header.value));
        // A preflight names the headers of the request that is to follow.
        const bool isNaming = header.name.toLower().startsWith("access-control-");
        if (!isOne && !isNaming && header.value.toLower().contains("cf-access-client-id")) {
            found.sent = Answered::Yes;
            found.style = access::HeaderStyle::single(header.name);
            hasMask = hasMask || isMasked(header.value);
        }
    }
    using enum access::Fault;
    const access::Fault fault = found.presented.fault;
    if (hasMask && fault != Quoted && fault != LineBreak && fault != Incomplete && fault != Duplicated
        && fault != BothStyles && fault != MisspeltName)
        found.presented.fault = None;
    return found;
}

http::Headers withoutCredentials(const http::Headers &request)
{
    http::Headers kept = access::withoutAccessHeaders(request, access::HeaderStyle::two());
    kept.removeIf([](const http::Header &header) {
        return isSameName(header.name, "Authorization") || isSameName(header.name, "Proxy-Authorization")
            || isSameName(header.name, "Cookie") || isSameName(header.name, "X-Auth-Key")
            || header.value.toLower().contains("cf-access-client-secret");
    });
    return kept;
}

QUrl urlIn(QByteArrayView text, qsizetype from)
{
    for (qsizetype at = text.indexOf("http", from); at >= 0; at = text.indexOf("http", at + 4)) {
        QByteArrayView rest = text.sliced(at);
        if (!rest.startsWith("http://") && !rest.startsWith("https://"))
            continue;
        const auto end = std::find_if(rest.begin(), rest.end(), endsUrl);
        rest = rest.first(std::min<qsizetype>(end - rest.begin(), 8192));
        while (!rest.isEmpty() && QByteArrayView(".,;:)]}").contains(rest.back()))
            rest.chop(1);
        const QUrl url = QUrl::fromEncoded(rest.toByteArray(), QUrl::StrictMode);
        if (url.isValid() && !url.host().isEmpty())
            return url;
    }
    return {};
}

http::Exchange exchangeOf(const QUrl &url, http::Answer answer)
{
    http::Exchange exchange{{}, false, {}, std::move(answer), {}};
    exchange.request.url = url;
    return exchange;
}

} // namespace keyturn::transcripts
