// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TestToken.h"

#include "Base64Url.h"
#include "KeyStrength.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

// How far from now a token is that does not count, in seconds: more than any leeway.
constexpr qint64 farOff = 3600;

QJsonObject claimsOf(const TestToken &token, const QDateTime &now)
{
    using Make = TestToken::Make;
    auto begins = now.toSecsSinceEpoch();
    const auto span = static_cast<qint64>(token.lifetime.count());
    if (token.make == Make::Expired)
        begins -= span + std::max(span, farOff);
    if (token.make == Make::NotYetValid)
        begins += std::max(span, farOff);
    QJsonObject claims{
        {"aud"_L1, QJsonArray{token.make == Make::WrongAudience ? u"another-application"_s : token.audience}},
        {"iss"_L1, token.make == Make::WrongIssuer ? u"https://another-team.invalid"_s : token.issuer},
        {"iat"_L1, begins},
        {"exp"_L1, begins + span},
        {"type"_L1, u"app"_s},
        {"sub"_L1, u""_s},
    };
    if (token.make == Make::NotYetValid)
        claims["nbf"_L1] = begins;
    if (token.kind == TestToken::Kind::ServiceToken) {
        claims["common_name"_L1] = token.clientId;
        return claims;
    }
    claims["nbf"_L1] = begins;
    claims["sub"_L1] = QUuid::createUuid().toString(QUuid::WithoutBraces);
    claims["email"_L1] = token.email;
    claims["country"_L1] = u"XX"_s;
    return claims;
}

// As somebody would who wants to be somebody else: other claims, the old signature.
QByteArray tampered(const QByteArray &compact)
{
    const auto parts = compact.split('.');
    auto claims = QJsonDocument::fromJson(decodeBase64Url(parts[1]).value_or(QByteArray())).object();
    claims[claims.contains("email"_L1) ? "email"_L1 : "common_name"_L1] = u"somebody-else"_s;
    return parts[0] + '.' + encodeBase64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact)) + '.'
        + parts[2];
}

QByteArray unsignedToken(const QByteArray &compact)
{
    return encodeBase64Url(R"({"alg":"none","typ":"JWT"})") + '.' + compact.split('.').at(1) + '.';
}

} // namespace

QString idOf(TestToken::Kind kind)
{
    return kind == TestToken::Kind::User ? u"user"_s : u"service-token"_s;
}

QString idOf(TestToken::Make make)
{
    switch (make) {
    case TestToken::Make::Valid:
        return u"valid"_s;
    case TestToken::Make::Expired:
        return u"expired"_s;
    case TestToken::Make::NotYetValid:
        return u"not-yet-valid"_s;
    case TestToken::Make::WrongAudience:
        return u"wrong-audience"_s;
    case TestToken::Make::WrongIssuer:
        return u"wrong-issuer"_s;
    case TestToken::Make::Tampered:
        return u"tampered"_s;
    case TestToken::Make::Unsigned:
        return u"unsigned"_s;
    }
    return {};
}

std::optional<TestToken::Kind> testTokenKindNamed(const QString &name)
{
    for (const auto kind : {TestToken::Kind::ServiceToken, TestToken::Kind::User}) {
        if (idOf(kind) == name)
            return kind;
    }
    return {};
}

std::optional<TestToken::Make> testTokenMakeNamed(const QString &name)
{
    for (int make = 0; make < testTokenMakeCount; ++make) {
        if (idOf(static_cast<TestToken::Make>(make)) == name)
            return static_cast<TestToken::Make>(make);
    }
    return {};
}

QByteArray minted(const TestToken &token, const SigningKey &key, const QDateTime &now)
{
    const auto compact = key.sign(claimsOf(token, now));
    switch (token.make) {
    case TestToken::Make::Tampered:
        return tampered(compact);
    case TestToken::Make::Unsigned:
        return unsignedToken(compact);
    default:
        return compact;
    }
}

QString testKeyId(const SigningKey &key)
{
    return u"keyturn-test-"_s + QString::fromLatin1(thumbprintOf(key.publicKey()).first(16));
}

} // namespace keyturn::jwt
