// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace keyturn {

/// How much longer everything may take than in an ordinary build: sanitizers are slow.
#ifdef __SANITIZE_ADDRESS__
inline constexpr int pace = 10;
#else
inline constexpr int pace = 1;
#endif

} // namespace keyturn
