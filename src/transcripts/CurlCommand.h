// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LogLines.h"
#include "Request.h"
#include "Transcript.h"

#include <QUrl>

namespace keyturn::transcripts {

/// The command that was typed, where a log shows it shortly before line `before`: curl, wget, or wget's own
/// line about where it goes.
struct CurlCommand
{
    QUrl url;
    QByteArray method; ///< Empty where the command does not say.
    http::Headers headers; ///< A value that the shell put in is "***".
    Answered credentialsSent = Answered::Unknown;
};
[[nodiscard]] CurlCommand curlCommandBefore(const LogLines &lines, std::size_t before);

} // namespace keyturn::transcripts
