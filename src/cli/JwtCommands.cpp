// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtCommands.h"

#include "FindingWording.h"
#include "GivenText.h"
#include "Json.h"
#include "JwtInspection.h"
#include "JwtKeys.h"
#include "JwtText.h"
#include "JwtWording.h"
#include "NotJwtWording.h"
#include "RefusalWording.h"
#include "Terminal.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

QJsonObject nothingDecoded()
{
    return {
        {u"header"_s, QJsonObject()},      {u"payload"_s, QJsonObject()}, {u"signature_bytes"_s, 0},
        {u"subject_kind"_s, u"unknown"_s}, {u"claims"_s, QJsonArray()},   {u"findings"_s, QJsonArray()},
    };
}

ExitCode tell(
    const Workplace &place, QJsonObject json, const jwt::Verification &verification, const FetchedKeys &keys,
    const QStringList &facts = {})
{
    json = merged(merged(json, jsonOf(keys)), jsonOf(verification));
    json.insert(u"key"_s, keyJson(verification.key, keys));
    json.insert(u"facts"_s, QJsonArray::fromStringList(facts));
    place.out.document(json);
    showVerification(place.out, verification, 0, facts);
    showKeys(place, keys, verification.key);
    return verification.isValid() ? ExitCode::Done : ExitCode::No;
}

ExitCode tellMalformed(
    const Workplace &place, const std::optional<QByteArray> &given, const QByteArray &text,
    jwt::DecodeError error, const FetchedKeys &keys)
{
    const auto trouble = noJwt(given, text, error);
    jwt::Verification verification;
    verification.refusal = jwt::Refusal::Malformed;
    auto json = nothingDecoded();
    json.insert(u"detail"_s, idOf(error));
    const auto code = tell(place, json, verification, keys, {trouble.message});
    if (!trouble.next.isEmpty())
        place.out.note(trouble.next);
    if (jwt::findJwt(text))
        place.out.note(u"There is a JWT inside this text. Give it alone, as a server would be sent it."_s);
    return code;
}

/// Any application of any team may be what a JWT is for that is valid in all else.
void tellUnchecked(const Output &out, const jwt::Expectations &expected)
{
    if (expected.issuer.isEmpty())
        out.note(u"Who issued it was not checked: name the issuer with --team or --issuer."_s);
    if (expected.audiences.isEmpty())
        out.note(u"Which application it is for was not checked: name its audience with --aud."_s);
}

/// What makes a JWT suspect although it is valid. What is wrong with its key showKeys() tells.
void tellDangers(const Output &out, const QList<jwt::Finding> &findings)
{
    using jwt::FindingKind;
    for (const auto &finding : findings) {
        const bool isOfKey = finding.kind == FindingKind::KeyShort || finding.kind == FindingKind::KeyRoca;
        if (finding.severity == jwt::Severity::Danger && !isOfKey)
            out.warning(printable(sentenceFor(finding)));
    }
}

ExitCode verifyRaw(
    const Workplace &place, const JwtVerify &command, const QByteArray &compact, const FetchedKeys &keys)
{
    const auto jws = jwt::decodeJws(compact);
    if (!jws)
        return tellMalformed(place, command.jwt, compact, jws.error(), keys);
    const auto &algorithms = command.measure.expected.algorithms;
    auto json = nothingDecoded();
    json.insert(u"header"_s, jws->header);
    json.insert(u"payload"_s, QJsonValue::Null);
    json.insert(u"payload_bytes"_s, jws->payload.size());
    json.insert(u"signature_bytes"_s, jws->signature.size());
    return tell(place, json, jwt::verifySignature(*jws, keys.keys, algorithms), keys);
}

} // namespace

Result<QByteArray, Trouble> jwtText(const std::optional<QByteArray> &given)
{
    const auto path = QString::fromUtf8(given.value_or(QByteArray()));
    if (given && QFileInfo(path).isFile())
        return readGiven(path, jwt::longestJwt, wrongUsage(u"This is over 16 MB, and no JWT."_s));
    if (given)
        return *given;
    if (isInputTerminal())
        return Failure{wrongUsage(u"There is no JWT."_s, u"Name it, or pipe it to standard input."_s)};
    const auto read = readInput(jwt::longestJwt + 1024);
    if (read)
        return *read;
    if (read.error() == ReadProblem::Interrupted)
        return Failure{interrupted()};
    if (read.error() == ReadProblem::TooLong)
        return QByteArray(jwt::longestJwt + 1, '.'); // judged as what it is: too large
    return Failure{wrongUsage(u"Standard input cannot be read."_s)};
}

Trouble noJwt(const std::optional<QByteArray> &given, const QByteArray &text, jwt::DecodeError error)
{
    const bool isWord = given && *given == text && text.size() < 256 && !text.contains(' ');
    return {
        ExitCode::No, u"malformed"_s, sentenceForNoJwt(text, error),
        isWord ? u"There is no file of that name either."_s : QString()};
}

ExitCode run(const Workplace &place, const JwtDecode &command)
{
    const auto text = jwtText(command.jwt);
    if (!text)
        return place.fail(text.error());
    const auto now = command.at.isValid() ? command.at : place.now();
    const auto inspection = inspectJwt(*text, now);
    if (!inspection)
        return place.fail(noJwt(command.jwt, *text, inspection.error()));
    if (place.out.isJson())
        place.out.document(jsonOf(*inspection, now));
    if (const auto said = sentenceFor(inspection->found, text->size()); !said.isEmpty())
        place.out.note(said);
    if (inspection->hasAnother)
        place.out.warning(sentenceForAnotherJwt());
    if (!place.out.isJson())
        showInspection(place.out, *inspection, now);
    return ExitCode::Done;
}

ExitCode run(const Workplace &place, const JwtVerify &command)
{
    const auto issuer = issuerFor(command.measure);
    if (!issuer)
        return place.fail(issuer.error());
    const auto text = jwtText(command.jwt);
    if (!text)
        return place.fail(text.error());
    // Strict where decode is kind: what is valid here has to be valid for a server as it stands.
    const auto compact = text->trimmed();
    const auto jws = jwt::decodeJws(compact);
    // What is no JWT needs no keys, so nobody is asked for them.
    const auto &from = command.measure.keys;
    const bool isAsking = from.file.isEmpty() && (from.url.isEmpty() || KeyFetcher::mayAsk(from.url));
    if (!jws && isAsking)
        return tellMalformed(place, command.jwt, compact, jws.error(), {});
    const auto fetched
        = keysFor(place, command.measure.keys, jws ? jws->header["kid"_L1].toString() : QString());
    if (!fetched)
        return place.fail(fetched.error());
    const auto &keys = *fetched;

    if (command.isRawPayload)
        return verifyRaw(place, command, compact, keys);
    const auto decoded = jwt::decode(compact);
    if (!decoded)
        return tellMalformed(place, command.jwt, compact, decoded.error(), keys);

    const auto expected = expectationsOf(place, command.measure, *issuer);
    const auto verification = jwt::verify(*decoded, keys.keys, expected);
    const jwt::Known known{expected.issuer, expected.audiences, keys.keys};
    const auto inspection = inspectJwt(compact, expected.at, known);
    const auto code = tell(
        place, inspection ? jsonOf(*inspection, expected.at) : nothingDecoded(), verification, keys,
        factsOf(verification, *decoded, keys.keys, expected));
    if (!verification.isValid())
        return code;
    tellUnchecked(place.out, expected);
    if (inspection)
        tellDangers(place.out, inspection->findings);
    return code;
}

} // namespace keyturn::cli
