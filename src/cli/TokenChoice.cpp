// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenChoice.h"

#include "CredentialPair.h"
#include "SecretInput.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

using Chosen = Result<ChosenToken, Trouble>;

OpenVault memoryVault(const Workplace &place)
{
    auto &world = place.world;
    return {nullptr, std::make_unique<TokenVault>(world.demoSecrets, world.demoArchive, world.clock)};
}

Chosen fromInventory(const Workplace &place, const QString &nameOrId)
{
    auto open = openVault(place);
    if (!open)
        return Failure{open.error()};
    // The vault finds tokens by id in a draft, so that a name which is another one's id cannot be mistaken
    // later.
    const auto found = open->vault->find(nameOrId);
    if (!found)
        return Failure{troubleOf(found.error())};
    const auto id = found->id;
    return ChosenToken{*std::move(open), id};
}

Chosen givenForThisOnce(const Workplace &place, const TokenChoice &choice, const QStringList &urls)
{
    auto read = readSecret(choice.secret, u"this one request"_s);
    if (!read)
        return Failure{read.error()};
    auto pair = tokens::credentialsIn(*read);
    if (pair.clientId.isEmpty())
        pair.clientId = choice.clientId;
    if (pair.clientId.isEmpty())
        return Failure{wrongUsage(
            u"There is no Client ID."_s, u"Name it with --client-id, or give both halves together."_s)};
    if (!choice.clientId.isEmpty() && tokens::cleanedClientId(choice.clientId) != pair.clientId)
        return Failure{wrongUsage(u"--client-id names another token than the text with the secret does."_s)};
    // Nothing by name and of no known shape: all of it is the secret, and the vault judges it.
    auto secret = pair.secret.isEmpty() ? *std::move(read) : std::move(pair.secret);

    ChosenToken chosen{memoryVault(place), {}};
    tokens::ServiceToken token;
    token.name = u"given"_s;
    token.clientId = pair.clientId;
    for (const auto &url : urls) {
        const auto origin = tokens::HostPattern::parse(url);
        if (origin && !token.hosts.contains(origin->text()))
            token.hosts.append(origin->text());
    }
    const auto add = [&](const Then<TokenVault::Added> &then) {
        chosen.open.vault->add(token, std::move(secret), then);
    };
    const auto added = awaitVault<tokens::ServiceToken>(place, add);
    if (!added)
        return Failure{added.error()};
    chosen.id = added->id;
    return chosen;
}

} // namespace

Typed<TokenChoice> tokenChoiceOf(const TypedWords &words)
{
    const bool isNamed = words.has(u"token"_s);
    if (isNamed && words.one(u"token"_s).isEmpty())
        return Failure{wrongUsage(u"--token needs the name or id of a token."_s)};
    const auto secret = secretSourceOf(words);
    if (!secret)
        return Failure{secret.error()};
    const bool isGiven = words.has(u"client-id"_s) || secret->kind != SecretSource::Kind::Ask;
    if (isNamed && isGiven)
        return Failure{wrongUsage(
            u"--token takes a token that Keyturn keeps; --client-id and the secret are for one that it does not keep."_s,
            u"Name one or the other."_s)};
    return TokenChoice{words.one(u"token"_s), words.one(u"client-id"_s), *secret, isGiven};
}

Result<ChosenToken, Trouble>
chosenToken(const Workplace &place, const TokenChoice &choice, const QStringList &urls)
{
    if (choice.isGiven)
        return givenForThisOnce(place, choice, urls);
    if (!choice.token.isEmpty())
        return fromInventory(place, choice.token);
    return ChosenToken{memoryVault(place), {}};
}

} // namespace keyturn::cli
