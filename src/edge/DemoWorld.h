// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Config.h"
#include "Secret.h"
#include "ServiceToken.h"

#include <QDateTime>
#include <QString>
#include <QUrl>

#include <vector>

namespace keyturn::edge {

/// A token of the demo with its secret, which opens the embedded edge of this run and nothing else.
struct DemoToken
{
    tokens::ServiceToken token;
    Secret secret; ///< What the vault holds: for one of the tokens not what the edge knows.
    QString path; ///< Where on the edge to try it.
};

/// The world of the demo: six tokens, each with its own fate (accepted; expiring in nine days; expired;
/// disabled; only in an Allow policy; wrong secret), and the applications that rule on them. Secrets are made
/// anew each time.
struct DemoWorld
{
    Config config;
    std::vector<DemoToken> tokens;
};

[[nodiscard]] DemoWorld makeDemoWorld(const QDateTime &now);

/// Binds every token to where the edge listens.
void bindTo(DemoWorld &world, const QUrl &origin);

} // namespace keyturn::edge
