// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace keyturn::cli {

/// What the shell is told. Scripts rely on the numbers: they never change.
enum class ExitCode {
    Done = 0, ///< Also: the answer is yes.
    No = 1, ///< The answer is no.
    WrongUsage = 2,
    NotFound = 3,
    SecretStore = 4,
    Network = 5,
    Unsafe = 6, ///< A secret would have gone where it does not belong.
    Api = 7,
    Data = 8, ///< The stored data is damaged, from a newer version, or cannot be read or written.
    Interrupted = 130, ///< 128 and SIGINT, as shells have it.
    PipeClosed = 141, ///< 128 and SIGPIPE: nobody reads the answer any more.
    Terminated = 143, ///< 128 and SIGTERM.
};

} // namespace keyturn::cli
