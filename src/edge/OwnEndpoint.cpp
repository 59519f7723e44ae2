// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "OwnEndpoint.h"

#include "IncomingRequest.h"

#include <QJsonArray>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

constexpr auto ownPaths = "/cdn-cgi/access/"_L1;
constexpr auto resourcePaths = "/.well-known/cloudflare-access-protected-resource"_L1;
constexpr auto serverPath = "/.well-known/oauth-authorization-server"_L1;

QByteArrayList methodsOf(OwnEndpoint endpoint)
{
    // A look at it must not log anybody out.
    return endpoint == OwnEndpoint::Logout ? QByteArrayList{"GET", "POST"} : QByteArrayList{"GET", "HEAD"};
}

Answer page(int status, const QByteArray &title, const QByteArray &text)
{
    const QByteArray body = "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>"
        + title + "</title></head>\n<body>\n<p>" + text + "</p>\n</body>\n</html>\n";
    return {
        status, {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "private, no-store"}}, body};
}

} // namespace

OwnEndpoint ownEndpointOf(const QString &path)
{
    const auto normal = normalPath(path);
    if (normal == serverPath)
        return OwnEndpoint::AuthorizationServer;
    if (normal == resourcePaths || normal.startsWith(resourcePaths + u'/'))
        return OwnEndpoint::ResourceMetadata;
    if (!normal.startsWith(ownPaths))
        return OwnEndpoint::None;
    const auto name = normal.sliced(ownPaths.size());
    if (name == u"certs")
        return OwnEndpoint::Certs;
    if (name == u"get-identity")
        return OwnEndpoint::Identity;
    if (name == u"logout")
        return OwnEndpoint::Logout;
    if (name == u"login" || name.startsWith(u"login/"))
        return OwnEndpoint::Login;
    return name == u"authorized" ? OwnEndpoint::Authorized : OwnEndpoint::Other;
}

QString resourcePathOf(const QString &path)
{
    const auto resource = normalPath(path).sliced(resourcePaths.size());
    return resource.isEmpty() ? QString(u"/"_s) : resource;
}

bool answers(OwnEndpoint endpoint, const QByteArray &method)
{
    return methodsOf(endpoint).contains(method);
}

Answer wrongMethod(OwnEndpoint endpoint)
{
    auto refused = jsonAnswer(405, {});
    refused.headers.append(http::Header{"Allow", methodsOf(endpoint).join(", ")});
    return refused;
}

Answer certsAnswer(const QJsonObject &published)
{
    return jsonAnswer(200, published);
}

Answer identityAnswer(
    const std::optional<Session> &session, const Rulebook &rules, const policy::RequestFacts &facts)
{
    // So it answers in reality, as several people saw it; the facts have nothing of it.
    if (!session)
        return jsonAnswer(400, {{u"err"_s, u"no app token set"_s}});
    const auto *credential = rules.credentialOf(session->clientId);
    const QJsonObject identity{
        {u"service_token_id"_s, credential != nullptr ? credential->id : QString(u""_s)},
        {u"service_token_status"_s, credential != nullptr},
        {u"common_name"_s, session->clientId},
        {u"auth_status"_s, u"NONE"_s},
        {u"user_uuid"_s, QString(u""_s)},
        {u"account_id"_s, QString(u""_s)},
        {u"device_id"_s, QString(u""_s)},
        {u"devicePosture"_s, QJsonObject()},
        {u"device_sessions"_s, QJsonObject()},
        {u"geo"_s, QJsonObject{{u"country"_s, facts.country.value_or(QString(u""_s))}}},
        {u"idp"_s, QJsonObject{{u"id"_s, QString(u""_s)}, {u"type"_s, u"nonidentity"_s}}},
        {u"ip"_s, facts.ip.value_or(QString(u""_s))},
        {u"is_warp"_s, false},
        {u"is_gateway"_s, false},
        {u"iat"_s, session->issuedAt.toSecsSinceEpoch()},
        {u"version"_s, 2},
    };
    auto answer = jsonAnswer(200, identity);
    answer.headers.append(http::Header{"Cache-Control", "private, no-store"});
    return answer;
}

Answer logoutAnswer()
{
    auto answer = page(200, "Logged out", "This session has ended, and its cookie is no longer accepted.");
    answer.headers.append(http::Header{"Set-Cookie", "CF_Authorization=; Max-Age=0; HttpOnly; Path=/"});
    return answer;
}

Answer loginPage()
{
    return page(
        200, "Sign in \u30fb Cloudflare Access",
        "This is a local edge that stands in for Access. It knows service tokens, and nobody can log in to "
        "it.");
}

Answer authorizedAnswer()
{
    return page(400, "Invalid login session", "There is no login on this edge that could end here.");
}

Answer resourceMetadata(const QByteArray &origin, const QString &path)
{
    const auto resource = origin + path.toUtf8().toPercentEncoding("/");
    return jsonAnswer(
        200,
        {
            {u"resource"_s, QString::fromLatin1(resource)},
            {u"authorization_servers"_s, QJsonArray{QString::fromLatin1(origin)}},
            {u"bearer_methods_supported"_s, QJsonArray{u"header"_s}},
        });
}

// The endpoints are named where Access has them. On this edge nobody can log in, so they answer 404.
Answer authorizationServerMetadata(const QByteArray &origin)
{
    const auto issuer = QString::fromLatin1(origin);
    const auto endpoint = [&issuer](const QString &name) { return issuer + ownPaths + "oauth/"_L1 + name; };
    return jsonAnswer(
        200,
        {
            {u"issuer"_s, issuer},
            {u"authorization_endpoint"_s, endpoint(u"authorization"_s)},
            {u"token_endpoint"_s, endpoint(u"token"_s)},
            {u"registration_endpoint"_s, endpoint(u"registration"_s)},
            {u"revocation_endpoint"_s, endpoint(u"revoke"_s)},
            {u"jwks_uri"_s, issuer + ownPaths + "certs"_L1},
            {u"response_types_supported"_s, QJsonArray{u"code"_s}},
            {u"grant_types_supported"_s, QJsonArray{u"authorization_code"_s, u"refresh_token"_s}},
            {u"code_challenge_methods_supported"_s, QJsonArray{u"S256"_s}},
            {u"token_endpoint_auth_methods_supported"_s, QJsonArray{u"none"_s}},
        });
}

} // namespace keyturn::edge
