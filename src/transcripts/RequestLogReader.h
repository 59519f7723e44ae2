// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LogLines.h"
#include "Transcript.h"

#include <QList>

namespace keyturn::transcripts {

/// Exchanges that a library logs in one line each: urllib3, httpx, OkHttp, npm. A redirect and the line of
/// where it led are one exchange.
[[nodiscard]] QList<Transcript> readRequestLog(const LogLines &lines);

} // namespace keyturn::transcripts
