// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Evaluator.h"

#include <algorithm>

namespace keyturn::policy {

namespace {

int rankOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Accepted:
        return 0;
    case Outcome::Bypassed:
        return 1;
    case Outcome::CannotTell:
        return 2;
    case Outcome::Refused:
        return 3;
    }
    return 4;
}

/// How far a policy was from letting the caller in: one that names him and was stopped by another of its
/// rules tells most.
int distanceOf(PolicyReason reason)
{
    switch (reason) {
    case PolicyReason::LetsIn:
    case PolicyReason::StoppedByEarlier:
        return 0;
    case PolicyReason::Excluded:
        return 1;
    case PolicyReason::RequireFailed:
        return 2;
    case PolicyReason::CannotTell:
    case PolicyReason::NoCredential:
    case PolicyReason::UnknownDecision:
    case PolicyReason::NotSpelledOut:
        return 3;
    case PolicyReason::NotIncluded:
    case PolicyReason::EmptyInclude:
        return 4;
    case PolicyReason::AllowNeedsLogin:
        return 5;
    case PolicyReason::BlockComesAfter:
        return 6;
    }
    return 7;
}

} // namespace

const PolicyFinding *lettingIn(const Answer &answer)
{
    for (const auto place : answer.through) {
        const auto &finding = answer.policies[place];
        if (finding.reason == PolicyReason::LetsIn)
            return &finding;
    }
    return nullptr;
}

const PolicyFinding *closestTo(const Answer &answer)
{
    const auto isCloser = [](const PolicyFinding &a, const PolicyFinding &b) {
        return distanceOf(a.reason) < distanceOf(b.reason);
    };
    const auto closest = std::min_element(answer.policies.begin(), answer.policies.end(), isCloser);
    return closest == answer.policies.end() ? nullptr : &*closest;
}

QList<Acceptance>
applicationsAccepting(const Caller &caller, const Account &account, const RequestFacts &facts)
{
    const Evaluator evaluator(account, caller, facts);
    QList<Acceptance> all;
    for (qsizetype i = 0; i < account.applications.size(); ++i)
        all.append({i, evaluator.answerOf(account.applications[i])});
    const auto comesBefore = [](const Acceptance &a, const Acceptance &b) {
        return rankOf(a.answer.outcome) < rankOf(b.answer.outcome);
    };
    std::stable_sort(all.begin(), all.end(), comesBefore);
    return all;
}

QList<PolicyFinding> whyNot(
    const Caller &caller, const Application &application, const Account &account, const RequestFacts &facts)
{
    auto findings = Evaluator(account, caller, facts).answerOf(application).policies;
    findings.removeIf([](const PolicyFinding &finding) { return finding.reason == PolicyReason::LetsIn; });
    return findings;
}

} // namespace keyturn::policy
