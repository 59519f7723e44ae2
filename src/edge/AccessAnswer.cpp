// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "AccessAnswer.h"

#include "AccessJwt.h"

#include <QJsonDocument>
#include <QUrl>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

QString forbiddenMessage()
{
    return u"Forbidden. The policies of this application do not admit the request."_s;
}

QString unauthorisedMessage()
{
    return u"Unauthorized. The request could not be authenticated."_s;
}

/// Where the protected resource describes itself (RFC 9728), under this edge's own address.
QByteArray resourceMetadataUrl(const IncomingRequest &request)
{
    return "http://" + request.authority + "/.well-known/cloudflare-access-protected-resource"
        + normalPath(request.path()).toUtf8().toPercentEncoding("/");
}

Answer loginRedirect(const Occasion &occasion)
{
    const auto &request = occasion.request;
    const auto host = request.hostName();
    const auto target = QString::fromLatin1(request.target);
    const auto meta = occasion.sign(metaClaims(occasion.decision, host, target, occasion.now));
    const QByteArray location = issuerOf(occasion.config).toUtf8() + "/cdn-cgi/access/login/" + host.toUtf8()
        + "?kid=" + occasion.decision.application->audience.toUtf8() + "&meta=" + meta
        + "&redirect_url=" + QUrl::toPercentEncoding(target);
    const QByteArray challenge
        = "Cloudflare-Access resource_metadata=\"" + resourceMetadataUrl(request) + '"';
    const http::Headers headers{
        {"Location", location},
        {"Set-Cookie", "CF_AppSession=" + occasion.loginNonce + "; HttpOnly; Path=/"},
        {"WWW-Authenticate", challenge},
        {"Cache-Control", "private, no-store"},
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
    const auto &application = *occasion.decision.application;
    const auto message = status == 401 ? unauthorisedMessage() : forbiddenMessage();
    const QJsonObject json{
        {u"message"_s, message},
        {u"status_code"_s, status},
        {u"aud"_s, application.audience},
        {u"ray_id"_s, QString::fromLatin1(occasion.rayId)},
    };
    Answer answer{status, {{"Content-Type", "text/html; charset=utf-8"}}, {}};
    if (prefersJson(occasion.request.headers))
        answer = jsonAnswer(status, json);
    else
        answer.body = blockPage(message, json);
    answer.headers.append(http::Header{"cf-access-aud", application.audience.toUtf8()});
    answer.headers.append(http::Header{
        "cf-access-domain",
        domainOf(application, occasion.request.hostName()).toUtf8().toPercentEncoding("/:[]")});
    answer.headers.append(http::Header{"Cache-Control", "private, no-store"});
    return answer;
}

Answer oauthChallenge(const Occasion &occasion)
{
    const auto metadata = resourceMetadataUrl(occasion.request);
    const QJsonObject json{
        {u"error"_s, u"invalid_token"_s},
        {u"resource_metadata"_s, QString::fromLatin1(metadata)},
    };
    auto answer = jsonAnswer(401, json);
    answer.headers.append(http::Header{
        "WWW-Authenticate",
        R"(Bearer realm="OAuth", error="invalid_token", resource_metadata=")" + metadata + '"'});
    answer.headers.append(http::Header{"Cache-Control", "private, no-store"});
    return answer;
}

Answer customDeny(const Occasion &occasion)
{
    const QUrl url(occasion.decision.application->customDenyUrl);
    return {302, {{"Location", url.toEncoded()}, {"Cache-Control", "private, no-store"}}, {}};
}

} // namespace

bool isRefusal(Ruling ruling)
{
    return ruling != Ruling::NoApplication && ruling != Ruling::Bypassed && ruling != Ruling::Admitted;
}

Answer refusalAnswer(const Occasion &occasion)
{
    switch (occasion.decision.ruling) {
    case Ruling::LoginRedirect:
        return loginRedirect(occasion);
    case Ruling::CannotAuthenticate:
        return blocked(401, occasion);
    case Ruling::OauthChallenge:
        return oauthChallenge(occasion);
    case Ruling::CustomDeny:
        return customDeny(occasion);
    case Ruling::ServiceAuthForbidden:
        return blocked(occasion.decision.application->serviceAuth401 ? 401 : 403, occasion);
    case Ruling::NotAuthorised:
    case Ruling::NoApplication:
    case Ruling::Bypassed:
    case Ruling::Admitted:
        break;
    }
    return blocked(403, occasion);
}

bool wantsMetadata(const http::Headers &headers)
{
    return http::headerValue(headers, "CF-Access-Metadata-Request").toLower() == "true";
}

http::Header metadataHeader(const Occasion &occasion)
{
    const auto &application = *occasion.decision.application;
    const auto claims = matchClaims(occasion.config, application, occasion.request.hostName(), occasion.now);
    return {"CF-Access-Metadata", occasion.sign(claims)};
}

http::Header sessionCookie(const QByteArray &assertion)
{
    return {"Set-Cookie", "CF_Authorization=" + assertion + "; HttpOnly; Path=/"};
}

} // namespace keyturn::edge
