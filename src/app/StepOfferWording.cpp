// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "StepOfferWording.h"

#include "NextStepWording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyturn {

using access::NextStep;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(StepOfferWording)
};

} // namespace

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
    return placeFor(step).isEmpty() ? QUrl() : QUrl(u"https://dash.cloudflare.com/"_s);
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
