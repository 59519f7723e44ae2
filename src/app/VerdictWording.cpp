// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictWording.h"

#include "CauseWording.h"

#include <QCoreApplication>

#include <algorithm>

namespace keyturn {

using access::Cause;
using access::Confidence;
using access::EvidenceKind;
using access::Layer;
using access::OrganizationMode;
using access::Outcome;
using access::Verdict;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(VerdictWording)
};

/// What Keyturn's own records say; how Access said no is what the answer adds.
QString recordsHeadline(const Verdict &verdict)
{
    const bool isExpired = verdict.cause == Cause::TokenExpired;
    const auto isLogin
        = [](const access::Evidence &seen) { return seen.kind == EvidenceKind::LoginRedirectTo; };
    if (std::any_of(verdict.evidence.cbegin(), verdict.evidence.cend(), isLogin)) {
        return isExpired
            ? Words::tr("Access sent you to the login page: by Keyturn's records this token has expired.")
            : Words::tr("Access sent you to the login page: by Keyturn's records this token is disabled.");
    }
    return isExpired ? Words::tr("Access refused this token: by Keyturn's records it has expired.")
                     : Words::tr("Access refused this token: by Keyturn's records it is disabled.");
}

const CauseWords *wordsOf(Cause cause)
{
    static const std::vector<CauseWords> all = [] {
        std::vector<CauseWords> words = wordsOfNetwork();
        for (const auto &more : {wordsOfEdge(), wordsOfAccess(), wordsOfOrigin()})
            words.insert(words.end(), more.begin(), more.end());
        return words;
    }();
    const auto isIt = [cause](const CauseWords &words) { return words.cause == cause; };
    const auto found = std::find_if(all.cbegin(), all.cend(), isIt);
    return found == all.cend() ? nullptr : &*found;
}

QString notBehindCloudflareHeadline(Outcome outcome)
{
    if (outcome == Outcome::Refused)
        return Words::tr(
            "A server that is not behind Cloudflare refused the request: Access is not in the way.");
    return Words::tr("This host is not behind Cloudflare: Access does not guard it.");
}

QString acceptedHeadline(Confidence confidence)
{
    switch (confidence) {
    case Confidence::Certain:
        return Words::tr("Access accepted this token, and the service answered.");
    case Confidence::Likely:
        return Words::tr("Access most likely accepted this token, and the service answered.");
    case Confidence::Possible:
        return Words::tr("The service answered; whether Access checked the token is not proven.");
    }
    return {};
}

} // namespace

QString headlineOf(const Verdict &verdict)
{
    const bool isPossible = verdict.confidence == Confidence::Possible;
    if (verdict.cause == Cause::TokenExpired || verdict.cause == Cause::TokenDisabled)
        return recordsHeadline(verdict);
    if (verdict.cause == Cause::NotBehindCloudflare)
        return notBehindCloudflareHeadline(verdict.outcome);
    if (verdict.cause == Cause::Accepted)
        return acceptedHeadline(verdict.confidence);
    if (verdict.cause == Cause::AcceptedButOriginRefused && isPossible)
        return Words::tr(
            "The service itself seems to have refused the request, after Access let it through.");
    if (verdict.cause == Cause::ConnectionRefused && isPossible)
        return Words::tr("No connection came about: most often nothing listens there.");
    const CauseWords *words = wordsOf(verdict.cause);
    return words ? Words::tr(words->headline) : QString();
}

QString explanationOf(const Verdict &verdict)
{
    if (verdict.cause == Cause::TokenExpired)
        return Words::tr(
            "An expired token simply stops working. Refresh it in the dashboard: the Client ID and the "
            "secret stay as they are. If it was refreshed already, correct its expiry in Keyturn.");
    if (verdict.cause == Cause::TokenDisabled)
        return Words::tr(
            "A disabled token is refused like a wrong one, its previous secret included. Enable it in the "
            "dashboard; if it is enabled there, correct that in Keyturn.");
    if (verdict.cause == Cause::Accepted) {
        return verdict.confidence == Confidence::Certain
            ? Words::tr("What was seen without the token, or the session that Access opened, proves it.")
            : Words::tr(
                "A path that is open to everybody would answer the same. A request without credentials "
                "tells the difference.");
    }
    if (verdict.cause == Cause::ConnectionRefused && verdict.confidence == Confidence::Possible)
        return Words::tr("The program does not say whether the connection was refused or no way led there.");
    const CauseWords *words = wordsOf(verdict.cause);
    return words ? Words::tr(words->explanation) : QString();
}

QString answererOf(const Verdict &verdict)
{
    if (verdict.cause == Cause::HeaderNotSendable)
        return Words::tr("Nothing was sent");
    return verdict.layer ? wordFor(*verdict.layer) : Words::tr("Nobody knows who answered");
}

QString summaryOf(const Verdict &verdict)
{
    if (verdict.cause == Cause::HeaderNotSendable)
        return Words::tr("%1 (%2)").arg(answererOf(verdict), wordFor(verdict.confidence));
    return Words::tr("%1: %2 (%3)")
        .arg(answererOf(verdict), wordFor(verdict.outcome), wordFor(verdict.confidence));
}

QString wordFor(Confidence confidence)
{
    switch (confidence) {
    case Confidence::Certain:
        return Words::tr("certain");
    case Confidence::Likely:
        return Words::tr("likely");
    case Confidence::Possible:
        return Words::tr("possible");
    }
    return {};
}

QString wordFor(Layer layer)
{
    switch (layer) {
    case Layer::Network:
        return Words::tr("Network");
    case Layer::Edge:
        return Words::tr("Cloudflare edge");
    case Layer::Waf:
        return Words::tr("Firewall");
    case Layer::Access:
        return Words::tr("Access");
    case Layer::Origin:
        return Words::tr("Origin");
    }
    return {};
}

QString wordFor(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Accepted:
        return Words::tr("accepted");
    case Outcome::Refused:
        return Words::tr("refused");
    case Outcome::Open:
        return Words::tr("open");
    case Outcome::Unreachable:
        return Words::tr("unreachable");
    case Outcome::Unknown:
        return Words::tr("unknown");
    }
    return {};
}

QString wordFor(OrganizationMode mode)
{
    switch (mode) {
    case OrganizationMode::Unknown:
        return {};
    case OrganizationMode::Legacy:
        return Words::tr("legacy organization");
    case OrganizationMode::Strict:
        return Words::tr("strict organization");
    }
    return {};
}

} // namespace keyturn
