// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ComparisonWording.h"

#include "NextStepWording.h"
#include "VerdictWording.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace keyturn {

using State = TraitValue::State;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ComparisonWording)
};

struct DifferenceWords
{
    Difference difference;
    const char *headline; ///< %1 is the environment that it is about, %2 the other.
    const char *explanation;
};

constexpr std::array differenceWords{
    DifferenceWords{
        Difference::CredentialsNotSent,
        QT_TRANSLATE_NOOP("ComparisonWording", "%1 sends no credentials, %2 does."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "Access answered a request without a token. Look at where the Client ID and the Client Secret "
            "are "
            "set there: each environment of a Worker has secrets of its own, and wrangler secret list names "
            "those that are set.")},
    DifferenceWords{
        Difference::CredentialsWrittenWrongly,
        QT_TRANSLATE_NOOP(
            "ComparisonWording", "%1 sends credentials that are not written as Access reads them."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "A variable that nobody filled in, one header of the two, or the two swapped: compare how both "
            "environments fill them in.")},
    DifferenceWords{
        Difference::CredentialsLostOnRedirect,
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "In %1 a redirect leads to another origin, where the credentials do not go."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "Clients drop credentials when a redirect leaves the origin. Ask the final address at once.")},
    DifferenceWords{
        Difference::TokenEnded,
        QT_TRANSLATE_NOOP("ComparisonWording", "The token of %1 has expired or is disabled."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "Access treats it like a wrong one. Refresh or enable it; its Client ID and secret stay.")},
    DifferenceWords{
        Difference::OtherTeamsToken,
        QT_TRANSLATE_NOOP("ComparisonWording", "%1 belongs to another team than its token does."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "A service token is known to one team only. Where environments have teams of their own, each "
            "needs "
            "a token of its own.")},
    DifferenceWords{
        Difference::NotInPolicy,
        QT_TRANSLATE_NOOP(
            "ComparisonWording", "No Service Auth policy of the application in %1 takes this token."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "Each application has policies of its own. A token that stands in an Allow policy is sent to the "
            "login page: it needs a policy with the action Service Auth.")},
    DifferenceWords{
        Difference::HeaderStyleNotRead,
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "The application in %1 does not seem to read the credentials in this header style."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "A single header is read only where the application is set to read it, and by its name. Two "
            "headers are what every application reads otherwise.")},
    DifferenceWords{
        Difference::OriginChecksOtherAudience,
        QT_TRANSLATE_NOOP(
            "ComparisonWording", "The service in %1 checks the AUD tag of another application."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "Access let the request through; the service then refused the JWT. Each application has an AUD "
            "tag "
            "of its own: set the one of this environment.")},
    DifferenceWords{
        Difference::OriginChecksOtherTeam,
        QT_TRANSLATE_NOOP("ComparisonWording", "The service in %1 checks JWTs of another team."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "Access let the request through; the service then refused the JWT. Set the team name of this "
            "environment.")},
    DifferenceWords{
        Difference::WafInFront,
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "In %1 a firewall rule or a bot check answers before Access does; in %2 it does not."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "The token was not looked at. The zone of this environment has rules that the other one lacks, "
            "or "
            "the requests come from elsewhere.")},
    DifferenceWords{
        Difference::NotReached,
        QT_TRANSLATE_NOOP("ComparisonWording", "%1 is not reached at all: the token plays no part in it."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "The network, the tunnel or the origin is at fault there. Look at that first.")},
    DifferenceWords{
        Difference::PlainHttp,
        QT_TRANSLATE_NOOP("ComparisonWording", "%1 is asked with http, %2 with https."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "With http the answer may be a redirect to https alone, and the secret travels readable.")},
    DifferenceWords{
        Difference::PortInUrl, QT_TRANSLATE_NOOP("ComparisonWording", "The URL of %1 has a port in it."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "Access does not know ports: an application covers the host, and a redirect drops the port.")},
    DifferenceWords{
        Difference::NotThroughAccess,
        QT_TRANSLATE_NOOP("ComparisonWording", "%1 does not go through Access at all; %2 does."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "It is asked directly, so that any token would do and none would as well. What works there says "
            "nothing about the token.")},
    DifferenceWords{
        Difference::NoApplication,
        QT_TRANSLATE_NOOP(
            "ComparisonWording", "No Access application covers the URL of %1; one covers that of %2."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "More specific paths and other hosts need an application, or a destination in one, of their "
            "own.")},
    DifferenceWords{
        Difference::Bypassed,
        QT_TRANSLATE_NOOP("ComparisonWording", "In %1 the application lets everybody in; in %2 it does not."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "A Bypass policy switches Access off for what it matches: the token is not looked at.")},
    DifferenceWords{
        Difference::ServiceRefuses,
        QT_TRANSLATE_NOOP(
            "ComparisonWording", "In %1 the service itself says no, after Access let the request through."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "The token works there. Compare how the service is set up in both environments.")},
    DifferenceWords{
        Difference::OrganizationModes,
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "Both refuse; one organization is strict and says why, the other is legacy and does not."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "A strict organization answers 401 to credentials it cannot authenticate and 403 to a token that "
            "no policy takes; a legacy one treats both like no credentials.")},
    DifferenceWords{
        Difference::OtherToken,
        QT_TRANSLATE_NOOP("ComparisonWording", "%1 uses another token than %2, and Access refuses it."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "Its secret may be wrong, or no Service Auth policy takes it. Try the token of the other side "
            "here: "
            "if that works, it is this token.")},
    DifferenceWords{
        Difference::SameCause,
        QT_TRANSLATE_NOOP(
            "ComparisonWording", "The same happens in both: it is not a matter of the environment."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "What is wrong is what both have in common: the token, the request or the service.")},
    DifferenceWords{
        Difference::BothWork, QT_TRANSLATE_NOOP("ComparisonWording", "Both work."),
        QT_TRANSLATE_NOOP(
            "ComparisonWording",
            "What still differs is in the table. Where a job fails none the less, give its log as one of the "
            "two sides.")},
};

} // namespace

QString headlineOf(const Comparison &comparison)
{
    if (!comparison.explanations.isEmpty())
        return headlineOf(comparison.explanations.first(), comparison);
    if (!differsWhereItMatters(comparison))
        return Words::tr("Nothing that matters differs, as far as both sides show it.");
    return Words::tr("They differ, and nothing that was seen says why.");
}

QString headlineOf(const Explanation &explanation, const Comparison &comparison)
{
    const bool isLeft = explanation.side == Side::Left;
    const auto words
        = Words::tr(differenceWords.at(static_cast<std::size_t>(explanation.difference)).headline);
    if (!explanation.side || !words.contains(u"%1"_s))
        return words;
    const auto &about = isLeft ? comparison.leftName : comparison.rightName;
    const auto &other = isLeft ? comparison.rightName : comparison.leftName;
    // Both at once: a name may have a place marker in it.
    auto sentence = words.contains(u"%2"_s) ? words.arg(about, other) : words.arg(about);
    return sentence.replace(0, 1, sentence.at(0).toUpper());
}

QString explanationOf(const Explanation &explanation)
{
    return Words::tr(differenceWords.at(static_cast<std::size_t>(explanation.difference)).explanation);
}

QString textOf(const Comparison &comparison, bool onlyDifferences)
{
    QStringList lines{headlineOf(comparison)};
    for (const auto &explanation : comparison.explanations) {
        lines.append(Words::tr("- %1 (%2) %3")
                         .arg(
                             headlineOf(explanation, comparison), wordFor(explanation.confidence),
                             explanationOf(explanation)));
    }
    lines.append(QString());
    lines.append(u"   %1: %2 | %3"_s.arg(Words::tr("What"), comparison.leftName, comparison.rightName));
    for (const auto &row : comparison.rows) {
        const bool isEmpty = row.left.state != State::Known && row.right.state != State::Known;
        if (isEmpty || (onlyDifferences && !isDifference(row.relation)))
            continue;
        lines.append(u"%1  %2: %3 | %4"_s.arg(
            markOf(row.relation), nameOf(row.trait), shownValue(row.trait, row.left),
            shownValue(row.trait, row.right)));
    }
    if (!comparison.nextSteps.isEmpty())
        lines.append(QString());
    for (const auto step : comparison.nextSteps)
        lines.append(u"* "_s + sentenceFor(step));
    return lines.join(u'\n');
}

} // namespace keyturn
