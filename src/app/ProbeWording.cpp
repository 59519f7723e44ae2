// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ProbeWording.h"

#include "EdgeReply.h"
#include "TransportWording.h"

#include <QCoreApplication>

namespace keyturn {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ProbeWording)
};

QString findingOf(const access::Discovery &discovery)
{
    using enum access::DiscoveryProblem;
    switch (discovery.problem) {
    case None:
        return Words::tr("an application of %1 guards it").arg(discovery.teamHost);
    case NotOffered:
        return Words::tr("no application is named");
    case NotVerified:
        return Words::tr("%1 is named, but nothing proves it").arg(discovery.teamHost);
    default:
        return Words::tr("an application is named, but not as Access does it");
    }
}

QString findingOfKeys(const ProbeReport &report)
{
    if (!report.teamKeys)
        return {};
    if (report.discoveryVerified && report.discoveryVerified->isValid())
        return Words::tr("the team has signed what Access said");
    return Words::tr("the team has not signed what Access said");
}

QString findingOfReply(const http::Exchange &exchange, const http::Reply &reply)
{
    const auto seen = access::signalsOf(exchange.request, reply);
    if (seen.loginRedirect)
        return Words::tr("sent to the login page");
    if (seen.isLoginPage)
        return Words::tr("the login page");
    if (seen.challenge == access::Challenge::CloudflareAccess)
        return Words::tr("refused by Access");
    if (seen.hasBlockPage)
        return Words::tr("the block page of Access");
    if (seen.isChallenge || seen.cloudflareCode > 0)
        return Words::tr("stopped by Cloudflare before Access");
    return findingOf(ProbeStep::Control, reply.status);
}

QString findingOf(const http::Exchange &exchange)
{
    if (!exchange.answer)
        return titleFor(exchange.answer.error().error);
    return findingOfReply(exchange, *exchange.answer);
}

const http::Exchange *exchangeOf(ProbeStep step, const ProbeReport &report)
{
    switch (step) {
    case ProbeStep::Control:
        return &report.control;
    case ProbeStep::AsXhr:
        return report.asXhr ? &*report.asXhr : nullptr;
    case ProbeStep::Credentialed:
        return report.credentialed ? &*report.credentialed : nullptr;
    case ProbeStep::BrokenSecret:
        return report.brokenSecret ? &*report.brokenSecret : nullptr;
    case ProbeStep::Discovery:
    case ProbeStep::Keys:
        return nullptr;
    }
    return nullptr;
}

} // namespace

QString titleOf(ProbeStep step)
{
    switch (step) {
    case ProbeStep::Discovery:
        return Words::tr("Ask which application guards this URL");
    case ProbeStep::Keys:
        return Words::tr("Check the signature of that answer");
    case ProbeStep::Control:
        return Words::tr("Send without credentials");
    case ProbeStep::AsXhr:
        return Words::tr("Send as a script in a page");
    case ProbeStep::Credentialed:
        return Words::tr("Send with the token");
    case ProbeStep::BrokenSecret:
        return Words::tr("Send with a wrong secret");
    }
    return {};
}

QString sentenceFor(ProbeStep step)
{
    switch (step) {
    case ProbeStep::Discovery:
        return Words::tr("Asking Access which application guards this URL…");
    case ProbeStep::Keys:
        return Words::tr("Fetching the team's keys to check its answer…");
    case ProbeStep::Control:
        return Words::tr("Sending the request without credentials…");
    case ProbeStep::AsXhr:
        return Words::tr("Sending the request as a script in a page does…");
    case ProbeStep::Credentialed:
        return Words::tr("Sending the request with the token…");
    case ProbeStep::BrokenSecret:
        return Words::tr("Sending the request with a wrong secret…");
    }
    return {};
}

QString findingOf(ProbeStep step, int status)
{
    if (status == 0)
        return Words::tr("no answer");
    if (step == ProbeStep::Discovery)
        return Words::tr("answered");
    if (step == ProbeStep::Keys)
        return status == 200 ? Words::tr("the team's keys are here") : Words::tr("no keys");
    if (status >= 500)
        return Words::tr("failed behind or in Cloudflare");
    if (status >= 400)
        return Words::tr("refused");
    if (status >= 300)
        return Words::tr("sent elsewhere");
    return Words::tr("let through");
}

QString findingOf(ProbeStep step, const ProbeReport &report)
{
    if (step == ProbeStep::Discovery)
        return findingOf(report.discovery);
    if (step == ProbeStep::Keys)
        return findingOfKeys(report);
    const auto *exchange = exchangeOf(step, report);
    return exchange ? findingOf(*exchange) : QString();
}

QString reasonSkipped(ProbeStep step, const ProbeReport &report)
{
    const bool isReached = static_cast<bool>(report.control.answer);
    if (!isReached)
        return Words::tr("not needed: nobody answers");
    if (step == ProbeStep::Keys)
        return Words::tr("not needed: there is nothing to check");
    if (report.tokenId.isEmpty() && (step == ProbeStep::Credentialed || step == ProbeStep::BrokenSecret))
        return Words::tr("not done: no token is chosen");
    return Words::tr("not done");
}

} // namespace keyturn
