// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "MemorySecretStore.h"

#include <optional>

namespace keyturn {

/// A working store that refuses on demand.
class FailingSecretStore final : public tokens::SecretStore
{
public:
    void failWritesWith(std::optional<tokens::StoreError> error) { m_writes = error; }
    void failReadsWith(std::optional<tokens::StoreError> error) { m_reads = error; }
    void failRemovesWith(std::optional<tokens::StoreError> error) { m_removes = error; }

    void read(const QString &key, Then<Read> then) override
    {
        if (m_reads)
            return refuse(*m_reads, then);
        m_store.read(key, std::move(then));
    }
    void write(const QString &key, Secret secret, Then<Written> then) override
    {
        if (m_writes)
            return refuse(*m_writes, then);
        m_store.write(key, std::move(secret), std::move(then));
    }
    void remove(const QString &key, Then<Written> then) override
    {
        if (m_removes)
            return refuse(*m_removes, then);
        m_store.remove(key, std::move(then));
    }
    void checkHealth(Then<tokens::StoreHealth> then) override { m_store.checkHealth(std::move(then)); }

private:
    template <typename Answer>
    void refuse(tokens::StoreError error, const Then<Answer> &then)
    {
        const auto answer = [then, error] { then(Failure{tokens::StoreFailure{error, {}}}); };
        QMetaObject::invokeMethod(&m_store, answer, Qt::QueuedConnection);
    }

    MemorySecretStore m_store;
    std::optional<tokens::StoreError> m_reads, m_writes, m_removes;
};

} // namespace keyturn
