// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Presented.h"

#include "Ascii.h"
#include "Recogniser.h"
#include "SecretMask.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

using tokens::Shape;

constexpr QByteArrayView idName = "CF-Access-Client-Id";
constexpr QByteArrayView secretName = "CF-Access-Client-Secret";

/// "$ID", "${ID}", "${{ secrets.ID }}", "{{ID}}", "%ID%", "<id>" and the words that stand for nothing.
bool isNotFilledIn(const QByteArray &value)
{
    static const QRegularExpression variable(
        uR"(^["']?(\$\{\{.*\}\}|\$\{?\w+\}?|\$env:\w+|\{\{.*\}\}|%\w+%|<[\w -]+>|null|undefined|None)?["']?$)"_s);
    return value.isEmpty() || variable.match(QString::fromUtf8(value)).hasMatch();
}

bool isRedacted(const QByteArray &value)
{
    return value.contains("redacted") || value.contains("***");
}

bool isQuote(const QByteArray &text)
{
    return text == "\"" || text == "'" || text == "`";
}

/// As it is, or as a shell, a URL or a terminal writes it.
bool endsInLineBreak(const QByteArray &value)
{
    QByteArray bare = value;
    while (bare.endsWith(' ') || bare.endsWith('"') || bare.endsWith('\''))
        bare.chop(1);
    const QByteArray lower = bare.toLower();
    return bare.endsWith('\n') || bare.endsWith('\r') || lower.endsWith("%0a") || lower.endsWith("%0d")
        || lower.endsWith("\\n") || lower.endsWith("\\r") || bare.endsWith("^M");
}

bool isInQuotes(const QByteArray &value)
{
    const QByteArray text = value.trimmed();
    // The last characters of a secret may be any.
    if (tokens::isSecret(tokens::shapeOf(text)))
        return false;
    static constexpr std::array<QByteArrayView, 5> written{
        "%22", "%27", "&quot;", "\xe2\x80\x9c", "\xe2\x80\x98"};
    const auto beginsIt = [&text](QByteArrayView quote) { return text.startsWith(quote); };
    return isQuote(text.first(std::min<qsizetype>(1, text.size())))
        || isQuote(text.last(std::min<qsizetype>(1, text.size()))) || text.startsWith("\\\"")
        || std::any_of(written.begin(), written.end(), beginsIt);
}

Fault faultOfPair(const QByteArray &id, const QByteArray &secret)
{
    if (isNotFilledIn(id.trimmed()) || isNotFilledIn(secret.trimmed()))
        return Fault::NotFilledIn;
    if (endsInLineBreak(id) || endsInLineBreak(secret))
        return Fault::LineBreak;
    if (isInQuotes(id) || isInQuotes(secret))
        return Fault::Quoted;
    const Shape idShape = isRedacted(id) ? Shape::Unknown : tokens::shapeOf(id);
    const Shape secretShape = isRedacted(secret) ? Shape::Unknown : tokens::shapeOf(secret);
    if (tokens::isSecret(idShape) || secretShape == Shape::ClientId)
        return Fault::Swapped;
    // The older API tokens have no prefix, and their shape is no proof.
    if (tokens::hasApiTokenPrefix(id.trimmed()) || tokens::hasApiTokenPrefix(secret.trimmed()))
        return Fault::ApiToken;
    const auto isHeader
        = [](Shape shape) { return shape == Shape::HeaderName || shape == Shape::HeaderLine; };
    if (isHeader(idShape) || isHeader(secretShape))
        return Fault::Malformed;
    return Fault::None;
}

/// The name as it is without its separators and case.
QByteArray bare(const QByteArray &name)
{
    QByteArray letters;
    for (const char c : name.toLower()) {
        if (isSmallLetter(c))
            letters.append(c);
    }
    return letters;
}

bool isAlmostAName(const QByteArray &name)
{
    static const QRegularExpression shape(
        u"^x?(cf|cloudflare)?access(client|token|service)+(id|secret|key)$"_s);
    const bool isIt = name.compare(idName, Qt::CaseInsensitive) == 0
        || name.compare(secretName, Qt::CaseInsensitive) == 0;
    return !isIt && shape.match(QString::fromLatin1(bare(name))).hasMatch();
}

/// One header with the credentials in a JSON object (facts 2.2).
enum class Single { None, Right, OtherKeys };
Single singleIn(const QByteArray &value)
{
    const QByteArray text = value.trimmed();
    if (!text.startsWith('{'))
        return Single::None;
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    if (object.contains("cf-access-client-id"_L1) && object.contains("cf-access-client-secret"_L1))
        return Single::Right;
    const auto keys = object.keys();
    const bool isAlmost = std::any_of(keys.cbegin(), keys.cend(), [](const QString &key) {
        return bare(key.toLatin1()).endsWith("clientid") || bare(key.toLatin1()).endsWith("clientsecret");
    });
    return isAlmost ? Single::OtherKeys : Single::None;
}

bool carriesSession(const http::Headers &headers)
{
    if (http::hasHeader(headers, "cf-access-token"))
        return true;
    const auto cookies = http::headerValues(headers, "Cookie");
    return std::any_of(cookies.cbegin(), cookies.cend(), [](const QByteArray &cookie) {
        const auto pairs = cookie.split(';');
        return std::any_of(pairs.cbegin(), pairs.cend(), [](const QByteArray &pair) {
            return pair.trimmed().startsWith("CF_Authorization=");
        });
    });
}

/// What stands in Authorization behind its scheme, which may be missing.
QByteArray authorizationIn(const http::Headers &headers, QByteArrayView scheme)
{
    const QByteArray value = http::headerValue(headers, "Authorization").trimmed();
    const bool hasScheme = value.size() > scheme.size()
        && value.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) == 0;
    return hasScheme ? value.sliced(scheme.size()).trimmed() : QByteArray();
}

bool hasApiTokenForBearer(const http::Headers &headers)
{
    const QByteArray token = authorizationIn(headers, "Bearer ");
    return tokens::hasApiTokenPrefix(token) || token.startsWith("[redacted API token");
}

/// A Client Secret by its prefix, or both credentials as a name and a password.
bool hasServiceTokenForAuthorization(const http::Headers &headers)
{
    const QByteArray value = http::headerValue(headers, "Authorization").trimmed();
    for (const QByteArray &token :
         {value, authorizationIn(headers, "Bearer "), authorizationIn(headers, "Token ")}) {
        if (token.startsWith("cfast_") || token.startsWith("[redacted Client Secret"))
            return true;
    }
    QByteArray pair = QByteArray::fromBase64(authorizationIn(headers, "Basic "));
    const bool isPair = pair.contains(".access:") || pair.contains("cfast_");
    wipeBytes(pair);
    return isPair;
}

/// The older secrets look like many other things.
bool hasHexForBearer(const http::Headers &headers)
{
    return tokens::shapeOf(authorizationIn(headers, "Bearer ")) == Shape::SecretHex;
}

} // namespace

Presented presentedIn(const http::Headers &headers)
{
    Presented seen;
    const auto ids = http::headerValues(headers, idName);
    const auto secrets = http::headerValues(headers, secretName);
    seen.hasClientId = !ids.isEmpty();
    seen.hasSecret = !secrets.isEmpty();
    seen.hasSession = carriesSession(headers);
    const auto is = [&seen](Fault fault, QByteArrayView header) {
        seen.fault = fault;
        seen.header = QString::fromLatin1(header);
        return seen;
    };

    const bool hasAny = seen.hasClientId || seen.hasSecret;
    for (const http::Header &header : headers) {
        const Single single = singleIn(header.value);
        if (single != Single::None && hasAny)
            return is(Fault::BothStyles, header.name);
        if (single == Single::OtherKeys)
            return is(Fault::SingleKeys, header.name);
    }
    if (ids.size() > 1 || secrets.size() > 1)
        return is(Fault::Duplicated, ids.size() > 1 ? idName : secretName);
    if (seen.hasClientId && seen.hasSecret) {
        const Fault fault = faultOfPair(ids.first(), secrets.first());
        return fault == Fault::None ? seen : is(fault, idName);
    }
    for (const http::Header &header : headers) {
        if (isAlmostAName(header.name))
            return is(Fault::MisspeltName, header.name);
    }
    if (hasAny)
        return is(Fault::Incomplete, seen.hasClientId ? idName : secretName);
    if (hasApiTokenForBearer(headers))
        return is(Fault::ApiToken, "Authorization");
    seen.isGuess = hasHexForBearer(headers);
    if (seen.isGuess || hasServiceTokenForAuthorization(headers))
        return is(Fault::InAuthorization, "Authorization");
    return seen;
}

} // namespace keyturn::access
