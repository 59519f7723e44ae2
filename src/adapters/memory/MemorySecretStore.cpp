// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "MemorySecretStore.h"

#include <QTimer>

#include <memory>

namespace keyturn {

using tokens::StoreError;
using tokens::StoreFailure;

// Everything happens when its answer is due, and so in the order of the calls.

void MemorySecretStore::read(const QString &key, Then<Read> then)
{
    const auto answer = [this, key]() -> Read {
        const auto found = m_secrets.find(key);
        if (found == m_secrets.end())
            return Failure{StoreFailure{StoreError::NotFound, {}}};
        return found->second.duplicate();
    };
    QTimer::singleShot(0, this, [then, answer] { then(answer()); });
}

void MemorySecretStore::write(const QString &key, Secret secret, Then<Written> then)
{
    // Shared, because a timer wants a function that can be copied.
    const auto kept = std::make_shared<Secret>(std::move(secret));
    const auto answer = [this, key, kept, then] {
        m_secrets.insert_or_assign(key, std::move(*kept));
        then(Done{});
    };
    QTimer::singleShot(0, this, answer);
}

void MemorySecretStore::remove(const QString &key, Then<Written> then)
{
    const auto answer = [this, key, then] {
        m_secrets.erase(key);
        then(Done{});
    };
    QTimer::singleShot(0, this, answer);
}

void MemorySecretStore::checkHealth(Then<tokens::StoreHealth> then)
{
    QTimer::singleShot(0, this, [then] { then({QStringLiteral("memory only"), false, std::nullopt}); });
}

} // namespace keyturn
