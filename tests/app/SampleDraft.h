// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "RequestRunner.h"

namespace keyturn {

/// A request to where the first token of the vault may go.
inline RequestDraft sampleDraft(const TokenVault &vault)
{
    RequestDraft wanted;
    wanted.url = QStringLiteral("https://api.example.com/data");
    wanted.tokenId = vault.tokens().first().id;
    return wanted;
}

} // namespace keyturn
