// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LogLines.h"
#include "Transcript.h"

#include <QList>

namespace keyturn::transcripts {

/// Every exchange that stands in the text as `curl -v` writes it, those without an answer included.
[[nodiscard]] QList<Transcript> readCurlVerbose(const LogLines &lines);

} // namespace keyturn::transcripts
