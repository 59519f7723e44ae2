// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <vector>

namespace keyturn::edge {

/// A configuration to begin with, and the secret files that go with it.
struct StartingConfig
{
    struct SecretOf
    {
        QString token; ///< Its name.
        QString file; ///< As the configuration names it.
        Secret secret;
    };

    QByteArray text; ///< JSON with comments that explain it.
    std::vector<SecretOf> secrets;
};

/// With tokens made up for it: one that is let in, one that has expired, one that is switched off. `name` is
/// that of the configuration's file, "edge.json".
[[nodiscard]] StartingConfig makeStartingConfig(const QString &name, const QDateTime &now);

} // namespace keyturn::edge
