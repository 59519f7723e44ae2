// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CurlVerboseReader.h"

#include "BodyEnd.h"
#include "CurlMessages.h"
#include "HeadBlock.h"

#include <algorithm>

namespace keyturn::transcripts {

namespace {

/// Nobody moves for good to where he is: the request was for the same address without TLS.
bool movesToItself(const http::Exchange &exchange)
{
    const http::Reply &reply = *exchange.answer;
    const QUrl location = QUrl::fromEncoded(http::headerValue(reply.headers, "Location").trimmed());
    return (reply.status == 301 || reply.status == 308) && location == exchange.request.url;
}

/// One request and what came of it, while it is being read.
struct Half
{
    QByteArray method;
    QByteArray target;
    http::Headers requestHeaders;
    bool isRequestWhole = false;
    bool isTls = false;
    std::optional<HeadBlock> head;
    QByteArray body;
    std::optional<std::size_t> first;
    std::size_t last = 0;
    bool hasRequest = false;
};

class Reading
{
public:
    explicit Reading(const LogLines &lines)
        : m_lines(lines)
    {
    }

    [[nodiscard]] QList<Transcript> all()
    {
        for (m_at = 0; m_at < m_lines.size(); ++m_at)
            take(m_lines[m_at].text);
        finish({});
        return m_found;
    }

private:
    void take(QByteArrayView text)
    {
        if (const auto message = curlMessageOf(text)) {
            ended(*message, text);
            return;
        }
        if (isWithinBody(text))
            return;
        const char mark = text.isEmpty() ? '\0' : text[0];
        const bool isMarked
            = (mark == '>' || mark == '<' || mark == '*') && (text.size() == 1 || text[1] == ' ');
        const QByteArrayView rest = isMarked && text.size() > 2 ? text.sliced(2) : QByteArrayView();
        if (!isMarked) {
            // What curl -i prints behind it is an exchange of its own.
            m_isConnectionDone = m_isConnectionDone || statusLineOf(text);
            if (m_half.head && m_half.head->isWhole && m_half.body.size() < longestBody && !isNoise(text)
                && !m_isConnectionDone) {
                m_half.body.append(text).append('\n');
                m_half.last = m_at;
            }
            return;
        }
        if (mark == '>')
            sent(rest);
        else if (mark == '<')
            received(rest);
        else
            remarked(rest);
    }

    // What a page or a JSON value quotes is no exchange. Only that the connection is done ends it early.
    bool isWithinBody(QByteArrayView text)
    {
        const bool isBody = m_half.head && m_half.head->isWhole && !m_half.head->isInterim();
        const bool isCurls = isNoise(text) || text.startsWith("* ") || isMarkedByCurl(text);
        if (isBody && m_half.body.isEmpty() && m_at >= m_endOfBody && !isCurls) {
            const QByteArray length = http::headerValue(m_half.head->headers, "Content-Length");
            m_endOfBody = endOfBody(m_lines, m_at, true, length.toLongLong());
        }
        if (!isBody || m_at >= m_endOfBody)
            return false;
        if (text.startsWith("* Connection #")) {
            m_endOfBody = m_at;
            return false;
        }
        if (m_half.body.size() < longestBody)
            m_half.body.append(text).append('\n');
        m_half.last = m_at;
        return true;
    }

    // curl's progress meter, and the counts of bytes that stand between the marks.
    static bool isNoise(QByteArrayView text)
    {
        return text.startsWith("{ [") || text.startsWith("} [") || text.startsWith("  % Total")
            || text.startsWith("                                 Dload");
    }

    void sent(QByteArrayView text)
    {
        if (const auto line = requestLineOf(text)) {
            if (m_half.hasRequest || m_half.head)
                nextRequest();
            m_half.method = line->method;
            m_half.target = line->target;
            m_half.hasRequest = true;
            m_half.isTls = m_half.isTls || m_isTls;
            if (!m_half.first)
                m_half.first = m_at;
            m_half.last = m_at;
            return;
        }
        if (!m_half.hasRequest || m_half.isRequestWhole)
            return;
        if (text.trimmed().isEmpty())
            m_half.isRequestWhole = true;
        else if (const auto header = headerOf(text))
            m_half.requestHeaders.append(*header);
        m_half.last = m_at;
    }

    void received(QByteArrayView text)
    {
        if (const auto line = statusLineOf(text)) {
            // A second answer to one request follows an interim one.
            m_half.head = HeadBlock{*line, {}, false};
            m_half.body.clear();
            m_isConnectionDone = false;
            if (!m_half.first)
                m_half.first = m_at;
            m_half.last = m_at;
            return;
        }
        if (!m_half.head || m_half.head->isWhole)
            return;
        if (text.trimmed().isEmpty())
            m_half.head->isWhole = true;
        else if (const auto header = headerOf(text))
            m_half.head->headers.append(*header);
        m_half.last = m_at;
    }

    void remarked(QByteArrayView text)
    {
        if (text.startsWith("SSL connection using") || text.startsWith("ALPN"))
            m_isTls = true;
        if (text.startsWith("Connected to "))
            m_isClear = text.contains(" port 80 ") || text.endsWith(" port 80");
        if (text.startsWith("Connection #") && text.contains("left intact"))
            m_isConnectionDone = true;
        if (text.startsWith("Issue another request to this URL: "))
            m_followed = urlIn(text);
    }

    [[nodiscard]] QUrl urlOfRequest() const
    {
        const RequestLine line{m_half.method, m_half.target};
        return urlOf(line, m_half.requestHeaders, m_isClear && !m_half.isTls ? "http" : "https");
    }

    [[nodiscard]] bool isConnect() const { return m_half.method == "CONNECT"; }

    // A redirect that curl followed becomes a hop; anything else is an exchange of its own.
    void nextRequest()
    {
        const bool isAnswered = m_half.head && !m_half.head->isInterim();
        if (isConnect() && isAnswered && m_half.head->line.status == 200) {
            m_half = {};
            return;
        }
        if (isAnswered && m_half.head->isRedirect() && !m_followed.isEmpty()) {
            const SentCredentials sent = credentialsIn(m_half.requestHeaders);
            const auto first = m_hops.isEmpty() ? m_half.first.value_or(m_at) : m_firstOfHops;
            m_hops.append(
                {urlOfRequest(), m_half.head->line.status, m_followed, sent.sent == Answered::Yes, true, {}});
            m_firstOfHops = first;
            m_followed.clear();
            m_half = {};
            return;
        }
        finish({});
    }

    void ended(const CurlMessage &message, QByteArrayView line)
    {
        auto error = transportErrorOf(message);
        // Whatever went wrong with the proxy, the host was not reached; that it wants a login is an answer.
        if (error && isConnect())
            error = http::TransportError::Unreachable;
        const bool isProxysAnswer = isConnect() && m_half.head && m_half.head->line.status == 407;
        const bool isSeen = m_half.hasRequest || m_half.head || !m_hops.isEmpty();
        if (!isSeen)
            return; // A message alone is for the reader of error texts.
        if (error && !isProxysAnswer && (!m_half.head || m_half.head->isInterim() || isConnect()))
            finish(failureOf(*error, line));
        else
            finish({});
    }

    void finish(const std::optional<http::TransportFailure> &failure)
    {
        const bool isAnswered = m_half.head && !m_half.head->isInterim();
        const bool isTunnel = isConnect() && isAnswered && m_half.head->line.status == 200;
        if ((isAnswered && !isTunnel) || failure)
            m_found.append(transcriptOf(failure));
        m_half = {};
        m_hops.clear();
        m_followed.clear();
        m_isTls = false;
        m_isConnectionDone = false;
    }

    [[nodiscard]] Transcript transcriptOf(const std::optional<http::TransportFailure> &failure) const
    {
        const SentCredentials sent = credentialsIn(m_half.requestHeaders);
        const bool isWhole = failure || m_half.head->isWhole;
        const std::size_t first = m_hops.isEmpty() ? m_half.first.value_or(m_half.last) : m_firstOfHops;
        Transcript found;
        found.form = Form::CurlVerbose;
        found.style = sent.style;
        found.presented = sent.presented;
        found.known.status = !failure;
        found.known.headers = !failure && m_half.head->isWhole;
        found.known.body = !m_half.body.trimmed().isEmpty();
        found.known.request = m_half.hasRequest && m_half.isRequestWhole;
        found.known.method = m_half.hasRequest;
        found.known.credentialsSent
            = found.known.request || sent.sent == Answered::Yes ? sent.sent : Answered::Unknown;
        found.ceiling = !isWhole   ? access::Confidence::Possible
            : !found.known.request ? access::Confidence::Likely
                                   : access::Confidence::Certain;
        found.firstLine = m_lines[first].number;
        found.lastLine = m_lines[std::min(std::max(m_half.last, first), m_lines.size() - 1)].number;

        const QUrl url = urlOfRequest();
        if (failure)
            found.exchange = exchangeOf(url, Failure{*failure});
        else
            found.exchange = exchangeOf(url, replyOf(headOfReply(), m_half.body.left(longestBody).trimmed()));
        found.exchange->request.method = m_half.method.isEmpty() ? QByteArray("GET") : m_half.method;
        found.exchange->request.headers = withoutCredentials(m_half.requestHeaders);
        found.exchange->credentialsSent = found.known.credentialsSent == Answered::Yes;
        found.exchange->hops = m_hops;
        if (!failure && !m_half.isTls && movesToItself(*found.exchange))
            found.exchange->request.url.setScheme(QStringLiteral("http"));
        return found;
    }

    [[nodiscard]] HeadBlock headOfReply() const
    {
        HeadBlock head = *m_half.head;
        head.dropCutHeader(m_half.last + 1 >= m_lines.size());
        return head;
    }

    const LogLines &m_lines;
    std::size_t m_at = 0;
    Half m_half;
    std::size_t m_endOfBody = 0; ///< Lines before it are a body's.
    bool m_isTls = false;
    bool m_isClear = false;
    bool m_isConnectionDone = false;
    QUrl m_followed;
    QList<http::Hop> m_hops;
    std::size_t m_firstOfHops = 0;
    QList<Transcript> m_found;
};

} // namespace

QList<Transcript> readCurlVerbose(const LogLines &lines)
{
    return Reading(lines).all();
}

} // namespace keyturn::transcripts
