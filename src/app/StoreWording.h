// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "SecretStore.h"

#include <QString>

namespace keyturn {

/// What happened: "The keychain is locked."
[[nodiscard]] QString titleFor(const tokens::StoreFailure &failure);
/// What to do about it.
[[nodiscard]] QString adviceFor(const tokens::StoreFailure &failure);
/// Both.
[[nodiscard]] QString sentenceFor(const tokens::StoreFailure &failure);

/// One line about a store: "GNOME Keyring: works".
[[nodiscard]] QString lineFor(const tokens::StoreHealth &health);

} // namespace keyturn
