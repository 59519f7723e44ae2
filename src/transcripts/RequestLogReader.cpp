// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RequestLogReader.h"

#include "Ascii.h"
#include "EdgeReply.h"
#include "HeadBlock.h"

#include <algorithm>

namespace keyturn::transcripts {

namespace {

constexpr qsizetype longestLine = 16 * 1024;
constexpr qsizetype mostExchanges = 500;

struct LoggedRequest
{
    QByteArray method;
    QUrl url;
    int status = 0;
    std::size_t line = 0;

    [[nodiscard]] bool isRedirect() const { return status >= 300 && status < 400 && status != 304; }
};

int statusAt(QByteArrayView text, qsizetype at)
{
    const QByteArrayView digits = text.sliced(std::min(at, text.size()))
                                      .first(std::min<qsizetype>(3, text.size() - std::min(at, text.size())));
    if (digits.size() != 3 || !std::all_of(digits.begin(), digits.end(), isDigit))
        return 0;
    if (at + 3 < text.size() && isAlphanumeric(text[at + 3]))
        return 0;
    const int status = digits.toInt();
    return status >= 100 && status <= 599 ? status : 0;
}

bool isMethod(QByteArrayView word)
{
    return word.size() >= 3 && word.size() <= 8 && std::all_of(word.begin(), word.end(), isCapital);
}

// https://api.example.com:443 "GET /data HTTP/1.1" 302 0
std::optional<LoggedRequest> fromUrllib3(QByteArrayView text)
{
    const qsizetype scheme = text.indexOf("http");
    const qsizetype quote = scheme < 0 ? -1 : text.indexOf(" \"", scheme);
    const qsizetype close = quote < 0 ? -1 : text.indexOf("\" ", quote + 2);
    if (close < 0)
        return std::nullopt;
    const auto line = requestLineOf(text.sliced(quote + 2, close - quote - 2));
    const int status = statusAt(text, close + 2);
    if (!line || !isMethod(line->method) || status == 0 || !line->target.startsWith('/'))
        return std::nullopt;
    const QByteArray url = text.sliced(scheme, quote - scheme).toByteArray() + line->target;
    return LoggedRequest{line->method, QUrl::fromEncoded(url, QUrl::StrictMode), status, 0};
}

// HTTP Request: GET https://api.example.com/data "HTTP/1.1 302 Found"
std::optional<LoggedRequest> fromHttpx(QByteArrayView text)
{
    constexpr QByteArrayView opening = "HTTP Request: ";
    const qsizetype at = text.indexOf(opening);
    if (at < 0)
        return std::nullopt;
    const QByteArrayView rest = text.sliced(at + opening.size());
    const qsizetype blank = rest.indexOf(' ');
    const qsizetype quote = rest.indexOf(" \"HTTP/");
    const auto status
        = quote < 0 ? std::nullopt : statusLineOf(rest.sliced(quote + 2).toByteArray().replace('"', ' '));
    if (blank < 0 || !status || !isMethod(rest.first(blank)))
        return std::nullopt;
    return LoggedRequest{rest.first(blank).toByteArray(), urlIn(rest), status->status, 0};
}

// <-- 302 https://api.example.com/data (123ms), and npm's http fetch GET 302 https://...
std::optional<LoggedRequest> fromArrow(QByteArrayView text)
{
    if (const qsizetype at = text.indexOf("<-- "); at >= 0) {
        const int status = statusAt(text, at + 4);
        const QUrl url = urlIn(text, at);
        return status != 0 && !url.isEmpty() ? std::optional(LoggedRequest{{}, url, status, 0})
                                             : std::nullopt;
    }
    constexpr QByteArrayView npm = "http fetch ";
    const qsizetype at = text.indexOf(npm);
    if (at < 0)
        return std::nullopt;
    const QByteArrayView rest = text.sliced(at + npm.size());
    const qsizetype blank = rest.indexOf(' ');
    const int status = blank < 0 ? 0 : statusAt(rest, blank + 1);
    if (status == 0 || !isMethod(rest.first(blank)))
        return std::nullopt;
    return LoggedRequest{rest.first(blank).toByteArray(), urlIn(rest), status, 0};
}

std::optional<LoggedRequest> requestIn(QByteArrayView text)
{
    for (const auto read : {fromUrllib3, fromHttpx, fromArrow}) {
        auto found = read(text);
        if (found && found->url.isValid() && !found->url.host().isEmpty())
            return found;
    }
    return std::nullopt;
}

/// Where a redirect led is in the next line, when that is near.
bool isFollowedBy(const LoggedRequest &request, const LoggedRequest &next)
{
    constexpr std::size_t farthest = 8;
    return request.isRedirect() && next.line - request.line <= farthest && next.url != request.url;
}

/// Without its headers an answer that went well tells nothing.
bool isTelling(const LoggedRequest &request)
{
    return request.status >= 300 || access::isTeamHost(request.url.host());
}

Transcript transcriptOf(const LogLines &lines, const std::vector<LoggedRequest> &chain)
{
    const LoggedRequest &last = chain.back();
    Transcript found;
    found.form = Form::RequestLog;
    found.known.status = true;
    found.known.method = !last.method.isEmpty();
    found.ceiling = access::Confidence::Likely;
    found.firstLine = lines[chain.front().line].number;
    found.lastLine = lines[last.line].number;
    found.exchange = exchangeOf(last.url, replyOf({{{}, last.status, {}}, {}, false}, {}));
    if (found.known.method)
        found.exchange->request.method = last.method;
    for (std::size_t i = 0; i + 1 < chain.size(); ++i)
        found.exchange->hops.append({chain[i].url, chain[i].status, chain[i + 1].url, false, true, {}});
    return found;
}

} // namespace

QList<Transcript> readRequestLog(const LogLines &lines)
{
    QList<Transcript> all;
    std::vector<LoggedRequest> chain;
    const auto finish = [&] {
        if (std::any_of(chain.cbegin(), chain.cend(), isTelling)) {
            if (all.size() >= mostExchanges)
                all.removeFirst();
            all.append(transcriptOf(lines, chain));
        }
        chain.clear();
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const QByteArrayView text = lines[i].text.first(std::min(lines[i].text.size(), longestLine));
        if (!text.contains("HTTP/") && !text.contains("<-- ") && !text.contains("http fetch "))
            continue;
        auto found = requestIn(text);
        if (!found)
            continue;
        found->line = i;
        if (!chain.empty() && !isFollowedBy(chain.back(), *found))
            finish();
        chain.push_back(*found);
    }
    finish();
    return all;
}

} // namespace keyturn::transcripts
