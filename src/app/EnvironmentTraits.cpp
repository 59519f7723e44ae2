// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EnvironmentTraits.h"

#include "EdgeReply.h"
#include "JwtInspection.h"
#include "PolicyWording.h"
#include "Rfc3339.h"
#include "TokenWording.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace keyturn {

using access::DiscoveryProblem;
using transcripts::Answered;
using transcripts::Judgement;
using State = TraitValue::State;

namespace {

struct TraitRow
{
    Trait trait;
    const char *id;
    bool matters;
};

constexpr std::array traitTable{
    TraitRow{Trait::Outcome, "outcome", true},
    TraitRow{Trait::Cause, "cause", true},
    TraitRow{Trait::Layer, "layer", true},
    TraitRow{Trait::WithToken, "with-token", true},
    TraitRow{Trait::WithoutToken, "without-token", true},
    TraitRow{Trait::Cloudflare, "cloudflare", true},
    TraitRow{Trait::Scheme, "scheme", true},
    TraitRow{Trait::TokenTeam, "token-team", true},
    TraitRow{Trait::Team, "team", true},
    TraitRow{Trait::HeaderStyle, "header-style", true},
    TraitRow{Trait::Credentials, "credentials", true},
    TraitRow{Trait::TokenStatus, "token-status", true},
    TraitRow{Trait::Mode, "organization-mode", true},
    TraitRow{Trait::Discovery, "discovery", true},
    TraitRow{Trait::Redirects, "redirects", true},
    TraitRow{Trait::JwtIssuer, "jwt-issuer", true},
    TraitRow{Trait::JwtAlgorithm, "jwt-algorithm", true},
    TraitRow{Trait::ApplicationHost, "application-host", false},
    TraitRow{Trait::Audience, "audience", false},
    TraitRow{Trait::Host, "host", false},
    TraitRow{Trait::TokenName, "token", false},
    TraitRow{Trait::ClientId, "client-id", false},
    TraitRow{Trait::TokenExpiry, "token-expiry", false},
    TraitRow{Trait::JwtAudience, "jwt-audience", false},
    TraitRow{Trait::JwtCommonName, "jwt-common-name", false},
    TraitRow{Trait::JwtExpires, "jwt-expires", false},
    TraitRow{Trait::JwtKeyId, "jwt-key-id", false},
    TraitRow{Trait::Server, "server", false},
    TraitRow{Trait::Confidence, "confidence", false},
};

constexpr std::array jwtTraits{Trait::JwtIssuer,     Trait::JwtAlgorithm, Trait::JwtAudience,
                               Trait::JwtCommonName, Trait::JwtExpires,   Trait::JwtKeyId};
constexpr std::array tokenTraits{
    Trait::TokenName, Trait::ClientId, Trait::TokenExpiry, Trait::TokenStatus, Trait::TokenTeam};

TraitValue word(const QString &id)
{
    return {State::Known, id, id};
}

TraitValue absent()
{
    return {State::Absent, {}, {}};
}

/// Written by somebody else. Empty: there is none.
TraitValue text(const QString &value)
{
    return value.isEmpty() ? absent() : TraitValue{State::Known, value, shownText(value)};
}

/// An AUD tag or the id of a key has the shape of a secret of the older kind, and is none.
TraitValue tag(const QString &value)
{
    static const QRegularExpression hex(u"^[0-9a-f]{64}$"_s);
    return hex.match(value).hasMatch() ? TraitValue{State::Known, value, value} : text(value);
}

TraitValue clientId(const QString &value)
{
    return value.isEmpty() ? absent() : TraitValue{State::Known, value, shownText(shortenedClientId(value))};
}

QString hostAndPort(const QUrl &url)
{
    return url.port() < 0 ? url.host() : u"%1:%2"_s.arg(url.host()).arg(url.port());
}

QString bareTeam(const QString &team)
{
    const auto url = access::teamUrl(team);
    return url ? url->host() : team;
}

QString idOf(access::OrganizationMode mode)
{
    return mode == access::OrganizationMode::Strict ? u"strict"_s : u"legacy"_s;
}

void readVerdict(Traits &traits, const access::Verdict &verdict)
{
    traits[Trait::Outcome] = word(access::idOf(verdict.outcome));
    traits[Trait::Cause] = word(access::idOf(verdict.cause));
    if (verdict.layer)
        traits[Trait::Layer] = word(access::idOf(*verdict.layer));
    traits[Trait::Confidence] = word(access::idOf(verdict.confidence));
    if (verdict.mode != access::OrganizationMode::Unknown)
        traits[Trait::Mode] = word(idOf(verdict.mode));
}

TraitValue statusIn(const http::Exchange &exchange)
{
    return exchange.answer ? word(QString::number(exchange.answer->status)) : absent();
}

TraitValue redirectsIn(const http::Exchange &exchange)
{
    QStringList hops;
    for (const auto &hop : exchange.hops)
        hops.append(
            u"%1 %2"_s.arg(hop.status)
                .arg(hop.location.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo | QUrl::RemovePath)));
    return text(hops.join(u", "_s));
}

/// What the headers of an answer say about who is in front of the application.
void readMarks(Traits &traits, const http::Exchange &exchange)
{
    const auto marks = access::signalsOf(exchange.request, *exchange.answer);
    traits[Trait::Cloudflare] = word(marks.isCloudflare ? u"yes"_s : u"no"_s);
    const auto server = http::headerValue(exchange.answer->headers, "server");
    traits[Trait::Server] = text(QString::fromUtf8(server));
    const auto fillIn = [&traits](Trait trait, const TraitValue &value) {
        if (value.state == State::Known && traits.value(trait).state != State::Known)
            traits[trait] = value;
    };
    if (marks.loginRedirect) {
        fillIn(Trait::Team, text(marks.loginRedirect->teamHost));
        fillIn(Trait::Audience, tag(marks.loginRedirect->audience));
        fillIn(Trait::ApplicationHost, text(marks.loginRedirect->applicationHost));
    }
    fillIn(Trait::Audience, tag(marks.audience));
    fillIn(Trait::ApplicationHost, text(marks.domain));
}

void readDiscovery(Traits &traits, const access::Discovery &discovery)
{
    if (discovery.problem == DiscoveryProblem::None) {
        traits[Trait::Discovery] = word(u"named"_s);
        traits[Trait::Team] = text(discovery.teamHost);
        traits[Trait::Audience] = tag(discovery.audience);
        traits[Trait::ApplicationHost] = text(discovery.applicationHost);
        return;
    }
    if (discovery.problem != DiscoveryProblem::NotOffered) {
        traits[Trait::Discovery] = word(u"not-believed"_s);
        return;
    }
    for (const auto trait : {Trait::Discovery, Trait::Team, Trait::Audience, Trait::ApplicationHost})
        traits[trait] = absent();
}

/// A string or a list of them (facts 3.2).
QStringList audiencesOf(const QJsonValue &value)
{
    if (!value.isArray())
        return {value.toString()};
    QStringList all;
    for (const auto &one : value.toArray())
        all.append(one.toString());
    return all;
}

void readJwt(Traits &traits, const std::optional<QByteArray> &compact, const QDateTime &at)
{
    const auto inspection = inspectJwt(compact.value_or(QByteArray()), at);
    if (!inspection) {
        for (const auto trait : jwtTraits)
            traits[trait] = absent();
        return;
    }
    const auto &header = inspection->jwt.jws.header;
    const auto &payload = inspection->jwt.payload;
    traits[Trait::JwtIssuer] = text(payload.value(u"iss"_s).toString());
    traits[Trait::JwtAlgorithm] = text(header.value(u"alg"_s).toString());
    traits[Trait::JwtKeyId] = tag(header.value(u"kid"_s).toString());
    traits[Trait::JwtCommonName] = clientId(payload.value(u"common_name"_s).toString());
    const auto expires = jwt::momentOf(payload.value(u"exp"_s));
    traits[Trait::JwtExpires] = expires ? word(toRfc3339(*expires)) : absent();
    traits[Trait::JwtAudience] = tag(audiencesOf(payload.value(u"aud"_s)).join(u' '));
}

void read(Traits &traits, const ProbeReport &report, const QDateTime &at)
{
    readVerdict(traits, report.verdict);
    if (report.control.answer)
        readDiscovery(traits, report.discovery);
    traits[Trait::WithoutToken] = statusIn(report.control);
    traits[Trait::WithToken] = report.credentialed ? statusIn(*report.credentialed) : absent();
    traits[Trait::Credentials] = word(report.credentialed ? u"sent"_s : u"not-sent"_s);
    const auto &last = report.credentialed ? *report.credentialed : report.control;
    if (!last.answer)
        return;
    readMarks(traits, last);
    // What Access says to a stranger stays true when it lets the token through.
    if (report.control.answer) {
        const auto server = traits.value(Trait::Server);
        const auto cloudflare = traits.value(Trait::Cloudflare);
        readMarks(traits, report.control);
        traits[Trait::Server] = server;
        traits[Trait::Cloudflare] = cloudflare;
    }
    traits[Trait::Redirects] = redirectsIn(last);
    readJwt(traits, report.jwt, at);
}

void read(Traits &traits, const Judgement &judgement, const QDateTime &at)
{
    const auto &transcript = judgement.transcript;
    if (!transcript.exchange)
        return;
    readVerdict(traits, judgement.verdict);
    const auto sent = transcript.known.credentialsSent;
    if (sent != Answered::Unknown)
        traits[Trait::Credentials] = word(sent == Answered::Yes ? u"sent"_s : u"not-sent"_s);
    if (transcript.known.status && sent == Answered::Yes)
        traits[Trait::WithToken] = statusIn(*transcript.exchange);
    if (transcript.known.status && sent == Answered::No)
        traits[Trait::WithoutToken] = statusIn(*transcript.exchange);
    if (!transcript.exchange->answer || !transcript.known.headers)
        return;
    readMarks(traits, *transcript.exchange);
    traits[Trait::Redirects] = redirectsIn(*transcript.exchange);
    readJwt(traits, jwtIn(transcript.exchange->request, *transcript.exchange->answer), at);
}

/// Whether the team that the listing names is the one that answered.
TraitValue tokenTeam(const tokens::ServiceToken &token, const TraitValue &team)
{
    if (token.team.isEmpty() || team.state != State::Known)
        return {};
    const bool isSame = bareTeam(token.team).compare(team.value, Qt::CaseInsensitive) == 0;
    return word(isSame ? u"same"_s : u"other"_s);
}

TraitValue expiryOf(const tokens::Expiry &expiry)
{
    switch (expiry.kind) {
    case tokens::Expiry::Kind::Unknown:
        return {};
    case tokens::Expiry::Kind::Forever:
        return word(u"forever"_s);
    case tokens::Expiry::Kind::At:
        return word(toRfc3339(expiry.at));
    }
    return {};
}

void readToken(Traits &traits, const Environment &environment)
{
    if (!environment.token) {
        // Somebody else's request may have carried one that Keyturn does not know.
        const bool isKnown = !std::holds_alternative<Judgement>(environment.seen);
        for (const auto trait : tokenTraits)
            traits[trait] = isKnown ? absent() : TraitValue();
        return;
    }
    const auto &token = *environment.token;
    traits[Trait::TokenName] = text(token.name);
    traits[Trait::ClientId] = clientId(token.clientId);
    traits[Trait::TokenExpiry] = expiryOf(token.expiry);
    traits[Trait::TokenStatus] = word(tokens::idOf(tokens::statusOf(token, environment.at)));
    traits[Trait::TokenTeam] = tokenTeam(token, traits.value(Trait::Team));
}

/// A style is known where a token of ours was sent in it, or a text shows how it was.
TraitValue styleOf(const Environment &environment)
{
    const auto *judgement = std::get_if<Judgement>(&environment.seen);
    const bool isKnown = judgement
        ? judgement->transcript.known.credentialsSent == Answered::Yes && judgement->transcript.known.request
        : environment.token.has_value();
    if (!isKnown)
        return judgement ? TraitValue() : absent();
    if (environment.style.kind == access::HeaderStyle::Kind::Two)
        return word(u"two"_s);
    return text(u"single:"_s + QString::fromLatin1(environment.style.singleName).toLower());
}

} // namespace

QList<Trait> allTraits()
{
    QList<Trait> all;
    for (const auto &row : traitTable)
        all.append(row.trait);
    return all;
}

QString idOf(Trait trait)
{
    return QString::fromLatin1(traitTable.at(static_cast<std::size_t>(trait)).id);
}

bool matters(Trait trait)
{
    return traitTable.at(static_cast<std::size_t>(trait)).matters;
}

const access::Verdict *verdictIn(const Environment &environment)
{
    if (const auto *report = std::get_if<ProbeReport>(&environment.seen))
        return &report->verdict;
    const auto *judgement = std::get_if<Judgement>(&environment.seen);
    return judgement && judgement->transcript.exchange ? &judgement->verdict : nullptr;
}

const http::Exchange *exchangeIn(const Environment &environment)
{
    if (const auto *report = std::get_if<ProbeReport>(&environment.seen))
        return report->credentialed ? &*report->credentialed : &report->control;
    const auto *judgement = std::get_if<Judgement>(&environment.seen);
    return judgement && judgement->transcript.exchange ? &*judgement->transcript.exchange : nullptr;
}

Traits traitsOf(const Environment &environment)
{
    Traits traits;
    if (!environment.url.host().isEmpty()) {
        traits[Trait::Host] = text(hostAndPort(environment.url));
        traits[Trait::Scheme] = text(environment.url.scheme());
    }
    if (const auto *report = std::get_if<ProbeReport>(&environment.seen))
        read(traits, *report, environment.at);
    if (const auto *judgement = std::get_if<Judgement>(&environment.seen))
        read(traits, *judgement, environment.at);
    readToken(traits, environment);
    traits[Trait::HeaderStyle] = styleOf(environment);
    return traits;
}

} // namespace keyturn
