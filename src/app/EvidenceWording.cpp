// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EvidenceWording.h"

#include <QCoreApplication>

namespace keyturn {

using access::EvidenceKind;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(EvidenceWording)
};

} // namespace

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
