// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "EnvironmentComparison.h"

#include <QString>

namespace keyturn {

[[nodiscard]] QString nameOf(Trait trait);
[[nodiscard]] QString wordFor(Relation relation);
/// "≠", "=", or "?" where one side does not show it.
[[nodiscard]] QString markOf(Relation relation);
/// A value as people read it: "none" where there is none, "not known" where nobody can tell.
[[nodiscard]] QString shownValue(Trait trait, const TraitValue &value);

} // namespace keyturn
