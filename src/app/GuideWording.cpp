// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "GuideWording.h"

#include <QCoreApplication>

namespace keyturn {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(GuideWording)
};

} // namespace

QString titleOf(Guide guide)
{
    switch (guide) {
    case Guide::Unauthorized:
        return Words::tr("A request with the token is refused");
    case Guide::NotInPolicyList:
        return Words::tr("The token is not in the list of a policy");
    case Guide::WorksLocallyOnly:
        return Words::tr("It works here, and not in production");
    }
    return {};
}

QString sentenceFor(GuideQuestion question)
{
    switch (question) {
    case GuideQuestion::Diagnose:
        return Words::tr("Diagnose the URL with this token.");
    case GuideQuestion::DiagnoseHere:
        return Words::tr("Diagnose the URL that works with this token.");
    case GuideQuestion::DiagnoseProduction:
        return Words::tr("Diagnose the URL of production with this token from here.");
    case GuideQuestion::HeadersExact:
        return Words::tr("Does your program send CF-Access-Client-Id and CF-Access-Client-Secret, spelled "
                         "so, and not Authorization?");
    case GuideQuestion::TokenListed:
        return Words::tr("Is a token with this Client ID in the list at dash.cloudflare.com > Zero Trust > "
                         "Access controls > Service credentials > Service Tokens?");
    case GuideQuestion::TokenListedForPolicy:
        return Words::tr("Is the token in the list at dash.cloudflare.com > Zero Trust > Access controls > "
                         "Service credentials > Service Tokens?");
    case GuideQuestion::TokenInForce:
        return Words::tr("Is it enabled there, and not expired?");
    case GuideQuestion::PolicyIsServiceAuth:
        return Words::tr(
            "Does the application have a policy that includes this token and whose action is Service Auth?");
    case GuideQuestion::ActionIsServiceAuth:
        return Words::tr("Is the action of the policy Service Auth?");
    case GuideQuestion::SelectorIsServiceToken:
        return Words::tr("Is the selector of the rule Service Token?");
    case GuideQuestion::SeesAllTokens:
        return Words::tr("May you see all tokens of the account, and not only some resources?");
    case GuideQuestion::SecretsSet:
        return Words::tr("Are the Client ID and the secret set in production? For a Worker, npx wrangler "
                         "secret list shows their names.");
    case GuideQuestion::SameTeam:
        return Words::tr(
            "Is the application in production in the same Zero Trust team as the one that works?");
    }
    return {};
}

QString wordFor(GuideReply reply)
{
    switch (reply) {
    case GuideReply::Yes:
        return Words::tr("Yes");
    case GuideReply::No:
        return Words::tr("No");
    case GuideReply::Works:
        return Words::tr("The token was accepted");
    case GuideReply::NotReached:
        return Words::tr("No server was reached");
    case GuideReply::StoppedBefore:
        return Words::tr("It was stopped before Access");
    case GuideReply::FromService:
        return Words::tr("The service refused it");
    case GuideReply::RequestAtFault:
        return Words::tr("The request itself is wrong");
    case GuideReply::TokenEnded:
        return Words::tr("The token has ended");
    case GuideReply::NotInAnyPolicy:
        return Words::tr("No policy admits the token");
    case GuideReply::NotGuarded:
        return Words::tr("Nothing guards the URL");
    case GuideReply::RefusedByAccess:
        return Words::tr("Access refused it");
    case GuideReply::OnlyGate:
        return Words::tr("Access stands there, and no token was tried");
    case GuideReply::Unclear:
        return Words::tr("It does not tell");
    }
    return {};
}

QString sentenceFor(GuideConclusion conclusion)
{
    switch (conclusion) {
    case GuideConclusion::WorksNow:
        return Words::tr("The token works from here, so the program that fails sends something else.");
    case GuideConclusion::FailsHereToo:
        return Words::tr("It does not work here either, so production is not the difference.");
    case GuideConclusion::NotReached:
        return Words::tr("The request reaches no server, so neither the token nor a policy is to blame.");
    case GuideConclusion::NotAccess:
        return Words::tr("The request does not get as far as Access: Cloudflare or its firewall stops it.");
    case GuideConclusion::ServiceRefuses:
        return Words::tr("Access lets the request through, and the service behind it refuses.");
    case GuideConclusion::FixRequest:
        return Words::tr("The request does not carry the credentials as Access reads them.");
    case GuideConclusion::UseExactNames:
        return Words::tr(
            "Access reads these two names only, unless the application is set to a single header.");
    case GuideConclusion::TokenGone:
        return Words::tr("The token was deleted, or the Client ID is of another account: create a token and "
                         "put it in the policy.");
    case GuideConclusion::TokenNotInForce:
        return Words::tr(
            "The token has expired or is disabled: refresh or enable it, and nothing else has to change.");
    case GuideConclusion::AddPolicy:
        return Words::tr(
            "No Service Auth policy admits the token. An Allow policy does not, even if the token is in it.");
    case GuideConclusion::SecretWrong:
        return Words::tr("What is left is the secret: it is mistyped, cut off or was rotated. Rotate it and "
                         "enter the new one.");
    case GuideConclusion::SecretNotTested:
        return Words::tr("What is left is the secret, and nothing was sent with it: test again with the "
                         "token.");
    case GuideConclusion::NothingGuards:
        return Words::tr(
            "The URL answers without credentials as well, so the answer says nothing about the token.");
    case GuideConclusion::CreateToken:
        return Words::tr("The token does not exist in this account: create it first.");
    case GuideConclusion::ChangeAction:
        return Words::tr("Change the action of the policy to Service Auth. One policy has one action, so "
                         "people need another policy.");
    case GuideConclusion::ChooseSelector:
        return Words::tr("Choose the selector Service Token, and then the token by its name.");
    case GuideConclusion::AskAdministrator:
        return Words::tr("A member who may see some resources only gets shortened lists: ask an "
                         "administrator of the account.");
    case GuideConclusion::ReloadPage:
        return Words::tr("The list is older than the token: reload the page of the policy.");
    case GuideConclusion::SetSecrets:
        return Words::tr(
            "The program in production has no credentials to send: set both values for that environment.");
    case GuideConclusion::TokenOfOtherTeam:
        return Words::tr("A token works in its own team only: production needs one of its own.");
    case GuideConclusion::EnvironmentDiffers:
        return Words::tr("Sent from here, the token works in production. So the program there sends other "
                         "values, or a rule stops the address that it calls from.");
    }
    return {};
}

} // namespace keyturn
