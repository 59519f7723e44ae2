// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "AccessAnswer.h"

#include "AccessJwt.h"
#include "CorsAnswer.h"

#include <QJsonDocument>
#include <QUrl>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

const http::Header notForCaches{"Cache-Control", "private, no-store"};

QString forbiddenMessage()
{
    return u"Forbidden. The policies of this application do not admit the request."_s;
}

QString unauthorisedMessage()
{
    return u"Unauthorized. The request could not be authenticated."_s;
}

/// Where the protected resource describes itself (RFC 9728).
QByteArray resourceMetadataUrl(const Occasion &occasion)
{
    return ownOrigin(occasion.request, occasion.scheme) + "/.well-known/cloudflare-access-protected-resource"
        + normalPath(occasion.request.path()).toUtf8().toPercentEncoding("/");
}

Answer loginRedirect(const Occasion &occasion)
{
    const auto &request = occasion.request;
    const auto host = request.hostName();
    const auto target = QString::fromLatin1(request.target);
    const auto meta = occasion.sign(metaClaims(occasion.rules, occasion.decision, host, target));
    const QByteArray location = issuerOf(occasion.rules.config()).toUtf8() + "/cdn-cgi/access/login/"
        + host.toUtf8() + "?kid=" + occasion.decision.application->access.audience.toUtf8() + "&meta=" + meta
        + "&redirect_url=" + QUrl::toPercentEncoding(target);
    const QByteArray challenge
        = "Cloudflare-Access resource_metadata=\"" + resourceMetadataUrl(occasion) + '"';
    const QByteArray secure = occasion.scheme == Scheme::Https ? "; Secure" : "";
    const http::Headers headers{
        {"Location", location},
        {"Set-Cookie", "CF_AppSession=" + occasion.loginNonce + "; HttpOnly; Path=/" + secure},
        {"WWW-Authenticate", challenge},
        notForCaches,
    };
    return {302, headers, {}};
}

bool prefersJson(const http::Headers &headers)
{
    const auto accept = http::headerValue(headers, "Accept").toLower();
    return accept.contains("json") && !accept.contains("text/html");
}

// The form of the real page that tools look for: the facts as JSON in a hidden input (facts 2.7, S11).
QByteArray blockPage(const QString &message, const QJsonObject &json)
{
    const auto data = QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)).toHtmlEscaped();
    const auto page = uR"(<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>%1 - Access</title></head>
<body>
<h1>%1</h1>
<p>%2</p>
<p>Ray ID: %3</p>
<input type="hidden" id="json_data" value="%4">
</body>
</html>
)"_s;
    const auto title = message.section(u'.', 0, 0);
    const auto rayId = json.value("ray_id"_L1).toString();
    return page.arg(title, message, rayId, data).toUtf8();
}

Answer blocked(int status, const Occasion &occasion)
{
    const auto message = status == 401 ? unauthorisedMessage() : forbiddenMessage();
    QJsonObject json{
        {u"message"_s, message},
        {u"status_code"_s, status},
        {u"ray_id"_s, QString::fromLatin1(occasion.rayId)},
    };
    const auto *application = occasion.decision.application;
    if (application != nullptr)
        json.insert(u"aud"_s, application->access.audience);
    Answer answer{status, {{"Content-Type", "text/html; charset=utf-8"}}, {}};
    if (prefersJson(occasion.request.headers))
        answer = jsonAnswer(status, json);
    else
        answer.body = blockPage(message, json);
    answer.headers.append(notForCaches);
    if (application == nullptr)
        return answer;
    answer.headers.append(http::Header{"cf-access-aud", application->access.audience.toUtf8()});
    answer.headers.append(
        http::Header{"cf-access-domain", occasion.decision.domain.toUtf8().toPercentEncoding("/:[]*")});
    return answer;
}

// A bearer token that came along is not one of Access's, since nobody can log in here.
Answer oauthChallenge(const Occasion &occasion)
{
    const auto metadata = resourceMetadataUrl(occasion);
    const auto credential = http::headerValue(occasion.request.headers, "Authorization");
    const bool hasBearer = credential.toLower().startsWith("bearer ");
    const QByteArray error = hasBearer ? R"(, error="invalid_token")" : "";
    const QJsonObject json{
        {u"error"_s, hasBearer ? u"invalid_token"_s : u"unauthorized"_s},
        {u"resource_metadata"_s, QString::fromLatin1(metadata)},
    };
    auto answer = jsonAnswer(401, json);
    answer.headers.append(http::Header{
        "WWW-Authenticate", R"(Bearer realm="OAuth")" + error + R"(, resource_metadata=")" + metadata + '"'});
    answer.headers.append(notForCaches);
    return answer;
}

Answer customDeny(const Occasion &occasion)
{
    return {302, {{"Location", QUrl(occasion.decision.denyUrl).toEncoded()}, notForCaches}, {}};
}

Answer firewallBlock()
{
    return {403, {{"Content-Type", "text/plain; charset=UTF-8"}, notForCaches}, "error code: 1010"};
}

Answer firewallChallenge()
{
    const QByteArray page = R"(<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Just a moment...</title></head>
<body>
<p>This client is asked to show that it is a browser. On this edge no answer is right.</p>
</body>
</html>
)";
    const http::Headers headers{
        {"Content-Type", "text/html; charset=UTF-8"}, {"cf-mitigated", "challenge"}, notForCaches};
    return {403, headers, page};
}

} // namespace

bool isAnsweredByEdge(Ruling ruling)
{
    switch (ruling) {
    case Ruling::NoApplication:
    case Ruling::Bypassed:
    case Ruling::Admitted:
    case Ruling::PreflightPassed:
        return false;
    default:
        return true;
    }
}

Answer edgeAnswer(const Occasion &occasion)
{
    switch (occasion.decision.ruling) {
    case Ruling::LoginRedirect:
        return loginRedirect(occasion);
    case Ruling::CannotAuthenticate:
    case Ruling::XhrUnauthorised:
        return blocked(401, occasion);
    case Ruling::OauthChallenge:
        return oauthChallenge(occasion);
    case Ruling::CustomDeny:
        return customDeny(occasion);
    case Ruling::ServiceAuthForbidden:
        return blocked(occasion.decision.application->access.serviceAuth401 ? 401 : 403, occasion);
    case Ruling::PreflightAnswered:
        return preflightAnswer(*occasion.decision.application->cors, occasion.request.headers);
    case Ruling::WorkerUpgradeRefused:
        return {403, {}, {}};
    case Ruling::FirewallBlocked:
        return firewallBlock();
    case Ruling::FirewallChallenged:
        return firewallChallenge();
    default:
        return blocked(403, occasion);
    }
}

QByteArray ownOrigin(const IncomingRequest &request, Scheme scheme)
{
    return (scheme == Scheme::Https ? "https://" : "http://") + request.authority;
}

bool wantsMetadata(const http::Headers &headers)
{
    return http::headerValue(headers, "CF-Access-Metadata-Request").toLower() == "true";
}

http::Header metadataHeader(const Occasion &occasion)
{
    const auto claims = matchClaims(occasion.rules.config(), occasion.decision, occasion.request.hostName());
    return {"CF-Access-Metadata", occasion.sign(claims)};
}

// Without TLS a browser takes no cookie that is Secure, and none with SameSite=None that is not. So over
// plain HTTP both are left out, which keeps the cookie on this site, and everything else as it is.
http::Headers sessionCookies(const Occasion &occasion, const QByteArray &assertion, const QByteArray &binding)
{
    const auto &[isHttpOnly, sameSite, isForPathOnly] = occasion.decision.application->cookie;
    const bool isSecure = occasion.scheme == Scheme::Https;
    QByteArray attributes = isHttpOnly ? "; HttpOnly" : "";
    const auto slash = occasion.decision.domain.indexOf(u'/');
    const bool hasPath = isForPathOnly && slash >= 0;
    const auto path = hasPath ? occasion.decision.domain.sliced(slash) : QString(u"/"_s);
    attributes += "; Path=" + path.toUtf8().toPercentEncoding("/");
    if (isSecure)
        attributes += "; Secure";
    if (!sameSite.isEmpty() && (isSecure || sameSite.compare(u"none", Qt::CaseInsensitive) != 0))
        attributes += "; SameSite=" + sameSite.toLatin1();

    http::Headers cookies{{"Set-Cookie", "CF_Authorization=" + assertion + attributes}};
    if (!binding.isEmpty())
        cookies.append(http::Header{"Set-Cookie", "CF_Binding=" + binding + attributes});
    return cookies;
}

Answer faultAnswer(const FaultRule &fault)
{
    const int usual = fault.status == 429 ? 1015 : fault.status;
    const int code = fault.code != 0 ? fault.code : usual;
    Answer answer{fault.status, {{"Content-Type", "text/plain; charset=UTF-8"}, notForCaches}, {}};
    answer.body = "error code: " + QByteArray::number(code);
    if (fault.retryAfter)
        answer.headers.append(
            http::Header{"Retry-After", QByteArray::number(qint64{fault.retryAfter->count()})});
    return answer;
}

} // namespace keyturn::edge
