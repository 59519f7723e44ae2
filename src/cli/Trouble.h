// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ExitCode.h"
#include "KeyFetcher.h"
#include "RequestRunner.h"
#include "TokenVault.h"

#include <QString>

namespace keyturn::cli {

/// Why a command could not do its work, ready to be told: for the shell, for scripts and for people.
struct Trouble
{
    ExitCode code = ExitCode::WrongUsage;
    QString cause; ///< Stable, kebab case.
    QString message; ///< Whole sentences.
    QString next; ///< What to type or do now; may be empty.
};

[[nodiscard]] Trouble troubleOf(const VaultFailure &failure);
[[nodiscard]] Trouble troubleOf(const RequestRefusal &refusal);
[[nodiscard]] Trouble troubleOf(const KeyFailure &failure);
[[nodiscard]] Trouble troubleOf(const tokens::StoreFailure &failure);
[[nodiscard]] Trouble troubleOf(const tokens::ArchiveFailure &failure);

/// A command line that cannot be carried out as it stands.
[[nodiscard]] Trouble wrongUsage(const QString &message, const QString &next = {});

} // namespace keyturn::cli
