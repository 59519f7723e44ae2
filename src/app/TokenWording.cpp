// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenWording.h"

#include "Shortened.h"

#include <QCoreApplication>

namespace keyturn {

using tokens::ArchiveError;
using tokens::Binding;
using tokens::CredentialProblem;
using tokens::Expiry;
using tokens::Status;

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("TokenWording", text);
}

} // namespace

QString wordFor(Status status)
{
    switch (status) {
    case Status::Valid:
        return translated("Valid");
    case Status::Due:
        return translated("Due");
    case Status::Expired:
        return translated("Expired");
    case Status::Disabled:
        return translated("Disabled");
    case Status::Unknown:
        return translated("Unknown");
    }
    return {};
}

QString wordFor(const tokens::ServiceToken &token, const QDateTime &now)
{
    const auto status = tokens::statusOf(token, now);
    if (status == Status::Valid && token.expiry.kind == Expiry::Kind::Forever)
        return translated("Never ends");
    return wordFor(status);
}

QString shortenedClientId(const QString &clientId)
{
    constexpr qsizetype kept = 4;
    const auto dot = clientId.indexOf(u'.');
    const auto digits = dot < 0 ? clientId : clientId.left(dot);
    if (digits.size() <= 2 * kept)
        return clientId;
    return endsOf(digits, kept, kept) + (dot < 0 ? QString() : clientId.mid(dot));
}

QString sentenceFor(CredentialProblem problem)
{
    switch (problem) {
    case CredentialProblem::ClientIdMissing:
        return translated(
            "The Client ID is missing. Access needs both halves; copy the value of CF-Access-Client-Id.");
    case CredentialProblem::SecretMissing:
        return translated(
            "The Client Secret is missing. Cloudflare shows it only once, when the token is made or rotated; "
            "if it is lost, rotate the token to get a new one.");
    case CredentialProblem::Swapped:
        return translated(
            "Client ID and Client Secret are swapped. The Client ID is the one that ends in “.access”; "
            "exchange the two.");
    case CredentialProblem::ClientIdIsSecret:
        return translated(
            "The Client ID field holds what looks like a Client Secret. Put the value that ends in "
            "“.access” there.");
    case CredentialProblem::SecretIsClientId:
        return translated(
            "The Client Secret field holds a Client ID. The secret is the other value: it starts with "
            "“cfast_”, or is 64 hexadecimal digits when it is older.");
    case CredentialProblem::ClientIdIsHeaderName:
        return translated(
            "The Client ID field holds the name of a header or variable, not its value. Copy what "
            "stands after the name.");
    case CredentialProblem::SecretIsHeaderName:
        return translated(
            "The Client Secret field holds the name of a header or variable, not its value. Copy what "
            "stands after the name.");
    case CredentialProblem::ClientIdIsApiToken:
        return translated(
            "The Client ID field holds a Cloudflare API token. That opens the API, not an application; "
            "copy the Client ID from Service Tokens in the dashboard.");
    case CredentialProblem::SecretIsApiToken:
        return translated(
            "The Client Secret field holds a Cloudflare API token. That opens the API, not an "
            "application; copy the Client Secret that was shown when the service token was made.");
    case CredentialProblem::SecretIsJwt:
        return translated(
            "The Client Secret field holds a JWT. Access gives those out after the secret has been "
            "checked; copy the Client Secret that was shown when the service token was made.");
    case CredentialProblem::ClientIdHasWhiteSpace:
        return translated(
            "The Client ID has a space, a line break or an invisible character inside, so more than "
            "the value was copied. Copy it again, alone.");
    case CredentialProblem::SecretHasWhiteSpace:
        return translated(
            "The Client Secret has a space, a line break or an invisible character inside, so more "
            "than the value was copied. Copy it again, alone.");
    case CredentialProblem::ClientIdShapeUnknown:
        return translated(
            "The Client ID does not look like one: 32 hexadecimal digits in lower case and “.access” are "
            "usual. Compare it with the dashboard.");
    case CredentialProblem::SecretShapeUnknown:
        return translated(
            "The Client Secret does not look like one: “cfast_” and 48 characters, or 64 hexadecimal "
            "digits in lower case, are usual. A part may be missing; compare it with where you got it.");
    }
    return {};
}

QString sentenceFor(Binding binding, const QString &origin)
{
    switch (binding) {
    case Binding::Allowed:
        return {};
    case Binding::NoHosts:
        return translated(
                   "The secret was not sent: this token is bound to no host yet. Add the host of %1 to the "
                   "token if it may go there.")
            .arg(origin);
    case Binding::OtherHost:
        return translated("The secret was not sent: this token is not bound to the host of %1. Check the "
                          "address, or "
                          "add the host to the token if the secret may go there.")
            .arg(origin);
    case Binding::NotHttps:
        return translated("The secret was not sent: %1 is plain http, and anyone on the way could read it. "
                          "Use https; "
                          "plain http is allowed to this machine only.")
            .arg(origin);
    case Binding::NotAUrl:
        return translated(
                   "The secret was not sent: “%1” is no https or http address, or it has a user name in it. "
                   "Write it as “https://api.example.com/path”.")
            .arg(origin);
    }
    return {};
}

QString sentenceFor(const tokens::ArchiveFailure &failure)
{
    const auto withDetail = [&failure](const QString &sentence) {
        return failure.detail.isEmpty() ? sentence : translated("%1 (%2)").arg(sentence, failure.detail);
    };
    switch (failure.error) {
    case ArchiveError::CannotOpen:
        return withDetail(
            translated("The list of tokens cannot be opened. Check that the folder exists and that you "
                       "may write to it, or choose another profile."));
    case ArchiveError::Damaged:
        return withDetail(
            translated("The list of tokens is damaged, so Keyturn left the file as it is. Put a backup "
                       "in its place, or move it away to start anew; the secrets stay in the secret store."));
    case ArchiveError::FromNewerVersion:
        return withDetail(
            translated("The list of tokens was written by a newer Keyturn. Update Keyturn; nothing was "
                       "changed."));
    case ArchiveError::Busy:
        return withDetail(
            translated("Another program kept the list of tokens in use for too long. Close other Keyturn "
                       "windows or commands and try again."));
    case ArchiveError::NoSuchToken:
        return withDetail(
            translated("The token is no longer in the list. It may have been removed in another window; "
                       "reload the list."));
    case ArchiveError::Full:
        return withDetail(
            translated("The list of tokens was not saved: the disk is full or your quota is used up. "
                       "Make room and try again."));
    case ArchiveError::Other:
        return withDetail(
            translated("The list of tokens could not be read or saved. Try again; if it stays so, the "
                       "words in brackets are what the database said."));
    }
    return {};
}

} // namespace keyturn
