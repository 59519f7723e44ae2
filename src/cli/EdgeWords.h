// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Command.h"
#include "Grammar.h"
#include "TypedValues.h"

namespace keyturn::cli {

[[nodiscard]] GroupForm edgeControlGroup();
[[nodiscard]] std::vector<CommandForm> edgeForms();

[[nodiscard]] Typed<Command> edgeOf(const TypedWords &words);
/// `words.command` is "edge-control" and the order's id.
[[nodiscard]] Typed<Command> edgeOrderOf(const TypedWords &words);

} // namespace keyturn::cli
