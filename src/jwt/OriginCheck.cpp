// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "OriginCheck.h"

#include "OriginReading.h"
#include "OriginTrial.h"

#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

constexpr double honoLeeway = 30;
constexpr double goOidcLeeway = 300; // Of nbf alone.

// What every object of JavaScript has without being asked: a lookup by such a kid finds a function.
bool isInheritedByObjects(const QString &name)
{
    constexpr std::array names{"__defineGetter__"_L1, "__defineSetter__"_L1, "__lookupGetter__"_L1,
                               "__lookupSetter__"_L1, "__proto__"_L1,        "constructor"_L1,
                               "hasOwnProperty"_L1,   "isPrototypeOf"_L1,    "propertyIsEnumerable"_L1,
                               "toLocaleString"_L1,   "toString"_L1,         "valueOf"_L1};
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isKeyForHono(const Jwk &key)
{
    return key.type == KeyType::Rsa && !key.id.isEmpty() && key.isForVerifying();
}

// All keys are imported before the first token is looked at, for RS256.
bool canImport(const VerificationKeys &keys)
{
    return std::none_of(keys.begin(), keys.end(), [](const VerificationKey &key) {
        const auto &jwk = key.jwk();
        return isKeyForHono(jwk) && !jwk.algorithm.isEmpty() && jwk.algorithm != "RS256"_L1;
    });
}

/// As the body says it.
QString honoText(const QString &why)
{
    return u"Authentication error: "_s + why;
}

OriginAnswer askHono(OriginTrial trial, const VerificationKeys &keys, const OriginSetting &setting)
{
    constexpr int refused = 401;
    constexpr int broken = 500; // An exception that nobody caught.
    if (!trial.passes(OriginCheck::Present, trial.isPresent()))
        return trial.refused(refused, honoText(u"Missing bearer token"_s));
    if (!canImport(keys)) {
        trial.fails(OriginCheck::Signature);
        return trial.refused(broken, {});
    }
    if (!trial.passes(OriginCheck::Readable, trial.isReadable()))
        return trial.refused(refused, honoText(u"Unable to decode Bearer token"_s));
    const auto breaks = [&trial] {
        trial.fails(OriginCheck::Form);
        return trial.refused(broken, {});
    };
    if (trial.header.isNull())
        return breaks();
    if (!trial.passes(OriginCheck::Algorithm, trial.header["alg"_L1] == u"RS256"_s, u"alg"_s))
        return trial.refused(refused, honoText(u"Invalid token algorithm"_s));
    if (!trial.passes(OriginCheck::CriticalHeader, !isTrueToJavaScript(trial.header["crit"_L1]), u"crit"_s))
        return trial.refused(refused, honoText(u"Unsupported critical extension"_s));
    if (trial.payload.isNull())
        return breaks();
    const bool hasForm = trial.payload["exp"_L1].isDouble() && trial.payload["iss"_L1].isString();
    if (!trial.passes(OriginCheck::Form, hasForm, trial.payload["exp"_L1].isDouble() ? u"iss"_s : u"exp"_s))
        return trial.refused(refused, honoText(u"Malformed token payload"_s));
    if (!trial.passes(OriginCheck::Issuer, trial.payload["iss"_L1] == setting.issuer, u"iss"_s))
        return trial.refused(refused, honoText(u"Invalid team name"_s));
    if (trial.origin() == Origin::Hono
        && !trial.passes(OriginCheck::Audience, trial.isMeantFor(setting.audiences), u"aud"_s))
        return trial.refused(refused, honoText(u"Invalid token audience"_s));

    const auto namesKey = isTrueToJavaScript(trial.header["kid"_L1]);
    const auto keyId = javaScriptNameOf(trial.header["kid"_L1]);
    if (namesKey && isInheritedByObjects(keyId)) {
        trial.fails(OriginCheck::Signature, u"kid"_s);
        return trial.refused(broken, {});
    }
    const auto isCandidate
        = [&keyId, namesKey](const Jwk &key) { return isKeyForHono(key) && (!namesKey || key.id == keyId); };
    if (!trial.passes(OriginCheck::Signature, trial.isSigned(Algorithm::RS256, keys, isCandidate), u"kid"_s))
        return trial.refused(refused, honoText(u"Invalid Token"_s));
    const auto now = std::floor(trial.now());
    if (!trial.passes(OriginCheck::Expiry, trial.payload["exp"_L1].toDouble() + honoLeeway >= now, u"exp"_s))
        return trial.refused(refused, honoText(u"Token is expired"_s));
    // What is no number is neither before nor after anything.
    const auto nbf = trial.payload["nbf"_L1];
    const bool liesAhead = isTrueToJavaScript(nbf) && javaScriptNumberOf(nbf) - honoLeeway > now;
    if (!trial.passes(OriginCheck::NotBefore, !liesAhead, u"nbf"_s))
        return trial.refused(refused, honoText(u"Token is not yet valid"_s));
    return trial.accepted();
}

OriginAnswer askCloudflared(OriginTrial trial, const VerificationKeys &keys, const OriginSetting &setting)
{
    constexpr int filtered = 403;
    constexpr int failed = 502;
    if (!trial.passes(OriginCheck::Present, trial.isPresent()))
        return trial.refused(filtered, {});
    if (!trial.passes(OriginCheck::Readable, trial.isReadable() && trial.payload.isObject()))
        return trial.refused(failed, {});
    if (!trial.passes(OriginCheck::Form, canGoRead(trial.payload)))
        return trial.refused(failed, {});
    if (!trial.passes(OriginCheck::Issuer, trial.payload["iss"_L1] == setting.issuer, u"iss"_s))
        return trial.refused(failed, {});
    // A missing exp is a moment long ago.
    const auto ends = goSecondsOf(trial.payload["exp"_L1]).value_or(0);
    if (!trial.passes(OriginCheck::Expiry, ends >= trial.now(), u"exp"_s))
        return trial.refused(failed, {});
    const auto begins = goSecondsOf(trial.payload["nbf"_L1]).value_or(trial.now());
    if (!trial.passes(OriginCheck::NotBefore, begins <= trial.now() + goOidcLeeway, u"nbf"_s))
        return trial.refused(failed, {});
    if (!trial.passes(OriginCheck::Algorithm, trial.header["alg"_L1] == u"RS256"_s, u"alg"_s))
        return trial.refused(failed, {});
    if (!trial.passes(OriginCheck::CriticalHeader, trial.header["crit"_L1].isUndefined(), u"crit"_s))
        return trial.refused(failed, {});
    if (!trial.passes(OriginCheck::Form, isStringToGo(trial.header["kid"_L1]), u"kid"_s))
        return trial.refused(failed, {});
    const auto keyId = trial.header["kid"_L1].toString();
    const auto isCandidate = [&keyId](const Jwk &key) { return keyId.isEmpty() || key.id == keyId; };
    if (!trial.passes(OriginCheck::Signature, trial.isSigned(Algorithm::RS256, keys, isCandidate), u"kid"_s))
        return trial.refused(failed, {});
    if (!trial.passes(OriginCheck::Audience, trial.isMeantFor(setting.audiences), u"aud"_s))
        return trial.refused(filtered, {});
    return trial.accepted();
}

// jose demands one key, and names what is wrong in its message.
OriginAnswer askJose(OriginTrial trial, const VerificationKeys &keys, const OriginSetting &setting)
{
    constexpr int refused = 403;
    if (!trial.passes(OriginCheck::Present, trial.isPresent()))
        return trial.refused(refused, u"Missing required CF Access JWT"_s);
    const auto invalid
        = [&trial](const QString &why) { return trial.refused(refused, u"Invalid token: "_s + why); };
    if (!trial.passes(OriginCheck::Readable, trial.isReadable() && trial.header.isObject())) {
        if (!trial.hasThreeParts())
            return invalid(u"Invalid Compact JWS"_s);
        // What is wrong with the other parts comes out later, in words that depend on the key.
        return trial.header.isObject() ? trial.refused(refused, {})
                                       : invalid(u"JWS Protected Header is invalid"_s);
    }
    if (!trial.passes(OriginCheck::CriticalHeader, trial.header["crit"_L1].isUndefined(), u"crit"_s))
        return trial.refused(refused, {});
    const auto algorithm = algorithmNamed(trial.header["alg"_L1].toString());
    if (!trial.passes(OriginCheck::Algorithm, algorithm.has_value(), u"alg"_s))
        return trial.refused(refused, {});
    const auto keyId = trial.header["kid"_L1];
    const auto isCandidate = [&keyId, &algorithm](const Jwk &key) {
        const bool fitsId
            = keyId.isUndefined() || (keyId.isString() && !key.id.isEmpty() && key.id == keyId.toString());
        return fitsId && (key.algorithm.isEmpty() || key.algorithm == nameOf(*algorithm))
            && key.isForVerifying() && hasTypeFor(key, *algorithm);
    };
    const auto candidates = trial.countOf(keys, isCandidate);
    if (candidates != 1) {
        trial.fails(OriginCheck::Signature, u"kid"_s);
        return invalid(
            candidates == 0 ? u"no applicable key found in the JSON Web Key Set"_s
                            : u"multiple matching keys found in the JSON Web Key Set"_s);
    }
    if (!trial.passes(OriginCheck::Signature, trial.isSigned(*algorithm, keys, isCandidate), u"kid"_s))
        return invalid(u"signature verification failed"_s);
    if (!trial.passes(OriginCheck::Form, trial.payload.isObject()))
        return invalid(u"JWT Claims Set must be a top-level JSON object"_s);
    const auto missing = [](const QString &name) { return u"missing required \"%1\" claim"_s.arg(name); };
    const auto unexpected = [](const QString &name) { return u"unexpected \"%1\" claim value"_s.arg(name); };
    // That a claim is there is looked at first, what it says later.
    const auto iss = trial.payload["iss"_L1];
    if (iss.isUndefined()) {
        trial.fails(OriginCheck::Issuer, u"iss"_s);
        return invalid(missing(u"iss"_s));
    }
    if (trial.payload["aud"_L1].isUndefined()) {
        trial.fails(OriginCheck::Audience, u"aud"_s);
        return invalid(missing(u"aud"_s));
    }
    if (!trial.passes(OriginCheck::Issuer, iss == setting.issuer, u"iss"_s))
        return invalid(unexpected(u"iss"_s));
    if (!trial.passes(OriginCheck::Audience, trial.isMeantFor(setting.audiences), u"aud"_s))
        return invalid(unexpected(u"aud"_s));
    const auto now = std::floor(trial.now());
    const auto isTime = [&trial](const QString &name) {
        const auto time = trial.payload[name];
        return time.isUndefined() || trial.passes(OriginCheck::Form, time.isDouble(), name);
    };
    const auto noTime = [](const QString &name) { return u"\"%1\" claim must be a number"_s.arg(name); };
    if (!isTime(u"iat"_s))
        return invalid(noTime(u"iat"_s));
    if (!isTime(u"nbf"_s))
        return invalid(noTime(u"nbf"_s));
    if (!trial.passes(OriginCheck::NotBefore, trial.payload["nbf"_L1].toDouble(now) <= now, u"nbf"_s))
        return invalid(u"\"nbf\" claim timestamp check failed"_s);
    if (!isTime(u"exp"_s))
        return invalid(noTime(u"exp"_s));
    if (!trial.passes(OriginCheck::Expiry, trial.payload["exp"_L1].toDouble(now + 1) > now, u"exp"_s))
        return invalid(u"\"exp\" claim timestamp check failed"_s);
    if (trial.origin() == Origin::WantsPerson) {
        const bool isPerson = !trial.payload["email"_L1].toString().isEmpty()
            || !trial.payload["sub"_L1].toString().isEmpty();
        if (!trial.passes(OriginCheck::Person, isPerson, u"email"_s))
            return trial.refused(refused, {});
    }
    return trial.accepted();
}

} // namespace

AssumedSetting assumedFor(const QJsonObject &payload, OriginSetting setting)
{
    AssumedSetting assumed;
    assumed.issuer = setting.issuer.isEmpty();
    assumed.audience = setting.audiences.isEmpty();
    if (assumed.issuer)
        setting.issuer = payload["iss"_L1].toString();
    if (assumed.audience) {
        const auto audience = payload["aud"_L1];
        const auto values = audience.isArray() ? audience.toArray() : QJsonArray{audience};
        for (const auto &value : values)
            setting.audiences.append(value.toString());
        setting.audiences.removeAll(QString());
    }
    assumed.setting = setting;
    return assumed;
}

OriginAnswer
answerOf(Origin origin, const QByteArray &compact, const VerificationKeys &keys, const OriginSetting &setting)
{
    OriginTrial trial(origin, compact, setting.at);
    switch (origin) {
    case Origin::Hono:
    case Origin::HonoAnyAudience:
        return askHono(std::move(trial), keys, setting);
    case Origin::Cloudflared:
        return askCloudflared(std::move(trial), keys, setting);
    case Origin::Jose:
    case Origin::WantsPerson:
        return askJose(std::move(trial), keys, setting);
    }
    return {};
}

QList<OriginAnswer>
answersOfOrigins(const QByteArray &compact, const VerificationKeys &keys, const OriginSetting &setting)
{
    QList<OriginAnswer> answers;
    for (int origin = 0; origin < originCount; ++origin)
        answers.append(answerOf(static_cast<Origin>(origin), compact, keys, setting));
    return answers;
}

} // namespace keyturn::jwt
