// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NextStepWording.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn {

using access::NextStep;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(NextStepWording)
};

/// One step in words that are not translated yet.
struct StepWords
{
    NextStep step;
    const char *what; ///< A whole sentence.
    const char *place; ///< In the dashboard, as it is today (facts 9); null for what happens elsewhere.
    const char *more; ///< What else there is to know; null: nothing.
};

constexpr auto tokenPage = "Zero Trust > Access controls > Service credentials > Service Tokens";
constexpr auto applicationsPage = "Zero Trust > Access controls > Applications";
constexpr auto applicationPage = "Zero Trust > Access controls > Applications > the application";
constexpr auto policiesPage = "Zero Trust > Access controls > Applications > the application > Policies";

constexpr std::array stepWords{
    StepWords{
        NextStep::CheckUrl,
        QT_TRANSLATE_NOOP("NextStepWording", "Check the URL: scheme, host, port and path."), nullptr,
        nullptr},
    StepWords{
        NextStep::CheckNetwork,
        QT_TRANSLATE_NOOP(
            "NextStepWording", "Check that this machine is online, and its proxy, VPN and firewall."),
        nullptr, nullptr},
    StepWords{
        NextStep::InspectCertificate,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Look at the server's certificate: is it for this host, in date, and from an issuer this "
            "machine trusts?"),
        nullptr, nullptr},
    StepWords{
        NextStep::AddServiceAuthPolicy,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Give the application a policy with the action Service Auth that includes this token."),
        policiesPage, QT_TRANSLATE_NOOP("NextStepWording", "An Allow policy does not admit a token.")},
    StepWords{
        NextStep::CheckClientIdAndSecret, QT_TRANSLATE_NOOP("NextStepWording", "Check the Client ID."),
        tokenPage,
        QT_TRANSLATE_NOOP("NextStepWording", "The secret is not shown there: if in doubt, rotate it.")},
    StepWords{
        NextStep::CheckExpiryInDashboard, QT_TRANSLATE_NOOP("NextStepWording", "See when the token expires."),
        tokenPage,
        QT_TRANSLATE_NOOP("NextStepWording", "Refresh adds a year and keeps the Client ID and the secret.")},
    StepWords{
        NextStep::EnableToken, QT_TRANSLATE_NOOP("NextStepWording", "See whether the token is enabled."),
        tokenPage, nullptr},
    StepWords{
        NextStep::RotateSecret, QT_TRANSLATE_NOOP("NextStepWording", "Rotate the secret."), tokenPage,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "The Client ID and the policies stay as they are. Then enter the new secret in Keyturn.")},
    StepWords{
        NextStep::SendWithoutCredentials,
        QT_TRANSLATE_NOOP(
            "NextStepWording", "Send the same request without credentials and compare the answers."),
        nullptr, nullptr},
    StepWords{
        NextStep::SendWithToken,
        QT_TRANSLATE_NOOP("NextStepWording", "Choose a token and send the request with it."), nullptr,
        nullptr},
    StepWords{
        NextStep::Diagnose,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Diagnose: Keyturn asks Access about the application, sends the request with and without "
            "credentials, and compares."),
        nullptr, nullptr},
    StepWords{
        NextStep::CheckWafEvents, QT_TRANSLATE_NOOP("NextStepWording", "Look for the request in the events."),
        "the domain > Security > Events",
        QT_TRANSLATE_NOOP("NextStepWording", "Let a skip rule cover this client where it is meant to pass.")},
    StepWords{
        NextStep::ChangeUserAgent,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Send another User-Agent: the default one of a script library is often blocked."),
        nullptr, nullptr},
    StepWords{
        NextStep::WaitAndRetry, QT_TRANSLATE_NOOP("NextStepWording", "Wait a little, then send it again."),
        nullptr, nullptr},
    StepWords{
        NextStep::CheckOrigin,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Look at the service itself: its logs, its own authentication, and whether it runs."),
        nullptr, nullptr},
    StepWords{
        NextStep::CheckOriginWantsEmail,
        QT_TRANSLATE_NOOP("NextStepWording", "See whether the service asks the JWT for an email or a sub."),
        nullptr,
        QT_TRANSLATE_NOOP(
            "NextStepWording", "A service token has neither: its common_name is the Client ID.")},
    StepWords{
        NextStep::CheckProxyStatus,
        QT_TRANSLATE_NOOP("NextStepWording", "See whether the DNS record of this host is proxied."),
        "the domain > DNS > Records", nullptr},
    StepWords{
        NextStep::CheckDenyUrl,
        QT_TRANSLATE_NOOP("NextStepWording", "Compare the address with the application's custom block page."),
        applicationPage, nullptr},
    StepWords{
        NextStep::UseOauthOrHeaders,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Send the token's two headers, or get an OAuth token from the address in the answer."),
        nullptr, nullptr},
    StepWords{
        NextStep::DoNotFollowRedirects,
        QT_TRANSLATE_NOOP(
            "NextStepWording", "Do not follow redirects: the redirect itself is the answer to judge."),
        nullptr, nullptr},
    StepWords{
        NextStep::VerifyJwt,
        QT_TRANSLATE_NOOP("NextStepWording", "Verify the JWT of the answer, if there is one."), nullptr,
        nullptr},
    StepWords{
        NextStep::ProtectHost,
        QT_TRANSLATE_NOOP("NextStepWording", "If this should be guarded, put an application over it."),
        applicationsPage,
        QT_TRANSLATE_NOOP(
            "NextStepWording", "If there is one, look for a Bypass policy or a more specific path.")},
    StepWords{
        NextStep::LookUpRay, QT_TRANSLATE_NOOP("NextStepWording", "Look the Ray ID up."),
        "the domain > Security > Events",
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "In a strict organization also Zero Trust > Insights > Logs > Access authentication logs.")},
    StepWords{
        NextStep::CheckHeaderStyle,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "See whether the application reads this single header (read_service_tokens_from_header, set "
            "through the API), or send the two headers instead."),
        nullptr, nullptr},
    StepWords{
        NextStep::FillInCredentials,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "See whether the two values are set where the program runs, for this environment: for a Worker, "
            "npx wrangler secret list; for a job, the secrets of its environment."),
        nullptr, nullptr},
    StepWords{
        NextStep::CleanValues,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Take quotes, blanks and line breaks off both values where they are kept; echo writes a line "
            "break behind a value, printf does not."),
        nullptr, nullptr},
    StepWords{
        NextStep::SendBothHeaders,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Send both headers with every request: CF-Access-Client-Id and CF-Access-Client-Secret."),
        nullptr, nullptr},
    StepWords{
        NextStep::SendOneStyle,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Send the credentials once and in one style only, and see whether a proxy or a library adds "
            "them as well."),
        nullptr, nullptr},
    StepWords{
        NextStep::UseExactHeaderNames,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Spell the two headers exactly so, with the right value each: CF-Access-Client-Id and "
            "CF-Access-Client-Secret."),
        nullptr, nullptr},
    StepWords{
        NextStep::RemoveCookies,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Send the two headers without any cookie, and turn the cookie jar of the client off."),
        nullptr, nullptr},
    StepWords{
        NextStep::SendHeadersEachTime,
        QT_TRANSLATE_NOOP(
            "NextStepWording", "Send the two headers with every request and leave the session away."),
        nullptr, nullptr},
    StepWords{
        NextStep::AllowPreflight,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Let the application answer the preflight, or let it bypass OPTIONS to the service."),
        "Zero Trust > Access controls > Applications > the application > Advanced settings > CORS settings",
        nullptr},
    StepWords{
        NextStep::SendHeadersOnUpgrade,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Put the two headers on the upgrade request itself; a client that cannot do so needs a program "
            "in front of it that can."),
        nullptr, nullptr},
    StepWords{
        NextStep::ProtectWorkerByHost,
        QT_TRANSLATE_NOOP("NextStepWording", "Guard the Worker by an application for its host name."),
        applicationsPage, nullptr},
    StepWords{
        NextStep::UseUrlWithoutPort,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Use the URL without its port, and let the service listen behind Cloudflare on the standard "
            "one."),
        nullptr, nullptr},
    StepWords{
        NextStep::UseHttps, QT_TRANSLATE_NOOP("NextStepWording", "Use the same URL with https."), nullptr,
        nullptr},
    StepWords{
        NextStep::StartTunnel,
        QT_TRANSLATE_NOOP("NextStepWording", "See whether cloudflared runs, and the state of its tunnel."),
        "Zero Trust > Networks", nullptr},
    StepWords{
        NextStep::CheckOriginCertificate,
        QT_TRANSLATE_NOOP("NextStepWording", "See whether the service's certificate fits the mode."),
        "the domain > SSL/TLS", nullptr},
    StepWords{
        NextStep::CheckMiddlewareTeam,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Compare the team name in the settings of the service with the one that Keyturn found here."),
        nullptr, nullptr},
    StepWords{
        NextStep::CheckMiddlewareAudience,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Compare the audience in the settings of the service with the AUD tag of the application."),
        applicationPage, nullptr},
    StepWords{
        NextStep::CheckClocks,
        QT_TRANSLATE_NOOP("NextStepWording", "Check the clock of the machine on which the service runs."),
        nullptr, nullptr},
    StepWords{
        NextStep::CheckBypassPolicy,
        QT_TRANSLATE_NOOP("NextStepWording", "Look for a Bypass policy or a public path."), policiesPage,
        nullptr},
    StepWords{
        NextStep::CheckTeamName, QT_TRANSLATE_NOOP("NextStepWording", "Check the team name."),
        "Zero Trust > Settings", nullptr},
    StepWords{
        NextStep::CheckApiToken,
        QT_TRANSLATE_NOOP("NextStepWording", "Check the API token and its permissions."),
        "My Profile > API Tokens", QT_TRANSLATE_NOOP("NextStepWording", "A service token is another thing.")},
    StepWords{
        NextStep::VerifyAtAccount,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Verify a token that belongs to an account at its own address: "
            "/accounts/ACCOUNT_ID/tokens/verify."),
        nullptr, nullptr},
    StepWords{
        NextStep::EnableZeroTrust,
        QT_TRANSLATE_NOOP("NextStepWording", "Open Zero Trust once and finish its setup."), "Zero Trust",
        nullptr},
    StepWords{
        NextStep::LogInToProxy,
        QT_TRANSLATE_NOOP(
            "NextStepWording",
            "Log in to the proxy, or enter its user name and password in the system's settings."),
        nullptr, nullptr},
    StepWords{
        NextStep::CheckWorkerLogs,
        QT_TRANSLATE_NOOP(
            "NextStepWording", "Look at the Worker's logs, in the dashboard or with npx wrangler tail."),
        "Workers & Pages > the Worker > Logs", nullptr},
    StepWords{
        NextStep::DistrustAddress,
        QT_TRANSLATE_NOOP("NextStepWording", "Do not open that address, and find out who set the redirect."),
        nullptr, nullptr},
};

const StepWords &wordsOf(NextStep step)
{
    const auto isIt = [step](const StepWords &words) { return words.step == step; };
    return *std::find_if(stepWords.begin(), stepWords.end(), isIt);
}

} // namespace

QString sentenceFor(NextStep step)
{
    const auto &words = wordsOf(step);
    auto sentence = Words::tr(words.what);
    if (words.place)
        sentence = sentence.chopped(1) + u": "_s + placeFor(step) + u'.';
    if (words.more)
        sentence += u' ' + Words::tr(words.more);
    return sentence;
}

QString actionFor(NextStep step)
{
    return Words::tr(wordsOf(step).what);
}

QString placeFor(NextStep step)
{
    const auto &words = wordsOf(step);
    return words.place ? u"dash.cloudflare.com > "_s + QString::fromLatin1(words.place) : QString();
}

QString hintFor(NextStep step)
{
    const auto &words = wordsOf(step);
    return words.more ? Words::tr(words.more) : QString();
}

} // namespace keyturn
