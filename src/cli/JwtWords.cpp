// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtWords.h"

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

} // namespace keyturn::cli
