// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeReply.h"

#include "Ascii.h"
#include "Jwt.h"
#include "PageMarks.h"

#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

/// A body is looked at no further than this.
constexpr qsizetype lookedAt = 64 * 1024;

const auto loginPath = u"/cdn-cgi/access/login"_s;
const auto oauthMetadataPath = u"/.well-known/cloudflare-access-protected-resource"_s;

bool isLabel(QStringView text)
{
    const auto isLabelCharacter = [](QChar c) { return isAlphanumeric(c) || c == u'-'; };
    return !text.isEmpty() && text.size() <= 63 && std::all_of(text.begin(), text.end(), isLabelCharacter);
}

bool isLoginUrl(const QUrl &url)
{
    const QString path = url.path();
    return url.isValid() && url.scheme() == "https"_L1 && url.userInfo().isEmpty() && url.port(443) == 443
        && isTeamHost(url.host()) && (path == loginPath || path.startsWith(loginPath + u'/'));
}

/// `service_token_status` has been seen as a boolean and as text (facts 2.7, S3, and 13).
std::optional<bool> serviceTokenStatusOf(const QString &meta)
{
    const auto decoded = jwt::decode(meta.toLatin1());
    if (!decoded)
        return std::nullopt;
    const QJsonValue status = decoded->payload.value("service_token_status"_L1);
    if (status.isBool())
        return status.toBool();
    if (status.toString().endsWith("_INVALID"_L1))
        return false;
    return std::nullopt;
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// The schemes of one WWW-Authenticate field (RFC 9110, section 11.6.1). What stands between quotes names
/// none.
QStringList schemesIn(const QByteArray &value)
{
    static const QRegularExpression quoted(u"\"(?:[^\"\\\\]|\\\\.)*\"?"_s);
    const QString bare = QString::fromLatin1(value).remove(quoted);
    QStringList schemes;
    for (const QString &item : bare.split(u',')) {
        const QString first = item.trimmed().section(u' ', 0, 0);
        if (!first.isEmpty() && !first.contains(u'='))
            schemes.append(first.toLower());
    }
    return schemes;
}

bool namesAccessMetadata(const QByteArray &value)
{
    static const QRegularExpression parameter(
        u"\\bresource_metadata=\"([^\"]*)\""_s, QRegularExpression::CaseInsensitiveOption);
    const auto match = parameter.match(QString::fromLatin1(value));
    const QString path = QUrl(match.captured(1)).path();
    return path == oauthMetadataPath || path.startsWith(oauthMetadataPath + u'/');
}

Challenge challengeIn(const QByteArray &value)
{
    const QStringList schemes = schemesIn(value);
    if (schemes.contains("cloudflare-access"_L1))
        return Challenge::CloudflareAccess;
    if (!schemes.contains("bearer"_L1))
        return schemes.isEmpty() ? Challenge::None : Challenge::Other;
    return namesAccessMetadata(value) ? Challenge::ManagedOauth : Challenge::OtherBearer;
}

Challenge challengeOf(const http::Headers &headers)
{
    QList<Challenge> seen;
    for (const QByteArray &value : http::headerValues(headers, "WWW-Authenticate"))
        seen.append(challengeIn(value));
    for (const Challenge telling :
         {Challenge::CloudflareAccess, Challenge::ManagedOauth, Challenge::OtherBearer, Challenge::Other}) {
        if (seen.contains(telling))
            return telling;
    }
    return Challenge::None;
}

void readRay(const QByteArray &ray, Signals &seen)
{
    static const QRegularExpression shape(u"^([0-9a-fA-F]{8,32})(?:-([A-Za-z]{3,5}))?$"_s);
    const auto match = shape.match(QString::fromLatin1(ray.trimmed()));
    seen.rayId = match.captured(1);
    seen.colo = match.captured(2);
}

void readCookies(const http::Headers &headers, Signals &seen)
{
    for (const QByteArray &cookie : http::headerValues(headers, "Set-Cookie")) {
        const QByteArray pair = cookie.split(';').first();
        const qsizetype equals = pair.indexOf('=');
        if (equals < 0)
            continue;
        const QByteArray name = pair.first(equals).trimmed();
        if (name == "CF_AppSession")
            seen.hasLoginCookie = true;
        if (name == "CF_Authorization" && seen.authorizationCookie.isEmpty())
            seen.authorizationCookie = pair.sliced(equals + 1).trimmed();
    }
}

void readRedirect(const http::Request &request, const http::Reply &reply, Signals &seen)
{
    const QByteArray value = http::headerValue(reply.headers, "Location").trimmed();
    if (!isRedirect(reply.status) || value.isEmpty())
        return;
    const QUrl location = request.url.resolved(QUrl::fromEncoded(value));
    seen.loginRedirect = loginRedirectOf(reply.status, location);
    const bool leavesHost
        = !location.host().isEmpty() && location.host().compare(request.url.host(), Qt::CaseInsensitive) != 0;
    if (!seen.loginRedirect && leavesHost && !isLoginUrl(location))
        seen.otherRedirect = location;
}

bool isHtml(const http::Reply &reply, const QByteArray &start)
{
    const QByteArray type = http::headerValue(reply.headers, "Content-Type").trimmed().toLower();
    return type.isEmpty() ? start.trimmed().startsWith('<') : type.startsWith("text/html");
}

void readBody(const http::Request &request, const http::Reply &reply, Signals &seen)
{
    const QByteArray start = reply.body.start.left(lookedAt);
    if (reply.status == 200) {
        seen.isLoginPage = isLoginUrl(request.url) || (isHtml(reply, start) && isLoginTitle(titleOf(start)));
    }
    if (reply.status < 400)
        return;
    const bool isRefusal = reply.status == 401 || reply.status == 403;
    seen.hasBlockPage = isRefusal && isBlockPage(start);
    seen.hasBlockPageOfNoApplication
        = reply.status == 403 && seen.isCloudflare && isBlockPageOfNoApplication(start);
    seen.cloudflareCode = seen.isCloudflare ? cloudflareCodeOf(start) : 0;
    seen.isFirewallPage = isRefusal && seen.isCloudflare && isFirewallPage(start);
    seen.isHonoMessage = (reply.status == 401 || reply.status == 500) && isHonoText(start);
}

} // namespace

std::optional<QUrl> teamUrl(QStringView team)
{
    const QString text = team.trimmed().toString();
    if (isLabel(text))
        return QUrl(u"https://%1.cloudflareaccess.com"_s.arg(text.toLower()));

    const QUrl url(text.contains("://"_L1) ? text : u"https://"_s + text, QUrl::StrictMode);
    if (url.scheme() != "https"_L1 || !url.userInfo().isEmpty() || url.port(443) != 443
        || !isTeamHost(url.host()))
        return std::nullopt;
    return QUrl(u"https://"_s + url.host().toLower());
}

QUrl certsUrl(const QUrl &teamUrl)
{
    QUrl certs = teamUrl.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment);
    certs.setPath(u"/cdn-cgi/access/certs"_s);
    return certs;
}

bool isTeamHost(const QString &host)
{
    QStringList labels = host.toLower().split(u'.');
    if (labels.size() == 4 && labels.at(1) == "fed"_L1)
        labels.removeAt(1);
    return labels.size() == 3 && labels.at(1) == "cloudflareaccess"_L1 && labels.at(2) == "com"_L1
        && isLabel(labels.at(0)) && labels.at(0) != "fed"_L1;
}

bool imitatesLogin(const QUrl &url)
{
    const QString host = url.host().toLower();
    if (host.isEmpty() || isTeamHost(host))
        return false;
    const QString path = url.path();
    return path == loginPath || path.startsWith(loginPath + u'/') || host.contains("cloudflareaccess"_L1);
}

std::optional<LoginRedirect> loginRedirectOf(int status, const QUrl &location)
{
    // Exactly 302, as cloudflared has it (facts 2.7, S1).
    if (status != 302 || !isLoginUrl(location))
        return std::nullopt;

    const QUrlQuery query(location);
    LoginRedirect redirect;
    redirect.teamHost = location.host().toLower();
    redirect.applicationHost = location.path().mid(loginPath.size()).section(u'/', 1, 1);
    redirect.audience = query.queryItemValue(u"kid"_s);
    redirect.serviceTokenStatus = serviceTokenStatusOf(query.queryItemValue(u"meta"_s));
    return redirect;
}

Signals signalsOf(const http::Request &request, const http::Reply &reply)
{
    Signals seen;
    const QByteArray server = http::headerValue(reply.headers, "Server").trimmed();
    seen.isCloudflare
        = http::hasHeader(reply.headers, "CF-Ray") || server.compare("cloudflare", Qt::CaseInsensitive) == 0;
    seen.isChallenge
        = http::headerValue(reply.headers, "CF-Mitigated").trimmed().compare("challenge", Qt::CaseInsensitive)
        == 0;
    seen.challenge = challengeOf(reply.headers);
    seen.audience = QString::fromLatin1(http::headerValue(reply.headers, "CF-Access-Aud").trimmed());
    seen.domain = QString::fromLatin1(http::headerValue(reply.headers, "CF-Access-Domain").trimmed());
    readRay(http::headerValue(reply.headers, "CF-Ray"), seen);
    readCookies(reply.headers, seen);
    readRedirect(request, reply, seen);
    readBody(request, reply, seen);
    return seen;
}

} // namespace keyturn::access
