// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Decision.h"

#include "Presentation.h"

#include <algorithm>

namespace keyturn::edge {

using namespace Qt::StringLiterals;
using policy::PolicyFinding;
using policy::Truth;

namespace {

constexpr std::chrono::seconds usualSession = std::chrono::hours(24);

/// A valid token, or nobody: what is wrong with credentials makes them none (facts 2.6).
policy::Caller callerFor(const Rulebook &rules, const QString &clientId, bool isValid)
{
    policy::Caller caller;
    caller.hasToken = isValid;
    if (!isValid)
        return caller;
    caller.clientId = clientId;
    caller.state = policy::TokenState::Valid;
    if (const auto *known = rules.credentialOf(clientId)) {
        caller.tokenId = known->id;
        caller.name = known->name;
    }
    return caller;
}

void name(Decision &decision, const PolicyFinding *finding)
{
    if (finding == nullptr)
        return;
    decision.policy = finding->policy.name;
    decision.policyId = finding->policy.id;
    decision.reason = finding->reason;
    decision.session
        = finding->policy.session.value_or(decision.application->access.session.value_or(usualSession));
}

bool accepts(const http::Headers &headers, QByteArrayView type)
{
    return http::headerValue(headers, "Accept").toLower().contains(type.toByteArray());
}

bool isUpgrade(const http::Headers &headers)
{
    return http::headerValue(headers, "Upgrade").toLower().contains("websocket");
}

bool isScript(const http::Headers &headers)
{
    return http::headerValue(headers, "X-Requested-With").toLower() == "xmlhttprequest";
}

bool has(const policy::Answer &answer, policy::Decision decision)
{
    const auto isIt
        = [decision](const PolicyFinding &finding) { return finding.policy.decision == decision; };
    return std::any_of(answer.policies.begin(), answer.policies.end(), isIt);
}

/// Whether an Allow policy still stands for one who was admitted: what does not ask for an identity is asked
/// anew with each request (facts 4.3).
bool stillAllows(const PolicyFinding &finding)
{
    const auto isBroken = [](const policy::RuleFinding &rule) {
        return !policy::asksForIdentity(rule.rule.kind) && rule.truth != Truth::Yes;
    };
    const auto isExcluded = [](const policy::RuleFinding &rule) { return rule.truth != Truth::No; };
    return std::none_of(finding.require.begin(), finding.require.end(), isBroken)
        && std::none_of(finding.exclude.begin(), finding.exclude.end(), isExcluded);
}

/// The Allow policy under which a session still counts, or the Block policy that ends it. An application that
/// has only Service Auth policies accepts no session (facts 2.3).
const PolicyFinding *sessionPolicyIn(const policy::Answer &answer)
{
    for (const auto &finding : answer.policies) {
        const bool isBlocked
            = finding.policy.decision == policy::Decision::Block && finding.matches == Truth::Yes;
        const bool isAllowed = finding.policy.decision == policy::Decision::Allow && stillAllows(finding);
        if (isBlocked || isAllowed)
            return &finding;
    }
    return nullptr;
}

/// The session that counts at this application; null: none does. A strict organization heeds none.
const Session *sessionFor(const Application &application, const Rulebook &rules, const QList<Session> &all)
{
    const auto isIt = [&application](const Session &session) {
        return session.audiences.contains(application.access.audience)
            && (session.isBound || !application.access.bindingCookie);
    };
    const auto found = std::find_if(all.begin(), all.end(), isIt);
    return found == all.end() || rules.config().mode == Mode::Strict ? nullptr : &*found;
}

/// The answer to no credentials at all, and in a legacy organization to bad ones as well (facts 2.5 and 2.6).
void refuseAsNobody(Decision &decision, const policy::Answer &answer, const http::Headers &headers)
{
    const auto &access = decision.application->access;
    const bool hasAllow = has(answer, policy::Decision::Allow);
    const bool isBrowser = accepts(headers, "text/html") && hasAllow;
    // For those without an identity, and where nothing is said of them, what is said to people.
    const auto &denyUrl
        = access.customNonIdentityDenyUrl.isEmpty() ? access.customDenyUrl : access.customNonIdentityDenyUrl;
    if (access.managedOauth && !isBrowser) {
        decision.ruling = Ruling::OauthChallenge;
    } else if (access.serviceAuth401 && has(answer, policy::Decision::ServiceAuth)) {
        decision.ruling = Ruling::ServiceAuthForbidden;
    } else if (hasAllow) {
        decision.ruling = isScript(headers) ? Ruling::XhrUnauthorised : Ruling::LoginRedirect;
    } else if (!denyUrl.isEmpty()) {
        decision.ruling = Ruling::CustomDeny;
        decision.denyUrl = denyUrl;
    } else {
        decision.ruling = Ruling::ServiceAuthForbidden;
    }
}

void refuse(Decision &decision, const Rulebook &rules, const policy::Answer &answer, const Asked &asked)
{
    name(decision, policy::closestTo(answer));
    if (rules.config().mode == Mode::Strict && decision.credentials != Credentials::None) {
        const bool isKnown = decision.credentials == Credentials::Valid;
        decision.ruling = isKnown ? Ruling::NotAuthorised : Ruling::CannotAuthenticate;
    } else if (isPreflight(asked.method, asked.headers)) {
        decision.ruling = Ruling::PreflightRefused;
    } else {
        refuseAsNobody(decision, answer, asked.headers);
    }
}

/// What a session makes of a request that brings no credentials of its own. False: nothing.
bool ruledBySession(Decision &decision, const Rulebook &rules, const Asked &asked)
{
    const auto &application = *decision.application;
    const auto *session = sessionFor(application, rules, asked.sessions);
    if (session == nullptr)
        return false;
    const auto caller = callerFor(rules, session->clientId, true);
    const auto answer = policy::Evaluator(rules.account(), caller, asked.facts).answerOf(application.access);
    const auto *found = sessionPolicyIn(answer);
    if (found == nullptr)
        return false;
    if (found->policy.decision == policy::Decision::Allow) {
        name(decision, found);
        decision.reason = policy::PolicyReason::LetsIn;
        decision.ruling = Ruling::Admitted;
        decision.clientId = session->clientId;
        decision.sessionToken = session->token;
        return true;
    }
    // Somebody who is known and blocked.
    if (application.access.customDenyUrl.isEmpty())
        return false;
    name(decision, found);
    decision.ruling = Ruling::CustomDeny;
    decision.denyUrl = application.access.customDenyUrl;
    return true;
}

void ruleByPolicies(Decision &decision, const Rulebook &rules, const Asked &asked)
{
    const auto &access = decision.application->access;
    const auto caller = callerFor(rules, decision.clientId, decision.credentials == Credentials::Valid);
    const auto answer = policy::Evaluator(rules.account(), caller, asked.facts).answerOf(access);
    if (const auto *found = policy::lettingIn(answer)) {
        name(decision, found);
        const bool isBypass = found->policy.decision == policy::Decision::Bypass;
        decision.ruling = isBypass ? Ruling::Bypassed : Ruling::Admitted;
    } else if (!ruledBySession(decision, rules, asked)) {
        refuse(decision, rules, answer, asked);
    }
}

/// What is decided before any policy is looked at. Null: they decide.
std::optional<Ruling> ruledWithoutPolicies(const Guard &guard, const Rulebook &rules, const Asked &asked)
{
    const auto userAgent = http::headerValue(asked.headers, "User-Agent");
    for (const auto &rule : rules.config().firewall) {
        if (fits(rule.match, asked.method, rules.meantHost(asked.host), asked.path, userAgent))
            return rule.action == FirewallAction::Block ? Ruling::FirewallBlocked
                                                        : Ruling::FirewallChallenged;
    }
    if (guard.application == nullptr)
        return rules.config().deniesUnmatched ? Ruling::UnmatchedDenied : Ruling::NoApplication;
    if (!guard.openBy.isEmpty())
        return Ruling::Bypassed;
    const bool isAsking = isPreflight(asked.method, asked.headers);
    if (isAsking && guard.application->bypassesPreflight)
        return Ruling::PreflightPassed;
    if (isAsking && guard.application->cors)
        return Ruling::PreflightAnswered;
    if (guard.isByWorker && isUpgrade(asked.headers))
        return Ruling::WorkerUpgradeRefused;
    return std::nullopt;
}

} // namespace

bool isPreflight(const QByteArray &method, const http::Headers &headers)
{
    return method == "OPTIONS" && http::hasHeader(headers, "Access-Control-Request-Method");
}

Decision decide(const Rulebook &rules, const Asked &asked, const QDateTime &now)
{
    const auto guard = rules.guardOf(asked.host, asked.path);
    Decision decision;
    decision.application = guard.application;
    decision.domain = guard.domain;
    if (guard.application != nullptr) {
        const auto presented = presentedIn(rules, *guard.application, asked.headers, now);
        decision.credentials = presented.credentials;
        decision.clientId = presented.clientId;
    }
    if (const auto ruling = ruledWithoutPolicies(guard, rules, asked))
        decision.ruling = *ruling;
    else
        ruleByPolicies(decision, rules, asked);
    return decision;
}

} // namespace keyturn::edge
