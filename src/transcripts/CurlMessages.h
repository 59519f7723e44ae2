// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LogLines.h"
#include "Transcript.h"
#include "Transport.h"

#include <QUrl>

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

/// The command that was typed, where a log shows it shortly before line `before`.
struct CurlCommand
{
    QUrl url;
    Answered credentialsSent = Answered::Unknown;
};
[[nodiscard]] CurlCommand curlCommandBefore(const LogLines &lines, std::size_t before);

} // namespace keyturn::transcripts
