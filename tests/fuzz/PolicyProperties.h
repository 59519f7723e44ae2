// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AppPaths.h"
#include "Evaluator.h"
#include "PolicyJson.h"
#include "PolicyLint.h"

#include <QTimeZone>

// What holds of every account that somebody may paste.
namespace keyturn::fuzz {

using namespace Qt::StringLiterals;

[[nodiscard]] inline QList<policy::Caller> callersOf(const policy::Account &account, const QDateTime &now)
{
    QList<policy::Caller> callers;
    callers.append(policy::Caller{false, {}, {}, {}, policy::TokenState::Unknown});
    callers.append(policy::Caller{true, u"t1"_s, u"c1.access"_s, u"ci"_s, policy::TokenState::Valid});
    callers.append(policy::Caller{true, u"t1"_s, {}, {}, policy::TokenState::Expired});
    callers.append(policy::callerOf(account, u"ci"_s, now));
    if (!account.tokens.isEmpty())
        callers.append(policy::callerOf(account, account.tokens.first().id, now));
    return callers;
}

[[nodiscard]] inline QByteArray brokenIn(const policy::Answer &answer, const policy::Caller &caller)
{
    using policy::Outcome;
    if (answer.possible.contains(Outcome::CannotTell))
        return "not being able to tell is no outcome";
    const bool isTold = answer.outcome != Outcome::CannotTell;
    if (isTold ? answer.possible != QList<Outcome>{answer.outcome} : answer.possible.size() < 2)
        return "the outcome and what is possible differ";
    if (answer.outcome == Outcome::Accepted && !caller.hasToken
        && answer.confidence == policy::Confidence::Certain)
        return "certainly accepted without a token";
    if (answer.outcome == Outcome::Accepted && caller.state == policy::TokenState::Expired
        && answer.confidence == policy::Confidence::Certain)
        return "certainly accepted with an expired token";
    for (const qsizetype place : answer.through) {
        if (place < 0 || place >= answer.policies.size())
            return "let in through a policy that is not there";
    }
    if (answer.outcome == Outcome::Refused && !answer.through.isEmpty())
        return "refused, and yet let in";
    return {};
}

[[nodiscard]] inline QByteArray brokenBy(const policy::Account &account, const policy::Caller &caller)
{
    for (const policy::Acceptance &acceptance : policy::applicationsAccepting(caller, account)) {
        if (acceptance.application < 0 || acceptance.application >= account.applications.size())
            return "an application that is not there";
        const policy::Application &application = account.applications.at(acceptance.application);
        if (const QByteArray broken = brokenIn(acceptance.answer, caller); !broken.isEmpty())
            return broken;
        if (policy::Evaluator(account, caller).answerOf(application) != acceptance.answer)
            return "asked twice, told otherwise";
        for (const policy::PolicyFinding &finding : policy::whyNot(caller, application, account)) {
            if (finding.reason == policy::PolicyReason::LetsIn)
                return "why not, and yet it lets in";
        }
        for (const std::optional<bool> strict :
             {std::optional<bool>(), std::optional(true), std::optional(false)})
            (void)policy::refusalOf(application, account, caller, strict);
    }
    return {};
}

[[nodiscard]] inline QByteArray brokenByPolicies(const QByteArray &input)
{
    const auto account = policy::readAccount(input);
    if (!account) {
        const policy::JsonFailure &failure = account.error();
        const bool hasPlace = failure.line >= 1 && failure.column >= 1;
        if (failure.error == policy::JsonError::NotJson && !hasPlace)
            return "no JSON, and no place where it fails";
        return policy::idOf(failure.error).isEmpty() ? "a failure without a name" : QByteArray();
    }
    const QDateTime now(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
    for (const policy::Caller &caller : callersOf(*account, now)) {
        if (const QByteArray broken = brokenBy(*account, caller); !broken.isEmpty())
            return broken;
    }
    for (const policy::LintFinding &finding : policy::lintOf(*account, now)) {
        if (finding.application >= account->applications.size())
            return "a finding about an application that is not there";
    }
    for (const policy::Application &application : account->applications) {
        for (const QString &claim : policy::claimsOf(application)) {
            const policy::Coverage coverage = policy::coverageOf(claim, account->applications);
            if (coverage.kind == policy::CoverageKind::One && coverage.winners.size() != 1)
                return "one application covers it, and it is not told which";
        }
    }
    return {};
}

} // namespace keyturn::fuzz
