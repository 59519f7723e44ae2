// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LintWording.h"

#include "PolicyWording.h"
#include "Rfc3339.h"
#include "TimeWording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyturn {

using policy::LintCheck;
using policy::LintFinding;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(LintWording)
};

QString tokenText(const LintFinding &finding)
{
    const auto name = shownText(finding.tokenName.isEmpty() ? finding.tokenId : finding.tokenName);
    return name.isEmpty() ? Words::tr("The token") : Words::tr("The token “%1”").arg(name);
}

QString dayOf(const LintFinding &finding)
{
    const auto moment = parseRfc3339(finding.detail);
    return moment ? calendarDay(*moment) : shownText(finding.detail);
}

} // namespace

QString wordFor(policy::Severity severity)
{
    switch (severity) {
    case policy::Severity::Error:
        return Words::tr("error");
    case policy::Severity::Warning:
        return Words::tr("warning");
    case policy::Severity::Notice:
        return Words::tr("notice");
    }
    return {};
}

QString sentenceFor(const LintFinding &finding)
{
    switch (finding.check) {
    case LintCheck::TokenOnlyInAllow:
        return Words::tr("%1 stands in an Allow policy only.").arg(tokenText(finding));
    case LintCheck::RequireAsksForIdentity:
        return Words::tr("A Service Auth policy requires something that no token can have.");
    case LintCheck::IncludeAsksForIdentity:
        return Words::tr("A Service Auth policy includes nothing that a token can be.");
    case LintCheck::IncludeEmpty:
        return Words::tr("A Service Auth policy includes nobody.");
    case LintCheck::ExcludesEveryToken:
        return Words::tr("A Service Auth policy excludes every token.");
    case LintCheck::BlockNamesToken:
        return Words::tr("A Block policy names service tokens, and stops none.");
    case LintCheck::AnyValidToken:
        return Words::tr("Every service token of the account is let in.");
    case LintCheck::TokenInGroup:
        return Words::tr("Service tokens come in through a rule group.");
    case LintCheck::ExpiredTokenNamed:
        return Words::tr("%1 has expired and is still named.").arg(tokenText(finding));
    case LintCheck::DisabledTokenNamed:
        return Words::tr("%1 is disabled and still named.").arg(tokenText(finding));
    case LintCheck::DeletedTokenNamed:
        return Words::tr("%1 is named, and is not in the list of tokens.").arg(tokenText(finding));
    case LintCheck::MissingGroupNamed:
        return Words::tr("A rule group is named that is not in the list of groups.");
    case LintCheck::TokenInNoPolicy:
        return Words::tr("%1 is in no policy.").arg(tokenText(finding));
    case LintCheck::TokenByAnyValidOnly:
        return Words::tr("%1 comes in only where any token does.").arg(tokenText(finding));
    case LintCheck::TokenInManyApplications:
        return Words::tr("%1 opens %2 applications.").arg(tokenText(finding)).arg(finding.applicationCount);
    case LintCheck::ExpiryWithoutAlert:
        return Words::tr("%1 ends %2, and no alert is set up for it.")
            .arg(tokenText(finding), dayOf(finding));
    case LintCheck::ExpiryAlertNotTold:
        return Words::tr("%1 ends %2.").arg(tokenText(finding), dayOf(finding));
    case LintCheck::OauthBesideServiceAuth:
        return Words::tr("Managed OAuth is on beside Service Auth.");
    case LintCheck::BindingCookie:
        return Words::tr("The binding cookie is on for an application that takes tokens.");
    case LintCheck::SingleHeaderCollides:
        return Words::tr("The token is read from the header %1.").arg(shownText(finding.detail));
    case LintCheck::Shadowed:
        return Words::tr("A more specific application takes a part of “%1” away from its tokens.")
            .arg(shownText(finding.detail));
    case LintCheck::UnusableAddress:
        return Words::tr("The address %1 cannot be matched.").arg(shownText(finding.detail));
    case LintCheck::StrictModeOff:
        return Words::tr("Strict service token authentication is off.");
    case LintCheck::ShadowsNotSought:
        return Words::tr("Not all addresses were compared with one another.");
    }
    return {};
}

QString explanationOf(LintCheck check)
{
    switch (check) {
    case LintCheck::TokenOnlyInAllow:
        return Words::tr("Allow asks for a login, so no policy lets a request with this token in: a legacy "
                         "organization sends it to the login page, a strict one answers 401 or 403.");
    case LintCheck::RequireAsksForIdentity:
    case LintCheck::IncludeAsksForIdentity:
        return Words::tr("A service token has no email, no login and no identity provider, so this policy "
                         "never lets one in.");
    case LintCheck::IncludeEmpty:
        return Words::tr("A policy without an Include matches no request.");
    case LintCheck::ExcludesEveryToken:
        return Words::tr("Exclude wins over Include, so this policy never lets a token in.");
    case LintCheck::BlockNamesToken:
        return Words::tr("Service Auth and Bypass are judged before Allow and Block: what they admit is not "
                         "blocked any more.");
    case LintCheck::AnyValidToken:
        return Words::tr("A token that was made for one service opens this one too, and so does every one "
                         "that is made later.");
    case LintCheck::TokenInGroup:
        return Words::tr("There is a report that Service Auth does not see tokens inside a group. Cloudflare "
                         "does not document it.");
    case LintCheck::ExpiredTokenNamed:
        return Words::tr("Whatever still sends it is refused.");
    case LintCheck::DisabledTokenNamed:
        return Words::tr("Whatever sends it is refused until it is enabled again.");
    case LintCheck::DeletedTokenNamed:
        return Words::tr(
            "A deleted token never comes back, not even under the same name; the list may also be a part.");
    case LintCheck::MissingGroupNamed:
        return Words::tr(
            "What a rule with a missing group does is not known; the list of groups may also be a part.");
    case LintCheck::TokenInNoPolicy:
        return Words::tr("It opens nothing here, and the clean-up of inactive tokens may remove it.");
    case LintCheck::TokenByAnyValidOnly:
        return Words::tr("The clean-up of inactive tokens spares those that a policy names, and perhaps not "
                         "this one.");
    case LintCheck::TokenInManyApplications:
        return Words::tr("One leak opens them all, and one rotation touches them all.");
    case LintCheck::ExpiryWithoutAlert:
        return Words::tr("Cloudflare warns a week before the end only where a notification is set up.");
    case LintCheck::ExpiryAlertNotTold:
        return Words::tr("Cloudflare warns a week before the end only where a notification is set up, and "
                         "nothing here tells whether there is one.");
    case LintCheck::OauthBesideServiceAuth:
        return Words::tr("A refused program gets 401 with an OAuth challenge, which looks like a fault of "
                         "its token.");
    case LintCheck::BindingCookie:
        return Words::tr("A session cookie is refused without its binding cookie, and many programs keep "
                         "only one.");
    case LintCheck::SingleHeaderCollides:
        return Words::tr("Services often read their own credentials from it, and there is room for one.");
    case LintCheck::Shadowed:
        return Words::tr("The more specific application alone decides and inherits nothing, so tokens of the "
                         "wider one are refused there.");
    case LintCheck::UnusableAddress:
        return Words::tr("Access knows no ports, no query and one wildcard in each part, so this may guard "
                         "nothing.");
    case LintCheck::StrictModeOff:
        return Words::tr("A refused token gets the login page instead of 401 or 403, which programs take for "
                         "an answer.");
    case LintCheck::ShadowsNotSought:
        return Words::tr(
            "There are too many of them, so a more specific application that takes requests away "
            "from another may have been missed.");
    }
    return {};
}

QString adviceFor(LintCheck check)
{
    switch (check) {
    case LintCheck::TokenOnlyInAllow:
        return Words::tr(
            "Put the token into a policy of its own with the action Service Auth: dash.cloudflare.com > Zero "
            "Trust > Access controls > Applications > the application > Policies.");
    case LintCheck::RequireAsksForIdentity:
        return Words::tr("Take the rule out, or require an address, a country or a certificate instead: "
                         "dash.cloudflare.com > Zero Trust > Access controls > Policies.");
    case LintCheck::IncludeAsksForIdentity:
    case LintCheck::IncludeEmpty:
        return Words::tr("Include the token with the selector Service Token; people need a policy with the "
                         "action Allow: dash.cloudflare.com > Zero Trust > Access controls > Policies.");
    case LintCheck::ExcludesEveryToken:
        return Words::tr("Take the rule out of Exclude: dash.cloudflare.com > Zero Trust > Access controls > "
                         "Policies.");
    case LintCheck::BlockNamesToken:
        return Words::tr("Exclude the token in the Service Auth policy, or disable it: dash.cloudflare.com > "
                         "Zero Trust > Access controls > Service credentials > Service Tokens.");
    case LintCheck::AnyValidToken:
        return Words::tr("Name the tokens that are meant: dash.cloudflare.com > Zero Trust > Access controls "
                         "> Policies, selector Service Token.");
    case LintCheck::TokenInGroup:
        return Words::tr("Diagnose the URL with the token, and name it in the policy itself if it is "
                         "refused: dash.cloudflare.com > Zero Trust > Access controls > Policies.");
    case LintCheck::ExpiredTokenNamed:
        return Words::tr("Refresh the token, or take it out of the policy: dash.cloudflare.com > Zero Trust "
                         "> Access controls > Service credentials > Service Tokens.");
    case LintCheck::DisabledTokenNamed:
        return Words::tr("Enable the token, or take it out of the policy: dash.cloudflare.com > Zero Trust > "
                         "Access controls > Service credentials > Service Tokens.");
    case LintCheck::DeletedTokenNamed:
        return Words::tr("Take the rule out, or choose the token that came in its place: "
                         "dash.cloudflare.com > Zero Trust > Access controls > Policies.");
    case LintCheck::MissingGroupNamed:
        return Words::tr("Give the whole list of groups, or take the rule out: dash.cloudflare.com > Zero "
                         "Trust > Access controls > Policies.");
    case LintCheck::TokenInNoPolicy:
        return Words::tr("Put it into a Service Auth policy, or delete it: dash.cloudflare.com > Zero Trust "
                         "> Access controls > Service credentials > Service Tokens.");
    case LintCheck::TokenByAnyValidOnly:
        return Words::tr("Name it in the policy of what it is for: dash.cloudflare.com > Zero Trust > Access "
                         "controls > Policies, selector Service Token.");
    case LintCheck::TokenInManyApplications:
        return Words::tr("Make one token for each program: dash.cloudflare.com > Zero Trust > Access "
                         "controls > Service credentials > Service Tokens.");
    case LintCheck::ExpiryWithoutAlert:
    case LintCheck::ExpiryAlertNotTold:
        return Words::tr("Set up the Expiring Access Service Token Alert: dash.cloudflare.com > "
                         "Notifications. Keyturn reminds you of the tokens it keeps.");
    case LintCheck::OauthBesideServiceAuth:
        return Words::tr("Keep both only if programs without a token are meant to log in: "
                         "dash.cloudflare.com > Zero Trust > Access controls > Applications > the "
                         "application > Advanced settings.");
    case LintCheck::BindingCookie:
        return Words::tr("Turn it off where programs keep cookies, or send the token with each request: "
                         "dash.cloudflare.com > Zero Trust > Access controls > Applications > the "
                         "application > Advanced settings > Cookie settings.");
    case LintCheck::SingleHeaderCollides:
        return Words::tr("Choose a header of its own for read_service_tokens_from_header, through the API: "
                         "its PUT replaces the whole application.");
    case LintCheck::Shadowed:
        return Words::tr("Give the more specific application a Service Auth policy too, if tokens are meant "
                         "to reach it: dash.cloudflare.com > Zero Trust > Access controls > Applications > "
                         "the application > Policies.");
    case LintCheck::UnusableAddress:
        return Words::tr("Write host and path alone: dash.cloudflare.com > Zero Trust > Access controls > "
                         "Applications > the application.");
    case LintCheck::StrictModeOff:
        return Words::tr("Turn it on when nothing relies on the login page or the cookie: "
                         "dash.cloudflare.com > Zero Trust > Access controls > Access settings.");
    case LintCheck::ShadowsNotSought:
        return Words::tr("Give the applications in parts, those of one host together.");
    }
    return {};
}

QString placeOf(const LintFinding &finding, const policy::Account &account)
{
    QStringList parts;
    if (finding.application >= 0 && finding.application < account.applications.size()) {
        const auto name = nameOf(account.applications[finding.application]);
        parts.append(
            finding.applicationCount > 1
                ? Words::tr("%1 and %2 more").arg(name).arg(finding.applicationCount - 1)
                : name);
    }
    if (!finding.policyId.isEmpty() || !finding.policyName.isEmpty())
        parts.append(shownText(finding.policyName.isEmpty() ? finding.policyId : finding.policyName));
    if (!finding.groupId.isEmpty())
        parts.append(Words::tr("group %1")
                         .arg(shownText(finding.groupName.isEmpty() ? finding.groupId : finding.groupName)));
    if (finding.rule) {
        parts.append(Words::tr("%1 %2").arg(nameOf(finding.rule->list)).arg(finding.rule->index + 1));
        parts.append(ruleText(finding.rule->rule, account));
    }
    return parts.join(u" › "_s);
}

} // namespace keyturn
