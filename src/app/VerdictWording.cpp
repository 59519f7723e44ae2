// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictWording.h"

#include <QCoreApplication>

#include <algorithm>

namespace keyturn {

using access::Cause;
using access::Confidence;
using access::EvidenceKind;
using access::Layer;
using access::OrganizationMode;
using access::Outcome;
using access::Verdict;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(VerdictWording)
};

bool hasEvidence(const Verdict &verdict, EvidenceKind kind)
{
    const auto isIt = [kind](const access::Evidence &evidence) { return evidence.kind == kind; };
    return std::any_of(verdict.evidence.cbegin(), verdict.evidence.cend(), isIt);
}

/// What Keyturn's own records say is the better half of the sentence.
QString loginRedirectHeadline(const Verdict &verdict)
{
    if (hasEvidence(verdict, EvidenceKind::TokenExpiredLocally))
        return Words::tr("Access sent you to the login page: by Keyturn's records this token has expired.");
    if (hasEvidence(verdict, EvidenceKind::TokenDisabledLocally))
        return Words::tr("Access sent you to the login page: by Keyturn's records this token is disabled.");
    return Words::tr("Access sent you to the login page: no Service Auth policy admits this token, or the "
                     "credentials are wrong.");
}

QString cannotAuthenticateHeadline(const Verdict &verdict)
{
    if (hasEvidence(verdict, EvidenceKind::TokenExpiredLocally))
        return Words::tr("Access could not authenticate this token: by Keyturn's records it has expired.");
    if (hasEvidence(verdict, EvidenceKind::TokenDisabledLocally))
        return Words::tr("Access could not authenticate this token: by Keyturn's records it is disabled.");
    return Words::tr(
        "Access could not authenticate this token: the Client ID or secret is wrong, or the token is "
        "expired or disabled.");
}

QString notBehindCloudflareHeadline(Outcome outcome)
{
    if (outcome == Outcome::Refused)
        return Words::tr(
            "A server that is not behind Cloudflare refused the request: Access is not in the way.");
    return Words::tr("This host is not behind Cloudflare: Access does not guard it.");
}

QString acceptedHeadline(Confidence confidence)
{
    switch (confidence) {
    case Confidence::Certain:
        return Words::tr("Access accepted this token, and the service answered.");
    case Confidence::Likely:
        return Words::tr("Access most likely accepted this token, and the service answered.");
    case Confidence::Possible:
        return Words::tr("The service answered; whether Access checked the token is not proven.");
    }
    return {};
}

} // namespace

QString headlineOf(const Verdict &verdict)
{
    switch (verdict.cause) {
    case Cause::HostNotFound:
        return Words::tr("The host name was not found.");
    case Cause::ConnectionRefused:
        return Words::tr("The server refused the connection: nothing listens there.");
    case Cause::ConnectionLost:
        return Words::tr("The connection broke before the answer was complete.");
    case Cause::NetworkUnreachable:
        return Words::tr("The network did not carry the request: no route, or the proxy refused.");
    case Cause::TlsFailed:
        return Words::tr(
            "The secure connection failed: the server's certificate or TLS settings were not accepted.");
    case Cause::TimedOut:
        return Words::tr("No complete answer came in time.");
    case Cause::AnswerTooLarge:
        return Words::tr("The answer was larger than the limit, so Keyturn stopped reading.");
    case Cause::NotHttp:
        return Words::tr("The server's answer is not valid HTTP.");
    case Cause::NetworkFailed:
        return Words::tr("The request failed before an answer came.");
    case Cause::OriginUnreachable:
        return Words::tr("Cloudflare could not reach the service behind it.");
    case Cause::RateLimited:
        return Words::tr("Cloudflare limits the rate of your requests.");
    case Cause::EdgeError:
        return Words::tr("Cloudflare answered with an error of its own, before Access and the service.");
    case Cause::WafBlock:
        return Words::tr("Cloudflare's firewall blocked the request before Access saw it.");
    case Cause::WafChallenge:
        return Words::tr("Cloudflare wants proof of a browser before it lets the request through to Access.");
    case Cause::LoginRedirectCredentialsIgnored:
        return loginRedirectHeadline(verdict);
    case Cause::LoginRedirectNoCredentials:
        return Words::tr("Access guards this: without credentials it sends you to the login page.");
    case Cause::LoginPageFollowed:
        return Words::tr("This is Access's login page: a redirect to it was followed.");
    case Cause::CannotAuthenticate:
        return cannotAuthenticateHeadline(verdict);
    case Cause::NotAuthorised:
        return Words::tr("Access knows this token, but no Service Auth policy of the application admits it.");
    case Cause::ServiceAuthOnlyRefused:
        return Words::tr(
            "Access refused the request: the credentials are not valid, or no Service Auth policy admits "
            "this token.");
    case Cause::ServiceAuth401:
        return Words::tr(
            "Access refused the request as unauthenticated, the same with this token as without it.");
    case Cause::CredentialsMissing:
        return Words::tr("Access guards this and refused the request, which carried no credentials.");
    case Cause::CustomDenyRedirect:
        return Words::tr(
            "The request was sent on to another site, probably the page that Access shows to refused "
            "requests.");
    case Cause::ManagedOauthChallenge:
        return Words::tr(
            "Access asks for an OAuth token: the application has Managed OAuth, and no Service Auth "
            "policy admitted this request.");
    case Cause::Accepted:
        return acceptedHeadline(verdict.confidence);
    case Cause::AcceptedButOriginRefused:
        return verdict.confidence == Confidence::Possible
            ? Words::tr("The service itself seems to have refused the request, after Access let it through.")
            : Words::tr("Access let the request through; the service behind it refused.");
    case Cause::OriginRefused:
        return Words::tr("The request was refused, and nothing shows that Access did it.");
    case Cause::OpenWithoutToken:
        return Words::tr(
            "The service answers without credentials too: Access does not guard this from here.");
    case Cause::NotBehindCloudflare:
        return notBehindCloudflareHeadline(verdict.outcome);
    case Cause::OriginAnswered:
        return Words::tr("The service answered without credentials: Access did not stop the request.");
    case Cause::OriginRedirect:
        return Words::tr("The service redirects to another address.");
    case Cause::Undetermined:
        return Words::tr("The answer does not tell who gave it.");
    }
    return {};
}

QString explanationOf(const Verdict &verdict)
{
    switch (verdict.cause) {
    case Cause::HostNotFound:
        return Words::tr("DNS has no address for it. Either the name is misspelt or its record is missing.");
    case Cause::ConnectionRefused:
        return Words::tr("The host exists, but no program accepts connections on this port.");
    case Cause::ConnectionLost:
        return Words::tr("The server, or something on the way, closed it.");
    case Cause::NetworkUnreachable:
        return Words::tr("This says nothing about Access: the request never got there.");
    case Cause::TlsFailed:
        return Words::tr("No credentials were sent: Keyturn sends them only over a connection it can trust.");
    case Cause::TimedOut:
        return Words::tr("The server may be slow, or a firewall may swallow the traffic.");
    case Cause::AnswerTooLarge:
        return Words::tr("So large an answer does not come from Access, but what it is was not read.");
    case Cause::NotHttp:
        return Words::tr("Another protocol may speak on this port, or the answer is damaged.");
    case Cause::NetworkFailed:
        return Words::tr("The engine's own words are below.");
    case Cause::OriginUnreachable:
        return Words::tr(
            "The server or the tunnel behind Cloudflare is down or does not answer. The token has nothing "
            "to do with it.");
    case Cause::RateLimited:
        return Words::tr(
            "A rate limiting rule of the domain stopped the request. The token has nothing to do with it.");
    case Cause::EdgeError:
        return Words::tr("The number says which. The token has nothing to do with it.");
    case Cause::WafBlock:
        return Words::tr(
            "A firewall, bot or browser check rule did not like the client. The token was not looked at.");
    case Cause::WafChallenge:
        return Words::tr("A program cannot pass such a challenge. The token was not looked at.");
    case Cause::LoginRedirectCredentialsIgnored:
        return Words::tr(
            "Access answers wrong, expired and disabled credentials like missing ones. A token that is "
            "only in an Allow policy looks exactly the same.");
    case Cause::LoginRedirectNoCredentials:
        return Words::tr("This is how Access answers anybody who is not logged in.");
    case Cause::LoginPageFollowed:
        return Words::tr(
            "The status 200 belongs to the login page and not to the service: the request was not admitted.");
    case Cause::CannotAuthenticate:
        return Words::tr(
            "In a strict organization this answer stands for an unknown Client ID, a wrong secret, an "
            "expired or a disabled token. An application may also be set to answer every refusal so.");
    case Cause::NotAuthorised:
        return Words::tr(
            "The credentials are good. The token is missing in the policies, or a further rule of the "
            "policy, such as a country or an address, did not match.");
    case Cause::ServiceAuthOnlyRefused:
        return Words::tr(
            "An application with nothing but Service Auth policies answers so whether the credentials are "
            "wrong, expired, disabled or just not in a policy. A strict organization answers so when "
            "the credentials are good and no policy admits the token.");
    case Cause::ServiceAuth401:
        return Words::tr(
            "The application answers every refusal with 401, so this does not tell wrong credentials "
            "from a missing policy.");
    case Cause::CredentialsMissing:
        return Words::tr("An application with nothing but Service Auth policies answers so.");
    case Cause::CustomDenyRedirect:
        return Words::tr(
            "An application can send refused requests to a page of its owner's choice. It may also be a "
            "redirect of the service itself.");
    case Cause::ManagedOauthChallenge:
        return Words::tr(
            "A token that a Service Auth policy admits would pass without it. Wrong credentials are "
            "answered like missing ones.");
    case Cause::Accepted:
        return verdict.confidence == Confidence::Certain
            ? Words::tr("What was seen without the token, or the session that Access opened, proves it.")
            : Words::tr(
                "A path that is open to everybody would answer the same. A request without credentials tells "
                "the difference.");
    case Cause::AcceptedButOriginRefused:
        return Words::tr(
            "A refusal by Access would carry its headers. Many services ask for an email, which the JWT "
            "of a service token does not have.");
    case Cause::OriginRefused:
        return Words::tr("It comes from the service, or from a firewall rule in front of it.");
    case Cause::OpenWithoutToken:
        return Words::tr(
            "No application covers this path, or a Bypass policy applies. That it works with the token "
            "says nothing about the token.");
    case Cause::NotBehindCloudflare:
        return Words::tr(
            "The answer has no mark of Cloudflare. The DNS record may not be proxied, or the request took "
            "a way around it.");
    case Cause::OriginAnswered:
        return Words::tr("No application covers this path, or a Bypass policy applies.");
    case Cause::OriginRedirect:
        return Words::tr(
            "It does not lead to the login page. Credentials follow only within the same origin.");
    case Cause::Undetermined:
        return Words::tr("What was seen is below; a diagnosis can see more.");
    }
    return {};
}

QString wordFor(Confidence confidence)
{
    switch (confidence) {
    case Confidence::Certain:
        return Words::tr("certain");
    case Confidence::Likely:
        return Words::tr("likely");
    case Confidence::Possible:
        return Words::tr("possible");
    }
    return {};
}

QString wordFor(Layer layer)
{
    switch (layer) {
    case Layer::Network:
        return Words::tr("Network");
    case Layer::Edge:
        return Words::tr("Cloudflare edge");
    case Layer::Waf:
        return Words::tr("Firewall");
    case Layer::Access:
        return Words::tr("Access");
    case Layer::Origin:
        return Words::tr("Origin");
    }
    return {};
}

QString wordFor(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Accepted:
        return Words::tr("accepted");
    case Outcome::Refused:
        return Words::tr("refused");
    case Outcome::Open:
        return Words::tr("open");
    case Outcome::Unreachable:
        return Words::tr("unreachable");
    case Outcome::Unknown:
        return Words::tr("unknown");
    }
    return {};
}

QString wordFor(OrganizationMode mode)
{
    switch (mode) {
    case OrganizationMode::Unknown:
        return {};
    case OrganizationMode::Legacy:
        return Words::tr("legacy organization");
    case OrganizationMode::Strict:
        return Words::tr("strict organization");
    }
    return {};
}

} // namespace keyturn
