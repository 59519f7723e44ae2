// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseWording.h"

#include <QtGlobal>

namespace keyturn {

std::vector<CauseWords> wordsOfOrigin()
{
    using enum access::Cause;
    return {
        {OriginRefused,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The request was refused, and nothing shows that Access did it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "It comes from the service, or from a firewall rule in front of it.")},
        {OpenWithoutToken,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The service answers without credentials too: Access does not guard this from here."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "No application covers this path, or a Bypass policy applies. That it works with the token says "
             "nothing about the token.")},
        {OriginAnswered,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The service answered without credentials: Access did not stop the request."),
         QT_TRANSLATE_NOOP("VerdictWording", "No application covers this path, or a Bypass policy applies.")},
        {OriginRedirect, QT_TRANSLATE_NOOP("VerdictWording", "The service redirects to another address."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "It does not lead to the login page. Credentials follow only within the same origin.")},
        {Undetermined, QT_TRANSLATE_NOOP("VerdictWording", "The answer does not tell who gave it."),
         QT_TRANSLATE_NOOP("VerdictWording", "What was seen is below; a diagnosis can see more.")},
        {AcceptedButOriginRefused,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Access let the request through; the service behind it refused."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "A refusal by Access would carry its headers. Many services ask for an email, which the JWT of "
             "a service token does not have.")},
        {NotBehindCloudflare,
         QT_TRANSLATE_NOOP("VerdictWording", "This host is not behind Cloudflare: Access does not guard it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The answer has no mark of Cloudflare. The DNS record may not be proxied, or the request took a "
             "way around it.")},
        {LoginLookAlike,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "This redirect imitates the login page of Access, on a host that is not Cloudflare's."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The login page is on cloudflareaccess.com and nowhere else. Do not enter a password there.")},
        {Bypassed,
         QT_TRANSLATE_NOOP("VerdictWording", "An application covers this address, but lets everybody in."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "A Bypass policy, or a path that is set to be public. That it works with the token says nothing "
             "about the token.")},
        {SecretNotChecked,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "A wrong secret was let in as well: the secret is not what opens this."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Something else in the request, or a program in front of Access that adds credentials of its "
             "own, lets it pass.")},
        {MiddlewareNoAssertion,
         QT_TRANSLATE_NOOP("VerdictWording", "The service's own check found no JWT in the request."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access adds one to each request that it admits. So the request came past Access, through a "
             "Bypass policy, or by another address of the service.")},
        {MiddlewareWrongTeam,
         QT_TRANSLATE_NOOP("VerdictWording", "The service's own check is set to another team."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The team name in its settings is not the one that signed the JWT, or does not exist.")},
        {MiddlewareWrongAudience,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The service's own check expects the JWT of another application."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The audience in its settings is not the one of the application that let the request in.")},
        {MiddlewareTokenOutOfTime,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The service's own check finds the JWT expired or not yet valid."),
         QT_TRANSLATE_NOOP("VerdictWording", "An old session was sent along, or a clock is wrong.")},
        {MiddlewareTokenInvalid,
         QT_TRANSLATE_NOOP("VerdictWording", "The service's own check does not accept the JWT."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access let the request through; the middleware behind it could not verify what came with it.")},
        {OriginWantsIdentity,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access was passed, but the service wants an email or a user, which a service token does not "
             "have."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The JWT of a service token has no email and an empty sub. Its common_name is the Client ID.")},
        {OriginAsksForLogin,
         QT_TRANSLATE_NOOP("VerdictWording", "The service has a login of its own, and asks for it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The scheme in WWW-Authenticate is not one of Access. The service wants credentials beside "
             "those of the token.")},
        {WorkerOauthChallenge,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The service asks for an OAuth token of its own, which is not the one of Access."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Managed OAuth by Access names another address in its challenge.")},
        {OriginRateLimited,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The service, or a rule in front of it, limits the rate of your requests."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The answer has no code of Cloudflare. Whether Access was passed is not proven.")},
        {WorkerFailed,
         QT_TRANSLATE_NOOP("VerdictWording", "The Worker behind this address failed while it answered."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "It threw an exception or used up its time. The token has nothing to do with it.")},
        {HtmlWhereJsonExpected,
         QT_TRANSLATE_NOOP("VerdictWording", "A page came back where the request asked for JSON."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "A login page that a redirect led to looks like that, and so does the front page of a "
             "service.")},
        {TeamNotFound, QT_TRANSLATE_NOOP("VerdictWording", "There is no such team: its keys were not found."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The team domain is misspelt, or the organization was renamed.")},
        {ServiceTokenSentToApi,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The Cloudflare API refused the request: a service token does not open it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The API wants an API token. A service token can only be tried at an application that it is "
             "meant for.")},
        {AccountTokenAtUserVerify,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The API token is not valid here; one that belongs to an account is verified elsewhere."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "An account-owned token gets the same answer at this address as one that is wrong.")},
        {ApiTokenMalformed,
         QT_TRANSLATE_NOOP("VerdictWording", "The Cloudflare API could not read the Authorization header."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "A line break, quotes, the word Bearer twice, or another kind of key in it.")},
        {ApiTokenRefused,
         QT_TRANSLATE_NOOP("VerdictWording", "The Cloudflare API does not accept this API token for that."),
         QT_TRANSLATE_NOOP("VerdictWording", "It is wrong, was revoked, or lacks the permission.")},
        {ZeroTrustNotEnabled,
         QT_TRANSLATE_NOOP("VerdictWording", "Zero Trust was never enabled on this account."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Nobody can make service tokens before it is; only the dashboard can enable it.")},
    };
}

} // namespace keyturn
