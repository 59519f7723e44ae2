// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workplace.h"

namespace keyturn::cli {

[[nodiscard]] ExitCode run(const Workplace &place, const TokenAdd &command);
[[nodiscard]] ExitCode run(const Workplace &place, const TokenList &command);
[[nodiscard]] ExitCode run(const Workplace &place, const TokenShow &command);
[[nodiscard]] ExitCode run(const Workplace &place, const TokenEdit &command);
[[nodiscard]] ExitCode run(const Workplace &place, const TokenRemove &command);
[[nodiscard]] ExitCode run(const Workplace &place, const TokenSecret &command);
[[nodiscard]] ExitCode run(const Workplace &place, const Expiring &command);

/// Whether a token has ended or ends before `within` has passed. One that is switched off counts only when it
/// has ended.
[[nodiscard]] bool
endsWithin(const tokens::ServiceToken &token, std::chrono::nanoseconds within, const QDateTime &now);

} // namespace keyturn::cli
