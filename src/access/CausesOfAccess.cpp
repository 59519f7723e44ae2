// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseTable.h"

#include "PageMarks.h"

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

using enum Confidence;

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

// The inventory knows what the answer does not tell (facts 2.6). That nobody refreshed or enabled the token
// elsewhere is not known.
bool isRefusedToken(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    const bool isRefused = answer.isLoginRedirect() || answer.isAccessRefusal();
    return clues.seen.token && clues.credentialsSent && isRefused;
}

Applies tokenExpired(const Clues &clues)
{
    return isRefusedToken(clues) && clues.seen.token->isExpired ? Applies(Likely) : no;
}

Applies tokenDisabled(const Clues &clues)
{
    return isRefusedToken(clues) && clues.seen.token->isDisabled ? Applies(Likely) : no;
}

Applies loginRedirectTokenRecognised(const Clues &clues)
{
    const auto &login = clues.answer->marks.loginRedirect;
    if (!login || login->serviceTokenStatus != true)
        return no;
    // A token that was recognised has been sent, whatever is known of the request.
    return clues.answer->marks.isCloudflare || clues.credentialsSent ? Likely : Possible;
}

// In a legacy organization wrong credentials look the same.
Applies singleHeaderNotRead(const Clues &clues)
{
    const bool isSingle = clues.credentialsSent && clues.seen.style.kind == HeaderStyle::Kind::Single;
    return isSingle && clues.answer->isStoppedByAccess() && clues.isControlSame() ? Applies(Possible) : no;
}

Applies managedOauthTokenInvalid(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (answer.status != 401 || answer.marks.challenge != Challenge::ManagedOauth)
        return no;
    const QByteArray header = http::headerValue(answer.reply.headers, "WWW-Authenticate");
    return header.contains("error=\"invalid_token\"")
            && http::hasHeader(clues.request().headers, "Authorization")
        ? Applies(Likely)
        : no;
}

// Neither the text's status nor its place is known from a real sample (facts 13, 9).
Applies applicationNotFound(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    const bool isThere = answer.marks.isCloudflare || isTeamHost(clues.request().url.host());
    return isThere && answer.status >= 400 && saysNoApplication(answer.reply.body.start) ? Applies(Possible)
                                                                                         : no;
}

Applies hostWithoutApplicationDenied(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (answer.marks.hasBlockPageOfNoApplication && !answer.isMarkedRefusal())
        return Possible;
    const bool isUnknownHost
        = clues.seen.discovery && clues.seen.discovery->problem == DiscoveryProblem::NotOffered;
    return isUnknownHost && answer.marks.hasBlockPage && !answer.isMarkedRefusal() && clues.isControlSame()
        ? Applies(Possible)
        : no;
}

Applies loginRedirectCredentialsIgnored(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!answer.isLoginRedirect() || !clues.credentialsSent)
        return no;
    return answer.marks.loginRedirect || answer.marks.otherRedirect.isEmpty() ? Likely : Possible;
}

Applies loginRedirectNoCredentials(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!answer.isLoginRedirect())
        return no;
    if (answer.marks.loginRedirect)
        return answer.marks.isCloudflare ? Certain : Likely;
    return answer.marks.otherRedirect.isEmpty() ? Likely : Possible;
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
    // Another answer to a wrong secret shows that this one was good.
    const bool isSecretGood = clues.brokenSecret && clues.brokenSecret->isMarkedRefusal()
        && clues.brokenSecret->status == 401 && answer.status == 403;
    if (!answer.isAccessRefusal() || (!isSecretGood && (!clues.isControlStopped() || clues.isControlSame())))
        return no;
    const bool isDocumented = answer.isMarkedRefusal() && answer.marks.isCloudflare;
    const bool isGateThere
        = clues.control && clues.control->marks.loginRedirect && clues.control->marks.isCloudflare;
    if (isDocumented && isGateThere)
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
    const bool hasAccessHeader = !answer.marks.audience.isEmpty() || !answer.marks.domain.isEmpty();
    // Without the address that was asked, any redirect leads elsewhere.
    if (from.isEmpty() && !hasAccessHeader)
        return no;
    if (answer.marks.otherRedirect.isEmpty() || !answer.marks.isCloudflare || answer.hasAuthorization()
        || isWwwOfTheOther(from, answer.marks.otherRedirect.host())
        || imitatesLogin(answer.marks.otherRedirect))
        return no;
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
        {Cause::TokenExpired, "token-expired"_L1, Access, Refused, Likely,
         tokenExpired, {CheckExpiryInDashboard, AddServiceAuthPolicy, CheckClientIdAndSecret, LookUpRay}},
        {Cause::TokenDisabled, "token-disabled"_L1, Access, Refused, Likely,
         tokenDisabled, {EnableToken, AddServiceAuthPolicy, CheckClientIdAndSecret, LookUpRay}},
        {Cause::LoginRedirectTokenRecognised, "login-redirect-token-recognised"_L1, Access, Refused, Likely,
         loginRedirectTokenRecognised, {AddServiceAuthPolicy}},
        {Cause::ManagedOauthTokenInvalid, "managed-oauth-token-invalid"_L1, Access, Refused, Likely,
         managedOauthTokenInvalid, {UseOauthOrHeaders}},
        {Cause::ApplicationNotFound, "application-not-found"_L1, Access, Refused, Possible,
         applicationNotFound, {ProtectHost, CheckUrl, LookUpRay}},
        {Cause::HostWithoutApplicationDenied, "host-without-application-denied"_L1, Access, Refused, Possible,
         hostWithoutApplicationDenied, {ProtectHost, LookUpRay}},
        {Cause::SingleHeaderNotRead, "single-header-not-read"_L1, Access, Refused, Possible,
         singleHeaderNotRead, {CheckHeaderStyle, CheckClientIdAndSecret, AddServiceAuthPolicy}},
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
