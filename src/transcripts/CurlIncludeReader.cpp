// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CurlIncludeReader.h"

#include "CurlMessages.h"
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
};

QByteArrayView textOf(const LogLine &line, bool hasPrefix)
{
    return hasPrefix ? line.text : line.whole;
}

Block blockAt(const LogLines &lines, std::size_t at, const StatusLine &status)
{
    const bool hasPrefix = lines[at].hasPrefix();
    Block block{{status, {}, false}, at, at + 1};
    for (; block.end < lines.size(); ++block.end) {
        const QByteArrayView text = textOf(lines[block.end], hasPrefix);
        if (text.trimmed().isEmpty()) {
            block.head.isWhole = true;
            ++block.end;
            break;
        }
        const auto header = headerOf(text);
        if (!header)
            break;
        block.head.headers.append(*header);
    }
    block.head.dropCutHeader(block.end == lines.size());
    return block;
}

bool isOfProxy(const Block &block)
{
    return block.head.line.status == 200
        && block.head.line.reason.toLower().contains("connection established");
}

/// From `from` to the next answer, or to where curl or the shell speaks again.
QByteArray bodyAt(const LogLines &lines, const Block &block, std::size_t &end)
{
    QByteArray body;
    const bool hasPrefix = lines[block.first].hasPrefix();
    for (end = block.end; end < lines.size(); ++end) {
        const QByteArrayView text = textOf(lines[end], hasPrefix);
        if (statusLineOf(text) || (hasPrefix && !lines[end].hasPrefix() && !text.isEmpty())
            || text.startsWith("curl: (") || text.startsWith("##[") || body.size() >= longestBody)
            break;
        body.append(text).append('\n');
    }
    body.truncate(longestBody);
    return body.trimmed();
}

Transcript transcriptOf(const LogLines &lines, const QList<Block> &chain, std::size_t &end)
{
    const Block &last = chain.last();
    const CurlCommand command = curlCommandBefore(lines, chain.first().first);
    Transcript found;
    found.form = Form::CurlInclude;
    const QByteArray body = last.head.isWhole ? bodyAt(lines, last, end) : QByteArray();
    found.known.status = true;
    found.known.headers = last.head.isWhole;
    found.known.body = !body.isEmpty();
    found.known.credentialsSent = command.credentialsSent;
    found.ceiling = last.head.isWhole ? access::Confidence::Likely : access::Confidence::Possible;
    found.firstLine = lines[chain.first().first].number;
    found.lastLine = lines[std::max(end, last.first + 1) - 1].number;

    const bool isSent = command.credentialsSent == Answered::Yes;
    QUrl url = command.url;
    QList<http::Hop> hops;
    for (const Block &block : chain) {
        if (!block.head.isRedirect())
            continue;
        const QUrl location
            = url.resolved(QUrl::fromEncoded(http::headerValue(block.head.headers, "Location")));
        const bool isFollowed = &block != &last;
        hops.append({url, block.head.line.status, location, isSent, isFollowed, {}});
        if (isFollowed)
            url = location;
    }
    found.exchange = exchangeOf(url, replyOf(last.head, body));
    found.exchange->hops = hops;
    found.exchange->credentialsSent = isSent;
    return found;
}

} // namespace

QList<Transcript> readCurlInclude(const LogLines &lines)
{
    QList<Transcript> all;
    std::size_t at = 0;
    while (at < lines.size()) {
        const auto status = statusLineOf(lines[at].text);
        if (!status) {
            ++at;
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
            if (!mayGoOn || !block.head.isWhole || block.end >= lines.size())
                break;
            const auto next = statusLineOf(lines[block.end].text);
            if (!next)
                break;
            block = blockAt(lines, block.end, *next);
            end = block.end;
        }
        if (!chain.isEmpty())
            all.append(transcriptOf(lines, chain, end));
        at = std::max(end, at + 1);
    }
    return all;
}

} // namespace keyturn::transcripts
