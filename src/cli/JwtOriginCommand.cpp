// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Json.h"
#include "JwtCommands.h"
#include "JwtKeys.h"
#include "JwtSearch.h"
#include "OriginWording.h"
#include "Terminal.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

QJsonObject jsonOf(const jwt::OriginStep &step)
{
    return {
        {u"check"_s, jwt::idOf(step.check)},
        {u"passes"_s, step.passes},
        {u"claim"_s, textOrNull(step.claim)},
        {u"message"_s, meaningOf(step)},
    };
}

QJsonObject jsonOf(const jwt::OriginAnswer &answer)
{
    QJsonArray steps;
    for (const auto &step : answer.steps)
        steps.append(jsonOf(step));
    return {
        {u"id"_s, jwt::idOf(answer.origin)},
        {u"name"_s, nameOf(answer.origin)},
        {u"accepts"_s, answer.accepts()},
        {u"status"_s, answer.status},
        {u"body"_s, textOrNull(answer.text)},
        {u"confidence"_s, jwt::idOf(jwt::confidenceOf(answer.origin))},
        {u"summary"_s, sentenceFor(answer)},
        {u"next_step"_s, textOrNull(adviceFor(answer))},
        {u"steps"_s, steps},
    };
}

QJsonArray namesOf(const jwt::AssumedSetting &assumed)
{
    QJsonArray names;
    if (assumed.issuer)
        names.append(u"issuer"_s);
    if (assumed.audience)
        names.append(u"audience"_s);
    return names;
}

void show(const Output &out, const jwt::OriginAnswer &answer)
{
    const auto tone = answer.accepts() ? Tone::Good : Tone::Bad;
    out.line(
        out.toned(answer.accepts() ? u"accepts"_s : u"refuses"_s, tone) + u"  "_s + nameOf(answer.origin));
    out.paragraph((sentenceFor(answer) + u' ' + adviceFor(answer)).trimmed(), 9);
    for (const auto &step : answer.steps) {
        const auto claim = step.claim.isEmpty() ? QString() : u" ("_s + step.claim + u')';
        out.line(
            QString(9, u' ')
            + out.toned((step.passes ? u"+ "_s : u"- "_s) + meaningOf(step) + claim, Tone::Faint));
    }
}

} // namespace

ExitCode run(const Workplace &place, const JwtOrigin &command)
{
    const auto issuer = issuerFor(command.measure);
    if (!issuer)
        return place.fail(issuer.error());
    const auto text = jwtText(command.jwt);
    if (!text)
        return place.fail(text.error());
    const auto compact = text->trimmed();
    const auto jws = jwt::decodeJws(compact);
    const auto keys
        = keysFor(place, command.measure.keys, jws ? jws->header["kid"_L1].toString() : QString());
    if (!keys)
        return place.fail(keys.error());

    const auto expected = expectationsOf(place, command.measure, *issuer);
    const auto decoded = jwt::decode(compact);
    const auto assumed = jwt::assumedFor(
        decoded ? decoded->payload : QJsonObject(), {expected.issuer, expected.audiences, expected.at});
    const auto &setting = assumed.setting;
    const auto answers = jwt::answersOfOrigins(compact, jwt::VerificationKeys(keys->keys), setting);
    QJsonArray origins;
    const auto accepting = std::count_if(
        answers.begin(), answers.end(), [](const jwt::OriginAnswer &answer) { return answer.accepts(); });
    bool isAcceptedByAll = true;
    place.out.line(u"%1 of %2 origins would accept it."_s.arg(accepting).arg(answers.size()));
    for (const auto &answer : answers) {
        origins.append(jsonOf(answer));
        show(place.out, answer);
        // What merely may be like that is shown, and decides nothing.
        const bool isKnown = jwt::confidenceOf(answer.origin) != jwt::OriginConfidence::Possible;
        isAcceptedByAll = isAcceptedByAll && (answer.accepts() || !isKnown);
    }
    auto json = jsonOf(*keys);
    json.insert(u"origins"_s, origins);
    json.insert(u"issuer"_s, setting.issuer);
    json.insert(u"audiences"_s, QJsonArray::fromStringList(setting.audiences));
    json.insert(u"assumed"_s, namesOf(assumed));
    place.out.document(json);
    if (const auto note = sentenceFor(assumed); !note.isEmpty())
        place.out.note(note + u" Say with --issuer or --team, and --aud, what yours expects."_s);
    if (!jws && jwt::locateJwt(compact))
        place.out.note(
            u"There may be a JWT inside this text. Give it alone, as an origin would be sent it."_s);
    return isAcceptedByAll ? ExitCode::Done : ExitCode::No;
}

} // namespace keyturn::cli
