// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LogLines.h"
#include "Transcript.h"

#include <QList>

namespace keyturn::transcripts {

/// Every exchange that stands in the text as `curl -i` writes it: interim answers and the proxy's CONNECT
/// skipped, redirects that -L followed as hops.
[[nodiscard]] QList<Transcript> readCurlInclude(const LogLines &lines);

} // namespace keyturn::transcripts
