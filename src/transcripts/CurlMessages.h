// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Transport.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace keyturn::transcripts {

/// "curl: (6) Could not resolve host: example.com": how curl ended.
struct CurlMessage
{
    int code = 0;
    QByteArray text;
    int status = 0; ///< "(22) The requested URL returned error: 403", else 0.
};
[[nodiscard]] std::optional<CurlMessage> curlMessageOf(QByteArrayView line);

/// Null when the code says nothing about the network: a usage error, a full disk.
[[nodiscard]] std::optional<http::TransportError> transportErrorOf(const CurlMessage &message);

/// The failure, with curl's words and without credentials.
[[nodiscard]] http::TransportFailure failureOf(http::TransportError error, QByteArrayView words);

} // namespace keyturn::transcripts
