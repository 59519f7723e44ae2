// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "SecretMask.h"
#include "TokenVault.h"

namespace keyturn {

struct UnreadSecret
{
    QString tokenId;
    VaultFailure why;
};

using KnownSecrets = Result<SecretMask, UnreadSecret>;

/// Reads the secrets of these tokens, one after the other, into one mask: a secret of the older kind has no
/// shape by which it could be found without knowing it. The first that cannot be read ends it.
void learnSecrets(TokenVault &vault, const QStringList &tokenIds, const Then<KnownSecrets> &then);

} // namespace keyturn
