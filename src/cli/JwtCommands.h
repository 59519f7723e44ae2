// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workplace.h"

namespace keyturn::cli {

[[nodiscard]] ExitCode run(const Workplace &place, const JwtDecode &command);
[[nodiscard]] ExitCode run(const Workplace &place, const JwtVerify &command);
[[nodiscard]] ExitCode run(const Workplace &place, const JwtOrigin &command);
[[nodiscard]] ExitCode run(const Workplace &place, const JwtMint &command);
[[nodiscard]] ExitCode run(const Workplace &place, const JwtCompare &command);
[[nodiscard]] ExitCode run(const Workplace &place, const JwtBatch &command);

/// What was given, or what is in the file of that name, or all of standard input up to one byte more than is
/// ever looked at.
[[nodiscard]] Result<QByteArray, Trouble> jwtText(const std::optional<QByteArray> &given);
/// Why that text is no JWT, when `given` is what was named.
[[nodiscard]] Trouble
noJwt(const std::optional<QByteArray> &given, const QByteArray &text, jwt::DecodeError error);

} // namespace keyturn::cli
