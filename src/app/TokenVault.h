// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Clock.h"
#include "HostPattern.h"
#include "Recogniser.h"
#include "Result.h"
#include "SecretStore.h"
#include "ServiceToken.h"
#include "TokenArchive.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <optional>

namespace keyturn {

/// Why the vault did not do what it was asked. No secret is left without its listing when this comes back,
/// unless `leftBehind` says so.
struct VaultFailure
{
    enum class Cause {
        NameMissing,
        CredentialsRefused, ///< See `problems`.
        HostRefused, ///< `detail` is the host pattern that cannot be read.
        NoSuchToken, ///< `detail` is what was looked for.
        AmbiguousToken, ///< See `candidates`.
        Store, ///< See `store`.
        Archive, ///< See `archive`.
    };

    Cause cause = Cause::NoSuchToken;
    QString detail;
    QList<tokens::CredentialProblem> problems;
    QStringList candidates; ///< "name (id)" of each.
    tokens::StoreFailure store;
    tokens::ArchiveFailure archive;
    /// Why a secret that nothing lists could not be removed again; null: none is left.
    std::optional<tokens::StoreFailure> leftBehind;
    QString leftBehindKey; ///< Under which the store has it.
};

/// The tokens the user keeps: inventory in the archive, secrets in the store. A token is listed only once its
/// secret is safe, and leaves the list only once its secret is gone.
class TokenVault final : public QObject
{
    Q_OBJECT

public:
    using Added = Result<tokens::ServiceToken, VaultFailure>;
    using Finished = Result<Done, VaultFailure>;
    using SecretRead = Result<Secret, VaultFailure>;
    using Found = Result<tokens::ServiceToken, VaultFailure>;

    TokenVault(
        tokens::SecretStore &store, tokens::TokenArchive &archive, Clock clock, QObject *parent = nullptr);

    /// Reads the inventory.
    [[nodiscard]] Finished load();
    /// Reads it again, and says so only when another process has changed it.
    [[nodiscard]] Finished loadIfChanged();

    /// By name, without case.
    [[nodiscard]] const QList<tokens::ServiceToken> &tokens() const { return m_tokens; }
    [[nodiscard]] const tokens::ServiceToken *withId(const QString &id) const;
    [[nodiscard]] const tokens::ServiceToken *withClientId(const QString &clientId) const;
    /// By id, else by name, else by Client ID. A name that several tokens bear is AmbiguousToken.
    [[nodiscard]] Found find(const QString &nameOrId) const;

    /// Keeps a new token. Client ID and secret are cleaned of what people paste with them; the id and the
    /// dates are filled in here.
    void add(tokens::ServiceToken token, Secret secret, Then<Added> then);
    /// Changes what is listed; the secret stays. A changed Client ID is judged as that of a new token is.
    /// `before` is the token as it was when the editing of `changed` began: what others changed since then in
    /// other fields stays changed. A token that another process removed is gone.
    [[nodiscard]] Finished edit(const tokens::ServiceToken &before, tokens::ServiceToken changed);
    /// Once the store has the new secret this is done, also when the date of the change could not be noted:
    /// the old secret is gone, and to call that a failure would send people looking for it.
    void replaceSecret(const QString &id, Secret secret, Then<Finished> then);
    /// A failure leaves the token listed: it can be removed again.
    void remove(const QString &id, Then<Finished> then);
    void readSecret(const QString &id, Then<SecretRead> then);

    void checkStore(Then<tokens::StoreHealth> then) { m_store.checkHealth(std::move(then)); }

Q_SIGNALS:
    void reloaded();
    void tokenAdded(const QString &id);
    void tokenChanged(const QString &id);
    void tokenRemoved(const QString &id);

private:
    [[nodiscard]] qsizetype indexOf(const QString &id) const;
    [[nodiscard]] Result<QList<tokens::ServiceToken>, VaultFailure> sortedInventory();
    void list(const tokens::ServiceToken &token, const Then<Added> &then);
    void noteNewSecret(const QString &id, const Then<Finished> &then);
    void unlist(const QString &id);
    template <typename Answer>
    void removeOrphan(const QString &id, VaultFailure why, const Then<Answer> &then);

    tokens::SecretStore &m_store;
    tokens::TokenArchive &m_archive;
    Clock m_clock;
    QList<tokens::ServiceToken> m_tokens;
};

} // namespace keyturn
