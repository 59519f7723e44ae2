// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AccessHeaders.h"
#include "Discovery.h"
#include "EdgeReply.h"
#include "Exchange.h"
#include "Presented.h"

#include <QList>
#include <QString>

#include <optional>

namespace keyturn::access {

/// Who produced the answer.
enum class Layer { Network, Edge, Waf, Access, Origin };
/// What came of it, seen from that layer.
enum class Outcome { Accepted, Refused, Open, Unreachable, Unknown };
enum class Confidence { Certain, Likely, Possible };

/// Why. One row in the Causes*.cpp tables, one entry in app/CauseWording*, one test row each.
enum class Cause {
    // network
    HostNotFound,
    ConnectionRefused,
    ConnectionLost,
    NetworkUnreachable,
    TlsFailed,
    TimedOut,
    AnswerTooLarge,
    NotHttp,
    NetworkFailed, ///< The engine gave up for a reason that has no name here.
    ProxyWantsLogin, ///< 407.
    CaptivePortal, ///< 511.
    HeaderNotSendable, ///< A program would not send the value of a header: a line break, or worse, is in it.
    RedirectLoop, ///< A program followed redirects until it gave up.
    CorsBlocked, ///< A browser kept the answer from the page.
    UnexpectedPage, ///< A program found something else than the data it wanted, and no status is told.
    NoApplicationFound, ///< cloudflared was told of no application.
    WebSocketBadHandshake, ///< cloudflared's words for every upgrade that was not answered with 101.
    // edge
    OriginUnreachable, ///< 52x, 530: Cloudflare could not reach the origin.
    TunnelDown, ///< 1033.
    OriginNameNotResolved, ///< 1016.
    OriginTlsFailed, ///< 525, 526.
    OriginTimedOut, ///< 522, 524.
    OriginConnectionRefused, ///< 521.
    BadGateway, ///< Cloudflare's own 502 or 504.
    DirectIpAccess, ///< 1003.
    HostMisconfigured, ///< 1000 to 1002, 1004, 1014, 1018: the host's DNS or zone.
    HttpsRequired, ///< The same URL, with https.
    SessionCookieBesideCredentials, ///< 400 to credentials that travel with a CF_Authorization cookie.
    HeadersTooLarge, ///< 431, or a 400 that says so.
    RateLimited, ///< 1015.
    EdgeError, ///< Another error of Cloudflare's own, such as 1000 or 1003.
    // waf
    WafBlock, ///< 1010, 1020 and their like.
    ClientSignatureBlocked, ///< 1010: the User-Agent.
    CountryBlocked, ///< 1009.
    AddressBlocked, ///< 1005 to 1008.
    WafChallenge,
    // access
    LoginRedirectCredentialsIgnored, ///< 302 to the login page although credentials were sent (legacy).
    LoginRedirectNoCredentials, ///< The same without: the gate is there.
    LoginPageFollowed, ///< 200 with the login page.
    CannotAuthenticate, ///< 401 that credentials get: unknown id, wrong secret, expired or disabled.
    NotAuthorised, ///< 403, strict: valid, but no Service Auth policy matches.
    ServiceAuthOnlyRefused, ///< 403, legacy application that has only Service Auth policies.
    ServiceAuth401, ///< 401 with credentials and without: service_auth_401_redirect, strict mode or legacy.
    CredentialsMissing, ///< 401 or 403 by Access to a request without credentials.
    CustomDenyRedirect, ///< 3xx to an unrelated host, likely the application's custom deny URL.
    ManagedOauthChallenge,
    ManagedOauthTokenInvalid, ///< The same, and the bearer token that was sent is not good.
    LoginRedirectTokenRecognised, ///< 302 whose `meta` says that the token was recognised.
    TokenExpired, ///< Refused, and the inventory knows why.
    TokenDisabled,
    CredentialsNotFilledIn, ///< Empty, or a variable that nobody replaced.
    CredentialsIncomplete, ///< One header of the two.
    CredentialsDuplicated,
    BothHeaderStyles,
    CredentialsSwapped,
    ApiTokenInsteadOfServiceToken,
    CredentialsWithLineBreak,
    CredentialsQuoted,
    CredentialsInAuthorization, ///< Where Access reads none.
    CredentialsMalformed, ///< A header name or a whole header line where the value belongs.
    HeaderNameMisspelt,
    SingleHeaderMalformed, ///< JSON with other keys than the two.
    SingleHeaderNotRead, ///< Answered like a request without credentials.
    SessionNotAccepted, ///< A session alone, where credentials are wanted.
    XhrUnauthenticated, ///< 401 to XMLHttpRequest where others are redirected.
    PreflightRefused, ///< 403 to the OPTIONS that a browser sends by itself.
    WebSocketOfWorkerApplication, ///< 403 to an upgrade, without a mark and without a body.
    WebSocketRefused, ///< An upgrade that Access stopped.
    PortStripped, ///< 3xx to the same URL without its port.
    ApplicationNotFound, ///< "Unable to find your Access application".
    HostWithoutApplicationDenied, ///< deny_unmatched_requests.
    CredentialsLostOnRedirect,
    // origin
    Accepted,
    AcceptedButOriginRefused, ///< Access let it through, the service said no.
    OriginRefused, ///< The service said no, and nothing shows that Access was in the way.
    OpenWithoutToken, ///< The same answer without credentials: nothing guards this.
    NotBehindCloudflare,
    OriginAnswered, ///< An answer without credentials that shows no gate.
    OriginRedirect, ///< The service's own redirect.
    LoginLookAlike, ///< A redirect that imitates the login page.
    Bypassed, ///< Open although an application is there.
    SecretNotChecked, ///< A deliberately wrong secret was let in as well.
    MiddlewareNoAssertion, ///< The middleware at the origin got no JWT.
    MiddlewareWrongTeam,
    MiddlewareWrongAudience,
    MiddlewareTokenOutOfTime,
    MiddlewareTokenInvalid,
    OriginWantsIdentity, ///< It asks the JWT for an email or a sub.
    OriginAsksForLogin, ///< WWW-Authenticate of the service's own.
    WorkerOauthChallenge, ///< A Worker's own OAuth, which looks much like Access's.
    OriginRateLimited, ///< 429 that is not Cloudflare's 1015.
    WorkerFailed, ///< 1101, 1102.
    HtmlWhereJsonExpected,
    TeamNotFound, ///< The certs of a team that does not exist.
    ServiceTokenSentToApi,
    AccountTokenAtUserVerify,
    ApiTokenMalformed, ///< 6003, 6111.
    ApiTokenRefused, ///< 1000, 9109, 10000.
    ZeroTrustNotEnabled, ///< access.api.error.not_enabled.
    // none
    Undetermined,
};
[[nodiscard]] QList<Cause> allCauses(); ///< In the order in which they are tried.
[[nodiscard]] QString idOf(Cause cause); ///< Stable, kebab case; never changes once released.
[[nodiscard]] QString idOf(Layer layer);
[[nodiscard]] QString idOf(Outcome outcome);
[[nodiscard]] QString idOf(Confidence confidence);

/// One thing that was seen. The words for it are in app/VerdictWording; `value` is the part that varies.
enum class EvidenceKind {
    StatusSeen, ///< "302 Found"
    LoginRedirectTo, ///< team host
    LoginRedirectNamesApplication, ///< AUD
    TokenNotRecognisedHint, ///< meta said service_token_status false (C/D: a hint)
    TokenRecognisedHint,
    AccessAudience, ///< cf-access-aud
    AccessDomain, ///< cf-access-domain
    NoAccessHeaders,
    CloudflareRay, ///< ray id
    NoCloudflareMarks,
    CloudflareErrorCode, ///< number
    ChallengeHeader,
    ManagedOauthHeader, ///< the WWW-Authenticate value
    AuthorizationCookieSet,
    BlockPageSeen,
    SameWithoutCredentials, ///< the control request got the same status
    DifferentWithoutCredentials, ///< the control request got another; value is its status
    NoControlRequest,
    DiscoveryNamesApplication, ///< application host
    DiscoveryNotOffered,
    RedirectTo, ///< URL without query
    TransportDetail, ///< the engine's words
    ProgramWords, ///< what a program said in place of an answer
    TokenExpiredLocally, ///< Keyturn's own inventory says the token expired then
    TokenDisabledLocally,
    OriginMessage, ///< Hono's text
    CredentialsWithheld, ///< a hop crossed to another origin; value is it
    HeaderStyleSingle, ///< the header's name
    AccessChallenge, ///< WWW-Authenticate: Cloudflare-Access
    ControlRefusedByAccess, ///< Access refused the control request, and not in the same way; value is its
                            ///< status
    BrokenSecretSame, ///< A wrong secret got the same answer; value is its status
    BrokenSecretDifferent,
    XhrSame, ///< As XMLHttpRequest it got the same answer; value is its status
    XhrDifferent,
    PreflightSeen,
    UpgradeSeen,
    SessionSent, ///< The request carried a CF_Authorization cookie or a cf-access-token
    PresentedWrongly, ///< What is wrong with the credentials as they were written: see Presented
    ApiError, ///< code of the Cloudflare API
    ServiceChallenge, ///< The scheme of the service's own WWW-Authenticate
    ServiceMessage, ///< What the service said about the identity it misses
    DiscoveryNotBelieved, ///< Its JWT is not what it should be, or not signed by the team
};

struct Evidence
{
    EvidenceKind kind;
    QString value;

    bool operator==(const Evidence &) const = default;
};

/// What to do next, most useful first. The words, the dashboard paths and the buttons are in app and gui.
enum class NextStep {
    CheckUrl,
    CheckNetwork,
    InspectCertificate,
    AddServiceAuthPolicy,
    CheckClientIdAndSecret,
    CheckExpiryInDashboard,
    EnableToken,
    RotateSecret,
    SendWithoutCredentials,
    SendWithToken,
    Diagnose,
    CheckWafEvents,
    ChangeUserAgent,
    WaitAndRetry,
    CheckOrigin,
    CheckOriginWantsEmail,
    CheckProxyStatus,
    CheckDenyUrl,
    UseOauthOrHeaders,
    DoNotFollowRedirects,
    VerifyJwt,
    ProtectHost,
    LookUpRay,
    CheckHeaderStyle, ///< The application must be set to read the single header (facts 2.2).
    FillInCredentials,
    CleanValues, ///< Take quotes and line breaks off.
    SendBothHeaders,
    SendOneStyle,
    UseExactHeaderNames,
    RemoveCookies,
    SendHeadersEachTime,
    AllowPreflight,
    SendHeadersOnUpgrade,
    ProtectWorkerByHost,
    UseUrlWithoutPort,
    UseHttps,
    StartTunnel,
    CheckOriginCertificate,
    CheckMiddlewareTeam,
    CheckMiddlewareAudience,
    CheckClocks,
    CheckBypassPolicy,
    CheckTeamName,
    CheckApiToken,
    VerifyAtAccount,
    EnableZeroTrust,
    LogInToProxy,
    CheckWorkerLogs,
    DistrustAddress,
};

enum class OrganizationMode { Unknown, Legacy, Strict };

struct Verdict
{
    std::optional<Layer> layer;
    Outcome outcome = Outcome::Unknown;
    Cause cause = Cause::Undetermined;
    Confidence confidence = Confidence::Possible;
    OrganizationMode mode = OrganizationMode::Unknown; ///< Inferred, where the answer tells.
    QList<Evidence> evidence;
    QList<NextStep> nextSteps;
};

/// What Keyturn's own inventory knows of the token that was used.
struct TokenKnowledge
{
    bool isExpired = false;
    bool isDisabled = false;
    QString expiredAt; ///< RFC 3339, with isExpired.
};

/// What a program said in place of an answer.
enum class Complaint { HeaderNotSendable, RedirectLoop, CorsBlocked, UnexpectedPage, NoApplicationFound };

/// Everything that was seen, gathered by whoever sent the requests.
struct Observation
{
    const http::Exchange &exchange; ///< The request to be judged.
    const http::Exchange *control = nullptr; ///< The same without credentials, when it was sent.
    const Discovery *discovery = nullptr;
    HeaderStyle style;
    std::optional<TokenKnowledge> token; ///< Null when the request was made without one of ours.
    const http::Exchange *brokenSecret = nullptr; ///< The same with a deliberately wrong secret.
    const http::Exchange *asXhr = nullptr; ///< The control request as XMLHttpRequest.
    std::optional<Presented> presented = std::nullopt; ///< Null: read it from the request's headers, which
                                                       ///< may have been redacted.
    std::optional<Complaint> complaint = std::nullopt; ///< With an exchange that has no answer.
};

/// Says which layer answered, why, how sure that is, what it rests on and what to do (facts 2.6 and 2.7). A
/// verdict that rests on a fact of confidence C or D is never Certain.
[[nodiscard]] Verdict verdictOf(const Observation &seen);

} // namespace keyturn::access
