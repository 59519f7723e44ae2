// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenVault.h"

#include "Log.h"

#include <QUuid>

#include <algorithm>

namespace keyturn {

using tokens::ArchiveError;
using tokens::ArchiveFailure;
using tokens::HostPattern;
using tokens::SecretStore;
using tokens::ServiceToken;
using tokens::StoreFailure;

namespace {

using Cause = VaultFailure::Cause;

Failure<VaultFailure> failure(Cause cause, const QString &detail = {})
{
    VaultFailure why;
    why.cause = cause;
    why.detail = detail;
    return {why};
}

Failure<VaultFailure> failure(const StoreFailure &store)
{
    VaultFailure why;
    why.cause = Cause::Store;
    why.store = store;
    return {why};
}

Failure<VaultFailure> failure(const ArchiveFailure &archive)
{
    VaultFailure why;
    why.cause = Cause::Archive;
    why.archive = archive;
    return {why};
}

// Everything but the credentials; puts hosts into the form in which they are kept.
Result<ServiceToken, VaultFailure> tidied(ServiceToken token)
{
    token.name = token.name.trimmed();
    if (token.name.isEmpty())
        return failure(Cause::NameMissing);
    QStringList hosts;
    for (const auto &host : std::as_const(token.hosts)) {
        const auto pattern = HostPattern::parse(host);
        if (!pattern)
            return failure(Cause::HostRefused, host);
        if (!hosts.contains(pattern->text()))
            hosts.append(pattern->text());
    }
    token.hosts = hosts;
    return token;
}

std::optional<VaultFailure> refusalOf(const QList<tokens::CredentialProblem> &problems)
{
    VaultFailure why;
    why.cause = Cause::CredentialsRefused;
    for (const auto problem : problems) {
        if (!tokens::isOnlyAWarning(problem))
            why.problems.append(problem);
    }
    return why.problems.isEmpty() ? std::nullopt : std::optional(why);
}

bool comesBefore(const ServiceToken &a, const ServiceToken &b)
{
    const auto order = a.name.compare(b.name, Qt::CaseInsensitive);
    return order != 0 ? order < 0 : a.id < b.id;
}

// An answer that is known at once still comes after the call that asked for it has returned.
template <typename Answer>
void answerSoon(QObject *context, const Then<Answer> &then, const Failure<VaultFailure> &why)
{
    QMetaObject::invokeMethod(
        context, [then, why] { then(why); }, Qt::QueuedConnection);
}

} // namespace

TokenVault::TokenVault(SecretStore &store, tokens::TokenArchive &archive, Clock clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_archive(archive)
    , m_clock(std::move(clock))
{
}

Result<QList<ServiceToken>, VaultFailure> TokenVault::sortedInventory()
{
    auto loaded = m_archive.load();
    if (!loaded)
        return failure(loaded.error());
    auto all = *std::move(loaded);
    std::sort(all.begin(), all.end(), comesBefore);
    return all;
}

TokenVault::Finished TokenVault::load()
{
    auto inventory = sortedInventory();
    if (!inventory)
        return Failure{inventory.error()};
    m_tokens = *std::move(inventory);
    Q_EMIT reloaded();
    return Done{};
}

TokenVault::Finished TokenVault::loadIfChanged()
{
    auto inventory = sortedInventory();
    if (!inventory)
        return Failure{inventory.error()};
    if (*inventory == m_tokens)
        return Done{};
    m_tokens = *std::move(inventory);
    Q_EMIT reloaded();
    return Done{};
}

qsizetype TokenVault::indexOf(const QString &id) const
{
    const auto at
        = std::find_if(m_tokens.begin(), m_tokens.end(), [&id](const auto &token) { return token.id == id; });
    return at == m_tokens.end() ? -1 : std::distance(m_tokens.begin(), at);
}

const ServiceToken *TokenVault::withId(const QString &id) const
{
    const auto index = indexOf(id);
    return index < 0 ? nullptr : &m_tokens.at(index);
}

const ServiceToken *TokenVault::withClientId(const QString &clientId) const
{
    const auto at = std::find_if(m_tokens.begin(), m_tokens.end(), [&clientId](const auto &token) {
        return token.clientId == clientId;
    });
    return at == m_tokens.end() ? nullptr : &*at;
}

TokenVault::Found TokenVault::find(const QString &nameOrId) const
{
    if (const auto *token = withId(nameOrId))
        return *token;

    const auto matching = [this](const auto &matches) {
        QList<ServiceToken> found;
        std::copy_if(m_tokens.begin(), m_tokens.end(), std::back_inserter(found), matches);
        return found;
    };
    auto found = matching([&nameOrId](const ServiceToken &token) { return token.name == nameOrId; });
    if (found.isEmpty())
        found = matching([&nameOrId](const ServiceToken &token) { return token.clientId == nameOrId; });
    if (found.isEmpty())
        return failure(Cause::NoSuchToken, nameOrId);
    if (found.size() == 1)
        return found.first();

    auto ambiguous = failure(Cause::AmbiguousToken, nameOrId);
    for (const auto &token : std::as_const(found))
        ambiguous.error.candidates.append(QStringLiteral("%1 (%2)").arg(token.name, token.id));
    return ambiguous;
}

void TokenVault::add(ServiceToken token, Secret secret, Then<Added> then)
{
    auto tidy = tidied(std::move(token));
    if (!tidy)
        return answerSoon(this, then, Failure{tidy.error()});
    token = *std::move(tidy);
    token.clientId = tokens::cleanedClientId(token.clientId);
    secret = tokens::cleanedSecret(std::move(secret));
    if (const auto refusal = refusalOf(tokens::problemsOf(token.clientId, secret)))
        return answerSoon(this, then, Failure{*refusal});

    token.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    token.createdAt = m_clock();
    token.secretChangedAt = token.createdAt;
    const auto listIt = [this, token, then](SecretStore::Written written) {
        if (!written)
            return then(failure(written.error()));
        list(token, then);
    };
    m_store.write(token.id, std::move(secret), {this, listIt});
}

void TokenVault::list(const ServiceToken &token, const Then<Added> &then)
{
    const auto saved = m_archive.add(token);
    if (saved) {
        m_tokens.insert(std::upper_bound(m_tokens.begin(), m_tokens.end(), token, comesBefore), token);
        Q_EMIT tokenAdded(token.id);
        return then(token);
    }
    removeOrphan(token.id, failure(saved.error()).error, then);
}

// The secret of a token that cannot be listed would be an orphan: it goes again.
template <typename Answer>
void TokenVault::removeOrphan(const QString &id, VaultFailure why, const Then<Answer> &then)
{
    const auto tell = [then, why, id](SecretStore::Written removed) {
        auto told = why;
        if (!removed && removed.error().error != tokens::StoreError::NotFound) {
            told.leftBehind = removed.error();
            told.leftBehindKey = id;
        }
        then(Failure{told});
    };
    m_store.remove(id, {this, tell});
}

TokenVault::Finished TokenVault::edit(const ServiceToken &before, ServiceToken changed)
{
    const auto index = indexOf(changed.id);
    if (index < 0)
        return failure(Cause::NoSuchToken, changed.id);
    auto tidy = tidied(std::move(changed));
    if (!tidy)
        return Failure{tidy.error()};
    // The inventory is no place for a secret that was pasted into the wrong field.
    if (tidy->clientId != before.clientId) {
        tidy->clientId = tokens::cleanedClientId(tidy->clientId);
        if (const auto refusal = refusalOf(tokens::problemsOfClientId(tidy->clientId)))
            return Failure{*refusal};
    }
    // Another process may have changed it since then: only what was changed here is put over that.
    const auto put = [&](ServiceToken kept) { return tokens::withChanges(before, *tidy, std::move(kept)); };
    const auto kept = m_archive.change(tidy->id, put);
    if (!kept && kept.error().error == ArchiveError::NoSuchToken) {
        const auto gone = failure(Cause::NoSuchToken, before.name);
        unlist(tidy->id); // and with it `before`, where it is one of ours
        return gone;
    }
    if (!kept)
        return failure(kept.error());
    const auto listed = std::exchange(m_tokens[index], *kept);
    if (kept->name != listed.name) {
        std::sort(m_tokens.begin(), m_tokens.end(), comesBefore);
        Q_EMIT reloaded();
    }
    Q_EMIT tokenChanged(kept->id);
    return Done{};
}

void TokenVault::replaceSecret(const QString &id, Secret secret, Then<Finished> then)
{
    const auto *token = withId(id);
    if (!token)
        return answerSoon(this, then, failure(Cause::NoSuchToken, id));
    secret = tokens::cleanedSecret(std::move(secret));
    if (const auto refusal = refusalOf(tokens::problemsOf(token->clientId, secret)))
        return answerSoon(this, then, Failure{*refusal});

    const auto noteIt = [this, id, then](SecretStore::Written written) {
        if (!written)
            return then(failure(written.error()));
        noteNewSecret(id, then);
    };
    m_store.write(id, std::move(secret), {this, noteIt});
}

void TokenVault::noteNewSecret(const QString &id, const Then<Finished> &then)
{
    const auto now = m_clock();
    const auto date = [&now](ServiceToken kept) {
        kept.secretChangedAt = now;
        return kept;
    };
    const auto noted = m_archive.change(id, date);
    if (!noted && noted.error().error == ArchiveError::NoSuchToken) {
        // Somebody removed the token meanwhile, and nothing would list the secret.
        unlist(id);
        return removeOrphan(id, failure(Cause::NoSuchToken, id).error, then);
    }
    if (!noted)
        qCWarning(log::archive, "The date on which a secret was replaced could not be written down.");
    const auto index = indexOf(id);
    if (noted && index >= 0) {
        m_tokens[index].secretChangedAt = noted->secretChangedAt;
        Q_EMIT tokenChanged(id);
    }
    then(Done{});
}

void TokenVault::remove(const QString &id, Then<Finished> then)
{
    if (!withId(id))
        return answerSoon(this, then, failure(Cause::NoSuchToken, id));

    // The secret goes first: whatever interrupts this, a secret that stays behind is still listed, and to
    // remove the token again is always possible.
    const auto unlistIt = [this, id, then](SecretStore::Written written) {
        if (!written)
            return then(failure(written.error()));
        // What another process has removed already is gone as well.
        const auto gone = m_archive.remove(id);
        if (!gone && gone.error().error != ArchiveError::NoSuchToken)
            return then(failure(gone.error()));
        unlist(id);
        then(Done{});
    };
    m_store.remove(id, {this, unlistIt});
}

void TokenVault::unlist(const QString &id)
{
    if (m_tokens.removeIf([&id](const ServiceToken &listed) { return listed.id == id; }) > 0)
        Q_EMIT tokenRemoved(id);
}

void TokenVault::readSecret(const QString &id, Then<SecretRead> then)
{
    if (!withId(id))
        return answerSoon(this, then, failure(Cause::NoSuchToken, id));
    const auto passOn = [then](SecretStore::Read read) {
        if (!read)
            return then(failure(read.error()));
        then(*std::move(read));
    };
    m_store.read(id, {this, passOn});
}

} // namespace keyturn
