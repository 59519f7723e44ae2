// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Transport.h"
#include "Verdict.h"

#include <QByteArrayView>

#include <optional>

namespace keyturn::transcripts {

/// What a fixed piece of an error message says.
struct ErrorMark
{
    enum class Kind {
        Status, ///< A status follows.
        MaybeStatus, ///< The same, where the lines around it speak of HTTP.
        ProxyLogin, ///< Words that mean 407.
        Curl, ///< curl's last word, see CurlMessage.
        Failure, ///< There was no answer.
        NotJson, ///< A page came where JSON was expected.
        LoginAddress, ///< The login page's address.
        LoginTitle,
        CloudflareCode, ///< "error code: 1010"
        BlockMessage, ///< JSON as Access's block page has it.
        BlockTitle, ///< The title of that page.
        ApiAnswer, ///< JSON as the Cloudflare API has it.
        ApiCode, ///< A number of the Cloudflare API follows.
        TunnelFailure, ///< cloudflared did not reach the service behind it.
        AccessHeader, ///< A header that only Access sets.
        Handshake, ///< A WebSocket was refused.
        Complaint, ///< Words that stand in place of an answer.
        BehindAccess, ///< wrangler was redirected to the login page.
        HalfOfCredentials, ///< wrangler has one of the two.
        NoAssertion, ///< cloudflared wanted a JWT of Access and found none.
    };

    QByteArrayView text;
    Kind kind;
    http::TransportError error = http::TransportError::Other; ///< With Failure.
    access::Complaint complaint = access::Complaint::UnexpectedPage; ///< With Complaint.
};

/// The first mark of a line; null when the line says nothing.
struct MarkedPlace
{
    const ErrorMark *mark = nullptr;
    qsizetype at = 0; ///< Where the mark begins.
};
[[nodiscard]] std::optional<MarkedPlace> errorMarkIn(QByteArrayView line, qsizetype from = 0);

} // namespace keyturn::transcripts
