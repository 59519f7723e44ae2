// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeychainErrand.h"

#include <optional>

namespace keyturn {

/// Keeps a secret and makes sure that it was kept: looks what was there, writes, reads back, and puts the old
/// state back when the answer is not the very same bytes.
class WriteErrand final : public KeychainErrand
{
    Q_OBJECT

public:
    WriteErrand(
        KeychainBus *bus, const QString &service, const QString &key, std::chrono::milliseconds deadline,
        Secret secret, Then<tokens::SecretStore::Written> then)
        : KeychainErrand(bus, service, key, deadline)
        , m_secret(std::move(secret))
        , m_then(std::move(then))
    {
    }

protected:
    void begin() override;
    void tell(const tokens::StoreFailure &failure) override;
    void settle() override;

private:
    void write();
    void readBack();
    void judge(const Got &readBack);
    void giveUp(const tokens::StoreFailure &failure);
    void undo();

    Secret m_secret;
    std::optional<Secret> m_old;
    tokens::StoreFailure m_failure;
    bool m_isUndoDue = false;
    Then<tokens::SecretStore::Written> m_then;
};

} // namespace keyturn
