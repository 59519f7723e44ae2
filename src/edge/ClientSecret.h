// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Secret.h"

#include <QByteArray>

namespace keyturn::edge {

/// As long as asked for, from the system's source of randomness; 64 at most.
[[nodiscard]] QByteArray randomHex(qsizetype digits);

/// The shape of a Client Secret since 26 August 2026 (facts 1.2). It opens this edge and nothing else.
[[nodiscard]] Secret makeClientSecret();

} // namespace keyturn::edge
