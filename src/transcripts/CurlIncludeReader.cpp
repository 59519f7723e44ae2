// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CurlIncludeReader.h"

#include "Ascii.h"
#include "BodyEnd.h"
#include "CurlCommand.h"
#include "HeadBlock.h"

#include <algorithm>

namespace keyturn::transcripts {

namespace {

/// A header block and where it stands.
struct Block
{
    HeadBlock head;
    std::size_t first = 0;
    std::size_t end = 0; ///< One past its last line, the empty one included.
    qsizetype indent = 0; ///< wget -S sets its blocks in.
};

/// What stands before an answer where a program prints both (HTTPie, wget -d, proxies, Terraform).
struct RequestBlock
{
    RequestLine line;
    http::Headers headers;
    std::size_t first = 0;
    std::size_t end = 0;
};

QByteArrayView textOf(const LogLine &line, bool hasPrefix)
{
    return hasPrefix ? line.text : line.whole;
}

qsizetype indentOf(QByteArrayView text)
{
    constexpr qsizetype most = 8;
    qsizetype indent = 0;
    while (indent < std::min(text.size(), most) && text[indent] == ' ')
        ++indent;
    return indent;
}

std::optional<StatusLine> statusAt(const LogLine &line)
{
    return statusLineOf(line.text.sliced(indentOf(line.text)));
}

Block blockAt(const LogLines &lines, std::size_t at, const StatusLine &status)
{
    const bool hasPrefix = lines[at].hasPrefix();
    Block block{{status, {}, false}, at, at + 1, indentOf(lines[at].text)};
    for (; block.end < lines.size(); ++block.end) {
        const QByteArrayView text = textOf(lines[block.end], hasPrefix);
        if (text.trimmed().isEmpty()) {
            block.head.isWhole = true;
            ++block.end;
            break;
        }
        const bool isSetOut = indentOf(text) < block.indent;
        const auto header = isSetOut ? std::nullopt : headerOf(text.sliced(block.indent));
        if (!header) {
            block.head.isWhole = isSetOut;
            break;
        }
        block.head.headers.append(*header);
    }
    block.head.dropCutHeader(block.end == lines.size());
    return block;
}

std::optional<RequestBlock> requestAt(const LogLines &lines, std::size_t at)
{
    const auto line = requestLineOf(lines[at].text);
    if (!line || !std::all_of(line->method.cbegin(), line->method.cend(), isCapital))
        return std::nullopt;
    RequestBlock block{*line, {}, at, at + 1};
    const bool hasPrefix = lines[at].hasPrefix();
    for (; block.end < lines.size(); ++block.end) {
        const auto header = headerOf(textOf(lines[block.end], hasPrefix));
        if (!header)
            break;
        block.headers.append(*header);
    }
    return block.headers.isEmpty() ? std::nullopt : std::optional(block);
}

bool isOfProxy(const Block &block)
{
    return block.head.line.status == 200
        && block.head.line.reason.toLower().contains("connection established");
}

/// From the end of `block` to the next answer, or to where curl or the shell speaks again.
QByteArray bodyAt(const LogLines &lines, const Block &block, std::size_t &end)
{
    QByteArray body;
    const bool hasPrefix = lines[block.first].hasPrefix();
    const std::size_t itsOwn = endOfBody(
        lines, block.end, hasPrefix, http::headerValue(block.head.headers, "Content-Length").toLongLong());
    for (end = block.end; end < lines.size(); ++end) {
        const QByteArrayView text = textOf(lines[end], hasPrefix);
        const bool isOver = (hasPrefix && !lines[end].hasPrefix() && !text.isEmpty())
            || text.startsWith("curl: (") || text.startsWith("##[")
            || (body.size() >= longestBody && end >= itsOwn);
        const bool isNext = end >= itsOwn && (statusLineOf(text) || isMarkedByCurl(text));
        if (isOver || isNext || (itsOwn > block.end && end >= itsOwn))
            break;
        if (body.size() < longestBody)
            body.append(text).append('\n');
    }
    body.truncate(longestBody);
    return body.trimmed();
}

/// The block that the answer in `block` was followed by: right behind it, or after what wget says.
std::optional<Block> followerOf(const LogLines &lines, const Block &block)
{
    if (block.end >= lines.size())
        return std::nullopt;
    if (block.indent == 0) {
        const auto status = statusAt(lines[block.end]);
        return status ? std::optional(blockAt(lines, block.end, *status)) : std::nullopt;
    }
    constexpr std::size_t farthest = 12;
    bool isFollowing = false;
    for (std::size_t i = block.end; i < std::min(lines.size(), block.end + farthest); ++i) {
        isFollowing = isFollowing || lines[i].text.endsWith("[following]");
        const auto status = statusAt(lines[i]);
        if (status && isFollowing)
            return blockAt(lines, i, *status);
        if (status)
            break;
    }
    return std::nullopt;
}

/// What is known of the request, from the request itself or from the command.
void tellRequest(
    const LogLines &lines, const std::optional<RequestBlock> &request, std::size_t first, Transcript &found)
{
    http::Exchange &exchange = *found.exchange;
    const auto take = [&](const http::Headers &headers) {
        const SentCredentials sent = credentialsIn(headers);
        found.style = sent.style;
        found.presented = sent.presented;
        exchange.request.headers = withoutCredentials(headers);
        return sent.sent;
    };
    if (request) {
        found.known.request = true;
        found.known.method = true;
        found.known.credentialsSent = take(request->headers);
        exchange.request.method = request->line.method;
        exchange.request.url = urlOf(request->line, request->headers, "https");
        found.firstLine = lines[request->first].number;
        return;
    }
    const CurlCommand command = curlCommandBefore(lines, first);
    take(command.headers);
    found.known.credentialsSent = command.credentialsSent;
    found.known.method = !command.method.isEmpty();
    exchange.request.url = command.url;
    if (found.known.method)
        exchange.request.method = command.method;
}

Transcript transcriptOf(
    const LogLines &lines, const std::optional<RequestBlock> &request, const QList<Block> &chain,
    std::size_t &end)
{
    const Block &last = chain.last();
    Transcript found;
    found.form = Form::CurlInclude;
    const QByteArray body = last.head.isWhole && last.indent == 0 ? bodyAt(lines, last, end) : QByteArray();
    found.known.status = true;
    found.known.headers = last.head.isWhole;
    found.known.body = !body.isEmpty();
    found.ceiling = last.head.isWhole ? access::Confidence::Likely : access::Confidence::Possible;
    found.firstLine = lines[chain.first().first].number;
    found.lastLine = lines[std::max(end, last.first + 1) - 1].number;
    found.exchange = exchangeOf({}, replyOf(last.head, body));
    tellRequest(lines, request, chain.first().first, found);

    const bool isSent = found.known.credentialsSent == Answered::Yes;
    QUrl url = found.exchange->request.url;
    for (const Block &block : chain) {
        if (!block.head.isRedirect())
            continue;
        const QUrl location
            = url.resolved(QUrl::fromEncoded(http::headerValue(block.head.headers, "Location")));
        const bool isFollowed = &block != &last;
        found.exchange->hops.append({url, block.head.line.status, location, isSent, isFollowed, {}});
        if (isFollowed)
            url = location;
    }
    found.exchange->request.url = url;
    found.exchange->credentialsSent = isSent;
    return found;
}

} // namespace

QList<Transcript> readCurlInclude(const LogLines &lines)
{
    QList<Transcript> all;
    std::optional<RequestBlock> request;
    std::size_t at = 0;
    while (at < lines.size()) {
        const auto status = statusAt(lines[at]);
        if (!status) {
            if (const auto found = requestAt(lines, at)) {
                request = found;
                at = found->end;
            } else {
                ++at;
            }
            continue;
        }
        QList<Block> chain;
        Block block = blockAt(lines, at, *status);
        std::size_t end = block.end;
        while (true) {
            const bool isPassing = block.head.isInterim() || isOfProxy(block);
            if (!isPassing)
                chain.append(block);
            // curl keeps no body of an answer that it follows: the next block stands right behind.
            const bool mayGoOn
                = isPassing || (block.head.isRedirect() && http::hasHeader(block.head.headers, "Location"));
            if (!mayGoOn || !block.head.isWhole)
                break;
            const auto next = followerOf(lines, block);
            if (!next)
                break;
            block = *next;
            end = block.end;
        }
        if (!chain.isEmpty())
            all.append(transcriptOf(lines, request, chain, end));
        request.reset();
        at = std::max(end, at + 1);
    }
    return all;
}

} // namespace keyturn::transcripts
