// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LogLines.h"
#include "Request.h"
#include "Transcript.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QUrl>

#include <optional>

namespace keyturn::transcripts {

/// A body is looked at no further than this.
inline constexpr qsizetype longestBody = 64 * 1024;

struct StatusLine
{
    QString protocol;
    int status = 0;
    QByteArray reason;
};
[[nodiscard]] std::optional<StatusLine> statusLineOf(QByteArrayView text);

struct RequestLine
{
    QByteArray method;
    QByteArray target;
};
[[nodiscard]] std::optional<RequestLine> requestLineOf(QByteArrayView text);

/// Where a request went, by its target and its Host; empty when they do not tell.
[[nodiscard]] QUrl urlOf(const RequestLine &line, const http::Headers &headers, const QByteArray &scheme);

/// "Name: value", when the name is a token.
[[nodiscard]] std::optional<http::Header> headerOf(QByteArrayView text);

/// A status and its headers.
struct HeadBlock
{
    StatusLine line;
    http::Headers headers;
    bool isWhole = false; ///< The empty line was there.

    /// A text that ends in a header may end in the middle of it. Of a Location that leads to the login page
    /// for sure, what may be cut is left out.
    void dropCutHeader(bool isAtEndOfText);

    [[nodiscard]] bool isRedirect() const { return line.status >= 300 && line.status < 400; }
    [[nodiscard]] bool isInterim() const { return line.status < 200 && line.status != 101; }
};
[[nodiscard]] http::Reply replyOf(const HeadBlock &head, const QByteArray &body);

/// What the headers of a request say about credentials, and the style they were written in.
struct SentCredentials
{
    Answered sent = Answered::No;
    access::HeaderStyle style;
    access::Presented presented;
};
[[nodiscard]] SentCredentials credentialsIn(const http::Headers &request);
/// Without any header that carries a credential.
[[nodiscard]] http::Headers withoutCredentials(const http::Headers &request);

/// The first http or https address in `text` from `from` on; empty when there is none.
[[nodiscard]] QUrl urlIn(QByteArrayView text, qsizetype from = 0);

/// The exchange with an answer to the last request of `hops`.
[[nodiscard]] http::Exchange exchangeOf(const QUrl &url, http::Answer answer);

} // namespace keyturn::transcripts
