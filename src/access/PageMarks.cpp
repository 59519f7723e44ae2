// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PageMarks.h"

#include "Ascii.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

QJsonObject objectIn(const QByteArray &text)
{
    if (!text.startsWith('{'))
        return {};
    return QJsonDocument::fromJson(text).object();
}

/// The number that `text` begins with, when it is as long as Cloudflare's codes are; else 0.
int codeAtStartOf(const QByteArray &text)
{
    const auto end = std::find_if_not(text.cbegin(), text.cend(), isDigit);
    const qsizetype length = std::distance(text.cbegin(), end);
    return length == 3 || length == 4 ? text.first(length).toInt() : 0;
}

bool saysNo(const QJsonObject &object)
{
    const QString message = object.value("message"_L1).toString();
    return message.startsWith("Forbidden"_L1) || message.startsWith("Unauthorized"_L1);
}

bool isBlockMessage(const QJsonObject &object)
{
    return saysNo(object) && !object.value("aud"_L1).toString().isEmpty();
}

bool isBlockMessageOfNoApplication(const QJsonObject &object)
{
    return saysNo(object) && object.value("aud"_L1).toString().isEmpty()
        && object.value("status_code"_L1).toInt() == 403 && !object.value("ray_id"_L1).toString().isEmpty();
}

/// The hidden json_data input of the HTML page holds the same object, its quotes written as entities.
QJsonObject hiddenObjectIn(const QByteArray &page)
{
    const qsizetype name = page.indexOf("json_data");
    if (name < 0)
        return {};
    const qsizetype start = page.lastIndexOf('<', name);
    const qsizetype end = page.indexOf('>', name);
    if (start < 0 || end < 0)
        return {};
    const QByteArray element = page.sliced(start, end - start);
    const qsizetype open = element.indexOf('{');
    const qsizetype close = element.lastIndexOf('}');
    if (!element.startsWith("<input") || open < 0 || close < open)
        return {};
    QByteArray object = element.sliced(open, close - open + 1);
    object.replace("&quot;", "\"").replace("&#34;", "\"").replace("&amp;", "&");
    return objectIn(object);
}

int codeInText(const QByteArray &body)
{
    constexpr QByteArrayView opening = "error code: ";
    if (!body.startsWith(opening))
        return 0;
    const QByteArray rest = body.sliced(opening.size());
    const int code = codeAtStartOf(rest);
    return rest == QByteArray::number(code) ? code : 0;
}

int codeInJson(const QByteArray &body)
{
    const QJsonObject object = objectIn(body);
    return object.value("cloudflare_error"_L1).toBool() ? object.value("error_code"_L1).toInt() : 0;
}

int codeInFrontMatter(const QByteArray &body)
{
    if (!body.startsWith("---\n"))
        return 0;
    const qsizetype end = body.indexOf("\n---", 3);
    if (end < 0)
        return 0;
    int code = 0;
    bool isCloudflares = false;
    for (const QByteArray &line : body.first(end).split('\n')) {
        if (line.trimmed() == "cloudflare_error: true")
            isCloudflares = true;
        if (line.startsWith("error_code: "))
            code = codeAtStartOf(line.sliced(12).trimmed());
    }
    return isCloudflares ? code : 0;
}

/// The first number between tags after `mark`, a few elements further on at most.
int codeAfter(const QByteArray &page, QByteArrayView mark)
{
    const qsizetype at = page.indexOf(mark);
    if (at < 0)
        return 0;
    const QByteArray near = page.mid(at + mark.size(), 160);
    for (qsizetype i = near.indexOf('>'); i >= 0; i = near.indexOf('>', i + 1)) {
        if (const int code = codeAtStartOf(near.sliced(i + 1).trimmed()))
            return code;
    }
    return 0;
}

/// "Cloudflare Tunnel error | api.example.com | Cloudflare": what stands in front says which number it is,
/// where a log has kept no more of the page.
int codeOfTitle(const QString &title)
{
    if (!title.endsWith("| Cloudflare"_L1))
        return 0;
    struct Name
    {
        QLatin1StringView opening;
        int code;
    };
    static constexpr std::array names{
        Name{"Cloudflare Tunnel error |"_L1, 1033}, Name{"Worker threw exception |"_L1, 1101},
        Name{"Origin DNS error |"_L1, 1016}, Name{"Direct IP access not allowed |"_L1, 1003}};
    const auto isIt = [&title](const Name &name) { return title.startsWith(name.opening); };
    const auto found = std::find_if(names.cbegin(), names.cend(), isIt);
    return found == names.cend() ? 0 : found->code;
}

int codeInHtml(const QByteArray &page)
{
    const QString title = titleOf(page);
    const bool isDenied
        = title.startsWith("Access denied | "_L1) && title.endsWith(" used Cloudflare to restrict access"_L1);
    if (page.contains("cf-error-details") || page.contains("cf-error-code") || isDenied
        || title.endsWith("| Cloudflare"_L1)) {
        if (const int code = codeAfter(page, "cf-error-code"))
            return code;
        if (const int code = codeAfter(page, ">Error</span>"))
            return code;
        static const QRegularExpression inHeading(u">\\s*Error (1\\d{3})\\s*<"_s);
        if (const auto match = inHeading.match(QString::fromUtf8(page)); match.hasMatch())
            return match.capturedView(1).toInt();
    }
    static const QRegularExpression inTitle(u"^\\S+ \\| (5\\d\\d): "_s);
    if (const auto match = inTitle.match(title); match.hasMatch())
        return match.capturedView(1).toInt();
    if (const int code = codeOfTitle(title))
        return code;
    // One title for a whole family of numbers: rate limits say their own words below it.
    if (isDenied)
        return page.contains("You are being rate limited") ? 1015 : 1020;
    if (title == "You are being rate limited"_L1)
        return 1015;
    return 0;
}

} // namespace

QString titleOf(const QByteArray &page)
{
    const QByteArray lower = page.toLower();
    const qsizetype element = lower.indexOf("<title");
    const qsizetype start = element < 0 ? -1 : lower.indexOf('>', element);
    const qsizetype end = start < 0 ? -1 : lower.indexOf("</title", start);
    if (end < 0)
        return {};
    return QString::fromUtf8(page.sliced(start + 1, end - start - 1)).simplified();
}

bool isLoginTitle(const QString &title)
{
    // The separator has changed before; whatever stands between must be no word.
    static const QRegularExpression shape(u"^Sign in\\W{1,12}Cloudflare Access$"_s);
    return shape.match(title).hasMatch();
}

bool isBlockPage(const QByteArray &body)
{
    static const QRegularExpression title(u"^Error\\W{1,12}Cloudflare Access$"_s);
    return isBlockMessage(objectIn(body.trimmed())) || isBlockMessage(hiddenObjectIn(body))
        || (title.match(titleOf(body)).hasMatch() && !saysNoApplication(body)
            && !isBlockMessageOfNoApplication(hiddenObjectIn(body)));
}

bool isFirewallPage(const QByteArray &body)
{
    return titleOf(body) == "Attention Required! | Cloudflare"_L1;
}

bool saysHttpsIsRequired(const QByteArray &body)
{
    return titleOf(body) == "400 The plain HTTP request was sent to HTTPS port"_L1;
}

QJsonObject blockMessageIn(const QByteArray &body)
{
    for (const QJsonObject &object : {objectIn(body.trimmed()), hiddenObjectIn(body)}) {
        if (isBlockMessage(object) || isBlockMessageOfNoApplication(object))
            return object;
    }
    return {};
}

bool isBlockPageOfNoApplication(const QByteArray &body)
{
    return isBlockMessageOfNoApplication(objectIn(body.trimmed()))
        || isBlockMessageOfNoApplication(hiddenObjectIn(body));
}

int cloudflareCodeOf(const QByteArray &body)
{
    const QByteArray text = body.trimmed();
    for (const auto read : {codeInText, codeInJson, codeInFrontMatter, codeInHtml}) {
        if (const int code = read(text))
            return code;
    }
    return 0;
}

MiddlewareAnswer middlewareAnswerOf(const QByteArray &body)
{
    using enum MiddlewareAnswer;
    struct Message
    {
        QByteArray text;
        MiddlewareAnswer means;
    };
    constexpr qsizetype longest = 300;
    constexpr QByteArrayView prefix = "Authentication error:";
    static const std::array messages{
        Message{"Missing bearer token", NoAssertion},     Message{"Unable to decode Bearer token", Invalid},
        Message{"Invalid token algorithm", Invalid},      Message{"Unsupported critical extension", Invalid},
        Message{"Malformed token payload", Invalid},      Message{"Invalid team name", WrongTeam},
        Message{"Invalid token audience", WrongAudience}, Message{"Invalid Token", Invalid},
        Message{"Token is expired", OutOfTime},           Message{"Token is not yet valid", OutOfTime},
    };
    QByteArray text = body.trimmed();
    if (text.size() > longest)
        return None;
    const bool hasPrefix = text.startsWith(prefix);
    if (hasPrefix)
        text = text.sliced(prefix.size()).trimmed();
    if (text.contains("The Access Organization") && text.contains("does not exist"))
        return WrongTeam;
    const auto isIt = [&text](const Message &message) { return message.text == text; };
    const auto found = std::find_if(messages.cbegin(), messages.cend(), isIt);
    if (found != messages.cend())
        return found->means;
    return hasPrefix ? Invalid : None;
}

bool isHonoText(const QByteArray &body)
{
    return middlewareAnswerOf(body) != MiddlewareAnswer::None;
}

QString missingIdentityIn(const QByteArray &body)
{
    static const QRegularExpression complaint(
        uR"(\b(no|missing|without|requires?|required|invalid|lacks?|not found|undefined|must have)\b)"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression identity(
        uR"(\b(e-?mail|sub(ject)? claim|sub|user identity|identity claim)\b)"_s,
        QRegularExpression::CaseInsensitiveOption);
    constexpr qsizetype longest = 400;
    const QJsonObject object = objectIn(body.trimmed());
    QString text;
    for (const auto &key : {u"error"_s, u"message"_s, u"detail"_s, u"reason"_s, u"error_description"_s}) {
        const QJsonValue value = object.value(key);
        text += (value.isObject() ? value.toObject().value("message"_L1) : value).toString() + u' ';
    }
    if (object.isEmpty() && body.size() <= longest && !body.contains('<'))
        text = QString::fromUtf8(body);
    return complaint.match(text).hasMatch() && identity.match(text).hasMatch() ? text.simplified()
                                                                               : QString();
}

bool saysNoApplication(const QByteArray &body)
{
    static const QRegularExpression sentence(
        u"(^|>)\\s*Unable to find your Access application[.!]?\\s*(<|$)"_s);
    return sentence.match(QString::fromUtf8(body)).hasMatch();
}

QList<int> apiCodesIn(const QByteArray &body)
{
    const QJsonObject object = objectIn(body.trimmed());
    QList<int> codes;
    if (!object.value("success"_L1).isBool() || object.value("success"_L1).toBool())
        return codes;
    for (const auto &error : object.value("errors"_L1).toArray()) {
        codes.append(error.toObject().value("code"_L1).toInt());
        for (const auto &cause : error.toObject().value("error_chain"_L1).toArray())
            codes.append(cause.toObject().value("code"_L1).toInt());
    }
    return codes;
}

bool saysZeroTrustIsNotEnabled(const QByteArray &body)
{
    const auto errors = objectIn(body.trimmed()).value("errors"_L1).toArray();
    return std::any_of(errors.cbegin(), errors.cend(), [](const QJsonValue &error) {
        return error.toObject().value("message"_L1).toString().startsWith("access.api.error.not_enabled"_L1);
    });
}

} // namespace keyturn::access
