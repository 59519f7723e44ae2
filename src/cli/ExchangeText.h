// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"
#include "Judgement.h"
#include "Output.h"
#include "Verdict.h"

namespace keyturn::cli {

// What came back, as a terminal shows it.

/// The headline alone: what happened, in its colour.
[[nodiscard]] QString tonedHeadline(const Output &out, const access::Verdict &verdict);
/// Headline, confidence, what it rests on, and what to do.
void showVerdict(const Output &out, const access::Verdict &verdict, int indent = 0);
/// The same of a recorded exchange, with where it was found and what the text does not show.
void showJudgement(const Output &out, const transcripts::Judgement &judgement);
/// Each redirect, and what was withheld from where it pointed.
void showHops(const Output &out, const QList<http::Hop> &hops);
/// Status line, time, and headers.
void showAnswer(const Output &out, const http::Reply &reply);

} // namespace keyturn::cli
