// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "PolicyReport.h"
#include "Workplace.h"

#include <QJsonObject>

namespace keyturn::cli {

/// The shell's answer: to "is the token let in?" where one is asked about, otherwise to "is nothing wrong?".
[[nodiscard]] ExitCode exitCodeOf(const PolicyReport &report);

[[nodiscard]] QJsonObject jsonOf(const PolicyReport &report);

/// The account drawn as a tree: applications, their policies, and the rules with what each says.
void showPolicies(const Output &out, const PolicyReport &report);

[[nodiscard]] ExitCode run(const Workplace &place, const AskPolicies &command);

} // namespace keyturn::cli
