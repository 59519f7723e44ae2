// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ClaimWording.h"

#include "TimeWording.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace keyturn {

using jwt::Claim;
using jwt::ClaimRole;
using jwt::SubjectKind;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ClaimWording)
};

QString meaningOfIssuer(const QString &issuer)
{
    static const QRegularExpression teamDomain(u"\\Ahttps://([a-z0-9-]{1,63})\\.cloudflareaccess\\.com\\z"_s);
    const auto match = teamDomain.match(issuer);
    if (!match.hasMatch())
        return Words::tr("Who issued it; a team of Cloudflare Access would be "
                         "https://<team>.cloudflareaccess.com here");
    return Words::tr("Cloudflare Access, for the team %1").arg(match.captured(1));
}

QString meaningOfAudience(const QJsonValue &audience)
{
    if (audience.isString())
        return Words::tr(
            "The AUD tag of the application it is for; a plain string, which is as good as an array");
    const auto count = audience.toArray().size();
    if (count == 1)
        return Words::tr("The AUD tag of the application it is for; one value, as an array");
    if (count > 1)
        return Words::tr("The AUD tags of the applications it is for");
    return Words::tr("No audience that can be read: the AUD tag of the application belongs here");
}

QString meaningOfType(const QString &type)
{
    if (type == "app"_L1)
        return Words::tr("An application token");
    if (type == "org"_L1)
        return Words::tr("A session of the team domain; no application should accept it");
    return Words::tr("Access writes app here, or org for a session of the team domain");
}

// `future` and `past` have one place, for a time such as "in 9 days" or "3 days ago".
QString meaningOfTime(const Claim &claim, const QDateTime &now, const QString &future, const QString &past)
{
    // In seconds, so many are some thousands of years from now.
    constexpr double fewestMilliseconds = 1e11;
    if (!claim.time && claim.value.toDouble() >= fewestMilliseconds && claim.value.toDouble() < 1e14)
        return Words::tr("Not a time: these look like milliseconds, and seconds since 1970 belong here");
    if (!claim.time)
        return Words::tr("Not a time: seconds since 1 January 1970 belong here");
    const auto &sentence = *claim.time > now ? future : past;
    return Words::tr("%1 (%2)").arg(sentence.arg(relativeTime(*claim.time, now)), calendarTime(*claim.time));
}

QString meaningOfOther()
{
    return Words::tr("Not a claim that Access documents; it may come from the identity provider");
}

} // namespace

QString wordFor(SubjectKind kind)
{
    switch (kind) {
    case SubjectKind::ServiceToken:
        return Words::tr("service token");
    case SubjectKind::User:
        return Words::tr("user");
    case SubjectKind::Unknown:
        return Words::tr("unknown subject");
    }
    return {};
}

QString meaningOf(const Claim &claim, const QDateTime &now)
{
    switch (claim.role) {
    case ClaimRole::Issuer:
        return meaningOfIssuer(claim.value.toString());
    case ClaimRole::Audience:
        return meaningOfAudience(claim.value);
    case ClaimRole::Subject:
        return Words::tr("The id of the person who signed in");
    case ClaimRole::EmptySubject:
        return Words::tr("Empty for service tokens; a person would have an id here");
    case ClaimRole::Expires:
        return meaningOfTime(claim, now, Words::tr("Expires %1"), Words::tr("Expired %1"));
    case ClaimRole::NotBefore:
        return meaningOfTime(
            claim, now, Words::tr("Not valid yet: it starts %1"), Words::tr("Valid since %1"));
    case ClaimRole::IssuedAt:
        return meaningOfTime(
            claim, now, Words::tr("Issued %1, which is in the future: a clock is wrong"),
            Words::tr("Issued %1"));
    case ClaimRole::JwtId:
        return Words::tr("The id of this one JWT");
    case ClaimRole::ClientId:
        return Words::tr("The Client ID of the service token");
    case ClaimRole::CommonName:
        return Words::tr("The common name in the client certificate (mTLS)");
    case ClaimRole::Email:
        return Words::tr("The person who signed in");
    case ClaimRole::Type:
        return meaningOfType(claim.value.toString());
    case ClaimRole::IdentityNonce:
        return Words::tr("Opens the person's identity at /cdn-cgi/access/get-identity");
    case ClaimRole::Country:
        return Words::tr("The country the person signed in from");
    case ClaimRole::Custom:
        return Words::tr("Fields that the identity provider added");
    case ClaimRole::PolicyId:
        return Words::tr("Perhaps the policy that let the request in; Cloudflare does not document it");
    case ClaimRole::AuthenticationMethods:
        return Words::tr("How the person proved who they are, as the identity provider says it");
    case ClaimRole::AuthenticationTime:
        return meaningOfTime(
            claim, now, Words::tr("A sign-in that lies in the future: %1"), Words::tr("Signed in %1"));
    case ClaimRole::DeviceId:
        return Words::tr("The device, where the Cloudflare One Client runs on it");
    case ClaimRole::Groups:
        return Words::tr("Groups that the identity provider puts the person in");
    case ClaimRole::AuthStatus:
        return Words::tr("What Access made of the credentials of the request");
    case ClaimRole::ServiceTokenId:
        return Words::tr("The id of the service token, not its Client ID; empty when there was none");
    case ClaimRole::ServiceTokenStatus:
        return Words::tr("Whether the service token was recognised");
    case ClaimRole::HostName:
        return Words::tr("The host that was asked for");
    case ClaimRole::RedirectUrl:
        return Words::tr("The address that was asked for");
    case ClaimRole::Other:
        return meaningOfOther();
    }
    return {};
}

QString meaningOfAbsent(ClaimRole role, SubjectKind kind)
{
    const bool isServiceToken = kind == SubjectKind::ServiceToken;
    switch (role) {
    case ClaimRole::NotBefore:
        return isServiceToken ? Words::tr("Normal for service tokens")
                              : Words::tr("Valid from when it was issued");
    case ClaimRole::Email:
        return isServiceToken ? Words::tr("Service tokens have none; an origin that wants one refuses them")
                              : Words::tr("A person's JWT has one");
    case ClaimRole::Subject:
    case ClaimRole::EmptySubject:
        return Words::tr("Access sends an empty one for service tokens and an id for people");
    case ClaimRole::ClientId:
    case ClaimRole::CommonName:
        return Words::tr("The JWT of a service token has its Client ID here");
    case ClaimRole::Expires:
        return Words::tr("It never expires; Access always sets an end");
    case ClaimRole::IssuedAt:
        return Words::tr("Access always says when it issued a JWT");
    case ClaimRole::Issuer:
        return Words::tr("Access always names the team here");
    case ClaimRole::Audience:
        return Words::tr("Access always names the application here");
    case ClaimRole::Type:
        return Words::tr("Older JWTs have none");
    case ClaimRole::JwtId:
    case ClaimRole::IdentityNonce:
    case ClaimRole::Country:
    case ClaimRole::Custom:
    case ClaimRole::PolicyId:
    case ClaimRole::AuthenticationMethods:
    case ClaimRole::AuthenticationTime:
    case ClaimRole::DeviceId:
    case ClaimRole::Groups:
    case ClaimRole::AuthStatus:
    case ClaimRole::ServiceTokenId:
    case ClaimRole::ServiceTokenStatus:
    case ClaimRole::HostName:
    case ClaimRole::RedirectUrl:
    case ClaimRole::Other:
        return {};
    }
    return {};
}

QString wordsFor(const jwt::Validity &validity)
{
    using State = jwt::Validity::State;
    const auto with = [&validity](const QString &words, const std::optional<QDateTime> &moment) {
        return words.arg(moment ? relativeTime(*moment, validity.now) : Words::tr("beyond the calendar"));
    };
    switch (validity.state) {
    case State::Valid:
        return with(Words::tr("ends %1"), validity.ends);
    case State::NotYet:
        return with(Words::tr("begins %1"), validity.begins ? validity.begins : validity.issued);
    case State::Over:
        return with(Words::tr("expired %1"), validity.ends);
    case State::Endless:
        return Words::tr("never ends");
    case State::Unreadable:
        return Words::tr("times unreadable");
    }
    return {};
}

QString sentenceFor(const jwt::Validity &validity)
{
    using State = jwt::Validity::State;
    const auto at = [&validity](const std::optional<QDateTime> &moment) {
        return moment ? Words::tr("%1 (%2)").arg(relativeTime(*moment, validity.now), calendarTime(*moment))
                      : Words::tr("beyond the calendar");
    };
    switch (validity.state) {
    case State::Valid:
        return Words::tr("By its times it is valid now, and ends %1.").arg(at(validity.ends));
    case State::NotYet:
        return Words::tr("By its times it is not valid yet: it begins %1.")
            .arg(at(validity.begins ? validity.begins : validity.issued));
    case State::Over:
        return Words::tr("It has expired: it ended %1.").arg(at(validity.ends));
    case State::Endless:
        return Words::tr("By its times it is valid now, and never ends.");
    case State::Unreadable:
        return Words::tr("One of its times is no number, so nobody can tell when it is valid.");
    }
    return {};
}

} // namespace keyturn
