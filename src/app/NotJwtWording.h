// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Jwt.h"

#include <QByteArray>
#include <QString>

namespace keyturn {

/// Why this text is no JWT, and what to do: by what it looks like instead, where that can be told, and else
/// by the error alone. Nothing of the text is repeated, since it may be a secret.
[[nodiscard]] QString sentenceForNoJwt(const QByteArray &text, jwt::DecodeError error);

} // namespace keyturn
