// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"

#include <QString>

namespace keyturn {

/// What happened: "The server did not answer in time."
[[nodiscard]] QString titleFor(http::TransportError error);
/// What to do about it.
[[nodiscard]] QString adviceFor(http::TransportError error);
/// Both.
[[nodiscard]] QString sentenceFor(http::TransportError error);
/// Both, and between them what the engine had to say, where it helps.
[[nodiscard]] QString sentenceFor(const http::TransportFailure &failure);

} // namespace keyturn
