// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Command.h"
#include "Result.h"
#include "Trouble.h"
#include "TypedWords.h"

#include <QStringList>

#include <optional>

namespace keyturn::cli {

struct CommandLine
{
    Globals globals;
    Command command;
};

/// Reads a command line, without the program's name. No effects.
[[nodiscard]] Result<CommandLine, ParseStop> parseCommandLine(const QStringList &arguments);

/// What sorted words ask for.
[[nodiscard]] Result<CommandLine, Trouble> understand(const TypedWords &words);

/// Refuses a secret that was typed as an argument, before anything can echo it.
[[nodiscard]] std::optional<Trouble> secretOnCommandLine(const QStringList &arguments);

} // namespace keyturn::cli
