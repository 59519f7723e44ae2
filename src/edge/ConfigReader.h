// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Config.h"
#include "ConfigProblem.h"
#include "Result.h"
#include "Secret.h"
#include "SecretFile.h"

#include <QDateTime>

#include <functional>

namespace keyturn::edge {

/// What the file says of the world around it.
struct ConfigSurroundings
{
    QString folder; ///< To which names of files in it are relative.
    QDateTime begin; ///< From which durations count that have no beginning of their own.
    std::function<Result<Secret, SecretFileError>(const QString &path)> readSecret = readSecretFile;
};

/// A file, read: what the edge plays, and how its program is to run.
struct Setup
{
    Config config = {};
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0; ///< 0: a free one.
    std::optional<QStringList> tlsHosts
        = {}; ///< For https: the hosts besides this machine. Null: plain http.
    QString upstreamAuthorities = {}; ///< A file in PEM, absolute; empty: those of the system alone.
    bool takesOrders = true; ///< Whether there is a control endpoint.
    quint16 controlPort = 0; ///< The same.
    QStringList secretFiles = {}; ///< Those that it names, absolute.
    QList<ConfigProblem> warnings = {};
};

/// Reads a file of resources/edge-config.schema.json; comments are allowed in it. Applications, policies and
/// groups are as the Cloudflare API has them, a whole answer of it too. Either all of it is right, or each
/// problem is told; what refers to nothing is looked for when nothing else is wrong.
[[nodiscard]] Result<Setup, QList<ConfigProblem>>
readConfig(const QByteArray &json, const ConfigSurroundings &surroundings);

} // namespace keyturn::edge
