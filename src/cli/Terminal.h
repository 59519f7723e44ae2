// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"
#include "Secret.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace keyturn::cli {

enum class ReadProblem {
    Interrupted, ///< By SIGINT or SIGTERM.
    TooLong,
    Failed,
};

[[nodiscard]] bool isInputTerminal();
[[nodiscard]] bool isOutputTerminal();
[[nodiscard]] bool isErrorTerminal();

/// All of standard input; TooLong when there is more than `limit` bytes of it.
[[nodiscard]] Result<QByteArray, ReadProblem> readInput(qsizetype limit);
/// The same as a Secret, without a copy that stays behind.
[[nodiscard]] Result<Secret, ReadProblem> readSecretInput(qsizetype limit);

/// The next line of standard input without its end, and not a byte more; null at the end of input.
[[nodiscard]] Result<std::optional<QByteArray>, ReadProblem> readInputLine(qsizetype limit);

/// Asks on standard error and reads one line from the terminal, without echo. The terminal is put back
/// whatever happens.
[[nodiscard]] Result<Secret, ReadProblem> askWithoutEcho(const QString &prompt, qsizetype limit);

/// Text from elsewhere without the control characters that could move the cursor or change the terminal.
/// Line breaks and tabs stay.
[[nodiscard]] QString printable(QString text);

} // namespace keyturn::cli
