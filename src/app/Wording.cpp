// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Wording.h"

#include "KeyWording.h"
#include "StoreWording.h"
#include "TimeWording.h"
#include "TokenWording.h"
#include "TransportWording.h"

#include <QCoreApplication>

namespace keyturn {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Wording", text);
}

QString sentenceForHeader(http::HeaderProblem problem, const QString &name)
{
    switch (problem) {
    case http::HeaderProblem::None:
        return {};
    case http::HeaderProblem::EmptyName:
        return translated("A header has no name. Write it as “Name: value”.");
    case http::HeaderProblem::NameNotAToken:
        return translated("“%1” cannot be a header name: only letters, digits and a few marks such as “-” "
                          "are allowed.")
            .arg(name);
    case http::HeaderProblem::ValueHasLineBreak:
        return translated("The value of the header “%1” has a line break in it. Remove it.").arg(name);
    case http::HeaderProblem::ValueHasNul:
        return translated("The value of the header “%1” has a NUL byte in it. Remove it.").arg(name);
    }
    return {};
}

QString causeOf(const VaultFailure &failure)
{
    switch (failure.cause) {
    case VaultFailure::Cause::NameMissing:
        return translated("The token needs a name, so that you can find it again.");
    case VaultFailure::Cause::CredentialsRefused: {
        QStringList sentences;
        for (const auto problem : failure.problems)
            sentences.append(sentenceFor(problem));
        return sentences.join(u' ');
    }
    case VaultFailure::Cause::HostRefused:
        return translated("“%1” is no host that a token can be bound to. Write it as “api.example.com”, "
                          "“*.example.com” or “localhost:8787”.")
            .arg(failure.detail);
    case VaultFailure::Cause::NoSuchToken:
        return translated("There is no token “%1” in this vault.").arg(failure.detail);
    case VaultFailure::Cause::AmbiguousToken:
        return translated("Several tokens are called “%1”. Use the id of the one you mean: %2.")
            .arg(failure.detail, failure.candidates.join(QStringLiteral(", ")));
    case VaultFailure::Cause::Store:
        return sentenceFor(failure.store);
    case VaultFailure::Cause::Archive:
        return sentenceFor(failure.archive);
    }
    return {};
}

} // namespace

QString sentenceFor(const VaultFailure &failure)
{
    if (!failure.leftBehind)
        return causeOf(failure);
    return translated("%1 Its secret is still in the keychain, under “%2”, where nothing lists it: remove it "
                      "there. %3")
        .arg(causeOf(failure), failure.leftBehindKey, titleFor(*failure.leftBehind));
}

QString sentenceFor(const RequestRefusal &refusal)
{
    switch (refusal.cause) {
    case RequestRefusal::Cause::BadUrl:
        return translated("“%1” is no address a request can go to. It must begin with https:// or http:// "
                          "and name a "
                          "host, without a user name in it.")
            .arg(refusal.detail);
    case RequestRefusal::Cause::BadMethod:
        return translated("“%1” is no HTTP method.").arg(refusal.detail);
    case RequestRefusal::Cause::BadHeader:
        return sentenceForHeader(refusal.header, refusal.detail);
    case RequestRefusal::Cause::CredentialsByHand:
        return translated(
            "A header carries Access credentials by hand. Keep them in the vault and choose the token "
            "instead: then they go only where they belong.");
    case RequestRefusal::Cause::NotBound:
        return sentenceFor(refusal.binding, refusal.detail);
    case RequestRefusal::Cause::Vault:
        return sentenceFor(refusal.vault);
    }
    return {};
}

QString sentenceFor(const KeyFailure &failure)
{
    switch (failure.cause) {
    case KeyFailure::Cause::BadTeam:
        return translated("“%1” is no team name. It is the first part of your team domain: “acme” of "
                          "acme.cloudflareaccess.com.")
            .arg(failure.where);
    case KeyFailure::Cause::BadUrl:
        return translated("Keys are fetched over https only, or from this machine. “%1” is neither.")
            .arg(failure.where);
    case KeyFailure::Cause::CannotRead:
        return translated("The key file %1 cannot be read: %2.").arg(failure.where, failure.detail);
    case KeyFailure::Cause::Transport:
        return translated("The keys at %1 could not be fetched. %2")
            .arg(failure.where, sentenceFor(failure.transport));
    case KeyFailure::Cause::Status:
        if (failure.status == 404)
            return translated("%1 answered 404: there is no such team, or no keys at this address.")
                .arg(failure.where);
        return translated("%1 answered %2 instead of the keys.").arg(failure.where).arg(failure.status);
    case KeyFailure::Cause::Redirect:
        if (failure.detail.isEmpty())
            return translated("%1 answered with a redirect to nowhere instead of the keys.")
                .arg(failure.where);
        return translated(
                   "%1 points to %2 instead of answering. Keys are taken only from the address that was "
                   "named: whoever could redirect it could also choose the keys.")
            .arg(failure.where, failure.detail);
    case KeyFailure::Cause::NotKeys:
        return translated("%1: %2").arg(failure.where, sentenceFor(failure.keySet));
    case KeyFailure::Cause::AskedJustNow:
        return translated("%1 was asked a moment ago and gave no keys. Try again in a few seconds.")
            .arg(failure.where);
    case KeyFailure::Cause::NotAskedAgain:
        return translated("The key is not among those from %1, where they were asked for less than a minute "
                          "ago. An unknown key is no reason to ask again so soon; try again in a minute.")
            .arg(failure.where);
    case KeyFailure::Cause::NothingKept:
        return translated("No keys from %1 are kept here. Fetch them once while there is a network.")
            .arg(failure.where);
    }
    return {};
}

QString titleFor(const tokens::Reminder &reminder, const tokens::ServiceToken &token)
{
    if (reminder.days == 0)
        return translated("%1 has expired").arg(token.name);
    if (reminder.days == 1)
        return translated("%1 expires within a day").arg(token.name);
    return translated("%1 expires within %2 days").arg(token.name).arg(reminder.days);
}

QString bodyFor(const tokens::Reminder &reminder, const tokens::ServiceToken &token)
{
    const auto day = calendarTime(token.expiry.at);
    if (reminder.days == 0)
        return translated(
                   "Since %1 every service that uses it is refused. Refresh or rotate it in the dashboard.")
            .arg(day);
    return translated("It ends on %1. Refresh it or rotate its secret before then, and nothing stops.")
        .arg(day);
}

} // namespace keyturn
