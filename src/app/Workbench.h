// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Clock.h"
#include "EdgeRunner.h"
#include "ExpiryWatch.h"
#include "KeyFetcher.h"
#include "Prober.h"
#include "RequestRunner.h"
#include "TeamKeys.h"
#include "TokenVault.h"

#include <QHash>
#include <QUrl>

namespace keyturn {

/// Which world is open, for the foot of the rail and for the pages' first suggestions.
struct WorldFacts
{
    bool isDemo = false;
    QUrl demoEdge; ///< Where the embedded edge listens, in the demo.
    QUrl demoCerts; ///< Where its keys are.
    QString demoTeam; ///< The team name it plays.
    QHash<QString, QUrl> suggestedUrls; ///< By token id: where to try it first, in the demo.
    QString profile = {}; ///< The folder in which this world keeps its files; empty: nothing is kept.
};

/// The use cases that the windows show, made by main() and outliving every window.
struct Workbench
{
    TokenVault &vault;
    RequestRunner &runner;
    Prober &prober;
    KeyFetcher &keys; ///< For keys in files and texts.
    TeamKeys &teamKeys;
    ExpiryWatch &expiryWatch;
    EdgeRunner &edge;
    Clock clock;
    WorldFacts world;
};

} // namespace keyturn
