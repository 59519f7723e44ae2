// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"
#include "Secret.h"

#include <QString>

namespace keyturn::edge {

enum class SecretFileError {
    Missing,
    Unreadable,
    OpenToOthers, ///< More than its owner may read or write it.
    NoSecret, ///< Nothing in it, or no line of text.
    Exists, ///< Not to be overwritten.
    CannotWrite,
};

/// The one line that the file holds, without its end.
[[nodiscard]] Result<Secret, SecretFileError> readSecretFile(const QString &path);
/// A new file that only its owner may read, from its first moment on. What exists is left alone.
[[nodiscard]] Result<Done, SecretFileError> writeSecretFile(const QString &path, const Secret &secret);

/// The same for what is more than a line, as it is; and what exists is replaced, in one step. False: it
/// cannot be written.
[[nodiscard]] bool replaceSecretFile(const QString &path, const Secret &content);

} // namespace keyturn::edge
