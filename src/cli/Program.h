// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "World.h"

#include <QStringList>

namespace keyturn::cli {

/// The whole program: reads the arguments (without its own name), does what they say, and returns what the
/// shell is told.
[[nodiscard]] int runProgram(World &world, const QStringList &arguments);

} // namespace keyturn::cli
