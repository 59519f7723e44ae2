// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "EvidenceWording.h"
#include "NextStepWording.h"
#include "Verdict.h"

#include <QString>

namespace keyturn {

/// A verdict in words: what happened, in one sentence.
[[nodiscard]] QString headlineOf(const access::Verdict &verdict);
/// Why that is so and what else it could be, in one or two sentences more.
[[nodiscard]] QString explanationOf(const access::Verdict &verdict);

/// "Access", or in place of the layer that nobody was asked, or that nobody knows.
[[nodiscard]] QString answererOf(const access::Verdict &verdict);
/// "Access: refused (likely)".
[[nodiscard]] QString summaryOf(const access::Verdict &verdict);

[[nodiscard]] QString wordFor(access::Confidence confidence);
[[nodiscard]] QString wordFor(access::Layer layer);
[[nodiscard]] QString wordFor(access::Outcome outcome);
/// Empty while nobody knows.
[[nodiscard]] QString wordFor(access::OrganizationMode mode);

} // namespace keyturn
