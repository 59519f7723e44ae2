// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Transcript.h"

#include <QByteArrayView>

namespace keyturn::transcripts {

/// access::verdictOf, made no surer than the text allows. Where the text does not show whether credentials
/// were sent, only what holds both ways is said.
[[nodiscard]] access::Verdict verdictOf(const Transcript &transcript);

struct Judgement
{
    Transcript transcript;
    access::Verdict verdict;
};

/// Finds the exchange in any text that tells most, and judges it. A pure function of the bytes.
[[nodiscard]] Judgement judgementOf(QByteArrayView text);

} // namespace keyturn::transcripts
