// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Command.h"
#include "Result.h"
#include "Secret.h"
#include "Trouble.h"

#include <QString>

namespace keyturn::cli {

/// Reads a Client Secret from where the user said: standard input, a file, or the terminal without echo.
[[nodiscard]] Result<Secret, Trouble> readSecret(const SecretSource &source, const QString &tokenName);

} // namespace keyturn::cli
