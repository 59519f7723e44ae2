// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ExchangeBuilder.h"
#include "Verdict.h"

#include <optional>
#include <vector>

namespace keyturn::fuzz {

/// An observation written down so that any bytes are one: a line each, the first character says of what.
///
///     >GET https://api.example.com/    the request
///     +Name: value                     a header of it
///     @302 https://a/ https://b/       a redirect before the answer, without credentials after it
///     =302 Found                       the answer
///     -Name: value                     a header of it
///     .text                            a line of its body
///     !3 words                         no answer: the number of a TransportError
///     *c                               credentials were sent; see readFlag() for the others
///     %                                what follows is of the next exchange: control, broken secret, XHR
class ObservationText
{
public:
    explicit ObservationText(const QByteArray &text)
    {
        for (const QByteArray &line : text.split('\n')) {
            if (!line.isEmpty())
                read(line.front(), line.sliced(1));
        }
        finish();
    }

    [[nodiscard]] access::Observation seen() const
    {
        const auto other = [this](std::size_t place) {
            return m_exchanges.size() > place ? &m_exchanges[place] : nullptr;
        };
        access::Observation observation{m_exchanges.front(),
                                        other(1),
                                        m_discovery ? &*m_discovery : nullptr,
                                        m_style,
                                        m_token,
                                        other(2),
                                        other(3)};
        return observation;
    }

private:
    static http::Header headerOf(const QByteArray &line)
    {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0)
            return {line, {}};
        const QByteArray value = line.sliced(colon + 1);
        return {line.first(colon), value.startsWith(' ') ? value.sliced(1) : value};
    }

    void read(char kind, const QByteArray &rest)
    {
        const qsizetype blank = rest.indexOf(' ');
        const QByteArray first = rest.left(blank);
        const QByteArray more = blank < 0 ? QByteArray() : rest.sliced(blank + 1);
        switch (kind) {
        case '>':
            m_exchange.request.method = first;
            m_exchange.request.url = QUrl::fromEncoded(more);
            break;
        case '+':
            m_exchange.request.headers.append(headerOf(rest));
            break;
        case '@':
            readHop(first.toInt(), more);
            break;
        case '=':
            m_reply.status = first.toInt();
            m_reply.reason = more;
            break;
        case '-':
            m_reply.headers.append(headerOf(rest));
            break;
        case '.':
            m_reply.body.start += rest + '\n';
            break;
        case '!':
            m_failure = http::TransportFailure{
                http::TransportError(qBound(0, first.toInt(), int(http::TransportError::Other))),
                QString::fromUtf8(more),
                {}};
            break;
        case '*':
            readFlag(rest);
            break;
        case '%':
            finish();
            break;
        default:
            break;
        }
    }

    void readHop(int status, const QByteArray &urls)
    {
        const qsizetype blank = urls.indexOf(' ');
        if (blank < 0)
            return;
        m_exchange.hops.append(
            {QUrl::fromEncoded(urls.first(blank)),
             status,
             QUrl::fromEncoded(urls.sliced(blank + 1)),
             true,
             true,
             {"CF-Access-Client-Secret"}});
    }

    void readFlag(const QByteArray &flag)
    {
        using access::DiscoveryProblem;
        switch (flag.isEmpty() ? ' ' : flag.front()) {
        case 'c':
            m_exchange.credentialsSent = true;
            break;
        case '1':
            m_style = access::HeaderStyle::single(flag.sliced(1));
            break;
        case 'e':
            m_token = access::TokenKnowledge{true, false, QStringLiteral("2026-10-01T00:00:00Z")};
            break;
        case 'd':
            m_token = access::TokenKnowledge{false, true, {}};
            break;
        case 'v':
            m_discovery = access::Discovery{
                DiscoveryProblem::None,
                QStringLiteral("acme.cloudflareaccess.com"),
                QStringLiteral("f00d"),
                QString::fromUtf8(flag.sliced(1)),
                {}};
            break;
        case 'n':
            m_discovery = access::Discovery();
            break;
        case 'j':
            m_discovery = access::Discovery{DiscoveryProblem::NotAJwt, {}, {}, {}, {}};
            break;
        default:
            break;
        }
    }

    void finish()
    {
        constexpr std::size_t most = 4;
        if (m_exchanges.size() == most)
            return;
        m_reply.body.size = m_reply.body.start.size();
        if (m_failure)
            m_exchange.answer = Failure{*m_failure};
        else
            m_exchange.answer = m_reply;
        m_exchanges.push_back(m_exchange);
        m_exchange = blank();
        m_reply = {};
        m_failure.reset();
    }

    static http::Exchange blank() { return ExchangeBuilder(); }

    http::Exchange m_exchange = blank();
    http::Reply m_reply;
    std::optional<http::TransportFailure> m_failure;
    std::vector<http::Exchange> m_exchanges;
    access::HeaderStyle m_style;
    std::optional<access::TokenKnowledge> m_token;
    std::optional<access::Discovery> m_discovery;
};

} // namespace keyturn::fuzz
