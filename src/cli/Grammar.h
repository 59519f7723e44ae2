// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <vector>

namespace keyturn::cli {

/// One option as people type it. What its value means is CommandLine's business.
struct OptionForm
{
    enum class Kind {
        Flag,
        One,
        OneOrNothing, ///< Without a value it has `fallback`.
        Many,
        Positional,
        OptionalPositional
    };

    Kind kind = Kind::One;
    const char *names = ""; ///< "-X,--method", or the name of a positional.
    const char *value = ""; ///< How the help calls it: "METHOD".
    const char *help = "";
    const char *fallback = ""; ///< With OneOrNothing.
};

struct CommandForm
{
    const char *group = ""; ///< "token" of "token add"; empty for a command of its own.
    const char *name = "";
    const char *summary = "";
    std::vector<OptionForm> options;
    const char *footer = ""; ///< What the help says below the options.
};

struct GroupForm
{
    const char *name = "";
    const char *summary = "";
};

[[nodiscard]] const std::vector<OptionForm> &globalOptions();
[[nodiscard]] const std::vector<GroupForm> &commandGroups();
[[nodiscard]] const std::vector<CommandForm> &commandForms();
[[nodiscard]] const char *exitCodesText();

} // namespace keyturn::cli
