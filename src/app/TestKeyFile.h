// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"
#include "SigningKey.h"

#include <QString>

namespace keyturn {

enum class TestKeyProblem {
    CannotRead, ///< It is there, and cannot be read or is no RSA key.
    CannotWrite,
    OpenToOthers, ///< Other users of this machine can read or write it.
};

/// The key that test tokens are signed with, out of its file; made and kept there, for its owner alone, when
/// there is none. Its id says that it is for tests (jwt::testKeyId).
[[nodiscard]] Result<jwt::SigningKey, TestKeyProblem> testKeyIn(const QString &path);

/// Where a profile has it.
[[nodiscard]] QString testKeyPath(const QString &profile);

} // namespace keyturn
