// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AccessHeaders.h"
#include "Discovery.h"
#include "EdgeReply.h"
#include "Exchange.h"

#include <QList>
#include <QString>

#include <optional>

namespace keyturn::access {

/// Who produced the answer.
enum class Layer { Network, Edge, Waf, Access, Origin };
/// What came of it, seen from that layer.
enum class Outcome { Accepted, Refused, Open, Unreachable, Unknown };
enum class Confidence { Certain, Likely, Possible };

/// Why. One row of the table in Verdict.cpp, one sentence in app/VerdictWording, one test row each.
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
    // edge
    OriginUnreachable, ///< 52x, 530: Cloudflare could not reach the origin.
    RateLimited, ///< 1015.
    EdgeError, ///< Another error of Cloudflare's own, such as 1000 or 1003.
    // waf
    WafBlock, ///< 1010, 1020 and their like.
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
    // origin
    Accepted,
    AcceptedButOriginRefused, ///< Access let it through, the service said no.
    OriginRefused, ///< The service said no, and nothing shows that Access was in the way.
    OpenWithoutToken, ///< The same answer without credentials: nothing guards this.
    NotBehindCloudflare,
    OriginAnswered, ///< An answer without credentials that shows no gate.
    OriginRedirect, ///< The service's own redirect.
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
    TokenExpiredLocally, ///< Keyturn's own inventory says the token expired then
    TokenDisabledLocally,
    OriginMessage, ///< Hono's text
    CredentialsWithheld, ///< a hop crossed to another origin; value is it
    HeaderStyleSingle, ///< the header's name
    AccessChallenge, ///< WWW-Authenticate: Cloudflare-Access
    ControlRefusedByAccess, ///< Access refused the control request, and not in the same way; value is its
                            ///< status
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

/// Everything that was seen, gathered by whoever sent the requests.
struct Observation
{
    const http::Exchange &exchange; ///< The request to be judged.
    const http::Exchange *control = nullptr; ///< The same without credentials, when it was sent.
    const Discovery *discovery = nullptr;
    HeaderStyle style;
    std::optional<TokenKnowledge> token; ///< Null when the request was made without one of ours.
};

/// Says which layer answered, why, how sure that is, what it rests on and what to do (facts 2.6 and 2.7). A
/// verdict that rests on a fact of confidence C or D is never Certain.
[[nodiscard]] Verdict verdictOf(const Observation &seen);

} // namespace keyturn::access
