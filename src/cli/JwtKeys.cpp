// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtKeys.h"

#include "EdgeReply.h"
#include "GivenText.h"
#include "Json.h"
#include "KeyCacheFile.h"
#include "KeyStrength.h"
#include "KeyWording.h"
#include "TeamKeys.h"
#include "Terminal.h"
#include "TimeWording.h"
#include "Wording.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

QString typeOf(jwt::KeyType type)
{
    switch (type) {
    case jwt::KeyType::Rsa:
        return u"RSA"_s;
    case jwt::KeyType::EllipticCurve:
        return u"EC"_s;
    case jwt::KeyType::OctetKeyPair:
        return u"OKP"_s;
    case jwt::KeyType::Symmetric:
        return u"oct"_s;
    case jwt::KeyType::Unknown:
        return {};
    }
    return {};
}

Result<FetchedKeys, Trouble> flattened(KeyFetcher::Fetched fetched)
{
    if (!fetched)
        return Failure{troubleOf(fetched.error())};
    return *std::move(fetched);
}

Result<FetchedKeys, Trouble> keysInFile(const Workplace &place, const QString &path)
{
    const KeyFetcher fetcher(place.world.transport, place.world.clock);
    if (path != u"-")
        return flattened(fetcher.readFile(path));
    KeyFailure tooLong;
    tooLong.cause = KeyFailure::Cause::NotKeys;
    tooLong.where = u"standard input"_s;
    tooLong.keySet = jwt::KeySetError::TooLarge;
    const auto text = readGiven(path, jwt::largestKeySet, troubleOf(tooLong));
    if (!text)
        return Failure{text.error()};
    return flattened(fetcher.readText(*text, tooLong.where));
}

} // namespace

Typed<KeyChoice> keyChoiceOf(const TypedWords &words, bool isInputTaken)
{
    const QStringList places{u"jwks"_s, u"key"_s, u"jwks-url"_s};
    const auto given = std::count_if(
        places.begin(), places.end(), [&words](const QString &name) { return words.has(name); });
    if (given > 1)
        return Failure{
            wrongUsage(u"--jwks, --key and --jwks-url exclude one another: the keys come from one place."_s)};
    if (given == 0 && !words.has(u"team"_s)) {
        return Failure{wrongUsage(
            u"There are no keys to verify with."_s,
            u"Name them with --jwks FILE, --key FILE, --jwks-url URL or --team TEAM."_s)};
    }
    KeyChoice choice;
    choice.file = words.has(u"key"_s) ? words.one(u"key"_s) : words.one(u"jwks"_s);
    if (choice.file.startsWith(u"https://"_s) || choice.file.startsWith(u"http://"_s))
        return Failure{wrongUsage(
            u"This is an address, where a file belongs."_s,
            u"For the keys at an address there is --jwks-url."_s)};
    if (choice.file == u"-" && isInputTaken)
        return Failure{wrongUsage(u"Standard input holds either the JWT or the keys, not both."_s)};
    choice.url = QUrl(words.one(u"jwks-url"_s), QUrl::StrictMode);
    if (words.has(u"jwks-url"_s) && !choice.url.isValid())
        return Failure{wrongUsage(u"--jwks-url is no address."_s)};
    choice.team = words.one(u"team"_s);
    choice.isOffline = words.has(u"offline"_s);
    return choice;
}

Result<FetchedKeys, Trouble> keysFor(const Workplace &place, const KeyChoice &choice, const QString &keyId)
{
    if (!choice.file.isEmpty())
        return keysInFile(place, choice.file);
    TeamKeys keys(
        place.world.transport, place.world.clock, loadKeyCache(place.profile(), place.world.clock()));
    keys.setOffline(choice.isOffline);
    QObject::connect(
        &keys, &TeamKeys::cacheChanged, &keys, [&] { saveKeyCache(place.profile(), keys.cache()); });
    const auto fetch = [&](const Then<TeamKeys::Fetched> &then) {
        if (!choice.url.isEmpty())
            keys.keysAt(choice.url, keyId, place.globals.timeout, then);
        else
            keys.keysOfTeam(choice.team, keyId, place.globals.timeout, then);
    };
    const auto patience = place.globals.timeout + std::chrono::seconds(1);
    auto ended = await<TeamKeys::Fetched>(place.interruption, patience, fetch);
    if (!ended) {
        const Trouble overdue{ExitCode::Network, u"timed-out"_s, u"The keys did not come in time."_s, {}};
        return Failure{troubleOf(ended.error(), overdue)};
    }
    return flattened(*std::move(ended));
}

Result<QString, Trouble> issuerFor(const JwtMeasure &measure)
{
    const auto &named = measure.expected.issuer;
    const auto &team = measure.keys.team;
    if (!named.isEmpty() || team.isEmpty())
        return named;
    const auto url = access::teamUrl(team);
    if (url)
        return url->toString();
    KeyFailure failure;
    failure.cause = KeyFailure::Cause::BadTeam;
    failure.where = team;
    return Failure{troubleOf(failure)};
}

jwt::Expectations expectationsOf(const Workplace &place, const JwtMeasure &measure, const QString &issuer)
{
    auto expected = measure.expected;
    expected.issuer = issuer;
    if (!expected.at.isValid())
        expected.at = place.now();
    return expected;
}

QJsonObject jsonOf(const FetchedKeys &keys)
{
    return {
        {u"keys_from"_s, keys.from.isEmpty() ? QJsonValue() : QJsonValue(keys.from)},
        {u"keys_at"_s, momentOrNull(keys.at)},
        {u"keys_kept"_s, keys.isKept},
        {u"keys_trouble"_s, keys.failure ? QJsonValue(sentenceFor(*keys.failure)) : QJsonValue()},
    };
}

QJsonValue keyJson(const std::optional<jwt::Jwk> &key, const FetchedKeys &keys)
{
    if (!key)
        return QJsonValue::Null;
    QJsonArray weaknesses;
    for (const auto weakness : jwt::weaknessesOf(*key))
        weaknesses.append(QJsonObject{{u"id"_s, jwt::idOf(weakness)}, {u"message"_s, sentenceFor(weakness)}});
    return QJsonObject{
        {u"id"_s, textOrNull(key->id)},
        {u"thumbprint"_s, QString::fromLatin1(jwt::thumbprintOf(*key))},
        {u"type"_s, typeOf(key->type)},
        {u"bits"_s, jwt::bitsOf(*key)},
        {u"retiring"_s, keys.keys.isRetiring(key->id)},
        {u"weaknesses"_s, weaknesses},
    };
}

void showKeys(const Workplace &place, const FetchedKeys &keys, const std::optional<jwt::Jwk> &used)
{
    if (keys.from.isEmpty())
        return;
    const auto &out = place.out;
    const auto age = relativeTime(keys.at, place.now());
    const auto from = printable(keys.from);
    out.line(out.toned(
        keys.isKept ? u"Keys from %1, fetched %2"_s.arg(from, age) : u"Keys from %1"_s.arg(from),
        Tone::Faint));
    if (keys.failure)
        out.warning(printable(sentenceFor(*keys.failure)));
    if (!used)
        return;
    if (keys.keys.isRetiring(used->id))
        out.paragraph(out.toned(sentenceForRetiringKey(), Tone::Warning));
    for (const auto weakness : jwt::weaknessesOf(*used))
        out.paragraph(out.toned(sentenceFor(weakness), Tone::Bad));
}

} // namespace keyturn::cli
