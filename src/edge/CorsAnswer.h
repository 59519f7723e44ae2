// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Answer.h"
#include "Config.h"

namespace keyturn::edge {

/// How Access answers a preflight where cors_headers are set (facts 2.10). What they do not allow is not in
/// the answer; then the browser gives up.
[[nodiscard]] Answer preflightAnswer(const Cors &cors, const http::Headers &request);

} // namespace keyturn::edge
