// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RefusalWording.h"

#include "Claims.h"
#include "CompactJson.h"
#include "Shortened.h"
#include "TimeWording.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace keyturn {

using jwt::Refusal;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(RefusalWording)
};

QString lineOf(const QString &text)
{
    constexpr qsizetype most = 100;
    auto line = shortened(text, most);
    for (auto &character : line) {
        if (character.category() == QChar::Other_Control)
            character = QChar::ReplacementCharacter;
    }
    return line;
}

QString listOf(const QStringList &texts)
{
    constexpr qsizetype most = 5;
    return texts.size() <= most ? texts.join(u", "_s) : texts.first(most).join(u", "_s) + u", …"_s;
}

// A value that is no string is shown as JSON; an array as a list.
QString shown(const QJsonValue &value)
{
    if (value.isString())
        return lineOf(value.toString());
    if (value.isArray()) {
        QStringList values;
        for (const auto &one : value.toArray())
            values.append(one.isArray() ? u"[…]"_s : shown(one));
        return listOf(values);
    }
    return lineOf(compactJson(value));
}

QString idsOf(const jwt::KeySet &keys)
{
    QStringList ids;
    for (const auto &key : keys.keys)
        ids.append(key.id.isEmpty() ? Words::tr("one without an id") : lineOf(key.id));
    return ids.isEmpty() ? Words::tr("none") : listOf(ids);
}

QString moment(const QJsonValue &time, const QDateTime &now)
{
    const auto at = jwt::momentOf(time);
    return at ? Words::tr("%1 (%2)").arg(relativeTime(*at, now), calendarTime(*at))
              : Words::tr("beyond the calendar");
}

QStringList factsOfIssuer(const QJsonValue &issuer, const QString &expected)
{
    if (!issuer.isString())
        return {Words::tr("The JWT names no issuer."), Words::tr("Expected: %1").arg(expected)};
    QStringList facts{
        Words::tr("Issuer of the JWT: %1").arg(shown(issuer)), Words::tr("Expected: %1").arg(expected)};
    const auto said = issuer.toString();
    if (said + u'/' == expected || said == expected + u'/')
        facts.append(Words::tr("They differ in the slash at the end alone."));
    return facts;
}

QStringList factsOfAudience(const QJsonValue &audience, const QStringList &expected)
{
    const auto wanted = Words::tr("Expected: %1").arg(expected.join(Words::tr(" or ")));
    const bool isMissing = audience.isUndefined() || (audience.isArray() && audience.toArray().isEmpty());
    if (isMissing)
        return {Words::tr("The JWT names no audience."), wanted};
    return {Words::tr("Audience of the JWT: %1").arg(shown(audience)), wanted};
}

} // namespace

QStringList factsOf(
    const jwt::Verification &verification, const jwt::Jwt &jwt, const jwt::KeySet &keys,
    const jwt::Expectations &expected)
{
    if (!verification.refusal)
        return {};
    const auto &payload = jwt.payload;
    switch (*verification.refusal) {
    case Refusal::AlgorithmNotAllowed: {
        QStringList allowed;
        for (const auto algorithm : expected.algorithms)
            allowed.append(nameOf(algorithm));
        return {
            Words::tr("Algorithm of the JWT: %1").arg(lineOf(verification.algorithm)),
            Words::tr("Allowed: %1").arg(allowed.join(u", "_s))};
    }
    case Refusal::NoMatchingKey:
        return {
            Words::tr("Key that the JWT names: %1").arg(lineOf(verification.keyId)),
            Words::tr("Keys that are there: %1").arg(idsOf(keys))};
    case Refusal::IssuerMismatch:
        return factsOfIssuer(payload.value(u"iss"_s), expected.issuer);
    case Refusal::AudienceMismatch:
        return factsOfAudience(payload.value(u"aud"_s), expected.audiences);
    case Refusal::Expired:
        if (payload.value(u"exp"_s).isDouble())
            return {Words::tr("It ended %1.").arg(moment(payload.value(u"exp"_s), expected.at))};
        return {};
    case Refusal::NotYetValid:
        return {Words::tr("It begins %1.").arg(moment(payload.value(u"nbf"_s), expected.at))};
    case Refusal::IssuedInFuture:
        return {
            Words::tr("It says that it was issued %1.").arg(moment(payload.value(u"iat"_s), expected.at))};
    case Refusal::WrongType:
        return {Words::tr("Type of the JWT: %1").arg(shown(payload.value(u"type"_s)))};
    case Refusal::Malformed:
    case Refusal::AlgorithmNone:
    case Refusal::CriticalHeader:
    case Refusal::KeyUnusable:
    case Refusal::SignatureInvalid:
        return {};
    }
    return {};
}

} // namespace keyturn
