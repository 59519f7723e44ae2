// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyWording.h"

#include "Redaction.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

using policy::CoverageKind;
using policy::Decision;
using policy::JsonError;
using policy::Outcome;
using policy::PolicyReason;
using policy::Refusal;
using policy::RuleKind;
using policy::RuleReason;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PolicyWording)
};

constexpr qsizetype longestShown = 120;

QString quotedNames(const QList<policy::PolicyFinding> &policies, const QList<qsizetype> &places)
{
    QStringList names;
    for (const auto place : places)
        names.append(Words::tr("“%1”").arg(nameOf(policies.value(place).policy)));
    const auto last = names.isEmpty() ? QString() : names.takeLast();
    return names.isEmpty() ? last : Words::tr("%1 or %2").arg(names.join(u", "_s), last);
}

/// Where in the document, for the end of a sentence: " in result[0].name". Empty for the whole.
QString placeText(const policy::JsonFailure &failure)
{
    if (failure.line > 0)
        return Words::tr(" in line %1, column %2").arg(failure.line).arg(failure.column);
    return failure.path.isEmpty() ? QString() : Words::tr(" at %1").arg(shownText(failure.path));
}

QString expectedText(const QString &expected)
{
    if (expected == u"array")
        return Words::tr("a list");
    if (expected == u"object")
        return Words::tr("an object");
    if (expected == u"number")
        return Words::tr("a whole number");
    if (expected == u"yes or no")
        return Words::tr("true or false");
    if (expected == u"time")
        return Words::tr("a time such as 2026-11-24T09:30:00Z");
    if (expected == u"duration")
        return Words::tr("a duration such as 24h or 30m");
    return Words::tr("text");
}

QString nameById(const policy::Rule &rule, const policy::Account &account)
{
    const auto isIt
        = [&rule](const auto &thing) { return thing.id.compare(rule.value, Qt::CaseInsensitive) == 0; };
    if (rule.kind == RuleKind::ServiceToken) {
        const auto found = std::find_if(account.tokens.begin(), account.tokens.end(), isIt);
        return found == account.tokens.end() ? QString() : found->name;
    }
    if (rule.kind == RuleKind::Group) {
        const auto found = std::find_if(account.groups.begin(), account.groups.end(), isIt);
        return found == account.groups.end() ? QString() : found->name;
    }
    return {};
}

} // namespace

QString shownText(const QString &text)
{
    auto shown = redacted(text.left(10 * longestShown)).simplified();
    shown.removeIf([](QChar c) { return !c.isPrint(); });
    return shown.size() > longestShown ? shown.left(longestShown - 1) + u'…' : shown;
}

QString nameOf(RuleKind kind)
{
    switch (kind) {
    case RuleKind::ServiceToken:
        return Words::tr("Service Token");
    case RuleKind::AnyValidServiceToken:
        return Words::tr("Any Access Service Token");
    case RuleKind::Everyone:
        return Words::tr("Everyone");
    case RuleKind::Group:
        return Words::tr("Rule group");
    case RuleKind::Ip:
        return Words::tr("IP ranges");
    case RuleKind::IpList:
        return Words::tr("IP list");
    case RuleKind::Country:
        return Words::tr("Country");
    case RuleKind::Certificate:
        return Words::tr("Valid Certificate");
    case RuleKind::CommonName:
        return Words::tr("Common Name");
    case RuleKind::DevicePosture:
        return Words::tr("Device posture");
    case RuleKind::ExternalEvaluation:
        return Words::tr("External Evaluation");
    case RuleKind::LinkedAppToken:
        return Words::tr("Linked App Token");
    case RuleKind::Email:
        return Words::tr("Emails");
    case RuleKind::EmailDomain:
        return Words::tr("Emails ending in");
    case RuleKind::EmailList:
        return Words::tr("Email list");
    case RuleKind::LoginMethod:
        return Words::tr("Login Methods");
    case RuleKind::AuthMethod:
        return Words::tr("Authentication Method");
    case RuleKind::AuthContext:
        return Words::tr("Authentication Context");
    case RuleKind::AzureAd:
        return Words::tr("Entra ID group");
    case RuleKind::Gsuite:
        return Words::tr("Google Workspace group");
    case RuleKind::Okta:
        return Words::tr("Okta group");
    case RuleKind::Saml:
        return Words::tr("SAML group");
    case RuleKind::Oidc:
        return Words::tr("OIDC claim");
    case RuleKind::GithubOrganization:
        return Words::tr("GitHub organization");
    case RuleKind::UserRiskScore:
        return Words::tr("User risk score");
    case RuleKind::AccountMember:
        return Words::tr("Cloudflare account member");
    case RuleKind::Other:
        return Words::tr("Unknown selector");
    }
    return {};
}

QString nameOf(const policy::Rule &rule)
{
    return rule.kind == RuleKind::Other && !rule.name.isEmpty() ? shownText(rule.name) : nameOf(rule.kind);
}

QString nameOf(Decision decision)
{
    switch (decision) {
    case Decision::ServiceAuth:
        return Words::tr("Service Auth");
    case Decision::Bypass:
        return Words::tr("Bypass");
    case Decision::Allow:
        return Words::tr("Allow");
    case Decision::Block:
        return Words::tr("Block");
    case Decision::Other:
        return Words::tr("Unknown action");
    }
    return {};
}

QString nameOf(const policy::Policy &policy)
{
    const auto name = policy.name.isEmpty() ? policy.id : policy.name;
    return name.isEmpty() ? Words::tr("unnamed policy") : shownText(name);
}

QString nameOf(policy::RuleList list)
{
    switch (list) {
    case policy::RuleList::Include:
        return Words::tr("Include");
    case policy::RuleList::Require:
        return Words::tr("Require");
    case policy::RuleList::Exclude:
        return Words::tr("Exclude");
    }
    return {};
}

QString nameOf(const policy::Application &application)
{
    const auto title = policy::titleOf(application);
    return title.isEmpty() ? Words::tr("unnamed application") : shownText(title);
}

QString ruleText(const policy::Rule &rule, const policy::Account &account)
{
    const auto named = nameById(rule, account);
    const auto value = shownText(named.isEmpty() ? rule.value : named);
    return value.isEmpty() ? nameOf(rule) : Words::tr("%1: %2").arg(nameOf(rule), value);
}

QString wordFor(policy::Truth truth)
{
    switch (truth) {
    case policy::Truth::Yes:
        return Words::tr("matches");
    case policy::Truth::No:
        return Words::tr("does not match");
    case policy::Truth::Unknown:
        return Words::tr("unknown");
    }
    return {};
}

QString wordFor(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Accepted:
        return Words::tr("Accepted");
    case Outcome::Bypassed:
        return Words::tr("Open to all");
    case Outcome::Refused:
        return Words::tr("Refused");
    case Outcome::CannotTell:
        return Words::tr("Cannot tell");
    }
    return {};
}

QString wordFor(policy::Confidence confidence)
{
    switch (confidence) {
    case policy::Confidence::Certain:
        return Words::tr("certain");
    case policy::Confidence::Likely:
        return Words::tr("likely");
    case policy::Confidence::Possible:
        return Words::tr("possible");
    }
    return {};
}

QString sentenceFor(RuleReason reason)
{
    switch (reason) {
    case RuleReason::Matches:
        return Words::tr("It matches.");
    case RuleReason::DoesNotMatch:
        return Words::tr("It names something else.");
    case RuleReason::AsksForIdentity:
        return Words::tr("It asks who the person is, and a service token is nobody.");
    case RuleReason::NoToken:
        return Words::tr("The request carries no token.");
    case RuleReason::TokenExpired:
        return Words::tr("The token has expired.");
    case RuleReason::TokenDisabled:
        return Words::tr("The token is disabled.");
    case RuleReason::TokenIdNotKnown:
        return Words::tr("It names a token by its id, and the id of this one is not known: add the list of "
                         "service tokens.");
    case RuleReason::FactNotKnown:
        return Words::tr("It hangs on the address, the country or the certificate of the request.");
    case RuleReason::NotCheckable:
        return Words::tr("Only Cloudflare can tell: a list, a device or an outside service decides.");
    case RuleReason::ValueMissing:
        return Words::tr("It names nothing that can be read.");
    case RuleReason::GroupMatches:
        return Words::tr("The group matches.");
    case RuleReason::GroupDoesNotMatch:
        return Words::tr("The group does not match.");
    case RuleReason::GroupMissing:
        return Words::tr("The group is not among those that were given.");
    case RuleReason::GroupNotTold:
        return Words::tr("The group hangs on something that is not known.");
    case RuleReason::UnknownKind:
        return Words::tr("Keyturn does not know this kind of rule.");
    }
    return {};
}

QString sentenceFor(PolicyReason reason)
{
    switch (reason) {
    case PolicyReason::LetsIn:
        return Words::tr("It lets the token in.");
    case PolicyReason::EmptyInclude:
        return Words::tr("It includes nobody.");
    case PolicyReason::NotIncluded:
        return Words::tr("Nothing in Include matches.");
    case PolicyReason::RequireFailed:
        return Words::tr("Something in Require does not match.");
    case PolicyReason::Excluded:
        return Words::tr("Something in Exclude matches.");
    case PolicyReason::CannotTell:
        return Words::tr("It hangs on a rule that cannot be told from here.");
    case PolicyReason::NotSpelledOut:
        return Words::tr("Only a reference to it was given: add the reusable policies.");
    case PolicyReason::UnknownDecision:
        return Words::tr("Keyturn does not know its action.");
    case PolicyReason::AllowNeedsLogin:
        return Words::tr("Allow asks for a login, so it admits no token.");
    case PolicyReason::BlockComesAfter:
        return Words::tr("Block is judged after Service Auth: it lets nobody in and stops no token.");
    case PolicyReason::StoppedByEarlier:
        return Words::tr("A policy before it has already decided.");
    case PolicyReason::NoCredential:
        return Words::tr(
            "Its rules match without a valid credential; what Access does then is not documented.");
    }
    return {};
}

QString sentenceFor(Refusal refusal)
{
    switch (refusal) {
    case Refusal::LoginRedirect:
        return Words::tr("A refused request is sent to the login page (302).");
    case Refusal::Forbidden:
        return Words::tr("A refused request gets 403.");
    case Refusal::Unauthorized:
        return Words::tr("A refused request gets 401.");
    case Refusal::OauthChallenge:
        return Words::tr("A refused program gets 401 with an OAuth challenge (Managed OAuth).");
    case Refusal::CustomDeny:
        return Words::tr("A refused request is redirected to the application's own block page.");
    case Refusal::CannotTell:
        return Words::tr("What a refused request gets hangs on the organization's strict mode, or on "
                         "something that was not given.");
    }
    return {};
}

QString sentenceFor(const policy::JsonFailure &failure)
{
    const auto place = placeText(failure);
    switch (failure.error) {
    case JsonError::Empty:
        return Words::tr("There is nothing in it.");
    case JsonError::TooLarge:
        return Words::tr("The text is longer than 16 MB.");
    case JsonError::NotJson:
        return Words::tr("This is not JSON: it goes wrong%1.").arg(place);
    case JsonError::CutOff:
        return Words::tr("The JSON stops before its end%1: some of it is missing.").arg(place);
    case JsonError::TooDeep:
        return Words::tr("The JSON is nested too deeply%1.").arg(place);
    case JsonError::WrongType:
        return Words::tr("There should be %1%2.").arg(expectedText(failure.expected), place);
    case JsonError::NotRecognised:
        return Words::tr("This is no application, policy, group, token or organization%1.").arg(place);
    case JsonError::NothingInIt:
        return Words::tr("There is no application, policy, group or token in this JSON.");
    case JsonError::TooMany:
        return Words::tr("There are more than 100,000 things in it%1.").arg(place);
    case JsonError::ApiRefused:
        return Words::tr("This is an answer of the API that says it refused the request%1.").arg(place);
    }
    return {};
}

QString sentenceFor(const policy::Answer &answer)
{
    const auto through = quotedNames(answer.policies, answer.through);
    switch (answer.outcome) {
    case Outcome::Accepted:
        return answer.confidence == policy::Confidence::Possible
            ? Words::tr("Accepted through %1, if tokens in groups count.").arg(through)
            : Words::tr("Accepted through %1.").arg(through);
    case Outcome::Bypassed:
        return Words::tr("Open to all through %1: the token is not looked at, and the service gets no JWT.")
            .arg(through);
    case Outcome::Refused:
        return answer.policies.isEmpty() ? Words::tr("Refused: the application has no policies.")
                                         : Words::tr("Refused: no policy lets the token in.");
    case Outcome::CannotTell:
        break;
    }
    if (!answer.policiesTold)
        return Words::tr("Cannot tell: the application came without its policies.");
    return answer.possible.contains(Outcome::Refused)
        ? Words::tr("Cannot tell: %1 may let the token in.").arg(through)
        : Words::tr("Let in through %1.").arg(through);
}

QString coverageSentence(const PolicyReport &report)
{
    if (!report.coverage)
        return {};
    const auto &coverage = *report.coverage;
    QStringList names;
    for (const auto &claim : coverage.winners)
        names.append(Words::tr("“%1”").arg(nameOf(report.account.applications.value(claim.application))));
    const auto all = names.join(u", "_s);
    switch (coverage.kind) {
    case CoverageKind::NotAUrl:
        return Words::tr("This is no http or https URL.");
    case CoverageKind::None:
        return Words::tr("None of these applications covers the URL.");
    case CoverageKind::Several:
        return Words::tr("Several applications claim the URL, and none is clearly the more specific: %1.")
            .arg(all);
    case CoverageKind::PerhapsOne:
        return Words::tr("No address covers the URL, but these guard Workers or private networks, which a "
                         "URL does not tell: %1.")
            .arg(all);
    case CoverageKind::One:
        break;
    }
    auto text
        = Words::tr("The URL belongs to %1, by %2.").arg(all, shownText(coverage.winners.value(0).pattern));
    if (!coverage.openBy.isEmpty())
        text += u' ' + Words::tr("Its path %1 is open to all.").arg(shownText(coverage.openBy));
    if (!coverage.shadowed.isEmpty())
        text += u' '
            + Words::tr("“%1” covers it too, but is less specific and does not count.")
                  .arg(nameOf(report.account.applications.value(coverage.shadowed.first().application)));
    return text;
}

QString headlineOf(const PolicyReport &report)
{
    if (report.coverage && report.coverage->kind == CoverageKind::NotAUrl)
        return Words::tr("This is no http or https URL");
    if (!report.question.caller)
        return report.account.applications.size() == 1
            ? Words::tr("1 application")
            : Words::tr("%1 applications").arg(report.account.applications.size());
    if (report.coverage && report.coverage->kind == CoverageKind::None)
        return Words::tr("None of these applications covers the URL");
    if (report.coverage) {
        switch (report.outcome()) {
        case Outcome::Accepted:
            return Words::tr("The token is accepted at this URL");
        case Outcome::Bypassed:
            return Words::tr("The URL is open to all");
        case Outcome::Refused:
            return Words::tr("The token is refused at this URL");
        case Outcome::CannotTell:
            return Words::tr("It cannot be told whether the URL accepts the token");
        }
    }
    const auto accepting = std::count_if(
        report.answers.begin(), report.answers.end(),
        [](const policy::Acceptance &acceptance) { return acceptance.answer.outcome == Outcome::Accepted; });
    if (accepting == 0)
        return Words::tr("No application accepts the token");
    return accepting == 1
        ? Words::tr("1 of %1 applications accepts the token").arg(report.answers.size())
        : Words::tr("%1 of %2 applications accept the token").arg(accepting).arg(report.answers.size());
}

} // namespace keyturn
