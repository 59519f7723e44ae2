// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Palette.h"
#include "ServiceToken.h"

#include <QDateTime>
#include <QString>

namespace keyturn {

/// The tone in which a token's status is shown. A token that never ends is valid and yet nothing to be glad
/// of.
[[nodiscard]] Tone toneOf(tokens::Status status, bool ends);

/// What stands beside the end of a token in a timeline: "27 Oct 2027", "no expiry".
[[nodiscard]] QString lifeLabelOf(const tokens::ServiceToken &token);

} // namespace keyturn
