// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Judgement.h"
#include "Workplace.h"

#include <QJsonObject>

namespace keyturn::cli {

/// The shell's answer to "was the request let in?" of a recorded exchange.
[[nodiscard]] ExitCode exitCodeOf(const transcripts::Judgement &judgement);

/// As of a verdict, and where in the text it was found.
[[nodiscard]] QJsonObject jsonOf(const transcripts::Judgement &judgement);

[[nodiscard]] ExitCode run(const Workplace &place, const JudgeText &command);

} // namespace keyturn::cli
