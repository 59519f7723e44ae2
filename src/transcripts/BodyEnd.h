// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LogLines.h"

namespace keyturn::transcripts {

/// One past the last line of the body that begins with line `first`, where the body itself tells it: by the
/// end of the page or of the JSON value, or by as many bytes as `contentLength`, which is 0 when nobody
/// knows. `first` where nothing tells it. What stands before that line is the body's, whatever it looks like.
[[nodiscard]] std::size_t
endOfBody(const LogLines &lines, std::size_t first, bool hasPrefix, qint64 contentLength);

/// Whether a trimmed text begins as a web page does.
[[nodiscard]] bool beginsPage(QByteArrayView text);

/// "> GET / HTTP/1.1", "< HTTP/1.1 302", "*   Trying": how a transcript of curl -v goes on.
[[nodiscard]] bool isMarkedByCurl(QByteArrayView text);

} // namespace keyturn::transcripts
