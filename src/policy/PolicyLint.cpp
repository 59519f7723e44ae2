// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyLint.h"

#include "LintSubjects.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::policy {

namespace {

struct CheckRow
{
    LintCheck check;
    QLatin1StringView id;
    Severity severity;
};

constexpr std::array checkRows{
    CheckRow{LintCheck::TokenOnlyInAllow, "token-only-in-allow"_L1, Severity::Error},
    CheckRow{LintCheck::RequireAsksForIdentity, "require-asks-for-identity"_L1, Severity::Error},
    CheckRow{LintCheck::IncludeAsksForIdentity, "include-asks-for-identity"_L1, Severity::Error},
    CheckRow{LintCheck::IncludeEmpty, "include-empty"_L1, Severity::Error},
    CheckRow{LintCheck::ExcludesEveryToken, "excludes-every-token"_L1, Severity::Error},
    CheckRow{LintCheck::BlockNamesToken, "block-names-token"_L1, Severity::Warning},
    CheckRow{LintCheck::AnyValidToken, "any-valid-token"_L1, Severity::Warning},
    CheckRow{LintCheck::TokenInGroup, "token-in-group"_L1, Severity::Warning},
    CheckRow{LintCheck::ExpiredTokenNamed, "expired-token-named"_L1, Severity::Warning},
    CheckRow{LintCheck::DisabledTokenNamed, "disabled-token-named"_L1, Severity::Warning},
    CheckRow{LintCheck::DeletedTokenNamed, "deleted-token-named"_L1, Severity::Warning},
    CheckRow{LintCheck::MissingGroupNamed, "missing-group-named"_L1, Severity::Warning},
    CheckRow{LintCheck::TokenInNoPolicy, "token-in-no-policy"_L1, Severity::Notice},
    CheckRow{LintCheck::TokenByAnyValidOnly, "token-by-any-valid-only"_L1, Severity::Notice},
    CheckRow{LintCheck::TokenInManyApplications, "token-in-many-applications"_L1, Severity::Notice},
    CheckRow{LintCheck::ExpiryWithoutAlert, "expiry-without-alert"_L1, Severity::Warning},
    CheckRow{LintCheck::ExpiryAlertNotTold, "expiry-alert-not-told"_L1, Severity::Notice},
    CheckRow{LintCheck::OauthBesideServiceAuth, "oauth-beside-service-auth"_L1, Severity::Notice},
    CheckRow{LintCheck::BindingCookie, "binding-cookie"_L1, Severity::Warning},
    CheckRow{LintCheck::SingleHeaderCollides, "single-header-collides"_L1, Severity::Warning},
    CheckRow{LintCheck::Shadowed, "shadowed"_L1, Severity::Warning},
    CheckRow{LintCheck::UnusableAddress, "unusable-address"_L1, Severity::Warning},
    CheckRow{LintCheck::StrictModeOff, "strict-mode-off"_L1, Severity::Notice},
    CheckRow{LintCheck::ShadowsNotSought, "shadows-not-sought"_L1, Severity::Notice},
};
static_assert(checkRows.size() == lintCheckCount);

const CheckRow &rowOf(LintCheck check)
{
    const auto isIt = [check](const CheckRow &row) { return row.check == check; };
    return *std::find_if(checkRows.begin(), checkRows.end(), isIt);
}

} // namespace

QString idOf(LintCheck check)
{
    return rowOf(check).id;
}

Severity severityOf(LintCheck check)
{
    return rowOf(check).severity;
}

QString idOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return u"error"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Notice:
        return u"notice"_s;
    }
    return {};
}

QString idOf(RuleList list)
{
    switch (list) {
    case RuleList::Include:
        return u"include"_s;
    case RuleList::Require:
        return u"require"_s;
    case RuleList::Exclude:
        return u"exclude"_s;
    }
    return {};
}

QList<LintFinding> lintOf(const Account &account, const QDateTime &now)
{
    const LintSubjects subjects(account);
    QList<LintFinding> findings;
    lintTokens(subjects, now, findings);
    lintPolicies(subjects, now, findings);
    lintApplications(subjects, findings);
    const auto comesBefore = [](const LintFinding &a, const LintFinding &b) {
        return std::tuple(a.severity(), a.check, a.application)
            < std::tuple(b.severity(), b.check, b.application);
    };
    std::stable_sort(findings.begin(), findings.end(), comesBefore);
    return findings;
}

bool hasErrors(const QList<LintFinding> &findings)
{
    return std::any_of(findings.begin(), findings.end(), [](const LintFinding &finding) {
        return finding.severity() == Severity::Error;
    });
}

QString titleOf(const Application &application)
{
    if (!application.name.isEmpty())
        return application.name;
    return application.domain.isEmpty() ? application.id : application.domain;
}

} // namespace keyturn::policy
