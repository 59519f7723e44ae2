// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseWording.h"

#include <QtGlobal>

namespace keyturn {

std::vector<CauseWords> wordsOfAccess()
{
    using enum access::Cause;
    return {
        {LoginRedirectNoCredentials,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Access guards this: without credentials it sends you to the login page."),
         QT_TRANSLATE_NOOP("VerdictWording", "This is how Access answers anybody who is not logged in.")},
        {LoginPageFollowed,
         QT_TRANSLATE_NOOP("VerdictWording", "This is Access's login page: a redirect to it was followed."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The login page comes with status 200, which is not the service's: the request was not "
             "admitted.")},
        {NotAuthorised,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access knows this token, but no Service Auth policy of the application admits it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The credentials are good. The token is missing in the policies, or a further rule of the "
             "policy, such as a country or an address, did not match.")},
        {ServiceAuthOnlyRefused,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access refused the request: the credentials are not valid, or no Service Auth policy admits "
             "this token."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "An application with nothing but Service Auth policies says this of wrong, expired, disabled "
             "and "
             "unlisted credentials alike. A strict organization says it of good ones that no policy "
             "admits.")},
        {ServiceAuth401,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access refused the request as unauthenticated, the same with this token as without it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The application answers every refusal with 401, so this does not tell wrong credentials from a "
             "missing policy.")},
        {CredentialsMissing,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Access guards this and refused the request, which carried no credentials."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "An application with nothing but Service Auth policies answers so.")},
        {CustomDenyRedirect,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The request was sent on to another site, probably the page that Access shows to refused "
             "requests."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "An application can send refused requests to a page of its owner's choice. It may also be a "
             "redirect of the service itself.")},
        {ManagedOauthChallenge,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access asks for an OAuth token: the application has Managed OAuth, and no Service Auth policy "
             "admitted this request."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "A token that a Service Auth policy admits would pass without it. Wrong credentials are "
             "answered like missing ones.")},
        {LoginRedirectCredentialsIgnored,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access sent you to the login page: no Service Auth policy admits this token, or the "
             "credentials are wrong."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access answers wrong, expired and disabled credentials like missing ones. A token that is only "
             "in an Allow policy looks exactly the same.")},
        {CannotAuthenticate,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access could not authenticate this token: the Client ID or secret is wrong, or the token is "
             "expired or disabled."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "In a strict organization this answer stands for an unknown Client ID, a wrong secret, an "
             "expired or a disabled token. An application may also be set to answer every refusal so.")},
        {ManagedOauthTokenInvalid,
         QT_TRANSLATE_NOOP("VerdictWording", "Access does not accept the OAuth token that was sent."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The application has Managed OAuth, and says that the bearer token is not valid. A service "
             "token goes into the two headers.")},
        {LoginRedirectTokenRecognised,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access seems to know this token, but sent the request to the login page: no Service Auth "
             "policy admits it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The redirect says that the token was recognised. An Allow policy does not admit a token: its "
             "action must be Service Auth.")},
        {CredentialsNotFilledIn,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The credentials in the request are empty, or still a variable that nobody replaced."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The program found no value where it looked. In a job or a Worker the secret is often not set "
             "for that environment.")},
        {CredentialsIncomplete,
         QT_TRANSLATE_NOOP("VerdictWording", "Only one of the two credential headers was sent."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access needs the Client ID and the Client Secret together: one alone counts as none, and in a "
             "strict organization as wrong.")},
        {CredentialsDuplicated, QT_TRANSLATE_NOOP("VerdictWording", "A credential header was sent twice."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "A strict organization refuses that. Often both the program and something in front of it add "
             "the header.")},
        {BothHeaderStyles,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The credentials were sent in both styles at once: two headers, and one with JSON."),
         QT_TRANSLATE_NOOP("VerdictWording", "A strict organization refuses that. Send one of them.")},
        {CredentialsSwapped,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The Client ID and the Client Secret stand in each other's place."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "A Client ID ends in .access; a secret begins with cfast_ or is 64 hexadecimal digits.")},
        {ApiTokenInsteadOfServiceToken,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "A Cloudflare API token was sent where a service token belongs."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "An API token opens the Cloudflare API. An application behind Access wants the Client ID and "
             "the Client Secret of a service token.")},
        {CredentialsMalformed,
         QT_TRANSLATE_NOOP("VerdictWording", "A header name stands where the value of a credential belongs."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The header carries its own name, or a whole header line, in place of the Client ID or the "
             "secret.")},
        {CredentialsWithLineBreak,
         QT_TRANSLATE_NOOP("VerdictWording", "A credential ends in a line break that does not belong to it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access compares the whole value. A file that ends in a new line, or a copied line, brings it "
             "along.")},
        {CredentialsQuoted,
         QT_TRANSLATE_NOOP("VerdictWording", "A credential was sent with quotes around it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access takes the quotes for a part of the value. They come from a file of variables or from "
             "the shell.")},
        {CredentialsInAuthorization,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The service token was sent in the Authorization header, where Access does not look for it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "It belongs into CF-Access-Client-Id and CF-Access-Client-Secret. An application can be set to "
             "read "
             "one header, which then holds a JSON object.")},
        {HeaderNameMisspelt,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "The credentials seem to stand in a header whose name Access does not know."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access reads CF-Access-Client-Id and CF-Access-Client-Secret and ignores all that looks "
             "similar.")},
        {SingleHeaderMalformed,
         QT_TRANSLATE_NOOP("VerdictWording", "The single header has other keys in it than Access reads."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The keys must be exactly cf-access-client-id and cf-access-client-secret, in lower case.")},
        {SingleHeaderNotRead,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access answered as if no credentials had been sent: it may not read this single header."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "An application reads a single header only when it is set to. Wrong credentials look the same "
             "in a legacy organization.")},
        {SessionNotAccepted,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Access does not accept this session in place of the credentials."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "An application with nothing but Service Auth policies wants the credentials with every "
             "request, and a strict organization ignores every cookie. The session may also have ended.")},
        {XhrUnauthenticated,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access answered a script in a page with 401: its session is missing or has ended."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Requests marked as XMLHttpRequest get 401 where others are sent to the login page.")},
        {PreflightRefused,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Access refused the preflight that a browser sends before the request."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "A browser cannot attach the credentials to it. The application must answer OPTIONS itself or "
             "let it pass.")},
        {WebSocketOfWorkerApplication,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The WebSocket was refused without a word, as Access does for a Worker that it guards as a "
             "whole."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "A worker-level application does not support WebSockets. The service itself may also answer "
             "so.")},
        {WebSocketRefused,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Access stopped the WebSocket: the upgrade carried no credentials."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The two headers must be on the upgrade request itself, which browsers cannot do.")},
        {PortStripped, QT_TRANSLATE_NOOP("VerdictWording", "The redirect takes the port out of the URL."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Access does not support ports in the URLs of its applications.")},
        {ApplicationNotFound,
         QT_TRANSLATE_NOOP("VerdictWording", "Access found no application for this address."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The application was removed, or the address is not one of its destinations.")},
        {HostWithoutApplicationDenied,
         QT_TRANSLATE_NOOP(
             "VerdictWording", "Access seems to refuse this host because no application covers it."),
         QT_TRANSLATE_NOOP(
             "VerdictWording", "An organization can be set to block all hosts that have no application.")},
        {CredentialsLostOnRedirect,
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "The credentials were left behind on the way: a redirect led to another origin."),
         QT_TRANSLATE_NOOP(
             "VerdictWording",
             "Access saw a request without them. Send the request to the final address directly.")},
    };
}

} // namespace keyturn
