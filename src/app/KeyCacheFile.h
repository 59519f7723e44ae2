// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeyCache.h"

namespace keyturn {

/// Keys that were fetched before, in a profile folder. A file that is not there or cannot be read is an
/// empty cache: it can all be fetched again.
[[nodiscard]] KeyCache loadKeyCache(const QString &profile, const QDateTime &now);

/// Only into a folder that is there already: asking a question makes no profile. False when it could not be
/// written.
bool saveKeyCache(const QString &profile, const KeyCache &cache);

} // namespace keyturn
