// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Gate.h"

#include "AccessJwt.h"
#include "ClientSecret.h"
#include "Presentation.h"
#include "Redaction.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <algorithm>

namespace keyturn::edge {

using namespace Qt::StringLiterals;
using std::chrono::seconds;

namespace {

constexpr QByteArrayView assertionHeader = "Cf-Access-Jwt-Assertion";
/// Access names a person to the origin in it; a client that names himself is not believed.
constexpr QByteArrayView personHeader = "Cf-Access-Authenticated-User-Email";
/// Where a session has no length, the origin must still be able to read the assertion.
constexpr seconds shortestAssertion(60);
constexpr auto teamDomains = ".cloudflareaccess.com"_L1;

QByteArray sixteenHexDigits()
{
    return QByteArray::number(QRandomGenerator::global()->generate64(), 16).rightJustified(16, '0');
}

http::Headers withoutForgeries(http::Headers headers)
{
    const auto isForgery = [](const http::Header &header) {
        return header.name.compare(assertionHeader, Qt::CaseInsensitive) == 0
            || header.name.compare(personHeader, Qt::CaseInsensitive) == 0;
    };
    headers.removeIf(isForgery);
    return headers;
}

} // namespace

Gate::Gate(Config config, Clock clock)
    : m_rules(std::move(config))
    , m_clock(std::move(clock))
    , m_keys(m_rules.config().keys)
    , m_bindingKey(randomHex(64))
{
}

QDateTime Gate::signingTime(const QDateTime &now) const
{
    return now.addSecs(m_rules.config().clockSkew.count());
}

policy::RequestFacts Gate::factsOf(const Peer &peer) const
{
    auto facts = m_rules.config().client;
    if (!facts.ip && !peer.address.isEmpty())
        facts.ip = peer.address;
    if (!facts.hasCertificate)
        facts.hasCertificate = facts.commonName.has_value();
    return facts;
}

QByteArray Gate::bindingOf(const QByteArray &token) const
{
    return QMessageAuthenticationCode::hash(token, m_bindingKey, QCryptographicHash::Sha256).toHex();
}

// "iat" counts whole seconds, so what began in the second of the end may have begun before it.
bool Gate::isOver(const Session &session) const
{
    const auto endedBy = [&session](const QDateTime &end) {
        return end.isValid() && session.issuedAt.toSecsSinceEpoch() <= end.toSecsSinceEpoch();
    };
    return endedBy(m_allSessionsEndedAt) || endedBy(m_sessionsEndedAt.value(session.clientId));
}

QList<Session> Gate::sessionsOf(const IncomingRequest &request, const QDateTime &now) const
{
    if (config().mode == Mode::Strict)
        return {};
    auto sessions = sessionsIn(request.headers, m_keys.publicKeys(), config(), signingTime(now));
    sessions.removeIf([this](const Session &session) { return isOver(session); });
    const auto bindings = cookiesIn(request.headers, "CF_Binding");
    for (auto &session : sessions)
        session.isBound = bindings.contains(bindingOf(session.token));
    return sessions;
}

const FaultRule *Gate::faultFor(const IncomingRequest &request)
{
    const auto &faults = config().faults;
    const auto userAgent = http::headerValue(request.headers, "User-Agent");
    const auto host = m_rules.meantHost(request.hostName());
    for (qsizetype i = 0; i < faults.size(); ++i) {
        if (!fits(faults[i].match, request.method, host, request.path(), userAgent))
            continue;
        auto &count = m_faultCounts[i];
        count = (count + 1) % std::max(faults[i].oneIn, 1);
        return count == 0 ? &faults[i] : nullptr;
    }
    return nullptr;
}

Handled Gate::refuse(int status)
{
    LogEntry entry;
    entry.at = m_clock().toUTC();
    entry.rayId = sixteenHexDigits();
    entry.status = status;
    return {stamped({status, {}, {}}, entry.at, entry.rayId), entry};
}

Handled Gate::handle(const IncomingRequest &request, const Peer &peer)
{
    LogEntry entry;
    entry.at = m_clock().toUTC();
    entry.rayId = sixteenHexDigits();
    entry.method = request.method;
    entry.host = request.hostName();
    // What is put into an address by mistake stands in no log.
    entry.path = redacted(request.path());
    m_keys.advance(entry.at);

    const auto *fault = faultFor(request);
    Handled handled{Answer{}, entry};
    if (auto own = ownAnswer(request, peer, entry.at)) {
        handled.way = *own;
        handled.entry.ruling = Ruling::OwnEndpoint;
    } else {
        handled = ruledOn(request, peer, entry);
    }
    if (fault != nullptr) {
        handled.entry.fault = fault->name.isEmpty() ? u"unnamed"_s : fault->name;
        handled.latency = fault->latency;
        handled.ending = fault->ending;
        if (fault->status != 0)
            handled.way = faultAnswer(*fault);
    }
    if (auto *answer = std::get_if<Answer>(&handled.way)) {
        *answer = stamped(*std::move(answer), entry.at, entry.rayId);
        handled.entry.status = answer->status;
    }
    return handled;
}

Handled Gate::ruledOn(const IncomingRequest &request, const Peer &peer, LogEntry entry)
{
    const auto now = entry.at;
    const Asked asked{request.method,  request.hostName(), request.path(),
                      request.headers, factsOf(peer),      sessionsOf(request, now)};
    const auto decision = decide(m_rules, asked, now);
    entry.ruling = decision.ruling;
    entry.credentials = decision.credentials;
    entry.application = decision.application != nullptr ? decision.application->access.name : QString();
    entry.policy = decision.policy;
    entry.reason = decision.reason;
    // People put their secret where the Client ID belongs.
    entry.clientId = redacted(decision.clientId);

    const auto sign = [this, now](const QJsonObject &claims) {
        return m_keys.sign(claims, signingTime(now), std::nullopt);
    };
    const Occasion occasion{m_rules, request, decision, entry.rayId, sixteenHexDigits(), sign, peer.scheme};
    const bool isNamed = decision.application != nullptr && wantsMetadata(request.headers);
    if (!isAnsweredByEdge(decision.ruling)) {
        auto onward = passage(occasion, now);
        if (isNamed)
            onward.answerHeaders.append(metadataHeader(occasion));
        return {onward, entry};
    }
    auto answer = edgeAnswer(occasion);
    if (isNamed)
        answer.headers.append(metadataHeader(occasion));
    return {answer, entry};
}

Passage Gate::passage(const Occasion &occasion, const QDateTime &now)
{
    const auto &decision = occasion.decision;
    Passage onward;
    onward.request = occasion.request;
    auto &headers = onward.request.headers;
    headers = withoutForgeries(withoutSecrets(headers, decision.application));
    onward.upstream = config().upstream;
    if (decision.application != nullptr && !decision.application->upstream.isEmpty())
        onward.upstream = decision.application->upstream;
    if (decision.ruling != Ruling::Admitted)
        return onward;

    onward.clientId = decision.clientId;
    onward.assertion = decision.sessionToken;
    if (onward.assertion.isEmpty()) {
        const auto claims = assertionClaims(config(), *decision.application, decision.clientId);
        onward.assertion
            = m_keys.sign(claims, signingTime(now), std::max(decision.session, shortestAssertion));
    }
    headers.append(http::Header{assertionHeader.toByteArray(), onward.assertion});

    // A session travels on as it is: its end must not move with every request.
    const bool isNew = decision.sessionToken.isEmpty() && decision.session > seconds::zero();
    if (isNew && config().mode == Mode::Legacy) {
        const auto binding
            = decision.application->access.bindingCookie ? bindingOf(onward.assertion) : QByteArray();
        onward.answerHeaders += sessionCookies(occasion, onward.assertion, binding);
    }
    return onward;
}

// What Access serves without asking for credentials. Null: the request is not about that.
std::optional<Answer> Gate::ownAnswer(const IncomingRequest &request, const Peer &peer, const QDateTime &now)
{
    const auto endpoint = ownEndpointOf(request.path());
    const auto host = request.hostName();
    const auto origin = ownOrigin(request, peer.scheme);
    if (endpoint == OwnEndpoint::None)
        return std::nullopt;
    if (endpoint == OwnEndpoint::AuthorizationServer && !m_rules.hasOauthOn(host))
        return std::nullopt;
    const bool isAboutResource = endpoint == OwnEndpoint::ResourceMetadata;
    if (isAboutResource && m_rules.guardOf(host, resourcePathOf(request.path())).application == nullptr)
        return std::nullopt;
    // A team that is not this one does not exist (facts 3.4).
    if (host.endsWith(teamDomains) && host != teamHostOf(config()))
        return jsonAnswer(404, {});
    if (endpoint == OwnEndpoint::Other)
        return jsonAnswer(404, {});
    if (!answers(endpoint, request.method))
        return wrongMethod(endpoint);

    switch (endpoint) {
    case OwnEndpoint::Certs:
        return certsAnswer(m_keys.published(teamHostOf(config())));
    case OwnEndpoint::Identity:
        return identity(request, peer, now);
    case OwnEndpoint::Logout:
        return logout(request, now);
    case OwnEndpoint::Login:
        return loginPage();
    case OwnEndpoint::Authorized:
        return authorizedAnswer();
    case OwnEndpoint::ResourceMetadata:
        return resourceMetadata(origin, resourcePathOf(request.path()));
    default:
        return authorizationServerMetadata(origin);
    }
}

Answer Gate::identity(const IncomingRequest &request, const Peer &peer, const QDateTime &now) const
{
    const auto sessions = sessionsOf(request, now);
    const auto session = sessions.isEmpty() ? std::nullopt : std::optional(sessions.first());
    return identityAnswer(session, m_rules, factsOf(peer));
}

Answer Gate::logout(const IncomingRequest &request, const QDateTime &now)
{
    for (const auto &session : sessionsOf(request, now))
        m_sessionsEndedAt.insert(session.clientId, signingTime(now));
    m_keys.signAnew();
    return logoutAnswer();
}

void Gate::setConfig(const Config &config)
{
    m_rules = Rulebook(config);
    m_keys.setRotation(config.keys);
    m_faultCounts.clear();
}

void Gate::setMode(Mode mode)
{
    auto changed = config();
    changed.mode = mode;
    m_rules = Rulebook(changed);
}

void Gate::setClockSkew(seconds skew)
{
    auto changed = config();
    changed.clockSkew = skew;
    m_rules = Rulebook(changed);
    m_keys.signAnew();
}

void Gate::rotateKeys()
{
    m_keys.rotate(m_clock().toUTC());
}

void Gate::endSessions()
{
    m_allSessionsEndedAt = signingTime(m_clock().toUTC());
    m_keys.signAnew();
}

template <typename Change>
Result<Done, ChangeError> Gate::changeToken(const QString &token, Change change)
{
    auto changed = config();
    auto &all = changed.credentials;
    const auto isIt = [&token](const Credential &one) { return one.id == token || one.clientId == token; };
    const auto isCalledIt = [&token](const Credential &one) { return one.name == token; };
    auto found = std::find_if(all.begin(), all.end(), isIt);
    if (found == all.end()) {
        if (std::count_if(all.begin(), all.end(), isCalledIt) > 1)
            return Failure{ChangeError::AmbiguousToken};
        found = std::find_if(all.begin(), all.end(), isCalledIt);
    }
    if (found == all.end())
        return Failure{ChangeError::NoSuchToken};
    change(*found);
    m_rules = Rulebook(changed);
    return Done{};
}

Result<Done, ChangeError> Gate::setEnabled(const QString &token, bool enabled)
{
    return changeToken(token, [enabled](Credential &credential) { credential.enabled = enabled; });
}

Result<Done, ChangeError> Gate::setExpiry(const QString &token, const tokens::Expiry &expiry)
{
    return changeToken(token, [&expiry](Credential &credential) { credential.expiry = expiry; });
}

Result<Done, ChangeError> Gate::expire(const QString &token)
{
    return setExpiry(token, tokens::Expiry::on(m_clock()));
}

Result<IssuedCredentials, ChangeError> Gate::rotate(const QString &token, seconds grace)
{
    IssuedCredentials issued{{}, makeClientSecret()};
    const auto now = m_clock().toUTC();
    const auto renew = [&](Credential &credential) {
        const bool isOverlapping = grace > seconds::zero();
        const auto previous = std::exchange(credential.secretSha256, issued.secret.sha256());
        credential.previousSecretSha256 = isOverlapping ? previous : QByteArray();
        credential.previousSecretEndsAt = isOverlapping ? now.addSecs(grace.count()) : QDateTime();
        issued.clientId = credential.clientId;
    };
    const auto changed = changeToken(token, renew);
    if (!changed)
        return Failure{changed.error()};
    return issued;
}

} // namespace keyturn::edge
