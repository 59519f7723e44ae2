// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Clues.h"
#include "Verdict.h"

#include <QLatin1StringView>
#include <QList>

#include <optional>
#include <vector>

namespace keyturn::access {

/// What a row makes of the clues when it applies.
struct Match
{
    Match(Confidence sure)
        : confidence(sure)
    {
    }
    Match(Confidence sure, Outcome cameOfIt)
        : confidence(sure)
        , outcome(cameOfIt)
    {
    }

    Confidence confidence;
    std::optional<Outcome> outcome; ///< Where it is not the row's own.
};

/// What a row answers: how it applies, or that it does not.
using Applies = std::optional<Match>;
inline constexpr std::nullopt_t no = std::nullopt;

/// One cause: who says it, what came of it, how sure anybody may be of it, when it applies, and what to do. A
/// row that rests on a fact of confidence C or D may not say Certain (facts, at the top).
struct CauseRow
{
    Cause cause;
    QLatin1StringView id;
    std::optional<Layer> layer;
    Outcome outcome;
    Confidence atMost;
    Applies (*match)(const Clues &clues);
    QList<NextStep> nextSteps;
    bool isAboutNoAnswer = false;
};

/// The rows in the order in which they are tried: by layer, from the one nearest to the client, and within a
/// layer the narrower before the wider. The last row always applies.
[[nodiscard]] const std::vector<CauseRow> &causeTable();

/// The parts that it is made of, one file each.
[[nodiscard]] std::vector<CauseRow> causesOfNetwork();
[[nodiscard]] std::vector<CauseRow> causesBeforeAccess();
[[nodiscard]] std::vector<CauseRow>
causesOfRequest(); ///< Access's answer to credentials that are wrong as they were written.
[[nodiscard]] std::vector<CauseRow> causesOfAccess();
[[nodiscard]] std::vector<CauseRow> causesOfApi(); ///< The Cloudflare API, which is no application.
[[nodiscard]] std::vector<CauseRow> causesOfMiddleware(); ///< The origin's own check of the JWT.
[[nodiscard]] std::vector<CauseRow> causesOfOrigin();

} // namespace keyturn::access
