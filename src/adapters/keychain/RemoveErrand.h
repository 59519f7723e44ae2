// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeychainErrand.h"

namespace keyturn {

/// Deletes an entry, and sees that it is gone: QtKeychain reports success also when a person kept the
/// keychain from it.
class RemoveErrand final : public KeychainErrand
{
    Q_OBJECT

public:
    RemoveErrand(
        KeychainBus *bus, const QString &service, const QString &key, std::chrono::milliseconds deadline,
        Then<tokens::SecretStore::Written> then)
        : KeychainErrand(bus, service, key, deadline)
        , m_then(std::move(then))
    {
    }

protected:
    void begin() override;
    void tell(const tokens::StoreFailure &failure) override;

private:
    void checkGone();

    Then<tokens::SecretStore::Written> m_then;
};

} // namespace keyturn
