// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Clues.h"

#include "Jwt.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

QUrl locationOf(const http::Request &request, const http::Reply &reply)
{
    const QByteArray value = http::headerValue(reply.headers, "Location").trimmed();
    if (reply.status < 300 || reply.status > 399 || value.isEmpty())
        return {};
    return request.url.resolved(QUrl::fromEncoded(value));
}

bool isOfATeam(const QByteArray &compactJwt)
{
    const auto decoded = jwt::decode(compactJwt);
    if (!decoded)
        return false;
    const QUrl issuer(decoded->payload.value("iss"_L1).toString());
    return issuer.scheme() == "https"_L1 && isTeamHost(issuer.host());
}

bool isCarriedByHand(const http::Headers &headers)
{
    return http::hasHeader(headers, "CF-Access-Client-Id")
        || http::hasHeader(headers, "CF-Access-Client-Secret") || http::hasHeader(headers, "cf-access-token");
}

/// Strict mode answers credentials that it does not accept with 401 or 403 and returns no cookie; legacy mode
/// treats them like missing ones (facts 2.3 and 2.6). A single header may be one that the application does
/// not read at all.
OrganizationMode modeOf(const Clues &clues)
{
    if (!clues.credentialsSent || !clues.answer)
        return OrganizationMode::Unknown;
    if (clues.answer->hasAuthorization())
        return OrganizationMode::Legacy;
    if (clues.answer->marks.loginRedirect && clues.seen.style.kind == HeaderStyle::Kind::Two)
        return OrganizationMode::Legacy;
    if (clues.answer->isMarkedRefusal() && clues.isControlStopped() && !clues.isControlSame())
        return OrganizationMode::Strict;
    return OrganizationMode::Unknown;
}

} // namespace

Sight::Sight(const http::Request &request, const http::Reply &answer)
    : reply(answer)
    , status(answer.status)
    , marks(signalsOf(request, answer))
    , location(locationOf(request, answer))
    , m_hasAuthorization(!marks.authorizationCookie.isEmpty() && isOfATeam(marks.authorizationCookie))
{
}

bool Sight::isLoginRedirect() const
{
    // Where it leads outranks what stands beside it: anybody can write a header.
    return marks.loginRedirect
        || (isRedirect() && marks.challenge == Challenge::CloudflareAccess && !imitatesLogin(location));
}

bool Sight::isMarkedRefusal() const
{
    if (status != 401 && status != 403)
        return false;
    return !marks.audience.isEmpty() || !marks.domain.isEmpty();
}

bool Sight::isAccessRefusal() const
{
    const bool hasChallenge = marks.challenge == Challenge::CloudflareAccess;
    return isMarkedRefusal() || marks.hasBlockPage || (hasChallenge && (status == 401 || status == 403));
}

bool Sight::isStoppedByAccess() const
{
    return isLoginRedirect() || marks.isLoginPage || isAccessRefusal()
        || (status == 401 && marks.challenge == Challenge::ManagedOauth);
}

bool Sight::isUnmarkedRefusal() const
{
    const bool isRefusal = status == 401 || status == 403 || status == 407 || status == 429
        || (status >= 500 && status <= 599);
    return isRefusal && !isStoppedByAccess();
}

bool Sight::isAnswer() const
{
    return status >= 100 && status <= 499 && !isRedirect() && !isUnmarkedRefusal() && !isStoppedByAccess();
}

bool Sight::hasAccessMark() const
{
    return isStoppedByAccess() || !marks.audience.isEmpty() || !marks.domain.isEmpty()
        || !marks.authorizationCookie.isEmpty() || marks.hasLoginCookie
        || marks.challenge == Challenge::CloudflareAccess;
}

Clues::Clues(const Observation &observation)
    : seen(observation)
    , credentialsSent(
          observation.exchange.credentialsSent || isCarriedByHand(observation.exchange.request.headers))
{
    if (seen.exchange.answer)
        answer.emplace(seen.exchange.request, *seen.exchange.answer);
    else
        failure = &seen.exchange.answer.error();
    if (seen.control && seen.control->answer)
        control.emplace(seen.control->request, *seen.control->answer);
    if (seen.brokenSecret && seen.brokenSecret->answer)
        brokenSecret.emplace(seen.brokenSecret->request, *seen.brokenSecret->answer);
    if (seen.asXhr && seen.asXhr->answer)
        asXhr.emplace(seen.asXhr->request, *seen.asXhr->answer);
    presented = seen.presented ? *seen.presented : presentedIn(request().headers);
    mode = modeOf(*this);
}

bool Clues::hasApplication() const
{
    return seen.discovery && seen.discovery->problem == DiscoveryProblem::None;
}

bool Clues::isControlSame() const
{
    if (!answer || !control || answer->status != control->status)
        return false;
    const bool asksForTheSame = answer->isRedirect() || answer->marks.challenge == control->marks.challenge;
    return asksForTheSame && answer->isStoppedByAccess() == control->isStoppedByAccess();
}

bool Clues::wereCredentialsEverSent() const
{
    const auto carriedThem = [](const http::Hop &hop) { return hop.credentialsSent; };
    return credentialsSent
        || std::any_of(seen.exchange.hops.cbegin(), seen.exchange.hops.cend(), carriedThem);
}

bool Clues::cameByLoginRedirect() const
{
    const auto isLoginHop
        = [](const http::Hop &hop) { return loginRedirectOf(hop.status, hop.location).has_value(); };
    return std::any_of(seen.exchange.hops.cbegin(), seen.exchange.hops.cend(), isLoginHop);
}

bool Clues::wereCredentialsWithheld() const
{
    // A redirect that was not followed withholds nothing from the answer that is judged.
    const auto isStripped = [](const http::Hop &hop) { return hop.followed && !hop.stripped.isEmpty(); };
    return std::any_of(seen.exchange.hops.cbegin(), seen.exchange.hops.cend(), isStripped);
}

bool Clues::isPreflight() const
{
    return request().method == "OPTIONS"
        && http::hasHeader(request().headers, "Access-Control-Request-Method");
}

bool Clues::isUpgrade() const
{
    return http::headerValue(request().headers, "Upgrade").trimmed().toLower() == "websocket";
}

bool Clues::isXhr() const
{
    return http::headerValue(request().headers, "X-Requested-With").trimmed().toLower() == "xmlhttprequest";
}

} // namespace keyturn::access
