// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtWords.h"

#include "EdgeReply.h"
#include "JwtKeys.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

std::optional<QByteArray> givenJwt(const TypedWords &words)
{
    const auto text = words.one(u"jwt"_s);
    return !words.has(u"jwt"_s) || text == u"-" ? std::nullopt : std::optional(text.toUtf8());
}

Typed<QDateTime> givenMoment(const TypedWords &words)
{
    return words.has(u"at"_s) ? momentOf(words.one(u"at"_s), u"--at"_s) : Typed<QDateTime>(QDateTime());
}

Typed<QList<jwt::Algorithm>> algorithmsOf(const QStringList &names)
{
    QList<jwt::Algorithm> algorithms;
    for (const auto &name : names) {
        const auto algorithm = jwt::algorithmNamed(name);
        if (!algorithm) {
            return Failure{wrongUsage(
                u"--alg names no algorithm that can be allowed."_s,
                u"There are RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512 and EdDSA. HS256 "
                u"and none are "
                "never allowed: anybody could make a token with the public key, or without one."_s)};
        }
        algorithms.append(*algorithm);
    }
    return algorithms;
}

} // namespace

Typed<Command> jwtDecodeOf(const TypedWords &words)
{
    const auto at = givenMoment(words);
    if (!at)
        return Failure{at.error()};
    return Command(JwtDecode{givenJwt(words), *at});
}

Typed<Command> jwtVerifyOf(const TypedWords &words)
{
    const auto at = givenMoment(words);
    if (!at)
        return Failure{at.error()};
    const auto algorithms = algorithmsOf(words.all(u"alg"_s));
    if (!algorithms)
        return Failure{algorithms.error()};
    const auto leeway = words.has(u"leeway"_s) ? leewayOf(words.one(u"leeway"_s)) : std::chrono::seconds(0);
    if (!leeway)
        return Failure{leeway.error()};
    const auto jwt = givenJwt(words);
    const auto keys = keyChoiceOf(words, !jwt);
    if (!keys)
        return Failure{keys.error()};
    if (words.has(u"payload"_s) && words.one(u"payload"_s) != u"raw")
        return Failure{wrongUsage(u"--payload knows one word: raw."_s)};

    JwtVerify verify;
    verify.jwt = jwt;
    verify.keys = *keys;
    verify.audiences = words.all(u"aud"_s);
    verify.issuer = words.one(u"issuer"_s);
    verify.at = *at;
    verify.leeway = *leeway;
    verify.algorithms = *algorithms;
    verify.isRawPayload = words.has(u"payload"_s);
    return Command(verify);
}

Typed<Command> jwtOriginOf(const TypedWords &words)
{
    const auto at = givenMoment(words);
    if (!at)
        return Failure{at.error()};
    const auto jwt = givenJwt(words);
    const auto keys = keyChoiceOf(words, !jwt);
    if (!keys)
        return Failure{keys.error()};
    return Command(JwtOrigin{jwt, *keys, words.all(u"aud"_s), words.one(u"issuer"_s), *at});
}

Typed<Command> jwtMintOf(const TypedWords &words)
{
    const auto valueOf = [&words](const QString &name, const QString &usual) {
        return words.has(name) ? words.one(name) : usual;
    };
    const auto kind = jwt::testTokenKindNamed(valueOf(u"kind"_s, u"service-token"_s));
    if (!kind)
        return Failure{wrongUsage(u"--kind is service-token or user."_s)};
    const auto make = jwt::testTokenMakeNamed(valueOf(u"make"_s, u"valid"_s));
    if (!make)
        return Failure{wrongUsage(
            u"--make is valid, expired, not-yet-valid, wrong-audience, wrong-issuer, tampered or unsigned."_s)};
    if (words.has(u"issuer"_s) && words.has(u"team"_s))
        return Failure{wrongUsage(u"--issuer and --team exclude one another."_s)};
    const auto team = words.has(u"team"_s) ? access::teamUrl(words.one(u"team"_s))
                                           : QUrl(u"https://keyturn-test.invalid"_s);
    if (!team)
        return Failure{wrongUsage(u"--team is no team name: acme of acme.cloudflareaccess.com."_s)};
    JwtMint mint;
    mint.token.kind = *kind;
    mint.token.make = *make;
    mint.token.issuer = valueOf(u"issuer"_s, team->toString());
    mint.token.audience = valueOf(u"aud"_s, u"keyturn-test"_s);
    mint.token.clientId = valueOf(u"client-id"_s, u"00000000000000000000000000000000.access"_s);
    mint.token.email = valueOf(u"email"_s, u"person@example.com"_s);
    if (words.has(u"lifetime"_s)) {
        const auto lifetime = durationOf(words.one(u"lifetime"_s), u"--lifetime"_s);
        if (!lifetime)
            return Failure{lifetime.error()};
        mint.token.lifetime = std::chrono::duration_cast<std::chrono::seconds>(*lifetime);
    }
    mint.keyFile = words.one(u"key-file"_s);
    mint.jwksFile = words.one(u"jwks-out"_s);
    return Command(mint);
}

Typed<Command> jwtCompareOf(const TypedWords &words)
{
    const auto left = words.one(u"left"_s);
    const auto right = words.one(u"right"_s);
    if (left == u"-" && right == u"-")
        return Failure{wrongUsage(u"Standard input holds one of the two, not both."_s)};
    return Command(JwtCompare{left, right});
}

Typed<Command> jwtBatchOf(const TypedWords &words)
{
    const auto at = givenMoment(words);
    if (!at)
        return Failure{at.error()};
    const auto algorithms = algorithmsOf(words.all(u"alg"_s));
    if (!algorithms)
        return Failure{algorithms.error()};
    const auto leeway = words.has(u"leeway"_s) ? leewayOf(words.one(u"leeway"_s)) : std::chrono::seconds(0);
    if (!leeway)
        return Failure{leeway.error()};
    const auto file = words.one(u"file"_s);
    const auto keys = keyChoiceOf(words, file == u"-");
    if (!keys)
        return Failure{keys.error()};
    return Command(
        JwtBatch{file, *keys, words.all(u"aud"_s), words.one(u"issuer"_s), *at, *leeway, *algorithms});
}

} // namespace keyturn::cli
