// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "SecretStore.h"

#include <QList>
#include <QObject>
#include <QString>

#include <chrono>

namespace keyturn {

class KeychainBus;
class KeychainErrand;

/// The SecretStore of the operating system, through QtKeychain. It has no plain-text fallback, on purpose,
/// and gives every call a deadline of its own, since a keychain may never answer. It keeps text only:
/// QtKeychain cuts at a NUL byte.
class KeychainSecretStore final : public QObject, public tokens::SecretStore
{
public:
    /// `service` is what people see in their keychain's own window.
    explicit KeychainSecretStore(
        const QString &service, std::chrono::milliseconds deadline = std::chrono::seconds(30),
        QObject *parent = nullptr);

    void read(const QString &key, Then<Read> then) override;
    void write(const QString &key, Secret secret, Then<Written> then) override;
    void remove(const QString &key, Then<Written> then) override;
    void checkHealth(Then<tokens::StoreHealth> then) override;

private:
    [[nodiscard]] bool isStuck() const;
    void enqueue(KeychainErrand *errand);
    void leave(KeychainErrand *errand);

    QString m_service;
    std::chrono::milliseconds m_deadline;
    KeychainBus *m_bus;
    QList<KeychainErrand *> m_errands; ///< The first one runs, the others wait.
};

} // namespace keyturn
