// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Request.h"

#include <QString>

namespace keyturn::access {

/// What can be wrong with credentials as a request carries them, the surest first.
enum class Fault {
    None,
    NotFilledIn, ///< Empty, or a variable that nobody replaced.
    Swapped, ///< The secret in the Client ID's place or the other way round.
    ApiToken, ///< A credential of the Cloudflare API.
    Malformed, ///< A header name or line where the value belongs.
    LineBreak, ///< The value ends in one, as it is or written as %0A or \n.
    Quoted, ///< The quotes of a file or a shell went along.
    Duplicated,
    BothStyles,
    Incomplete,
    SingleKeys, ///< One header with a JSON object that has other keys.
    MisspeltName,
    InAuthorization, ///< A service token's credential where Access reads none.
};

/// The credentials that were written into a request, by their shape: no part of them. Whoever redacts a
/// recorded request reads this first.
struct Presented
{
    Fault fault = Fault::None;
    QString header; ///< The name of the header that it is about.
    bool isGuess = false; ///< Other things have the shape that the fault was told by.
    bool hasClientId = false;
    bool hasSecret = false;
    bool hasSession = false; ///< CF_Authorization or cf-access-token.
};
[[nodiscard]] Presented presentedIn(const http::Headers &headers);

} // namespace keyturn::access
