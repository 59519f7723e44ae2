// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeychainErrand.h"

namespace keyturn {

/// Fetches a secret.
class ReadErrand final : public KeychainErrand
{
    Q_OBJECT

public:
    ReadErrand(
        KeychainBus *bus, const QString &service, const QString &key, std::chrono::milliseconds deadline,
        Then<tokens::SecretStore::Read> then)
        : KeychainErrand(bus, service, key, deadline)
        , m_then(std::move(then))
    {
    }

protected:
    void begin() override;
    void tell(const tokens::StoreFailure &failure) override;

private:
    Then<tokens::SecretStore::Read> m_then;
};

} // namespace keyturn
