// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "GuidedCheck.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

using access::Cause;
using access::NextStep;
using Ask = GuideQuestion;
using Reply = GuideReply;
using End = GuideConclusion;

/// One branch of the three trees.
struct Branch
{
    Guide guide;
    GuideQuestion question;
    GuideReply reply;
    GuideTurn next;
};

const std::vector<Branch> &branches()
{
    using enum Guide;
    // clang-format off
    static const std::vector<Branch> all{
        {Unauthorized, Ask::Diagnose, Reply::Works, End::WorksNow},
        {Unauthorized, Ask::Diagnose, Reply::NotReached, End::NotReached},
        {Unauthorized, Ask::Diagnose, Reply::StoppedBefore, End::NotAccess},
        {Unauthorized, Ask::Diagnose, Reply::FromService, End::ServiceRefuses},
        {Unauthorized, Ask::Diagnose, Reply::RequestAtFault, End::FixRequest},
        {Unauthorized, Ask::Diagnose, Reply::TokenEnded, End::TokenNotInForce},
        {Unauthorized, Ask::Diagnose, Reply::NotInAnyPolicy, End::AddPolicy},
        {Unauthorized, Ask::Diagnose, Reply::NotGuarded, End::NothingGuards},
        {Unauthorized, Ask::Diagnose, Reply::RefusedByAccess, Ask::HeadersExact},
        {Unauthorized, Ask::Diagnose, Reply::OnlyGate, Ask::HeadersExact},
        {Unauthorized, Ask::Diagnose, Reply::Unclear, Ask::HeadersExact},
        {Unauthorized, Ask::HeadersExact, Reply::No, End::UseExactNames},
        {Unauthorized, Ask::HeadersExact, Reply::Yes, Ask::TokenListed},
        {Unauthorized, Ask::TokenListed, Reply::No, End::TokenGone},
        {Unauthorized, Ask::TokenListed, Reply::Yes, Ask::TokenInForce},
        {Unauthorized, Ask::TokenInForce, Reply::No, End::TokenNotInForce},
        {Unauthorized, Ask::TokenInForce, Reply::Yes, Ask::PolicyIsServiceAuth},
        {Unauthorized, Ask::PolicyIsServiceAuth, Reply::No, End::AddPolicy},
        {Unauthorized, Ask::PolicyIsServiceAuth, Reply::Yes, End::SecretWrong},

        {NotInPolicyList, Ask::TokenListedForPolicy, Reply::No, End::CreateToken},
        {NotInPolicyList, Ask::TokenListedForPolicy, Reply::Yes, Ask::ActionIsServiceAuth},
        {NotInPolicyList, Ask::ActionIsServiceAuth, Reply::No, End::ChangeAction},
        {NotInPolicyList, Ask::ActionIsServiceAuth, Reply::Yes, Ask::SelectorIsServiceToken},
        {NotInPolicyList, Ask::SelectorIsServiceToken, Reply::No, End::ChooseSelector},
        {NotInPolicyList, Ask::SelectorIsServiceToken, Reply::Yes, Ask::SeesAllTokens},
        {NotInPolicyList, Ask::SeesAllTokens, Reply::No, End::AskAdministrator},
        {NotInPolicyList, Ask::SeesAllTokens, Reply::Yes, End::ReloadPage},

        // What is open or unclear here may well be an origin without Access in front of it.
        {WorksLocallyOnly, Ask::DiagnoseHere, Reply::Works, Ask::SecretsSet},
        {WorksLocallyOnly, Ask::DiagnoseHere, Reply::NotGuarded, Ask::SecretsSet},
        {WorksLocallyOnly, Ask::DiagnoseHere, Reply::Unclear, Ask::SecretsSet},
        {WorksLocallyOnly, Ask::DiagnoseHere, Reply::OnlyGate, Ask::SecretsSet},
        {WorksLocallyOnly, Ask::DiagnoseHere, Reply::NotReached, End::FailsHereToo},
        {WorksLocallyOnly, Ask::DiagnoseHere, Reply::StoppedBefore, End::FailsHereToo},
        {WorksLocallyOnly, Ask::DiagnoseHere, Reply::FromService, End::FailsHereToo},
        {WorksLocallyOnly, Ask::DiagnoseHere, Reply::RequestAtFault, End::FailsHereToo},
        {WorksLocallyOnly, Ask::DiagnoseHere, Reply::TokenEnded, End::TokenNotInForce},
        {WorksLocallyOnly, Ask::DiagnoseHere, Reply::NotInAnyPolicy, End::FailsHereToo},
        {WorksLocallyOnly, Ask::DiagnoseHere, Reply::RefusedByAccess, End::FailsHereToo},
        {WorksLocallyOnly, Ask::SecretsSet, Reply::No, End::SetSecrets},
        {WorksLocallyOnly, Ask::SecretsSet, Reply::Yes, Ask::SameTeam},
        {WorksLocallyOnly, Ask::SameTeam, Reply::No, End::TokenOfOtherTeam},
        {WorksLocallyOnly, Ask::SameTeam, Reply::Yes, Ask::DiagnoseProduction},
        {WorksLocallyOnly, Ask::DiagnoseProduction, Reply::Works, End::EnvironmentDiffers},
        {WorksLocallyOnly, Ask::DiagnoseProduction, Reply::NotReached, End::NotReached},
        {WorksLocallyOnly, Ask::DiagnoseProduction, Reply::StoppedBefore, End::NotAccess},
        {WorksLocallyOnly, Ask::DiagnoseProduction, Reply::FromService, End::ServiceRefuses},
        {WorksLocallyOnly, Ask::DiagnoseProduction, Reply::RequestAtFault, End::FixRequest},
        {WorksLocallyOnly, Ask::DiagnoseProduction, Reply::TokenEnded, End::TokenNotInForce},
        {WorksLocallyOnly, Ask::DiagnoseProduction, Reply::NotInAnyPolicy, End::AddPolicy},
        {WorksLocallyOnly, Ask::DiagnoseProduction, Reply::NotGuarded, End::NothingGuards},
        {WorksLocallyOnly, Ask::DiagnoseProduction, Reply::RefusedByAccess, Ask::PolicyIsServiceAuth},
        {WorksLocallyOnly, Ask::DiagnoseProduction, Reply::OnlyGate, Ask::PolicyIsServiceAuth},
        {WorksLocallyOnly, Ask::DiagnoseProduction, Reply::Unclear, Ask::PolicyIsServiceAuth},
        {WorksLocallyOnly, Ask::PolicyIsServiceAuth, Reply::No, End::AddPolicy},
        {WorksLocallyOnly, Ask::PolicyIsServiceAuth, Reply::Yes, End::SecretWrong},
    };
    // clang-format on
    return all;
}

bool isOneOf(Cause cause, const QList<Cause> &causes)
{
    return causes.contains(cause);
}

bool isLackOfCredentials(Cause cause)
{
    return isOneOf(
        cause,
        {Cause::CredentialsMissing, Cause::LoginRedirectNoCredentials, Cause::SessionNotAccepted,
         Cause::XhrUnauthenticated});
}

bool isFaultOfTheRequest(Cause cause)
{
    return isOneOf(
        cause,
        {Cause::CredentialsNotFilledIn, Cause::CredentialsIncomplete, Cause::CredentialsDuplicated,
         Cause::BothHeaderStyles, Cause::CredentialsSwapped, Cause::ApiTokenInsteadOfServiceToken,
         Cause::CredentialsMalformed, Cause::CredentialsWithLineBreak, Cause::CredentialsQuoted,
         Cause::CredentialsInAuthorization, Cause::HeaderNameMisspelt, Cause::SingleHeaderMalformed,
         Cause::CredentialsLostOnRedirect, Cause::CredentialsMissing, Cause::LoginRedirectNoCredentials,
         Cause::SessionNotAccepted, Cause::WebSocketRefused, Cause::PreflightRefused, Cause::PortStripped});
}

} // namespace

QList<Guide> allGuides()
{
    return {Guide::Unauthorized, Guide::NotInPolicyList, Guide::WorksLocallyOnly};
}

QString idOf(Guide guide)
{
    switch (guide) {
    case Guide::Unauthorized:
        return u"401"_s;
    case Guide::NotInPolicyList:
        return u"policy"_s;
    case Guide::WorksLocallyOnly:
        return u"production"_s;
    }
    return {};
}

QString idOf(GuideQuestion question)
{
    switch (question) {
    case Ask::Diagnose:
        return u"diagnose"_s;
    case Ask::DiagnoseHere:
        return u"diagnose-here"_s;
    case Ask::DiagnoseProduction:
        return u"diagnose-production"_s;
    case Ask::HeadersExact:
        return u"headers-exact"_s;
    case Ask::TokenListed:
        return u"token-listed"_s;
    case Ask::TokenListedForPolicy:
        return u"token-listed-for-policy"_s;
    case Ask::TokenInForce:
        return u"token-in-force"_s;
    case Ask::PolicyIsServiceAuth:
        return u"policy-is-service-auth"_s;
    case Ask::ActionIsServiceAuth:
        return u"action-is-service-auth"_s;
    case Ask::SelectorIsServiceToken:
        return u"selector-is-service-token"_s;
    case Ask::SeesAllTokens:
        return u"sees-all-tokens"_s;
    case Ask::SecretsSet:
        return u"secrets-set"_s;
    case Ask::SameTeam:
        return u"same-team"_s;
    }
    return {};
}

QString idOf(GuideReply reply)
{
    switch (reply) {
    case Reply::Yes:
        return u"yes"_s;
    case Reply::No:
        return u"no"_s;
    case Reply::Works:
        return u"works"_s;
    case Reply::NotReached:
        return u"not-answered"_s;
    case Reply::StoppedBefore:
        return u"stopped-before"_s;
    case Reply::FromService:
        return u"from-service"_s;
    case Reply::RequestAtFault:
        return u"request-at-fault"_s;
    case Reply::TokenEnded:
        return u"token-ended"_s;
    case Reply::NotInAnyPolicy:
        return u"not-in-any-policy"_s;
    case Reply::NotGuarded:
        return u"not-guarded"_s;
    case Reply::RefusedByAccess:
        return u"refused-by-access"_s;
    case Reply::OnlyGate:
        return u"only-gate"_s;
    case Reply::Unclear:
        return u"unclear"_s;
    }
    return {};
}

QString idOf(GuideConclusion conclusion)
{
    switch (conclusion) {
    case End::WorksNow:
        return u"works-now"_s;
    case End::FailsHereToo:
        return u"fails-here-too"_s;
    case End::NotReached:
        return u"not-reached"_s;
    case End::NotAccess:
        return u"not-access"_s;
    case End::ServiceRefuses:
        return u"service-refuses"_s;
    case End::FixRequest:
        return u"fix-request"_s;
    case End::UseExactNames:
        return u"use-exact-names"_s;
    case End::TokenGone:
        return u"token-gone"_s;
    case End::TokenNotInForce:
        return u"token-not-in-force"_s;
    case End::AddPolicy:
        return u"add-policy"_s;
    case End::SecretWrong:
        return u"secret-wrong"_s;
    case End::SecretNotTested:
        return u"secret-not-tested"_s;
    case End::NothingGuards:
        return u"nothing-guards"_s;
    case End::CreateToken:
        return u"create-token"_s;
    case End::ChangeAction:
        return u"change-action"_s;
    case End::ChooseSelector:
        return u"choose-selector"_s;
    case End::AskAdministrator:
        return u"ask-administrator"_s;
    case End::ReloadPage:
        return u"reload-page"_s;
    case End::SetSecrets:
        return u"set-secrets"_s;
    case End::TokenOfOtherTeam:
        return u"token-of-other-team"_s;
    case End::EnvironmentDiffers:
        return u"environment-differs"_s;
    }
    return {};
}

bool isTest(GuideQuestion question)
{
    return question == Ask::Diagnose || question == Ask::DiagnoseHere || question == Ask::DiagnoseProduction;
}

QList<NextStep> nextStepsOf(GuideConclusion conclusion)
{
    using enum NextStep;
    switch (conclusion) {
    case End::WorksNow:
        return {VerifyJwt};
    case End::FailsHereToo:
        return {Diagnose};
    case End::NotReached:
        return {CheckUrl, CheckNetwork};
    case End::NotAccess:
        return {CheckWafEvents, CheckOrigin};
    case End::ServiceRefuses:
        return {CheckOriginWantsEmail, CheckOrigin};
    case End::FixRequest:
        return {UseExactHeaderNames, SendBothHeaders};
    case End::UseExactNames:
        return {UseExactHeaderNames, CheckHeaderStyle};
    case End::TokenGone:
        return {CheckClientIdAndSecret, AddServiceAuthPolicy};
    case End::TokenNotInForce:
        return {CheckExpiryInDashboard, EnableToken};
    case End::AddPolicy:
        return {AddServiceAuthPolicy};
    case End::SecretWrong:
        return {RotateSecret, CheckClientIdAndSecret};
    case End::SecretNotTested:
        return {SendWithToken};
    case End::NothingGuards:
        return {ProtectHost, CheckBypassPolicy};
    case End::CreateToken:
        return {CheckClientIdAndSecret};
    case End::ChangeAction:
    case End::ChooseSelector:
    case End::ReloadPage:
        return {AddServiceAuthPolicy};
    case End::AskAdministrator:
        return {CheckClientIdAndSecret};
    case End::SetSecrets:
        return {FillInCredentials};
    case End::TokenOfOtherTeam:
        return {CheckTeamName, CheckClientIdAndSecret};
    case End::EnvironmentDiffers:
        return {FillInCredentials, CheckWafEvents};
    }
    return {};
}

bool isToldByVerdict(GuideConclusion conclusion)
{
    switch (conclusion) {
    case End::FailsHereToo:
    case End::NotReached:
    case End::NotAccess:
    case End::ServiceRefuses:
    case End::FixRequest:
        return true;
    default:
        return false;
    }
}

GuideQuestion firstOf(Guide guide, bool isUrlHereKnown)
{
    if (guide == Guide::WorksLocallyOnly)
        return isUrlHereKnown ? Ask::DiagnoseHere : Ask::SecretsSet;
    const auto &all = branches();
    const auto isIts = [guide](const Branch &branch) { return branch.guide == guide; };
    return std::find_if(all.cbegin(), all.cend(), isIts)->question;
}

QList<GuideReply> repliesTo(GuideQuestion question)
{
    if (!isTest(question))
        return {Reply::Yes, Reply::No};
    return {Reply::Works,           Reply::NotReached, Reply::StoppedBefore,  Reply::FromService,
            Reply::RequestAtFault,  Reply::TokenEnded, Reply::NotInAnyPolicy, Reply::NotGuarded,
            Reply::RefusedByAccess, Reply::OnlyGate,   Reply::Unclear};
}

std::optional<GuideTurn> turnAfter(Guide guide, GuideQuestion question, GuideReply reply, bool isWithToken)
{
    const auto isIt = [&](const Branch &branch) {
        return branch.guide == guide && branch.question == question && branch.reply == reply;
    };
    const auto &all = branches();
    const auto found = std::find_if(all.cbegin(), all.cend(), isIt);
    if (found == all.cend())
        return std::nullopt;
    const auto *end = std::get_if<End>(&found->next);
    return end && *end == End::SecretWrong && !isWithToken ? End::SecretNotTested : found->next;
}

GuideReply replyOf(const access::Verdict &verdict, bool isWithToken)
{
    using access::Layer;
    using access::Outcome;
    if (!verdict.layer || verdict.outcome == Outcome::Unknown)
        return Reply::Unclear;
    if (verdict.outcome == Outcome::Accepted)
        return verdict.confidence == access::Confidence::Possible ? Reply::Unclear : Reply::Works;
    if (*verdict.layer == Layer::Network)
        return Reply::NotReached;
    if (*verdict.layer == Layer::Edge || *verdict.layer == Layer::Waf)
        return Reply::StoppedBefore;
    if (*verdict.layer == Layer::Origin)
        return verdict.outcome == Outcome::Open ? Reply::NotGuarded : Reply::FromService;
    if (verdict.cause == Cause::TokenExpired || verdict.cause == Cause::TokenDisabled)
        return Reply::TokenEnded;
    if (verdict.cause == Cause::NotAuthorised || verdict.cause == Cause::LoginRedirectTokenRecognised)
        return Reply::NotInAnyPolicy;
    const bool isAtFault = isFaultOfTheRequest(verdict.cause);
    if (!isWithToken)
        return isAtFault && !isLackOfCredentials(verdict.cause) ? Reply::RequestAtFault : Reply::OnlyGate;
    return isAtFault ? Reply::RequestAtFault : Reply::RefusedByAccess;
}

} // namespace keyturn
