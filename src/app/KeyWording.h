// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeySet.h"
#include "KeyStrength.h"
#include "TestKeyFile.h"

#include <QString>

namespace keyturn {

/// Why the text holds no keys, and what to give instead.
[[nodiscard]] QString sentenceFor(jwt::KeySetError error);

/// What is wrong with a key, and what to do.
[[nodiscard]] QString sentenceFor(jwt::KeyWeakness weakness);
/// The key that confirmed the signature signs no more (KeySet::isRetiring).
[[nodiscard]] QString sentenceForRetiringKey();

/// Who signed a test token.
[[nodiscard]] QString sentenceForTestToken(const QString &keyId);
/// Why there is no key to sign test tokens with, and what to do.
[[nodiscard]] QString sentenceFor(TestKeyProblem problem);

} // namespace keyturn
