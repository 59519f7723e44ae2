// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Clock.h"
#include "SecretStore.h"
#include "TokenArchive.h"
#include "Transport.h"

#include <QString>

#include <functional>
#include <memory>

namespace keyturn::cli {

/// Everything outside the program that a command may touch. Made by main(), or by a test.
struct World
{
    using Opened = Result<std::unique_ptr<tokens::TokenArchive>, tokens::ArchiveFailure>;

    tokens::SecretStore &secrets; ///< The user's own.
    std::function<Opened(const QString &folder)> openArchive; ///< The user's own, in a profile folder.
    QString usualProfile; ///< The folder when nobody names another.
    tokens::SecretStore &demoSecrets; ///< Gone with the process.
    tokens::TokenArchive &demoArchive; ///< The same.
    http::Transport &transport;
    Clock clock;
};

} // namespace keyturn::cli
