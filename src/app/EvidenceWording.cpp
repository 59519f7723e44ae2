// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EvidenceWording.h"

#include "Shortened.h"

#include <QCoreApplication>

namespace keyturn {

using access::EvidenceKind;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(EvidenceWording)
};

/// The start of an audience: enough to find it in a list.
QString startOf(const QString &audience)
{
    constexpr qsizetype kept = 12;
    return audience.size() <= 2 * kept ? audience : shortened(audience, kept);
}

} // namespace

QString briefFor(const access::Evidence &evidence)
{
    const QString &value = evidence.value;
    switch (evidence.kind) {
    case EvidenceKind::StatusSeen:
        return Words::tr("answer %1").arg(value);
    case EvidenceKind::LoginRedirectTo:
        return Words::tr("login page of %1").arg(value);
    case EvidenceKind::LoginRedirectNamesApplication:
    case EvidenceKind::AccessAudience:
        return Words::tr("audience %1").arg(startOf(value));
    case EvidenceKind::TokenNotRecognisedHint:
        return Words::tr("an undocumented hint that no valid token was seen");
    case EvidenceKind::TokenRecognisedHint:
        return Words::tr("an undocumented hint that the token was recognised");
    case EvidenceKind::AccessDomain:
        return Words::tr("cf-access-domain %1").arg(value);
    case EvidenceKind::NoAccessHeaders:
        return Words::tr("no header of Access");
    case EvidenceKind::CloudflareRay:
        return Words::tr("Ray ID %1").arg(value);
    case EvidenceKind::NoCloudflareMarks:
        return Words::tr("no mark of Cloudflare");
    case EvidenceKind::CloudflareErrorCode:
        return Words::tr("Cloudflare error %1").arg(value);
    case EvidenceKind::ChallengeHeader:
        return Words::tr("cf-mitigated: challenge");
    case EvidenceKind::ManagedOauthHeader:
        return Words::tr("WWW-Authenticate: %1").arg(value);
    case EvidenceKind::AuthorizationCookieSet:
        return Words::tr("a session (CF_Authorization) was opened");
    case EvidenceKind::BlockPageSeen:
        return Words::tr("Access's block page");
    case EvidenceKind::SameWithoutCredentials:
        return Words::tr("the same without credentials: %1").arg(value);
    case EvidenceKind::DifferentWithoutCredentials:
        return Words::tr("another answer without credentials: %1").arg(value);
    case EvidenceKind::NoControlRequest:
        return Words::tr("no request without credentials to compare");
    case EvidenceKind::DiscoveryNamesApplication:
        return Words::tr("asked directly, Access names the application %1").arg(value);
    case EvidenceKind::DiscoveryNotOffered:
        return Words::tr("asked directly, Access names no application");
    case EvidenceKind::RedirectTo:
        return Words::tr("redirect to %1").arg(value);
    case EvidenceKind::TransportDetail:
        return value.isEmpty() ? Words::tr("no answer") : Words::tr("the network said: %1").arg(value);
    case EvidenceKind::ProgramWords:
        return Words::tr("the program said: %1").arg(value);
    case EvidenceKind::TokenExpiredLocally:
        return value.isEmpty() ? Words::tr("expired by Keyturn's records")
                               : Words::tr("expired at %1 by Keyturn's records").arg(value);
    case EvidenceKind::TokenDisabledLocally:
        return Words::tr("disabled by Keyturn's records");
    case EvidenceKind::OriginMessage:
    case EvidenceKind::ServiceMessage:
        return Words::tr("the service said: %1").arg(value);
    case EvidenceKind::CredentialsWithheld:
        return Words::tr("credentials not carried on to %1").arg(value);
    case EvidenceKind::HeaderStyleSingle:
        return Words::tr("credentials in the single header %1").arg(value);
    case EvidenceKind::AccessChallenge:
        return Words::tr("Access's WWW-Authenticate header");
    case EvidenceKind::ControlRefusedByAccess:
        return Words::tr("stopped by Access without credentials: %1").arg(value);
    case EvidenceKind::BrokenSecretSame:
        return Words::tr("the same with a wrong secret: %1").arg(value);
    case EvidenceKind::BrokenSecretDifferent:
        return Words::tr("another answer with a wrong secret: %1").arg(value);
    case EvidenceKind::XhrSame:
        return Words::tr("the same as XMLHttpRequest: %1").arg(value);
    case EvidenceKind::XhrDifferent:
        return Words::tr("another answer as XMLHttpRequest: %1").arg(value);
    case EvidenceKind::PreflightSeen:
        return Words::tr("a browser's preflight");
    case EvidenceKind::UpgradeSeen:
        return Words::tr("an upgrade to WebSocket");
    case EvidenceKind::SessionSent:
        return Words::tr("a session of Access was sent");
    case EvidenceKind::PresentedWrongly:
        return Words::tr("the request's header %1").arg(value);
    case EvidenceKind::ApiError:
        return Words::tr("error %1 of the Cloudflare API").arg(value);
    case EvidenceKind::ServiceChallenge:
        return Words::tr("asks for credentials of the kind %1").arg(value);
    case EvidenceKind::DiscoveryNotBelieved:
        return Words::tr("asked directly, what names itself as the application could not be verified");
    }
    return {};
}

QString sentenceFor(const access::Evidence &evidence)
{
    const QString &value = evidence.value;
    switch (evidence.kind) {
    case EvidenceKind::StatusSeen:
        return Words::tr("The answer was %1.").arg(value);
    case EvidenceKind::LoginRedirectTo:
        return Words::tr("It redirects to the login page of %1.").arg(value);
    case EvidenceKind::LoginRedirectNamesApplication:
        return Words::tr("The redirect names the application with the audience %1.").arg(value);
    case EvidenceKind::TokenNotRecognisedHint:
        return Words::tr(
            "The redirect says that no valid token was seen. This is undocumented: a hint, no proof.");
    case EvidenceKind::TokenRecognisedHint:
        return Words::tr(
            "The redirect says that the token was recognised. This is undocumented: a hint, no proof.");
    case EvidenceKind::AccessAudience:
        return Words::tr("Access names the application in cf-access-aud: %1.").arg(value);
    case EvidenceKind::AccessDomain:
        return Words::tr("Access names the guarded address in cf-access-domain: %1.").arg(value);
    case EvidenceKind::NoAccessHeaders:
        return Words::tr("The answer has none of the headers that Access adds to its refusals.");
    case EvidenceKind::CloudflareRay:
        return Words::tr("The answer came through Cloudflare, Ray ID %1.").arg(value);
    case EvidenceKind::NoCloudflareMarks:
        return Words::tr("The answer has no mark of Cloudflare: no cf-ray, and another server name.");
    case EvidenceKind::CloudflareErrorCode:
        return Words::tr("The page gives Cloudflare's error code %1.").arg(value);
    case EvidenceKind::ChallengeHeader:
        return Words::tr("The header cf-mitigated says that this is a challenge.");
    case EvidenceKind::ManagedOauthHeader:
        return Words::tr("The answer asks for OAuth: %1.").arg(value);
    case EvidenceKind::AuthorizationCookieSet:
        return Words::tr("Access opened a session: the answer sets the cookie CF_Authorization.");
    case EvidenceKind::BlockPageSeen:
        return Words::tr("The body looks like Access's block page.");
    case EvidenceKind::SameWithoutCredentials:
        return Words::tr("The same request without credentials was answered the same: %1.").arg(value);
    case EvidenceKind::DifferentWithoutCredentials:
        return Words::tr("The same request without credentials was answered differently: %1.").arg(value);
    case EvidenceKind::NoControlRequest:
        return Words::tr("No request without credentials was made to compare with.");
    case EvidenceKind::DiscoveryNamesApplication:
        return Words::tr("Asked directly, Access names the application %1.").arg(value);
    case EvidenceKind::DiscoveryNotOffered:
        return Words::tr("Asked directly, Access names no application here.");
    case EvidenceKind::RedirectTo:
        return Words::tr("It redirects to %1.").arg(value);
    case EvidenceKind::TransportDetail:
        return value.isEmpty() ? Words::tr("No answer came.") : Words::tr("The network said: %1.").arg(value);
    case EvidenceKind::ProgramWords:
        return Words::tr("The program said: %1.").arg(value);
    case EvidenceKind::TokenExpiredLocally:
        return value.isEmpty() ? Words::tr("Keyturn's records say that the token has expired.")
                               : Words::tr("Keyturn's records say that the token expired at %1.").arg(value);
    case EvidenceKind::TokenDisabledLocally:
        return Words::tr("Keyturn's records say that the token is disabled.");
    case EvidenceKind::OriginMessage:
        return Words::tr("The service's middleware said: %1.").arg(value);
    case EvidenceKind::CredentialsWithheld:
        return Words::tr("The credentials were not carried on to %1, which is another origin.").arg(value);
    case EvidenceKind::HeaderStyleSingle:
        return Words::tr("The credentials were sent in the single header %1.").arg(value);
    case EvidenceKind::AccessChallenge:
        return Words::tr("The answer carries Access's own WWW-Authenticate header.");
    case EvidenceKind::ControlRefusedByAccess:
        return Words::tr("Access stopped the same request without credentials: %1.").arg(value);
    case EvidenceKind::BrokenSecretSame:
        return Words::tr("With a deliberately wrong secret the answer had the same status: %1.").arg(value);
    case EvidenceKind::BrokenSecretDifferent:
        return Words::tr("With a deliberately wrong secret the answer was another: %1.").arg(value);
    case EvidenceKind::XhrSame:
        return Words::tr("As XMLHttpRequest, without credentials, the answer had the same status: %1.")
            .arg(value);
    case EvidenceKind::XhrDifferent:
        return Words::tr("As XMLHttpRequest, without credentials, the answer was another: %1.").arg(value);
    case EvidenceKind::PreflightSeen:
        return Words::tr("The request is the preflight that a browser sends by itself.");
    case EvidenceKind::UpgradeSeen:
        return Words::tr("The request asked for an upgrade to WebSocket.");
    case EvidenceKind::SessionSent:
        return Words::tr("The request carried a session of Access.");
    case EvidenceKind::PresentedWrongly:
        return Words::tr("It is about this header of the request: %1.").arg(value);
    case EvidenceKind::ApiError:
        return Words::tr("The Cloudflare API gives the error code %1.").arg(value);
    case EvidenceKind::ServiceChallenge:
        return Words::tr("The answer asks for credentials of the kind %1.").arg(value);
    case EvidenceKind::ServiceMessage:
        return Words::tr("The service said: %1.").arg(value);
    case EvidenceKind::DiscoveryNotBelieved:
        return Words::tr(
            "Asked directly, the answer about the application could not be believed, so it was not used.");
    }
    return {};
}

} // namespace keyturn
