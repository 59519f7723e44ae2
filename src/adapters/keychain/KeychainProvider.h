// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "SecretStore.h"

#include <QProcessEnvironment>
#include <QString>

#include <optional>

namespace keyturn {

/// Who keeps the secrets on this machine, and whether it can be used now.
struct KeychainProvider
{
    enum class Kind {
        SecretService, ///< Anything that owns org.freedesktop.secrets.
        KWallet, ///< KWallet by its own interface.
        Native, ///< The one of macOS or Windows.
    };

    Kind kind = Kind::SecretService;
    QString name; ///< For people; empty when there is none.
    bool isPersistent = true;
    std::optional<tokens::StoreFailure> trouble;
};

/// The name people know the program by; a program nobody knows is called by its own name.
[[nodiscard]] QString providerNameOf(const QString &processName);

/// Whether QtKeychain tries KWallet first in this session: it does so on Plasma alone, which it knows by
/// these variables.
[[nodiscard]] bool prefersKWallet(const QProcessEnvironment &environment);

} // namespace keyturn
