// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseTable.h"

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

using enum Confidence;
using Applies = std::optional<Match>;

constexpr std::nullopt_t no = std::nullopt;

// The surest of a row whose evidence may be Access's headers, or only a page that can be customised.
Confidence byMarks(const Sight &answer)
{
    const bool isMarked = answer.isMarkedRefusal() || answer.marks.challenge == Challenge::CloudflareAccess;
    return isMarked ? Likely : Possible;
}

Applies loginPageFollowed(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!answer.marks.isLoginPage)
        return no;
    if (clues.cameByLoginRedirect())
        return Certain;
    return isTeamHost(clues.seen.exchange.request.url.host()) || !answer.marks.domain.isEmpty() ? Likely
                                                                                                : Possible;
}

Applies loginRedirectCredentialsIgnored(const Clues &clues)
{
    return clues.answer->isLoginRedirect() && clues.credentialsSent ? Applies(Likely) : no;
}

Applies loginRedirectNoCredentials(const Clues &clues)
{
    if (!clues.answer->isLoginRedirect())
        return no;
    return clues.answer->marks.loginRedirect ? Certain : Likely;
}

Applies managedOauthChallenge(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (answer.status != 401 || answer.marks.challenge != Challenge::ManagedOauth)
        return no;
    return Likely;
}

Applies credentialsMissing(const Clues &clues)
{
    if (!clues.answer->isAccessRefusal() || clues.credentialsSent)
        return no;
    return byMarks(*clues.answer);
}

// Without a control request a 401 may also come from service_auth_401_redirect: both are about credentials
// that were not accepted, so this is the better guess.
Applies cannotAuthenticate(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!answer.isAccessRefusal() || answer.status != 401 || clues.isControlSame())
        return no;
    return byMarks(answer);
}

Applies serviceAuth401(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!answer.isAccessRefusal() || answer.status != 401)
        return no;
    return byMarks(answer);
}

// A legacy organization would have sent these credentials to the login page as well (facts 2.6).
Applies notAuthorised(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!answer.isAccessRefusal() || !clues.isControlStopped() || clues.isControlSame())
        return no;
    const bool isDocumented = answer.isMarkedRefusal() && answer.marks.isCloudflare;
    if (isDocumented && clues.control->marks.loginRedirect)
        return Certain;
    return byMarks(answer);
}

Applies serviceAuthOnlyRefused(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!answer.isAccessRefusal())
        return no;
    return clues.isControlSame() ? byMarks(answer) : Possible;
}

bool isWwwOfTheOther(const QString &a, const QString &b)
{
    return a == u"www."_s + b || b == u"www."_s + a;
}

// Facts 2.7, S19: it may as well be the service's own redirect.
Applies customDenyRedirect(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    const QString from = clues.seen.exchange.request.url.host();
    if (answer.marks.otherRedirect.isEmpty() || !answer.marks.isCloudflare || answer.hasAuthorization()
        || isWwwOfTheOther(from, answer.marks.otherRedirect.host()))
        return no;
    const bool hasAccessHeader = !answer.marks.audience.isEmpty() || !answer.marks.domain.isEmpty();
    const bool isForEveryone = clues.isControlSame() || !clues.credentialsSent;
    return hasAccessHeader || (clues.hasApplication() && isForEveryone) ? Likely : Possible;
}

} // namespace

std::vector<CauseRow> causesOfAccess()
{
    using enum Layer;
    using enum NextStep;
    using enum Outcome;

    // clang-format off
    return {
        {Cause::LoginPageFollowed, "login-page-followed"_L1, Access, Refused, Certain,
         loginPageFollowed, {DoNotFollowRedirects, AddServiceAuthPolicy, CheckClientIdAndSecret}},
        {Cause::LoginRedirectCredentialsIgnored, "login-redirect-credentials-ignored"_L1, Access, Refused, Likely,
         loginRedirectCredentialsIgnored, {AddServiceAuthPolicy, CheckClientIdAndSecret, CheckExpiryInDashboard, RotateSecret}},
        {Cause::LoginRedirectNoCredentials, "login-redirect-no-credentials"_L1, Access, Refused, Certain,
         loginRedirectNoCredentials, {SendWithToken}},
        {Cause::ManagedOauthChallenge, "managed-oauth-challenge"_L1, Access, Refused, Likely,
         managedOauthChallenge, {UseOauthOrHeaders, AddServiceAuthPolicy, CheckClientIdAndSecret}},
        {Cause::CredentialsMissing, "credentials-missing"_L1, Access, Refused, Likely,
         credentialsMissing, {SendWithToken}},
        {Cause::CannotAuthenticate, "cannot-authenticate"_L1, Access, Refused, Likely,
         cannotAuthenticate, {CheckClientIdAndSecret, CheckExpiryInDashboard, EnableToken, RotateSecret, LookUpRay}},
        {Cause::ServiceAuth401, "service-auth-401"_L1, Access, Refused, Likely,
         serviceAuth401, {CheckClientIdAndSecret, CheckExpiryInDashboard, AddServiceAuthPolicy, EnableToken, LookUpRay}},
        {Cause::NotAuthorised, "not-authorised"_L1, Access, Refused, Certain,
         notAuthorised, {AddServiceAuthPolicy, LookUpRay}},
        {Cause::ServiceAuthOnlyRefused, "service-auth-only-refused"_L1, Access, Refused, Likely,
         serviceAuthOnlyRefused, {CheckClientIdAndSecret, CheckExpiryInDashboard, AddServiceAuthPolicy, LookUpRay}},
        {Cause::CustomDenyRedirect, "custom-deny-redirect"_L1, Access, Refused, Likely,
         customDenyRedirect, {CheckDenyUrl, AddServiceAuthPolicy, CheckClientIdAndSecret}},
    };
    // clang-format on
}

} // namespace keyturn::access
