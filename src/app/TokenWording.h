// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "HostPattern.h"
#include "Recogniser.h"
#include "ServiceToken.h"
#include "TokenArchive.h"

#include <QString>

namespace keyturn {

/// One word for a badge. A token that lasts forever is "Never ends" while it is valid.
[[nodiscard]] QString wordFor(tokens::Status status);
[[nodiscard]] QString wordFor(const tokens::ServiceToken &token, const QDateTime &now);

/// A Client ID as others may see it, "4f1c…9a2e.access": enough to tell two apart. What is short already
/// stays as it is.
[[nodiscard]] QString shortenedClientId(const QString &clientId);

/// What is wrong with the pair of credentials, why, and what to do.
[[nodiscard]] QString sentenceFor(tokens::CredentialProblem problem);

/// Why the secret was not sent to `origin`, and what to do. Empty for Allowed.
[[nodiscard]] QString sentenceFor(tokens::Binding binding, const QString &origin);

[[nodiscard]] QString sentenceFor(const tokens::ArchiveFailure &failure);

} // namespace keyturn
