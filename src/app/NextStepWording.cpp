// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NextStepWording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyturn {

using access::NextStep;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(NextStepWording)
};

} // namespace

QString sentenceFor(NextStep step)
{
    switch (step) {
    case NextStep::CheckUrl:
        return Words::tr("Check the URL: scheme, host, port and path.");
    case NextStep::CheckNetwork:
        return Words::tr("Check that this machine is online, and its proxy, VPN and firewall.");
    case NextStep::InspectCertificate:
        return Words::tr(
            "Look at the server's certificate: is it for this host, in date, and from an issuer this "
            "machine trusts?");
    case NextStep::AddServiceAuthPolicy:
        return Words::tr(
            "Give the application a policy with the action Service Auth that includes this token: "
            "dash.cloudflare.com > Zero Trust > Access controls > Applications > the application > "
            "Policies. An Allow policy does not admit a token.");
    case NextStep::CheckClientIdAndSecret:
        return Words::tr(
            "Check the Client ID against dash.cloudflare.com > Zero Trust > Access controls > Service "
            "credentials > Service Tokens. The secret is not shown there: if in doubt, rotate it.");
    case NextStep::CheckExpiryInDashboard:
        return Words::tr(
            "See when the token expires: dash.cloudflare.com > Zero Trust > Access controls > Service "
            "credentials > Service Tokens. Refresh adds a year and keeps the Client ID and the secret.");
    case NextStep::EnableToken:
        return Words::tr(
            "See whether the token is enabled: dash.cloudflare.com > Zero Trust > Access controls > "
            "Service credentials > Service Tokens.");
    case NextStep::RotateSecret:
        return Words::tr(
            "Rotate the secret: dash.cloudflare.com > Zero Trust > Access controls > Service credentials "
            "> Service Tokens. The Client ID and the policies stay as they are. Then enter the new "
            "secret in Keyturn.");
    case NextStep::SendWithoutCredentials:
        return Words::tr("Send the same request without credentials and compare the answers.");
    case NextStep::SendWithToken:
        return Words::tr("Choose a token and send the request with it.");
    case NextStep::Diagnose:
        return Words::tr(
            "Diagnose: Keyturn asks Access about the application, sends the request with and without "
            "credentials, and compares.");
    case NextStep::CheckWafEvents:
        return Words::tr(
            "Look for the request in dash.cloudflare.com > the domain > Security > Events, and let a "
            "skip rule cover this client where it is meant to pass.");
    case NextStep::ChangeUserAgent:
        return Words::tr("Send another User-Agent: the default one of a script library is often blocked.");
    case NextStep::WaitAndRetry:
        return Words::tr("Wait a little, then send it again.");
    case NextStep::CheckOrigin:
        return Words::tr(
            "Look at the service itself: its logs, its own authentication, and whether it runs.");
    case NextStep::CheckOriginWantsEmail:
        return Words::tr(
            "See whether the service asks the JWT for an email or a sub. A service token has neither: "
            "its common_name is the Client ID.");
    case NextStep::CheckProxyStatus:
        return Words::tr(
            "See whether the DNS record of this host is proxied: dash.cloudflare.com > the domain > DNS "
            "> Records.");
    case NextStep::CheckDenyUrl:
        return Words::tr(
            "Compare the address with the application's custom block page: dash.cloudflare.com > Zero "
            "Trust > Access controls > Applications > the application.");
    case NextStep::UseOauthOrHeaders:
        return Words::tr(
            "Send the token's two headers, or get an OAuth token from the address in the answer.");
    case NextStep::DoNotFollowRedirects:
        return Words::tr("Do not follow redirects: the redirect itself is the answer to judge.");
    case NextStep::VerifyJwt:
        return Words::tr("Verify the JWT of the answer, if there is one.");
    case NextStep::ProtectHost:
        return Words::tr(
            "If this should be guarded, put an application over it: dash.cloudflare.com > Zero Trust > "
            "Access controls > Applications. If there is one, look for a Bypass policy or a more "
            "specific path.");
    case NextStep::LookUpRay:
        return Words::tr(
            "Look the Ray ID up: dash.cloudflare.com > the domain > Security > Events. In a strict "
            "organization also Zero Trust > Insights > Logs > Access authentication logs.");
    case NextStep::CheckHeaderStyle:
        return Words::tr(
            "See whether the application reads this single header (read_service_tokens_from_header, set "
            "through the API), or send the two headers instead.");
    case NextStep::FillInCredentials:
        return Words::tr(
            "See whether the two values are set where the program runs, for this environment: for a Worker, "
            "npx wrangler secret list; for a job, the secrets of its environment.");
    case NextStep::CleanValues:
        return Words::tr(
            "Take quotes, blanks and line breaks off both values where they are kept; echo writes a line "
            "break behind a value, printf does not.");
    case NextStep::SendBothHeaders:
        return Words::tr(
            "Send both headers with every request: CF-Access-Client-Id and CF-Access-Client-Secret.");
    case NextStep::SendOneStyle:
        return Words::tr("Send the credentials once and in one style only, and see whether a proxy or a "
                         "library adds them as well.");
    case NextStep::UseExactHeaderNames:
        return Words::tr("Take the snippet for your language from Keyturn: it has the two headers "
                         "CF-Access-Client-Id and CF-Access-Client-Secret with the right value each.");
    case NextStep::RemoveCookies:
        return Words::tr(
            "Send the two headers without any cookie, and turn the cookie jar of the client off.");
    case NextStep::SendHeadersEachTime:
        return Words::tr("Send the two headers with every request and leave the session away.");
    case NextStep::AllowPreflight:
        return Words::tr("Let the application answer the preflight: dash.cloudflare.com > Zero Trust > "
                         "Access controls > Applications > the application > Advanced settings > CORS "
                         "settings, or bypass OPTIONS to the service there.");
    case NextStep::SendHeadersOnUpgrade:
        return Words::tr("Put the two headers on the upgrade request itself; a client that cannot do so "
                         "needs a program in front of it that can.");
    case NextStep::ProtectWorkerByHost:
        return Words::tr("Guard the Worker by an application for its host name: dash.cloudflare.com > Zero "
                         "Trust > Access controls > Applications.");
    case NextStep::UseUrlWithoutPort:
        return Words::tr("Use the URL without its port, and let the service listen behind Cloudflare on the "
                         "standard one.");
    case NextStep::UseHttps:
        return Words::tr("Use the same URL with https.");
    case NextStep::StartTunnel:
        return Words::tr("See whether cloudflared runs, and the state of its tunnel: dash.cloudflare.com > "
                         "Zero Trust > Networks.");
    case NextStep::CheckOriginCertificate:
        return Words::tr("See whether the service's certificate fits the mode: dash.cloudflare.com > the "
                         "domain > SSL/TLS.");
    case NextStep::CheckMiddlewareTeam:
        return Words::tr(
            "Compare the team name in the settings of the service with the one that Keyturn found here.");
    case NextStep::CheckMiddlewareAudience:
        return Words::tr(
            "Compare the audience in the settings of the service with the AUD tag of the application: "
            "dash.cloudflare.com > Zero Trust > Access controls > Applications > the application.");
    case NextStep::CheckClocks:
        return Words::tr("Check the clock of the machine on which the service runs.");
    case NextStep::CheckBypassPolicy:
        return Words::tr("Look for a Bypass policy or a public path: dash.cloudflare.com > Zero Trust > "
                         "Access controls > Applications > the application > Policies.");
    case NextStep::CheckTeamName:
        return Words::tr("Check the team name: dash.cloudflare.com > Zero Trust > Settings.");
    case NextStep::CheckApiToken:
        return Words::tr("Check the API token and its permissions: dash.cloudflare.com > My Profile > API "
                         "Tokens. A service token is another thing.");
    case NextStep::VerifyAtAccount:
        return Words::tr("Verify a token that belongs to an account at its own address: "
                         "/accounts/ACCOUNT_ID/tokens/verify.");
    case NextStep::EnableZeroTrust:
        return Words::tr("Open dash.cloudflare.com > Zero Trust once and finish its setup.");
    case NextStep::LogInToProxy:
        return Words::tr(
            "Log in to the proxy, or enter its user name and password in the system's settings.");
    case NextStep::CheckWorkerLogs:
        return Words::tr("Look at the Worker's logs: dash.cloudflare.com > Workers & Pages > the Worker > "
                         "Logs, or npx wrangler tail.");
    case NextStep::DistrustAddress:
        return Words::tr("Do not open that address, and find out who set the redirect.");
    }
    return {};
}

QString labelFor(NextStep step)
{
    switch (step) {
    case NextStep::CheckUrl:
        return Words::tr("Edit URL");
    case NextStep::UseHttps:
        return Words::tr("Use https");
    case NextStep::UseUrlWithoutPort:
        return Words::tr("Take the port away");
    case NextStep::CheckClientIdAndSecret:
    case NextStep::FillInCredentials:
    case NextStep::SendBothHeaders:
        return Words::tr("Show token");
    case NextStep::RotateSecret:
        return Words::tr("Enter new secret");
    case NextStep::SendWithoutCredentials:
        return Words::tr("Send without token");
    case NextStep::SendWithToken:
    case NextStep::UseOauthOrHeaders:
        return Words::tr("Choose token");
    case NextStep::Diagnose:
        return Words::tr("Diagnose");
    case NextStep::ChangeUserAgent:
    case NextStep::RemoveCookies:
    case NextStep::SendHeadersEachTime:
        return Words::tr("Edit headers");
    case NextStep::CheckNetwork:
    case NextStep::LogInToProxy:
    case NextStep::WaitAndRetry:
        return Words::tr("Send again");
    case NextStep::DoNotFollowRedirects:
        return Words::tr("Send without following");
    case NextStep::VerifyJwt:
    case NextStep::CheckOriginWantsEmail:
    case NextStep::CheckMiddlewareTeam:
    case NextStep::CheckMiddlewareAudience:
        return Words::tr("Open JWT");
    case NextStep::LookUpRay:
        return Words::tr("Copy Ray ID");
    case NextStep::CheckHeaderStyle:
    case NextStep::SendOneStyle:
        return Words::tr("Change header style");
    case NextStep::CleanValues:
    case NextStep::UseExactHeaderNames:
    case NextStep::AllowPreflight:
    case NextStep::SendHeadersOnUpgrade:
    case NextStep::ProtectWorkerByHost:
    case NextStep::StartTunnel:
    case NextStep::CheckOriginCertificate:
    case NextStep::CheckClocks:
    case NextStep::CheckBypassPolicy:
    case NextStep::CheckTeamName:
    case NextStep::CheckApiToken:
    case NextStep::VerifyAtAccount:
    case NextStep::EnableZeroTrust:
    case NextStep::CheckWorkerLogs:
    case NextStep::DistrustAddress:
    case NextStep::InspectCertificate:
    case NextStep::AddServiceAuthPolicy:
    case NextStep::CheckExpiryInDashboard:
    case NextStep::EnableToken:
    case NextStep::CheckWafEvents:
    case NextStep::CheckOrigin:
    case NextStep::CheckProxyStatus:
    case NextStep::CheckDenyUrl:
    case NextStep::ProtectHost:
        return {};
    }
    return {};
}

bool saysAll(NextStep step)
{
    switch (step) {
    case NextStep::CheckUrl:
    case NextStep::UseHttps:
    case NextStep::SendWithoutCredentials:
    case NextStep::SendWithToken:
    case NextStep::Diagnose:
    case NextStep::ChangeUserAgent:
    case NextStep::WaitAndRetry:
    case NextStep::DoNotFollowRedirects:
    case NextStep::VerifyJwt:
    case NextStep::LookUpRay:
        return true;
    default:
        return false;
    }
}

QUrl dashboardFor(NextStep step)
{
    switch (step) {
    case NextStep::AddServiceAuthPolicy:
    case NextStep::CheckClientIdAndSecret:
    case NextStep::CheckExpiryInDashboard:
    case NextStep::EnableToken:
    case NextStep::RotateSecret:
    case NextStep::CheckWafEvents:
    case NextStep::CheckProxyStatus:
    case NextStep::CheckDenyUrl:
    case NextStep::ProtectHost:
    case NextStep::LookUpRay:
    case NextStep::AllowPreflight:
    case NextStep::ProtectWorkerByHost:
    case NextStep::StartTunnel:
    case NextStep::CheckOriginCertificate:
    case NextStep::CheckMiddlewareAudience:
    case NextStep::CheckBypassPolicy:
    case NextStep::CheckTeamName:
    case NextStep::CheckApiToken:
    case NextStep::EnableZeroTrust:
    case NextStep::CheckWorkerLogs:
        return QUrl(u"https://dash.cloudflare.com/"_s);
    default:
        return {};
    }
}

QString snippetFor(NextStep step)
{
    switch (step) {
    case NextStep::FillInCredentials:
        return u"npx wrangler secret list"_s;
    case NextStep::UseExactHeaderNames:
    case NextStep::SendHeadersOnUpgrade:
        return u"CF-Access-Client-Id: CLIENT_ID\nCF-Access-Client-Secret: CLIENT_SECRET"_s;
    case NextStep::InspectCertificate:
        return u"openssl s_client -connect HOST:443 -servername HOST </dev/null | openssl x509 -noout "
               "-subject -issuer -dates -ext subjectAltName"_s;
    case NextStep::VerifyAtAccount:
        return u"https://api.cloudflare.com/client/v4/accounts/ACCOUNT_ID/tokens/verify"_s;
    case NextStep::CheckWorkerLogs:
        return u"npx wrangler tail"_s;
    default:
        return {};
    }
}

} // namespace keyturn
