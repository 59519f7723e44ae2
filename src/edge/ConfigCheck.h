// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ConfigProblem.h"

namespace keyturn::edge {

/// What of a file does not have the shape: keys that are missing, unknown or there twice, values of another
/// type, and texts that are no duration, URL and so on. In the order of the file.
[[nodiscard]] QList<ConfigProblem> shapeProblems(const JsonText &text);

/// The array that is meant: the node itself, or what stands in "result" of an answer of the API.
[[nodiscard]] JsonNode listIn(const JsonNode &node);

} // namespace keyturn::edge
