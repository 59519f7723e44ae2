// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"
#include "Judgement.h"
#include "NextCommands.h"
#include "Output.h"
#include "Verdict.h"

namespace keyturn::cli {

// What came back, as a terminal shows it.

/// The headline alone: what happened, in its colour.
[[nodiscard]] QString tonedHeadline(const Output &out, const access::Verdict &verdict);
/// Who answered, what came of it and how sure that is; why; the likeliest step first, then the others; what
/// was seen. `subject` is what was judged, and what the commands among the steps are about.
void showVerdict(const Output &out, const access::Verdict &verdict, const Subject &subject, int indent = 0);
/// The same of a recorded exchange, with where it was found and what the text does not show.
void showJudgement(const Output &out, const transcripts::Judgement &judgement);
/// Steps and commands: the first apart from the others, each place in the dashboard once. What a command
/// says is not said again.
void showSteps(
    const Output &out, const QList<access::NextStep> &steps, const Subject &subject,
    const QStringList &commands, int indent = 0);
/// What a recorded text tells about the request that was judged.
[[nodiscard]] Subject subjectOf(const transcripts::Transcript &transcript);
/// Each redirect, and what was withheld from where it pointed.
void showHops(const Output &out, const QList<http::Hop> &hops);
/// Status line, time, and headers.
void showAnswer(const Output &out, const http::Reply &reply);

} // namespace keyturn::cli
