// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenWords.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

std::optional<QString> givenText(const TypedWords &words, const QString &name)
{
    return words.has(name) ? std::optional(words.one(name)) : std::nullopt;
}

Typed<std::optional<QStringList>>
givenList(const TypedWords &words, const QString &name, const QString &noneName)
{
    if (words.has(name) && words.has(noneName))
        return Failure{wrongUsage(u"--%1 and --%2 exclude one another."_s.arg(name, noneName))};
    if (words.has(noneName))
        return std::optional(QStringList());
    return words.has(name) ? std::optional(words.all(name)) : std::nullopt;
}

} // namespace

Typed<Command> tokenAddOf(const TypedWords &words)
{
    const auto expiry = expiryChoiceOf(words);
    if (!expiry)
        return Failure{expiry.error()};
    const auto secret = secretSourceOf(words);
    if (!secret)
        return Failure{secret.error()};
    if (words.one(u"client-id"_s).isEmpty()) {
        return Failure{wrongUsage(
            u"--client-id is missing. It is the value that ends in “.access”, shown when the token was made."_s)};
    }

    TokenAdd add{{}, *expiry, *secret};
    add.token.name = words.one(u"name"_s);
    add.token.clientId = words.one(u"client-id"_s);
    add.token.hosts = words.all(u"host"_s);
    add.token.team = words.one(u"team"_s);
    add.token.owner = words.one(u"owner"_s);
    add.token.environment = words.one(u"environment"_s);
    add.token.tags = words.all(u"tag"_s);
    add.token.notes = words.one(u"note"_s);
    return Command(add);
}

Typed<Command> tokenListOf(const TypedWords &words)
{
    TokenList list{std::nullopt, words.one(u"search"_s)};
    if (words.has(u"expiring"_s)) {
        const auto expiring = durationOf(words.one(u"expiring"_s), u"--expiring"_s);
        if (!expiring)
            return Failure{expiring.error()};
        list.expiring = *expiring;
    }
    return Command(list);
}

Typed<Command> tokenEditOf(const TypedWords &words)
{
    const auto expiry = expiryChoiceOf(words);
    if (!expiry)
        return Failure{expiry.error()};
    const auto secret = secretSourceOf(words);
    if (!secret)
        return Failure{secret.error()};
    const auto hosts = givenList(words, u"host"_s, u"no-hosts"_s);
    if (!hosts)
        return Failure{hosts.error()};
    const auto tags = givenList(words, u"tag"_s, u"no-tags"_s);
    if (!tags)
        return Failure{tags.error()};
    if (words.has(u"disabled"_s) && words.has(u"enabled"_s))
        return Failure{wrongUsage(u"--disabled and --enabled exclude one another."_s)};

    TokenEdit edit;
    edit.token = words.one(u"token"_s);
    edit.name = givenText(words, u"name"_s);
    edit.team = givenText(words, u"team"_s);
    edit.owner = givenText(words, u"owner"_s);
    edit.environment = givenText(words, u"environment"_s);
    edit.notes = givenText(words, u"note"_s);
    edit.hosts = *hosts;
    edit.tags = *tags;
    edit.expiry = *expiry;
    if (words.has(u"disabled"_s) || words.has(u"enabled"_s))
        edit.disabled = words.has(u"disabled"_s);
    if (secret->kind != SecretSource::Kind::Ask)
        edit.secret = *secret;
    const bool changesListing = edit.name || edit.team || edit.owner || edit.environment || edit.notes
        || edit.hosts || edit.tags || edit.disabled || edit.expiry.isGiven();
    if (!changesListing && !edit.secret)
        return Failure{wrongUsage(u"There is nothing to change: name at least one thing to edit."_s)};
    return Command(edit);
}

} // namespace keyturn::cli
