// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeychainProvider.h"
#include "Then.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <memory>

namespace keyturn {

/// What the session bus says of the keychain, asked without touching a secret and without making a dialog
/// appear. QtKeychain cannot tell a locked keychain from a missing entry, and never comes back from one that
/// hangs.
class KeychainBus final : public QObject
{
public:
    enum class Entry { Absent, Present, Locked, Unknown };

    using QObject::QObject;

    /// Starts the keychain where the bus can do that.
    void look(std::chrono::milliseconds patience, Then<KeychainProvider> then);

    /// Whether the keychain lists such an entry, readable or not. Unknown where the provider cannot be asked.
    void
    find(const QString &service, const QString &key, std::chrono::milliseconds patience, Then<Entry> then);

private:
    struct Look;
    using LookPointer = std::shared_ptr<Look>;

    void startKWallet(const LookPointer &look);
    void askKWalletEnabled(const LookPointer &look);
    void startSecretService(const LookPointer &look);
    void askProcess(const LookPointer &look);
    void askDefaultCollection(const LookPointer &look);
    void askLocked(const LookPointer &look, const QString &collection);
};

} // namespace keyturn
