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

} // namespace

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
