// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EnvironmentDifference.h"

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace keyturn {

using access::Cause;
using access::Confidence;
using access::Layer;
using access::NextStep;
using access::Outcome;
using access::Verdict;
using State = TraitValue::State;

namespace {

/// One environment as the rules look at it.
struct Sighting
{
    const Environment &environment;
    const Verdict &verdict;
    Traits traits;

    [[nodiscard]] QString shows(Trait trait) const { return traits.value(trait).value; }
    [[nodiscard]] bool isAbsent(Trait trait) const { return traits.value(trait).state == State::Absent; }
    [[nodiscard]] bool works() const
    {
        return verdict.outcome == Outcome::Accepted || verdict.outcome == Outcome::Open;
    }
    [[nodiscard]] bool fails() const
    {
        return verdict.outcome == Outcome::Refused || verdict.outcome == Outcome::Unreachable;
    }
    [[nodiscard]] bool isRefusedByAccess() const
    {
        return verdict.layer == Layer::Access && verdict.outcome == Outcome::Refused;
    }
    [[nodiscard]] bool isIn(std::initializer_list<Cause> causes) const
    {
        return std::find(causes.begin(), causes.end(), verdict.cause) != causes.end();
    }
    /// The answer shows that Access is in the way, whatever it decided.
    [[nodiscard]] bool isGuarded() const
    {
        return verdict.layer == Layer::Access || verdict.cause == Cause::Accepted
            || shows(Trait::Discovery) == u"named";
    }
    [[nodiscard]] bool hasEndedToken() const
    {
        const auto status = shows(Trait::TokenStatus);
        return status == u"expired" || status == u"disabled";
    }
};

using Sure = std::optional<Confidence>;

Confidence lessSure(Confidence a, Confidence b)
{
    return std::max(a, b); // Certain is the smallest.
}

bool isSame(Trait trait, const Sighting &a, const Sighting &b)
{
    return !a.shows(trait).isEmpty() && a.shows(trait) == b.shows(trait);
}

bool isOther(Trait trait, const Sighting &a, const Sighting &b)
{
    return !a.shows(trait).isEmpty() && !b.shows(trait).isEmpty() && a.shows(trait) != b.shows(trait);
}

/// Refusals that say nothing of the reason.
bool isPlainRefusal(const Sighting &side)
{
    return side.isRefusedByAccess()
        && side.isIn(
            {Cause::LoginRedirectCredentialsIgnored, Cause::LoginRedirectTokenRecognised,
             Cause::ServiceAuthOnlyRefused, Cause::ServiceAuth401, Cause::CannotAuthenticate,
             Cause::NotAuthorised, Cause::XhrUnauthenticated});
}

// The rules. Each asks whether it explains `side`, seen beside `other`.

Sure credentialsNotSent(const Sighting &side, const Sighting &other)
{
    const bool isIt = side.isRefusedByAccess() && side.shows(Trait::Credentials) == u"not-sent"
        && other.shows(Trait::Credentials) == u"sent";
    return isIt ? Sure(side.verdict.confidence) : std::nullopt;
}

Sure credentialsWrittenWrongly(const Sighting &side, const Sighting &)
{
    const bool isIt = side.isIn(
        {Cause::CredentialsNotFilledIn, Cause::CredentialsIncomplete, Cause::CredentialsDuplicated,
         Cause::BothHeaderStyles, Cause::CredentialsSwapped, Cause::ApiTokenInsteadOfServiceToken,
         Cause::CredentialsMalformed, Cause::CredentialsWithLineBreak, Cause::CredentialsQuoted,
         Cause::CredentialsInAuthorization, Cause::HeaderNameMisspelt, Cause::SingleHeaderMalformed});
    return isIt ? Sure(side.verdict.confidence) : std::nullopt;
}

Sure lostOnRedirect(const Sighting &side, const Sighting &)
{
    if (side.verdict.cause == Cause::CredentialsLostOnRedirect)
        return side.verdict.confidence;
    const auto *exchange = exchangeIn(side.environment);
    const auto isStripped = [](const http::Hop &hop) { return hop.followed && !hop.stripped.isEmpty(); };
    if (!side.isRefusedByAccess() || !exchange
        || std::none_of(exchange->hops.cbegin(), exchange->hops.cend(), isStripped))
        return std::nullopt;
    return lessSure(Confidence::Likely, side.verdict.confidence);
}

Sure tokenEnded(const Sighting &side, const Sighting &other)
{
    if (other.works() && other.hasEndedToken() && isSame(Trait::ClientId, side, other))
        return std::nullopt; // It is admitted there: the listing is what is out of date.
    if (side.isIn({Cause::TokenExpired, Cause::TokenDisabled}))
        return side.verdict.confidence;
    const bool isIt = side.isRefusedByAccess() && side.hasEndedToken();
    return isIt ? Sure(lessSure(Confidence::Likely, side.verdict.confidence)) : std::nullopt;
}

// Teams are compared by what their applications say of themselves, or by what a person noted: never certain.
Sure otherTeamsToken(const Sighting &side, const Sighting &other)
{
    if (!isPlainRefusal(side) || side.verdict.cause == Cause::NotAuthorised)
        return std::nullopt;
    const bool isNoted
        = side.shows(Trait::TokenTeam) == u"other" && other.shows(Trait::TokenTeam) != u"other";
    const bool isAdmittedElsewhere = other.verdict.outcome == Outcome::Accepted
        && isSame(Trait::ClientId, side, other) && isOther(Trait::Team, side, other);
    if (!isNoted && !isAdmittedElsewhere)
        return std::nullopt;
    return lessSure(Confidence::Likely, side.verdict.confidence);
}

// One secret for one token: where it is admitted on one side, neither it nor the token's end is at fault.
Sure notInPolicy(const Sighting &side, const Sighting &other)
{
    if (side.verdict.cause == Cause::NotAuthorised)
        return side.verdict.confidence;
    const bool isIt = isPlainRefusal(side) && side.verdict.cause != Cause::CannotAuthenticate
        && other.verdict.outcome == Outcome::Accepted && isSame(Trait::ClientId, side, other)
        && !isOther(Trait::Team, side, other) && isSame(Trait::HeaderStyle, side, other);
    if (!isIt)
        return std::nullopt;
    return lessSure(Confidence::Likely, lessSure(side.verdict.confidence, other.verdict.confidence));
}

Sure headerStyleNotRead(const Sighting &side, const Sighting &other)
{
    if (side.verdict.cause == Cause::SingleHeaderNotRead)
        return lessSure(Confidence::Likely, side.verdict.confidence);
    if (!isPlainRefusal(side) || side.verdict.cause == Cause::NotAuthorised)
        return std::nullopt;
    const bool isSingle = side.shows(Trait::HeaderStyle).startsWith(u"single");
    const bool isOtherStyle = isOther(Trait::HeaderStyle, side, other);
    if (!isSingle && !isOtherStyle)
        return std::nullopt;
    // Answered like a request without credentials: as if nobody had read the header.
    const bool isUnread = !side.shows(Trait::WithToken).isEmpty()
        && side.shows(Trait::WithToken) == side.shows(Trait::WithoutToken);
    return isSingle && isOtherStyle && isUnread ? lessSure(Confidence::Likely, side.verdict.confidence)
                                                : Confidence::Possible;
}

Sure otherAudienceChecked(const Sighting &side, const Sighting &other)
{
    if (side.verdict.cause != Cause::MiddlewareWrongAudience)
        return std::nullopt;
    const bool isApart = isOther(Trait::Audience, side, other) || isOther(Trait::JwtAudience, side, other);
    return isApart ? lessSure(Confidence::Likely, side.verdict.confidence) : Confidence::Possible;
}

Sure otherTeamChecked(const Sighting &side, const Sighting &)
{
    const bool isIt = side.isIn({Cause::MiddlewareWrongTeam, Cause::TeamNotFound});
    return isIt ? Sure(lessSure(Confidence::Likely, side.verdict.confidence)) : std::nullopt;
}

Sure wafInFront(const Sighting &side, const Sighting &other)
{
    const bool isIt = side.verdict.layer == Layer::Waf && other.verdict.layer != Layer::Waf;
    return isIt ? Sure(side.verdict.confidence) : std::nullopt;
}

Sure notReached(const Sighting &side, const Sighting &other)
{
    const auto isBefore = [](const Sighting &one) {
        return one.verdict.layer == Layer::Network || one.verdict.layer == Layer::Edge;
    };
    const bool isIt = isBefore(side) && side.fails() && !isBefore(other);
    return isIt ? Sure(side.verdict.confidence) : std::nullopt;
}

Sure plainHttp(const Sighting &side, const Sighting &other)
{
    if (side.verdict.cause == Cause::HttpsRequired)
        return side.verdict.confidence;
    const bool isIt = side.fails() && side.shows(Trait::Scheme) == u"http"
        && other.shows(Trait::Scheme) == u"https" && other.works();
    return isIt ? Sure(Confidence::Possible) : std::nullopt;
}

Sure portInUrl(const Sighting &side, const Sighting &other)
{
    if (side.verdict.cause == Cause::PortStripped)
        return side.verdict.confidence;
    const bool isIt = side.fails() && side.environment.url.port() >= 0 && other.environment.url.port() < 0
        && !http::isLoopback(side.environment.url);
    return isIt ? Sure(Confidence::Possible) : std::nullopt;
}

Sure notThroughAccess(const Sighting &side, const Sighting &other)
{
    if (!other.isGuarded() || side.isGuarded())
        return std::nullopt;
    const bool isIt = side.verdict.cause == Cause::NotBehindCloudflare
        || (side.verdict.layer == Layer::Origin && side.shows(Trait::Cloudflare) == u"no");
    return isIt ? Sure(lessSure(Confidence::Likely, side.verdict.confidence)) : std::nullopt;
}

Sure noApplication(const Sighting &side, const Sighting &other)
{
    if (side.isIn({Cause::HostWithoutApplicationDenied, Cause::ApplicationNotFound}))
        return side.verdict.confidence;
    const bool isIt = side.verdict.outcome == Outcome::Open && side.verdict.cause != Cause::Bypassed
        && side.shows(Trait::Cloudflare) == u"yes" && side.shows(Trait::Discovery) != u"named"
        && other.isGuarded();
    return isIt ? Sure(lessSure(Confidence::Likely, side.verdict.confidence)) : std::nullopt;
}

Sure bypassed(const Sighting &side, const Sighting &other)
{
    const bool isIt = side.verdict.cause == Cause::Bypassed && other.isGuarded();
    return isIt ? Sure(side.verdict.confidence) : std::nullopt;
}

Sure serviceRefuses(const Sighting &side, const Sighting &)
{
    const bool isIt = side.verdict.layer == Layer::Origin && side.verdict.outcome == Outcome::Refused
        && !side.isIn(
            {Cause::MiddlewareWrongAudience, Cause::MiddlewareWrongTeam, Cause::TeamNotFound,
             Cause::NotBehindCloudflare, Cause::OriginRefused});
    return isIt ? Sure(side.verdict.confidence) : std::nullopt;
}

Sure otherToken(const Sighting &side, const Sighting &other)
{
    if (!isPlainRefusal(side) || !isOther(Trait::ClientId, side, other) || side.hasEndedToken())
        return std::nullopt;
    return Confidence::Possible;
}

struct Rule
{
    Difference difference;
    Sure (*explains)(const Sighting &side, const Sighting &other);
    QList<Trait> restsOn;
};

const std::vector<Rule> &rules()
{
    static const std::vector<Rule> all{
        {Difference::CredentialsNotSent, credentialsNotSent, {Trait::Credentials}},
        {Difference::CredentialsWrittenWrongly, credentialsWrittenWrongly, {Trait::Cause}},
        {Difference::CredentialsLostOnRedirect, lostOnRedirect, {Trait::Redirects}},
        {Difference::TokenEnded, tokenEnded, {Trait::TokenStatus, Trait::TokenExpiry}},
        {Difference::OtherTeamsToken, otherTeamsToken, {Trait::Team, Trait::TokenTeam}},
        {Difference::NotInPolicy, notInPolicy, {Trait::Audience, Trait::ApplicationHost}},
        {Difference::HeaderStyleNotRead, headerStyleNotRead, {Trait::HeaderStyle}},
        {Difference::OriginChecksOtherAudience, otherAudienceChecked, {Trait::Audience, Trait::JwtAudience}},
        {Difference::OriginChecksOtherTeam, otherTeamChecked, {Trait::Team, Trait::JwtIssuer}},
        {Difference::WafInFront, wafInFront, {Trait::Layer}},
        {Difference::NotReached, notReached, {Trait::Layer}},
        {Difference::PlainHttp, plainHttp, {Trait::Scheme}},
        {Difference::PortInUrl, portInUrl, {Trait::Host}},
        {Difference::NotThroughAccess, notThroughAccess, {Trait::Cloudflare, Trait::Discovery}},
        {Difference::NoApplication, noApplication, {Trait::Discovery, Trait::WithoutToken}},
        {Difference::Bypassed, bypassed, {Trait::WithoutToken}},
        {Difference::ServiceRefuses, serviceRefuses, {Trait::Layer, Trait::WithToken}},
        {Difference::OtherToken, otherToken, {Trait::ClientId, Trait::TokenName}},
    };
    return all;
}

void explainOne(QList<Explanation> &found, Side which, const Sighting &side, const Sighting &other)
{
    for (const auto &rule : rules()) {
        if (const auto confidence = rule.explains(side, other))
            found.append({rule.difference, *confidence, which, rule.restsOn});
    }
}

/// What is to be said of both sides together; null when that is nothing.
std::optional<Explanation> explanationOfBoth(const Sighting &left, const Sighting &right)
{
    const auto confidence = lessSure(left.verdict.confidence, right.verdict.confidence);
    const bool isSameCause
        = left.verdict.cause == right.verdict.cause && left.verdict.cause != Cause::Undetermined;
    if (isSameCause && left.verdict.outcome == right.verdict.outcome
        && left.verdict.outcome != Outcome::Accepted)
        return Explanation{Difference::SameCause, confidence, std::nullopt, {Trait::Cause}};
    if (left.works() && right.works())
        return Explanation{Difference::BothWork, confidence, std::nullopt, {Trait::Outcome}};
    if (left.isRefusedByAccess() && right.isRefusedByAccess() && isOther(Trait::Mode, left, right)) {
        return Explanation{
            Difference::OrganizationModes,
            lessSure(Confidence::Likely, confidence),
            std::nullopt,
            {Trait::Mode}};
    }
    return std::nullopt;
}

} // namespace

QList<Explanation> explanationsOf(const Environment &left, const Environment &right)
{
    const auto *leftVerdict = verdictIn(left);
    const auto *rightVerdict = verdictIn(right);
    if (!leftVerdict || !rightVerdict)
        return {};
    const Sighting a{left, *leftVerdict, traitsOf(left)};
    const Sighting b{right, *rightVerdict, traitsOf(right)};

    const auto both = explanationOfBoth(a, b);
    if (both && both->difference == Difference::SameCause)
        return {*both};
    QList<Explanation> found;
    explainOne(found, Side::Right, b, a);
    explainOne(found, Side::Left, a, b);
    if (both && (both->difference != Difference::BothWork || found.isEmpty()))
        found.append(*both);

    const auto isBefore = [](const Explanation &one, const Explanation &another) {
        return std::pair(one.confidence, one.difference) < std::pair(another.confidence, another.difference);
    };
    std::stable_sort(found.begin(), found.end(), isBefore);
    constexpr qsizetype most = 3;
    return found.mid(0, most);
}

QList<NextStep> nextStepsOf(Difference difference)
{
    switch (difference) {
    case Difference::CredentialsNotSent:
    case Difference::CredentialsWrittenWrongly:
        return {NextStep::FillInCredentials, NextStep::SendBothHeaders};
    case Difference::CredentialsLostOnRedirect:
        return {NextStep::DoNotFollowRedirects, NextStep::CheckUrl};
    case Difference::TokenEnded:
        return {NextStep::CheckExpiryInDashboard};
    case Difference::OtherTeamsToken:
        return {NextStep::CheckClientIdAndSecret, NextStep::CheckTeamName};
    case Difference::NotInPolicy:
        return {NextStep::AddServiceAuthPolicy};
    case Difference::HeaderStyleNotRead:
        return {NextStep::CheckHeaderStyle};
    case Difference::OriginChecksOtherAudience:
        return {NextStep::CheckMiddlewareAudience};
    case Difference::OriginChecksOtherTeam:
        return {NextStep::CheckMiddlewareTeam};
    case Difference::WafInFront:
        return {NextStep::CheckWafEvents};
    case Difference::PlainHttp:
        return {NextStep::UseHttps};
    case Difference::PortInUrl:
        return {NextStep::UseUrlWithoutPort};
    case Difference::NotThroughAccess:
        return {NextStep::CheckProxyStatus};
    case Difference::NoApplication:
        return {NextStep::ProtectHost};
    case Difference::Bypassed:
        return {NextStep::CheckBypassPolicy};
    case Difference::ServiceRefuses:
        return {NextStep::CheckOrigin};
    case Difference::OtherToken:
        return {NextStep::CheckClientIdAndSecret, NextStep::AddServiceAuthPolicy};
    case Difference::NotReached:
    case Difference::OrganizationModes:
    case Difference::SameCause:
    case Difference::BothWork:
        return {};
    }
    return {};
}

} // namespace keyturn
