// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "MemorySecretStore.h"

#include <QTimer>

namespace keyturn {

using tokens::StoreError;
using tokens::StoreFailure;

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
    m_secrets.insert_or_assign(key, std::move(secret));
    QTimer::singleShot(0, this, [then] { then(Done{}); });
}

void MemorySecretStore::remove(const QString &key, Then<Written> then)
{
    m_secrets.erase(key);
    QTimer::singleShot(0, this, [then] { then(Done{}); });
}

void MemorySecretStore::checkHealth(Then<tokens::StoreHealth> then)
{
    QTimer::singleShot(0, this, [then] { then({QStringLiteral("memory of this process"), false, std::nullopt}); });
}

} // namespace keyturn
