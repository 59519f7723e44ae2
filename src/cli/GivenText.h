// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"
#include "Trouble.h"

#include <QByteArray>
#include <QString>

namespace keyturn::cli {

/// All of a file, or of standard input when `path` is "-". What has more than `limit` bytes is `tooLong`.
[[nodiscard]] Result<QByteArray, Trouble>
readGiven(const QString &path, qsizetype limit, const Trouble &tooLong);

/// What a failed job left behind: up to 64 MB.
[[nodiscard]] Result<QByteArray, Trouble> readTranscript(const QString &path);

} // namespace keyturn::cli
