// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "SecretStore.h"

#include <QObject>

#include <map>

namespace keyturn {

/// The SecretStore of the demo: the memory of this process, gone with it. Answers late, as a real one does.
class MemorySecretStore final : public QObject, public tokens::SecretStore
{
public:
    using QObject::QObject;

    void read(const QString &key, Then<Read> then) override;
    void write(const QString &key, Secret secret, Then<Written> then) override;
    void remove(const QString &key, Then<Written> then) override;
    void checkHealth(Then<tokens::StoreHealth> then) override;

private:
    std::map<QString, Secret> m_secrets;
};

} // namespace keyturn
