// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "PolicyLint.h"

#include <QHash>

#include <functional>

namespace keyturn::policy {

/// A policy that is looked at once, however many applications use it.
struct LintPolicy
{
    Policy policy;
    QList<qsizetype> applications;
};

/// An account laid out for looking things up.
class LintSubjects
{
public:
    explicit LintSubjects(const Account &account);

    const Account &account;
    QList<LintPolicy> policies; ///< Each that is spelled out, reusable ones included.
    QList<std::optional<QList<Policy>>> policiesOf; ///< By application, in order.
    bool arePoliciesTold = true; ///< Of every application, all of them, and there is one.
    bool hasServiceAuth = false;

    [[nodiscard]] const KnownToken *tokenOf(const QString &id) const;
    [[nodiscard]] bool isGroupKnown(const QString &id) const { return m_groups.contains(id); }
    [[nodiscard]] bool hasServiceAuthIn(qsizetype application) const;

    [[nodiscard]] LintFinding about(LintCheck check, const LintPolicy &subject) const;
    [[nodiscard]] static LintFinding about(LintCheck check, qsizetype application);
    void nameToken(LintFinding &finding, const QString &id) const;

private:
    void addPolicy(const Policy &policy, qsizetype application);

    QHash<QString, qsizetype> m_places; ///< Of the policies with an id.
    QHash<QString, const KnownToken *> m_tokens; ///< By id in lower case.
    QHash<QString, const Group *> m_groups;
};

using EachRule = std::function<void(const RulePlace &)>;
void forEachRule(const RuleSet &rules, const EachRule &each);

// Each adds what it finds. They differ in what they go through.
void lintPolicies(const LintSubjects &subjects, const QDateTime &now, QList<LintFinding> &findings);
void lintApplications(const LintSubjects &subjects, QList<LintFinding> &findings);
void lintTokens(const LintSubjects &subjects, const QDateTime &now, QList<LintFinding> &findings);

} // namespace keyturn::policy
