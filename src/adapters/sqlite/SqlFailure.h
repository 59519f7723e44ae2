// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "TokenArchive.h"

#include <QSqlDatabase>
#include <QSqlError>

namespace keyturn {

/// What SQLite says, as a cause.
[[nodiscard]] tokens::ArchiveFailure failureOf(const QSqlError &error, const QSqlDatabase &database);

} // namespace keyturn
