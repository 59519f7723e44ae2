// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Config.h"
#include "ConfigProblem.h"

namespace keyturn::edge {

/// What of a file whose shape is right does not fit together: ids and names that are there twice, references
/// to nothing, applications that guard nothing. `config` is what was read from it.
[[nodiscard]] QList<ConfigProblem> referenceProblems(const JsonText &text, const Config &config);

} // namespace keyturn::edge
