// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "TokenArchive.h"

#include <QList>
#include <QSqlDatabase>
#include <QStringList>

namespace keyturn {

/// The statements that lead from one version of the schema to the next.
using Migration = QStringList;

/// All of them: the first makes an empty file an inventory, and the version of a file is how many it has been
/// through. One that has been released is never changed again.
[[nodiscard]] const QList<Migration> &migrations();

/// Takes an open database through the migrations it lacks, all or none. An inventory that already holds
/// tokens is copied to `keyturn-v<version>.backup.sqlite` beside it first. A file of another kind is Damaged,
/// one with more migrations behind it FromNewerVersion; both stay as they are.
[[nodiscard]] Result<Done, tokens::ArchiveFailure>
bringUpToDate(const QSqlDatabase &database, const QList<Migration> &all = migrations());

} // namespace keyturn
