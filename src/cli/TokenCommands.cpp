// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenCommands.h"

#include "Json.h"
#include "NextCommands.h"
#include "Recogniser.h"
#include "SecretInput.h"
#include "Terminal.h"
#include "TokenListModel.h"
#include "TokenText.h"
#include "TokenWording.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

constexpr qsizetype firstShown = 100;

/// A token and the vault that it was found in.
struct KeptToken
{
    OpenVault open;
    tokens::ServiceToken token;
};

Result<KeptToken, Trouble> keptToken(const Workplace &place, const QString &nameOrId)
{
    auto open = openVault(place);
    if (!open)
        return Failure{open.error()};
    const auto token = open->vault->find(nameOrId);
    if (!token)
        return Failure{troubleOf(token.error())};
    return KeptToken{*std::move(open), *token};
}

QString nothingBound(const QString &id)
{
    return u"It is bound to no host, so it can be sent nowhere yet. Name its hosts: keyturn-cli token edit %1 --host HOST."_s
        .arg(id);
}

bool isNameTaken(const TokenVault &vault, const QString &name)
{
    const auto &tokens = vault.tokens();
    return std::any_of(tokens.begin(), tokens.end(), [&name](const tokens::ServiceToken &token) {
        return token.name == name;
    });
}

QStringList warningsAbout(const TokenAdd &command, const Secret &secret, const TokenVault &vault)
{
    QStringList warnings;
    const auto clientId = tokens::cleanedClientId(command.token.clientId);
    for (const auto problem : tokens::problemsOf(clientId, tokens::cleanedSecret(secret.duplicate()))) {
        if (tokens::isOnlyAWarning(problem))
            warnings.append(sentenceFor(problem));
    }
    if (const auto *other = vault.withClientId(clientId))
        warnings.append(u"The token “%1” has the same Client ID."_s.arg(other->name));
    if (isNameTaken(vault, command.token.name.trimmed()))
        warnings.append(u"Another token has the same name: commands tell them apart by id only."_s);
    return warnings;
}

QString tryIt(const tokens::ServiceToken &token, const TokenVault &vault)
{
    const auto &host = token.hosts.first();
    const bool isLocal = http::isLoopback(QUrl(u"http://"_s + host));
    const auto example = host.startsWith(u"*."_s) ? u"app"_s + host.mid(1) : host;
    return u"keyturn-cli send %1://%2/ --token %3"_s.arg(
        isLocal ? u"http"_s : u"https"_s, example, vault.find(token.name) ? shellWord(token.name) : token.id);
}

void showMany(const Workplace &place, const QList<tokens::ServiceToken> &tokens)
{
    showTokens(place.out, tokens, place.now());
    if (tokens.size() > firstShown)
        place.out.note(u"%1 tokens."_s.arg(tokens.size()));
}

/// The tokens in which every word is found, as the window's search finds them.
QList<tokens::ServiceToken> searched(const TokenVault &vault, const Clock &clock, const QString &words)
{
    TokenListModel model(vault, clock);
    TokenFilterModel filter(TokenFilterModel::Order::ByName);
    filter.setSourceModel(&model);
    filter.setWords(words);
    QList<tokens::ServiceToken> found;
    for (int row = 0; row < filter.rowCount(); ++row) {
        const auto id = filter.index(row, 0).data(TokenListModel::IdRole).toString();
        if (const auto *token = vault.withId(id))
            found.append(*token);
    }
    return found;
}

tokens::ServiceToken edited(tokens::ServiceToken token, const TokenEdit &command, const QDateTime &now)
{
    token.name = command.name.value_or(token.name);
    token.team = command.team.value_or(token.team);
    token.owner = command.owner.value_or(token.owner);
    token.environment = command.environment.value_or(token.environment);
    token.notes = command.notes.value_or(token.notes);
    token.hosts = command.hosts.value_or(token.hosts);
    token.tags = command.tags.value_or(token.tags);
    token.disabled = command.disabled.value_or(token.disabled);
    if (command.expiry.isGiven())
        token.expiry = command.expiry.at(now);
    return token;
}

/// What the vault would refuse, before a new secret is written.
std::optional<Trouble> refusalOf(const TokenEdit &command)
{
    VaultFailure failure;
    if (command.name && command.name->trimmed().isEmpty()) {
        failure.cause = VaultFailure::Cause::NameMissing;
        return troubleOf(failure);
    }
    for (const auto &host : command.hosts.value_or(QStringList())) {
        if (tokens::HostPattern::parse(host))
            continue;
        failure.cause = VaultFailure::Cause::HostRefused;
        failure.detail = host;
        return troubleOf(failure);
    }
    return std::nullopt;
}

QString maskOf(const Secret &secret)
{
    const auto shape = tokens::shapeOf(secret);
    const auto dots = QString(12, QChar(0x2022));
    return shape == tokens::Shape::SecretCfast ? u"cfast_"_s + dots : dots;
}

/// Somebody stopped the command while the token was being kept: nothing of it stays.
ExitCode undone(const Workplace &place, TokenVault &vault, const tokens::ServiceToken &token)
{
    const auto remove = [&](const Then<TokenVault::Finished> &then) { vault.remove(token.id, then); };
    auto trouble = interrupted();
    if (!awaitVault<Done>(place, remove, OnSignal::FinishFirst))
        trouble.next
            = u"The token is kept already: keyturn-cli token remove %1 takes it out again."_s.arg(token.id);
    return place.fail(trouble);
}

} // namespace

tokens::Expiry ExpiryChoice::at(const QDateTime &now) const
{
    if (!duration)
        return expiry.value_or(tokens::Expiry());
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(*duration);
    return tokens::Expiry::on(now.addMSecs(milliseconds.count()));
}

bool endsWithin(const tokens::ServiceToken &token, std::chrono::nanoseconds within, const QDateTime &now)
{
    if (token.expiry.kind != tokens::Expiry::Kind::At)
        return false;
    if (token.expiry.at <= now)
        return true;
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(within);
    return !token.disabled && token.expiry.at <= now.addMSecs(milliseconds.count());
}

ExitCode run(const Workplace &place, const TokenAdd &command)
{
    // Before the archive is opened: without a keychain even a new profile stays as it was.
    if (const auto trouble = storeTrouble(place))
        return place.fail(*trouble);
    auto open = openVault(place);
    if (!open)
        return place.fail(open.error());
    auto secret = readSecret(command.secret, command.token.name);
    if (!secret)
        return place.fail(secret.error());
    auto &vault = *open->vault;
    auto token = command.token;
    token.expiry = command.expiry.at(place.now());
    auto warnings = warningsAbout(command, *secret, vault);

    const auto add = [&](const Then<TokenVault::Added> &then) { vault.add(token, *std::move(secret), then); };
    if (Interruption::signalSeen() != 0)
        return place.fail(interrupted());
    const auto added = awaitVault<tokens::ServiceToken>(place, add, OnSignal::FinishFirst);
    if (!added)
        return place.fail(added.error());
    if (Interruption::signalSeen() != 0)
        return undone(place, vault, *added);
    if (added->hosts.isEmpty())
        warnings.append(nothingBound(added->id));

    const auto next = added->hosts.isEmpty() ? QString() : tryIt(*added, vault);
    place.out.line(u"Kept “%1”, its secret in the keychain."_s.arg(printable(added->name)));
    place.out.line(u"Id: "_s + added->id);
    if (!next.isEmpty())
        place.out.line(u"Try it: "_s + printable(next));
    auto json = jsonOf(*added, place.now());
    json.insert(u"warnings"_s, QJsonArray::fromStringList(warnings));
    json.insert(u"next_steps"_s, next.isEmpty() ? QJsonArray() : QJsonArray{next});
    place.out.document(json);
    for (const auto &warning : std::as_const(warnings))
        place.out.warning(printable(warning));
    return ExitCode::Done;
}

ExitCode run(const Workplace &place, const TokenList &command)
{
    const auto open = openVault(place);
    if (!open)
        return place.fail(open.error());
    const auto now = place.now();
    auto tokens = command.search.isEmpty() ? open->vault->tokens()
                                           : searched(*open->vault, place.world.clock, command.search);
    if (command.expiring)
        tokens.removeIf(
            [&](const tokens::ServiceToken &token) { return !endsWithin(token, *command.expiring, now); });

    place.out.document({{u"tokens"_s, jsonOf(tokens, now)}});
    if (!tokens.isEmpty()) {
        showMany(place, tokens);
        return ExitCode::Done;
    }
    const bool isEmpty = open->vault->tokens().isEmpty();
    place.out.note(
        isEmpty ? u"There are no tokens yet. keyturn-cli token add --help says how to keep one."_s
                : u"No token fits, of %1."_s.arg(open->vault->tokens().size()));
    return ExitCode::Done;
}

ExitCode run(const Workplace &place, const TokenShow &command)
{
    const auto kept = keptToken(place, command.token);
    if (!kept)
        return place.fail(kept.error());
    const auto &token = kept->token;
    place.out.document(jsonOf(token, place.now()));
    showToken(place.out, token, place.now());
    if (token.hosts.isEmpty())
        place.out.note(nothingBound(token.id));
    return ExitCode::Done;
}

ExitCode run(const Workplace &place, const TokenEdit &command)
{
    const auto kept = keptToken(place, command.token);
    if (!kept)
        return place.fail(kept.error());
    auto &vault = *kept->open.vault;
    const auto &found = kept->token;

    if (const auto refused = refusalOf(command))
        return place.fail(*refused);
    // The secret first: when the keychain refuses, nothing else has changed.
    if (command.secret) {
        auto secret = readSecret(*command.secret, found.name);
        if (!secret)
            return place.fail(secret.error());
        const auto replace = [&](const Then<TokenVault::Finished> &then) {
            vault.replaceSecret(found.id, *std::move(secret), then);
        };
        if (const auto replaced = awaitVault<Done>(place, replace, OnSignal::FinishFirst); !replaced)
            return place.fail(replaced.error());
    }
    const auto *current = vault.withId(found.id);
    if (const auto finished = vault.edit(*current, edited(*current, command, place.now())); !finished)
        return place.fail(troubleOf(finished.error()));

    const auto changed = *vault.withId(found.id);
    place.out.document(jsonOf(changed, place.now()));
    showToken(place.out, changed, place.now());
    if (changed.hosts.isEmpty())
        place.out.warning(nothingBound(changed.id));
    return ExitCode::Done;
}

ExitCode run(const Workplace &place, const TokenRemove &command)
{
    const auto kept = keptToken(place, command.token);
    if (!kept)
        return place.fail(kept.error());
    auto &vault = *kept->open.vault;
    const auto &token = kept->token;
    const auto remove = [&](const Then<TokenVault::Finished> &then) { vault.remove(token.id, then); };
    if (const auto removed = awaitVault<Done>(place, remove, OnSignal::FinishFirst); !removed)
        return place.fail(removed.error());

    place.out.document({{u"id"_s, token.id}, {u"name"_s, token.name}, {u"removed"_s, true}});
    place.out.line(u"Removed “%1” and its secret."_s.arg(printable(token.name)));
    place.out.note(u"It still opens what it opened: revoke it in the dashboard if it is no longer needed."_s);
    return ExitCode::Done;
}

ExitCode run(const Workplace &place, const TokenSecret &command)
{
    const auto kept = keptToken(place, command.token);
    if (!kept)
        return place.fail(kept.error());
    auto &vault = *kept->open.vault;
    const auto &token = kept->token;
    const auto read = [&](const Then<TokenVault::SecretRead> &then) { vault.readSecret(token.id, then); };
    const auto secret = awaitVault<Secret>(place, read);
    if (!secret)
        return place.fail(secret.error());

    const auto shown = command.reveal ? revealed(*secret) : QString();
    place.out.document({
        {u"id"_s, token.id},
        {u"name"_s, token.name},
        {u"revealed"_s, command.reveal},
        {u"secret"_s, command.reveal ? QJsonValue(shown) : QJsonValue(QJsonValue::Null)},
        {u"masked"_s, maskOf(*secret)},
    });
    place.out.line(command.reveal ? shown : maskOf(*secret));
    if (!command.reveal)
        place.out.note(u"The secret is in the keychain. --reveal prints it."_s);
    return ExitCode::Done;
}

ExitCode run(const Workplace &place, const Expiring &command)
{
    const auto open = openVault(place);
    if (!open)
        return place.fail(open.error());
    const auto now = place.now();
    auto tokens = open->vault->tokens();
    std::stable_sort(tokens.begin(), tokens.end(), tokens::endsBefore);
    const auto isSoon
        = [&](const tokens::ServiceToken &token) { return endsWithin(token, command.within, now); };
    const auto soon = std::count_if(tokens.cbegin(), tokens.cend(), isSoon);

    place.out.document({
        {u"tokens"_s, jsonOf(tokens, now)},
        {u"within_seconds"_s,
         static_cast<qint64>(std::chrono::duration_cast<std::chrono::seconds>(command.within).count())},
        {u"ending"_s, static_cast<qint64>(soon)},
    });
    if (tokens.isEmpty())
        place.out.note(u"There are no tokens yet."_s);
    else
        showMany(place, tokens);
    if (soon == 0)
        return ExitCode::Done;
    place.out.note(
        soon == 1
            ? u"One token has ended or ends soon. Refresh it or rotate its secret in the dashboard."_s
            : u"%1 tokens have ended or end soon. Refresh them or rotate their secrets in the dashboard."_s
                  .arg(soon));
    return ExitCode::No;
}

} // namespace keyturn::cli
