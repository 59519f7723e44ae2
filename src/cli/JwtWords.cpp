// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtWords.h"

#include "EdgeReply.h"
#include "JwtKeys.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

using Kind = OptionForm::Kind;
using Options = std::vector<OptionForm>;

const OptionForm jwtArgument{
    Kind::OptionalPositional, "jwt", "JWT",
    "The JWT, or the file that it is in; - or nothing reads standard input"};
const OptionForm moment{
    Kind::One, "--at", "RFC3339", "Judge as of this moment instead of now, such as 2026-11-24T09:00:00Z"};

Options keyOptions()
{
    return {
        {Kind::One, "--jwks", "FILE",
         "The keys, from a file or - for standard input: a JWK Set, one JWK, PEM or certificates"},
        {Kind::One, "--key", "FILE", "The same, where it is one key"},
        {Kind::One, "--jwks-url", "URL", "The keys, from https or from this machine"},
        {Kind::One, "--team", "TEAM",
         "The keys of a team; also the issuer that is expected, unless --issuer names it"},
        {Kind::Flag, "--offline", "", "Ask nobody: take the keys that were fetched before, however old"},
    };
}

Options expectationOptions()
{
    return {
        {Kind::Many, "--aud", "AUD", "Audience that is expected. Once for each; one of them must match"},
        {Kind::One, "--issuer", "ISS", "Issuer that is expected"},
        moment,
        {Kind::One, "--leeway", "SECONDS", "How far clocks may be apart (default 0)"},
        {Kind::Many, "--alg", "ALG", "Algorithm that is allowed (default RS256). Once for each"},
    };
}

Options joined(std::initializer_list<Options> lists)
{
    Options all;
    for (const auto &list : lists)
        all.insert(all.end(), list.begin(), list.end());
    return all;
}

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

/// Words that the command does not have leave their part as it is. `isInputTaken`: by what is judged.
Typed<JwtMeasure> measureOf(const TypedWords &words, bool isInputTaken)
{
    JwtMeasure measure;
    auto &expected = measure.expected;
    const auto at = givenMoment(words);
    if (!at)
        return Failure{at.error()};
    expected.at = *at;
    if (words.has(u"alg"_s)) {
        const auto algorithms = algorithmsOf(words.all(u"alg"_s));
        if (!algorithms)
            return Failure{algorithms.error()};
        expected.algorithms = *algorithms;
    }
    if (words.has(u"leeway"_s)) {
        const auto leeway = leewayOf(words.one(u"leeway"_s));
        if (!leeway)
            return Failure{leeway.error()};
        expected.leeway = *leeway;
    }
    const auto keys = keyChoiceOf(words, isInputTaken);
    if (!keys)
        return Failure{keys.error()};
    measure.keys = *keys;
    expected.audiences = words.all(u"aud"_s);
    expected.issuer = words.one(u"issuer"_s);
    return measure;
}

} // namespace

GroupForm jwtGroup()
{
    return {"jwt", "Read and judge the JWTs that Access hands out"};
}

std::vector<CommandForm> jwtForms()
{
    return {
        {"jwt",
         "decode",
         "Take a JWT apart and explain each claim; nothing in it is to be believed yet",
         {jwtArgument, moment}},
        {"jwt", "verify", "Judge a JWT against published keys",
         joined(
             {{jwtArgument},
              keyOptions(),
              expectationOptions(),
              {{Kind::One, "--payload", "raw", "Verify the signature alone, whatever the payload is"}}}),
         "Exit: 0 valid, 1 not valid. --team may stand beside --jwks, --key or --jwks-url: it then names the "
         "issuer alone.\nFetched keys are kept in the profile, where there is one: for a day, and for a week "
         "while nobody answers. For an unknown key they are fetched again, once a minute at most."},
        {"jwt", "origin",
         "What origins would answer to a JWT, check by check: Hono's middleware, cloudflared, jose",
         joined(
             {{jwtArgument},
              keyOptions(),
              {{Kind::Many, "--aud", "AUD", "Audience that the origins are set up for. Once for each"},
               {Kind::One, "--issuer", "ISS", "Issuer that they are set up for; --team says it too"},
               moment}}),
         "Nobody is asked: the answers are worked out from how these programs check.\n"
         "With --json: origins [{id, name, accepts, status, body, confidence, summary, next_step, steps "
         "[{check, "
         "passes, claim, message}]}].\nExit: 0 all accept it, 1 one does not. One whose confidence is "
         "possible "
         "decides nothing."},
        {"jwt",
         "mint",
         "Make a JWT to try things with, signed by a key of this machine; no real Access accepts it",
         {{Kind::One, "--kind", "KIND", "service-token (default) or user"},
          {Kind::One, "--make", "MAKE",
           "valid (default), expired, not-yet-valid, wrong-audience, wrong-issuer, tampered\nor unsigned"},
          {Kind::One, "--aud", "AUD", "Audience (default keyturn-test)"},
          {Kind::One, "--team", "TEAM", "Issuer, as the team of that name would be"},
          {Kind::One, "--issuer", "ISS", "Issuer (default https://keyturn-test.invalid)"},
          {Kind::One, "--client-id", "ID", "Client ID of a service token"},
          {Kind::One, "--email", "EMAIL", "E-mail of a user"},
          {Kind::One, "--lifetime", "GODURATION", "How long it lasts (default 24h)"},
          {Kind::One, "--key-file", "FILE",
           "The private key, in PEM; made where there is none (default: in the profile)"},
          {Kind::One, "--jwks-out", "FILE", "Write the public key there, as Access publishes its own"}},
         "The key's id begins with keyturn-test-. Its file is for you alone (0600)."},
        {"jwt",
         "compare",
         "Two JWTs side by side, claim by claim",
         {{Kind::Positional, "left", "LEFT", "A JWT, or the file that it is in; - is standard input"},
          {Kind::Positional, "right", "RIGHT", "The other one"}},
         "With --json: differs, rows [{part, name, relation, left, right}]. relation: same, differs, "
         "only-left, "
         "only-right.\nExit: 0 they say the same, 1 they do not."},
        {"jwt", "batch", "Verify a file with a JWT on each line, on all cores",
         joined(
             {{{Kind::Positional, "file", "FILE", "The file; - is standard input"}},
              keyOptions(),
              expectationOptions()}),
         "With --json: valid, not_valid, reasons {reason: how many}, lines [{line, valid, reason, key_id}].\n"
         "Exit: 0 all are valid, 1 one is not, 3 there is none."},
    };
}

Typed<Command> jwtDecodeOf(const TypedWords &words)
{
    const auto at = givenMoment(words);
    if (!at)
        return Failure{at.error()};
    return Command(JwtDecode{givenJwt(words), *at});
}

Typed<Command> jwtVerifyOf(const TypedWords &words)
{
    const auto jwt = givenJwt(words);
    const auto measure = measureOf(words, !jwt);
    if (!measure)
        return Failure{measure.error()};
    if (words.has(u"payload"_s) && words.one(u"payload"_s) != u"raw")
        return Failure{wrongUsage(u"--payload knows one word: raw."_s)};
    if (words.has(u"payload"_s) && (words.has(u"aud"_s) || words.has(u"issuer"_s)))
        return Failure{wrongUsage(
            u"--payload raw looks at the signature alone, so --aud and --issuer would not be checked."_s)};
    return Command(JwtVerify{jwt, *measure, words.has(u"payload"_s)});
}

Typed<Command> jwtOriginOf(const TypedWords &words)
{
    const auto jwt = givenJwt(words);
    const auto measure = measureOf(words, !jwt);
    if (!measure)
        return Failure{measure.error()};
    return Command(JwtOrigin{jwt, *measure});
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
    mint.token.clientId = valueOf(u"client-id"_s, mint.token.clientId);
    mint.token.email = valueOf(u"email"_s, mint.token.email);
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
    const auto file = words.one(u"file"_s);
    const auto measure = measureOf(words, file == u"-");
    if (!measure)
        return Failure{measure.error()};
    return Command(JwtBatch{file, *measure});
}

} // namespace keyturn::cli
