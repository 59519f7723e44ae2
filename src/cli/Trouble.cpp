// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Trouble.h"

#include "StoreWording.h"
#include "TokenWording.h"
#include "Wording.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

QString storeCause(tokens::StoreError error)
{
    switch (error) {
    case tokens::StoreError::NotFound:
        return u"secret-not-in-store"_s;
    case tokens::StoreError::NoStore:
        return u"store-missing"_s;
    case tokens::StoreError::Locked:
        return u"store-locked"_s;
    case tokens::StoreError::Refused:
        return u"store-refused"_s;
    case tokens::StoreError::TimedOut:
        return u"store-timed-out"_s;
    case tokens::StoreError::NotKept:
        return u"store-did-not-keep"_s;
    case tokens::StoreError::Other:
        return u"store-failed"_s;
    }
    return {};
}

QString archiveCause(tokens::ArchiveError error)
{
    switch (error) {
    case tokens::ArchiveError::CannotOpen:
        return u"profile-cannot-be-opened"_s;
    case tokens::ArchiveError::Damaged:
        return u"data-damaged"_s;
    case tokens::ArchiveError::FromNewerVersion:
        return u"data-from-newer-version"_s;
    case tokens::ArchiveError::Busy:
        return u"data-busy"_s;
    case tokens::ArchiveError::NoSuchToken:
        return u"no-such-token"_s;
    case tokens::ArchiveError::Full:
        return u"disk-full"_s;
    case tokens::ArchiveError::Other:
        return u"data-failed"_s;
    }
    return {};
}

QString transportCause(http::TransportError error)
{
    switch (error) {
    case http::TransportError::HostNotFound:
        return u"host-not-found"_s;
    case http::TransportError::ConnectionRefused:
        return u"connection-refused"_s;
    case http::TransportError::ConnectionLost:
        return u"connection-lost"_s;
    case http::TransportError::Unreachable:
        return u"network-unreachable"_s;
    case http::TransportError::TlsFailed:
        return u"tls-failed"_s;
    case http::TransportError::TimedOut:
    case http::TransportError::Stalled:
        return u"timed-out"_s;
    case http::TransportError::TooLarge:
        return u"answer-too-large"_s;
    case http::TransportError::NotHttp:
        return u"not-http"_s;
    case http::TransportError::Other:
        return u"network-failed"_s;
    }
    return {};
}

} // namespace

Trouble troubleOf(const VaultFailure &failure)
{
    const auto message = sentenceFor(failure);
    switch (failure.cause) {
    case VaultFailure::Cause::NameMissing:
        return {ExitCode::WrongUsage, u"name-missing"_s, message, {}};
    case VaultFailure::Cause::CredentialsRefused:
        return {ExitCode::WrongUsage, u"credentials-refused"_s, message, {}};
    case VaultFailure::Cause::HostRefused:
        return {ExitCode::WrongUsage, u"host-refused"_s, message, {}};
    case VaultFailure::Cause::NoSuchToken:
        return {
            ExitCode::NotFound, u"no-such-token"_s, message,
            u"keyturn-cli token list shows what there is."_s};
    case VaultFailure::Cause::AmbiguousToken:
        return {ExitCode::WrongUsage, u"ambiguous-token"_s, message, {}};
    case VaultFailure::Cause::Store:
        return troubleOf(failure.store);
    case VaultFailure::Cause::Archive: {
        auto trouble = troubleOf(failure.archive);
        trouble.message = message;
        return trouble;
    }
    }
    return {};
}

Trouble troubleOf(const RequestRefusal &refusal)
{
    const auto message = sentenceFor(refusal);
    switch (refusal.cause) {
    case RequestRefusal::Cause::BadUrl:
        return {ExitCode::WrongUsage, u"bad-url"_s, message, {}};
    case RequestRefusal::Cause::BadMethod:
        return {ExitCode::WrongUsage, u"bad-method"_s, message, {}};
    case RequestRefusal::Cause::BadHeader:
        return {ExitCode::WrongUsage, u"bad-header"_s, message, {}};
    case RequestRefusal::Cause::CredentialsByHand:
        return {ExitCode::Unsafe, u"credentials-by-hand"_s, message, u"Send it with --token TOKEN."_s};
    case RequestRefusal::Cause::NotBound:
        return {
            ExitCode::Unsafe, u"not-bound"_s, message,
            refusal.binding == tokens::Binding::NotHttps
                ? QString()
                : u"If it belongs there: keyturn-cli token edit TOKEN --host HOST, with all its hosts."_s};
    case RequestRefusal::Cause::Vault:
        return troubleOf(refusal.vault);
    }
    return {};
}

Trouble troubleOf(const KeyFailure &failure)
{
    const auto message = sentenceFor(failure);
    switch (failure.cause) {
    case KeyFailure::Cause::BadTeam:
        return {ExitCode::WrongUsage, u"bad-team"_s, message, {}};
    case KeyFailure::Cause::BadUrl:
        return {ExitCode::WrongUsage, u"bad-url"_s, message, {}};
    case KeyFailure::Cause::CannotRead:
        return {ExitCode::NotFound, u"cannot-read-keys"_s, message, {}};
    case KeyFailure::Cause::Transport:
        return {ExitCode::Network, transportCause(failure.transport), message, {}};
    case KeyFailure::Cause::Status:
        return {ExitCode::Network, u"keys-not-served"_s, message, {}};
    case KeyFailure::Cause::Redirect:
        return {ExitCode::Network, u"keys-redirected"_s, message, {}};
    case KeyFailure::Cause::AskedJustNow:
    case KeyFailure::Cause::NotAskedAgain:
        return {ExitCode::Network, u"keys-asked-just-now"_s, message, {}};
    case KeyFailure::Cause::NothingKept:
        return {ExitCode::NotFound, u"no-kept-keys"_s, message, {}};
    case KeyFailure::Cause::NotKeys: {
        const bool cameOverNetwork = failure.where.contains(u"://"_s);
        return {cameOverNetwork ? ExitCode::Network : ExitCode::WrongUsage, u"not-keys"_s, message, {}};
    }
    }
    return {};
}

Trouble troubleOf(const tokens::StoreFailure &failure)
{
    const auto next = failure.error == tokens::StoreError::NotFound
        ? u"Give it again: keyturn-cli token edit TOKEN --secret-stdin."_s
        : u"keyturn-cli doctor says what works and what does not."_s;
    return {ExitCode::SecretStore, storeCause(failure.error), sentenceFor(failure), next};
}

Trouble troubleOf(const tokens::ArchiveFailure &failure)
{
    const bool isNoSuchToken = failure.error == tokens::ArchiveError::NoSuchToken;
    const auto next = failure.error == tokens::ArchiveError::CannotOpen
        ? u"Another folder is named with --profile DIR."_s
        : QString();
    return {
        isNoSuchToken ? ExitCode::NotFound : ExitCode::Data, archiveCause(failure.error),
        sentenceFor(failure), next};
}

Trouble wrongUsage(const QString &message, const QString &next)
{
    return {ExitCode::WrongUsage, u"wrong-usage"_s, message, next};
}

} // namespace keyturn::cli
