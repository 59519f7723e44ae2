// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LogLines.h"
#include "Transcript.h"

#include <QList>

namespace keyturn::transcripts {

/// What the error messages of programs tell of exchanges: Python, Node, PowerShell, Go, curl, wrangler,
/// cloudflared. Each line that says something is read together with its neighbours.
[[nodiscard]] QList<Transcript> readErrorText(const LogLines &lines);

} // namespace keyturn::transcripts
