// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RedirectRule.h"

#include <algorithm>
#include <array>

namespace keyturn {

namespace {

bool isRedirect(int status)
{
    constexpr std::array redirects{301, 302, 303, 307, 308};
    return std::find(redirects.begin(), redirects.end(), status) != redirects.end();
}

// Nobody can list every header that opens a door, so those that open none are listed; all others are as bound
// to an origin as the token is.
bool mayTravel(const QByteArray &name)
{
    constexpr std::array harmless{"accept",           "accept-language", "accept-encoding",
                                  "user-agent",       "cache-control",   "content-type",
                                  "content-language", "range",           "x-requested-with"};
    return std::any_of(harmless.begin(), harmless.end(), [&name](const char *known) {
        return name.compare(known, Qt::CaseInsensitive) == 0;
    });
}

bool becomesGet(int status, const QByteArray &method)
{
    if (status == 303)
        return method != "HEAD";
    return (status == 301 || status == 302) && method == "POST";
}

} // namespace

NextHop nextHop(
    const http::Request &sent, bool credentialsSent, const access::HeaderStyle &style,
    const http::Reply &reply, int hopsSoFar, bool follow)
{
    NextHop next;
    const auto location = http::headerValue(reply.headers, "location");
    if (!isRedirect(reply.status) || location.isEmpty())
        return next;

    next.location = sent.url.resolved(QUrl::fromEncoded(location));
    const bool sameOrigin = http::isSameOrigin(sent.url, next.location);
    if (credentialsSent && !sameOrigin)
        next.stripped = access::accessHeaderNames(style);

    next.request = sent;
    next.request.url = next.location;
    next.request.headers.clear();
    const bool dropsBody = becomesGet(reply.status, sent.method);
    if (dropsBody) {
        next.request.method = "GET";
        next.request.body.clear();
    }
    for (const auto &header : sent.headers) {
        if (!sameOrigin && !mayTravel(header.name))
            next.stripped.append(header.name);
        else if (!dropsBody || !http::isAboutBody(header.name))
            next.request.headers.append(header);
    }

    const auto scheme = next.location.scheme();
    if (scheme != u"http" && scheme != u"https")
        next.plan = RedirectPlan::NotHttp;
    else if (!follow)
        next.plan = RedirectPlan::NotAsked;
    else if (hopsSoFar >= mostRedirects)
        next.plan = RedirectPlan::TooMany;
    else if (sent.url.scheme() == u"https" && scheme == u"http")
        next.plan = RedirectPlan::Downgrade;
    else if (!sameOrigin && !next.request.body.isEmpty())
        next.plan = RedirectPlan::BodyElsewhere;
    else
        next.plan = RedirectPlan::Follow;
    next.withCredentials = next.plan == RedirectPlan::Follow && credentialsSent && sameOrigin;
    return next;
}

} // namespace keyturn
