// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Command.h"
#include "TypedValues.h"
#include "TypedWords.h"

namespace keyturn::cli {

// What the words of the token commands ask for.
[[nodiscard]] Typed<Command> tokenAddOf(const TypedWords &words);
[[nodiscard]] Typed<Command> tokenListOf(const TypedWords &words);
[[nodiscard]] Typed<Command> tokenEditOf(const TypedWords &words);

} // namespace keyturn::cli
