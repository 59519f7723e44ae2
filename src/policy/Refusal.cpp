// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Evaluator.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::policy {

namespace {

bool has(const QList<Policy> &policies, Decision decision)
{
    const auto isIt = [decision](const Policy &policy) { return policy.decision == decision; };
    return std::any_of(policies.begin(), policies.end(), isIt);
}

/// As if no credentials had been sent.
Refusal legacyRefusal(const Application &application, const QList<Policy> &policies)
{
    if (application.managedOauth)
        return Refusal::OauthChallenge;
    if (application.serviceAuth401 && has(policies, Decision::ServiceAuth))
        return Refusal::Unauthorized;
    if (has(policies, Decision::Other))
        return Refusal::CannotTell;
    if (has(policies, Decision::Allow))
        return Refusal::LoginRedirect;
    if (!application.customDenyUrl.isEmpty() || !application.customNonIdentityDenyUrl.isEmpty())
        return Refusal::CustomDeny;
    return Refusal::Forbidden;
}

} // namespace

QString idOf(Refusal refusal)
{
    switch (refusal) {
    case Refusal::LoginRedirect:
        return u"login-redirect"_s;
    case Refusal::Forbidden:
        return u"forbidden"_s;
    case Refusal::Unauthorized:
        return u"unauthorized"_s;
    case Refusal::OauthChallenge:
        return u"oauth-challenge"_s;
    case Refusal::CustomDeny:
        return u"custom-deny"_s;
    case Refusal::CannotTell:
        return u"cannot-tell"_s;
    }
    return {};
}

Refusal refusalOf(
    const Application &application, const Account &account, const Caller &caller, std::optional<bool> strict)
{
    const auto policies = orderedPolicies(application, account.policies);
    if (!strict) {
        const auto inLegacy = refusalOf(application, account, caller, false);
        const auto inStrict = refusalOf(application, account, caller, true);
        return inLegacy == inStrict ? inLegacy : Refusal::CannotTell;
    }
    if (*strict && caller.hasToken) {
        if (caller.state == TokenState::Unknown)
            return Refusal::CannotTell;
        return caller.state == TokenState::Valid ? Refusal::Forbidden : Refusal::Unauthorized;
    }
    return policies ? legacyRefusal(application, *policies) : Refusal::CannotTell;
}

} // namespace keyturn::policy
