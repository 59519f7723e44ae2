// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "AppPaths.h"
#include "LintSubjects.h"

#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::policy {

namespace {

/// Headers that services read their own credentials from.
constexpr std::array ownHeaders{
    "authorization"_L1, "proxy-authorization"_L1, "cookie"_L1, "x-api-key"_L1, "x-auth-token"_L1};

struct Address
{
    qsizetype application = -1;
    PathPattern pattern;
};

void lintSwitches(const Application &application, qsizetype place, QList<LintFinding> &findings)
{
    if (application.managedOauth)
        findings.append(LintSubjects::about(LintCheck::OauthBesideServiceAuth, place));
    if (application.bindingCookie) {
        auto finding = LintSubjects::about(LintCheck::BindingCookie, place);
        finding.confidence = Confidence::Likely;
        findings.append(finding);
    }
}

void lintHeader(const Application &application, qsizetype place, QList<LintFinding> &findings)
{
    const auto header = application.singleHeader.trimmed().toLower();
    if (std::find(ownHeaders.begin(), ownHeaders.end(), header) == ownHeaders.end())
        return;
    auto finding = LintSubjects::about(LintCheck::SingleHeaderCollides, place);
    finding.confidence = Confidence::Possible;
    finding.detail = application.singleHeader;
    findings.append(finding);
}

/// The addresses an application claims. Those that Access could not use are findings.
QList<Address> addressesOf(const Application &application, qsizetype place, QList<LintFinding> &findings)
{
    QList<Address> addresses;
    for (const auto &claim : claimsOf(application)) {
        auto problem = PathPattern::Problem::Empty;
        const auto pattern = PathPattern::parse(claim, &problem);
        if (pattern) {
            addresses.append({place, *pattern});
        } else if (problem != PathPattern::Problem::Empty) {
            auto finding = LintSubjects::about(LintCheck::UnusableAddress, place);
            finding.detail = claim;
            findings.append(finding);
        }
    }
    return addresses;
}

/// Addresses with Service Auth by their hosts; those with a wildcard in the host apart.
struct Guarded
{
    QHash<QString, QList<Address>> byHost;
    QList<Address> wild;
};

/// The application with Service Auth that would cover `address` if the one it belongs to were not there.
const Address *shadowedBy(const Address &address, const QList<Address> &guarded)
{
    const auto isShadowed = [&address](const Address &other) {
        return other.application != address.application
            && other.pattern.covers(address.pattern.host(), address.pattern.path())
            && address.pattern.isMoreSpecificThan(other.pattern);
    };
    const auto found = std::find_if(guarded.begin(), guarded.end(), isShadowed);
    return found == guarded.end() ? nullptr : &*found;
}

bool letsNoTokenIn(const std::optional<QList<Policy>> &policies)
{
    const auto isForPeople = [](const Policy &policy) {
        return policy.isSpelledOut
            && (policy.decision == Decision::Allow || policy.decision == Decision::Block);
    };
    return policies && std::all_of(policies->begin(), policies->end(), isForPeople);
}

void lintShadows(const LintSubjects &subjects, const QList<Address> &addresses, QList<LintFinding> &findings)
{
    Guarded guarded;
    for (const auto &address : addresses) {
        if (!subjects.hasServiceAuthIn(address.application))
            continue;
        if (address.pattern.host().contains(u'*'))
            guarded.wild.append(address);
        else
            guarded.byHost[address.pattern.host()].append(address);
    }
    qsizetype comparisons = 0;
    QSet<std::pair<qsizetype, qsizetype>> told;
    for (const auto &address : addresses) {
        if (!letsNoTokenIn(subjects.policiesOf[address.application]))
            continue;
        const auto sameHost = guarded.byHost.value(address.pattern.host());
        comparisons += sameHost.size() + guarded.wild.size();
        if (comparisons > mostShadowComparisons) {
            LintFinding finding;
            finding.check = LintCheck::ShadowsNotSought;
            findings.append(finding);
            return;
        }
        const auto *shadowed = shadowedBy(address, sameHost);
        if (shadowed == nullptr)
            shadowed = shadowedBy(address, guarded.wild);
        if (shadowed == nullptr || told.contains({address.application, shadowed->application}))
            continue;
        told.insert({address.application, shadowed->application});
        auto finding = LintSubjects::about(LintCheck::Shadowed, address.application);
        finding.detail = titleOf(subjects.account.applications[shadowed->application]);
        findings.append(finding);
    }
}

} // namespace

void lintApplications(const LintSubjects &subjects, QList<LintFinding> &findings)
{
    const auto &applications = subjects.account.applications;
    QList<Address> addresses;
    for (qsizetype i = 0; i < applications.size(); ++i) {
        if (subjects.hasServiceAuthIn(i))
            lintSwitches(applications[i], i, findings);
        lintHeader(applications[i], i, findings);
        addresses.append(addressesOf(applications[i], i, findings));
    }
    lintShadows(subjects, addresses, findings);
    if (subjects.hasServiceAuth && subjects.account.strict == false) {
        LintFinding finding;
        finding.check = LintCheck::StrictModeOff;
        findings.append(finding);
    }
}

} // namespace keyturn::policy
