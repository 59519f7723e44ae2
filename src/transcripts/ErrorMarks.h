// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Transport.h"

#include <QByteArrayView>

#include <optional>

namespace keyturn::transcripts {

/// What a fixed piece of an error message says.
struct ErrorMark
{
    enum class Kind {
        Status, ///< A status follows.
        Curl, ///< curl's last word, see CurlMessage.
        Failure, ///< There was no answer.
        NotJson, ///< A page came where JSON was expected.
        LoginAddress, ///< The login page's address.
        LoginTitle,
        CloudflareCode, ///< "error code: 1010"
        BlockMessage, ///< JSON as Access's block page has it.
        Handshake, ///< A WebSocket was refused.
    };

    QByteArrayView text;
    Kind kind;
    http::TransportError error = http::TransportError::Other; ///< With Failure.
};

/// The first mark of a line; null when the line says nothing.
struct MarkedPlace
{
    const ErrorMark *mark = nullptr;
    qsizetype at = 0; ///< Where the mark begins.
};
[[nodiscard]] std::optional<MarkedPlace> errorMarkIn(QByteArrayView line, qsizetype from = 0);

} // namespace keyturn::transcripts
