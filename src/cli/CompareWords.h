// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "TypedValues.h"

namespace keyturn::cli {

/// What `compare` was typed with.
[[nodiscard]] Typed<Command> compareOf(const TypedWords &words);

/// A URL is asked; anything else is the name of a file.
[[nodiscard]] bool isUrl(const QString &side);

/// What the two sides are called in the answer: as they were named, else by what tells them apart.
struct SideNames
{
    QString left;
    QString right;

    bool operator==(const SideNames &) const = default;
};
[[nodiscard]] SideNames namesOf(const Compare &command);

} // namespace keyturn::cli
