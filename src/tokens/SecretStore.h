// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"
#include "Secret.h"
#include "Then.h"

#include <QString>

#include <optional>

namespace keyturn::tokens {

enum class StoreError {
    NotFound, ///< The store works and has no such secret.
    NoStore, ///< There is no keychain on this machine, or its bus cannot be reached.
    Locked, ///< The keychain is there and locked.
    Refused, ///< A person or a policy said no.
    TimedOut, ///< The keychain did not answer.
    NotKept, ///< It said "stored" and then gave back nothing or something else.
    Other,
};

struct StoreFailure
{
    StoreError error = StoreError::Other;
    QString detail; ///< The store's own words, free of secrets.
};

/// What can be said about a store without touching a secret.
struct StoreHealth
{
    QString name; ///< For people: "GNOME Keyring", "memory only".
    bool isPersistent = true;
    std::optional<StoreFailure> trouble; ///< Null: it can be read and written.
};

/// Secrets outside the process, by key. Every call answers within the store's own deadline, exactly once.
class SecretStore
{
public:
    using Read = Result<Secret, StoreFailure>;
    using Written = Result<Done, StoreFailure>;

    virtual ~SecretStore();

    virtual void read(const QString &key, Then<Read> then) = 0;

    /// Writes and reads back: Done means that the very same bytes came back. After a failure the key holds
    /// what it held before, or nothing, as far as the store lets us see to it.
    virtual void write(const QString &key, Secret secret, Then<Written> then) = 0;

    /// Done also when there was nothing to remove.
    virtual void remove(const QString &key, Then<Written> then) = 0;

    virtual void checkHealth(Then<StoreHealth> then) = 0;
};

} // namespace keyturn::tokens
