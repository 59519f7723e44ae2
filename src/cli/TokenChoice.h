// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "TypedValues.h"
#include "Workplace.h"

namespace keyturn::cli {

/// --token; or --client-id with --secret-stdin or --secret-file; or none of them.
[[nodiscard]] Typed<TokenChoice> tokenChoiceOf(const TypedWords &words);

/// The token that was chosen, in a vault that can read its secret.
struct ChosenToken
{
    OpenVault open;
    QString id; ///< Empty: none.
};

/// A token that is given for this once is kept in memory, bound to the origins of `urls` alone; what is no
/// URL among them does not count. Neither for it nor without any token is the user's profile opened.
[[nodiscard]] Result<ChosenToken, Trouble>
chosenToken(const Workplace &place, const TokenChoice &choice, const QStringList &urls);

} // namespace keyturn::cli
