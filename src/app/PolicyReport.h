// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AppPaths.h"
#include "PolicyLint.h"
#include "ServiceToken.h"

namespace keyturn {

/// A token of the inventory as the account's policies see it: under Cloudflare's id where the account lists
/// its Client ID, otherwise by its Client ID alone and in the state that the inventory knows.
[[nodiscard]] policy::Caller
callerFor(const tokens::ServiceToken &token, const policy::Account &account, const QDateTime &now);

/// Whether this rule is one of those that the policy's reason rests on.
[[nodiscard]] bool
decides(const policy::PolicyFinding &finding, policy::RuleList list, const policy::RuleFinding &rule);

struct PolicyQuestion
{
    std::optional<policy::Caller> caller; ///< Null: no token is asked about.
    QString url; ///< Empty: every application.
};

/// What an account's policies say to a question, and what is odd about them.
struct PolicyReport
{
    policy::Account account;
    PolicyQuestion question;
    std::optional<policy::Coverage> coverage; ///< With a URL.
    QList<policy::Acceptance>
        answers; ///< With a caller: those that let it in first, one for each application.
    QList<policy::LintFinding> lint;

    /// What the token gets at the URL; without a URL, Accepted or Bypassed where some application does so.
    [[nodiscard]] policy::Outcome outcome() const;
    /// Whether the application is one that may answer for the URL. Without a URL, all are.
    [[nodiscard]] bool concerns(qsizetype application) const;
    /// Whether the finding is about an application that may answer for the URL, about the token that is asked
    /// about, or about the account as a whole. Without a URL, all are.
    [[nodiscard]] bool concerns(const policy::LintFinding &finding) const;
    /// What is odd, as far as it concerns the question.
    [[nodiscard]] QList<policy::LintFinding> lintInQuestion() const;
    /// What the application answers a request that it refuses.
    [[nodiscard]] policy::Refusal refusalOf(qsizetype application) const;
    /// The same in an organization of this mode.
    [[nodiscard]] policy::Refusal refusalOf(qsizetype application, bool isStrict) const;
};

/// Without what is odd, which takes longest and does not hang on the question.
[[nodiscard]] PolicyReport answersTo(const policy::Account &account, const PolicyQuestion &question);

[[nodiscard]] PolicyReport
policyReport(const policy::Account &account, const PolicyQuestion &question, const QDateTime &now);

} // namespace keyturn
