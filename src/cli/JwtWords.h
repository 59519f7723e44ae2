// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Command.h"
#include "Grammar.h"
#include "TypedValues.h"
#include "TypedWords.h"

namespace keyturn::cli {

[[nodiscard]] GroupForm jwtGroup();
[[nodiscard]] std::vector<CommandForm> jwtForms();

// What the words of the jwt commands ask for.
[[nodiscard]] Typed<Command> jwtDecodeOf(const TypedWords &words);
[[nodiscard]] Typed<Command> jwtVerifyOf(const TypedWords &words);
[[nodiscard]] Typed<Command> jwtOriginOf(const TypedWords &words);
[[nodiscard]] Typed<Command> jwtMintOf(const TypedWords &words);
[[nodiscard]] Typed<Command> jwtCompareOf(const TypedWords &words);
[[nodiscard]] Typed<Command> jwtBatchOf(const TypedWords &words);

} // namespace keyturn::cli
