// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LocalCa.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace keyturn {

/// What the edge's own certificate authority is, and what trusting it means.
[[nodiscard]] QString sentenceFor(const edge::LocalCa &authority);
/// How one kind of client is told to trust the authority, and to trust it no more.
struct TrustGuide
{
    QString client; ///< "Debian, Ubuntu", "curl"
    QString note; ///< One sentence; may be empty.
    QStringList trust; ///< Command lines or steps, in order.
    QStringList distrust; ///< Empty: the trust ends with the command.
};

/// `certificateFile` is quoted for a POSIX shell, and for PowerShell where the guide is for Windows. `name`
/// is the authority's own.
[[nodiscard]] QList<TrustGuide> trustGuides(const QString &certificateFile, const QString &name);

} // namespace keyturn
