// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyReasonWording.h"

#include "PolicyNames.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyturn {

using policy::JsonError;
using policy::PolicyReason;
using policy::Refusal;
using policy::RuleReason;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PolicyReasonWording)
};

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

} // namespace

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

} // namespace keyturn
