// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeWording.h"

#include "AccessAnswer.h"
#include "PolicyWording.h"

#include <QCoreApplication>
#include <QLocale>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace keyturn {

using edge::ChangeError;
using edge::Credentials;
using edge::EdgeError;
using edge::Ending;
using edge::LogEntry;
using edge::Mode;
using edge::Ruling;
using tokens::Expiry;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(EdgeWording)
};

QString secondsText(qint64 seconds)
{
    if (seconds % 3600 == 0)
        return Words::tr("%1 h").arg(seconds / 3600);
    if (seconds % 60 == 0)
        return Words::tr("%1 min").arg(seconds / 60);
    return Words::tr("%1 s").arg(seconds);
}

QString endingText(Ending ending)
{
    switch (ending) {
    case Ending::Whole:
        return {};
    case Ending::Reset:
        return Words::tr("the connection is reset");
    case Ending::Truncated:
        return Words::tr("the answer stops in its middle");
    }
    return {};
}

} // namespace

QString wordFor(Mode mode)
{
    switch (mode) {
    case Mode::Strict:
        return Words::tr("Strict");
    case Mode::Legacy:
        return Words::tr("Legacy");
    }
    return {};
}

QString sentenceFor(Mode mode)
{
    switch (mode) {
    case Mode::Strict:
        return Words::tr("Credentials that are bad get 401, a token without a policy 403.");
    case Mode::Legacy:
        return Words::tr("Credentials that are bad count as none, and a token without a policy is sent to "
                         "the login page.");
    }
    return {};
}

QString wordFor(Ruling ruling)
{
    switch (ruling) {
    case Ruling::NoApplication:
        return Words::tr("Not guarded");
    case Ruling::Bypassed:
        return Words::tr("Bypassed");
    case Ruling::Admitted:
        return Words::tr("Admitted");
    case Ruling::PreflightPassed:
        return Words::tr("Preflight passed");
    case Ruling::PreflightAnswered:
        return Words::tr("Preflight answered");
    case Ruling::PreflightRefused:
        return Words::tr("Preflight refused");
    case Ruling::LoginRedirect:
        return Words::tr("Sent to login");
    case Ruling::XhrUnauthorised:
        return Words::tr("Script refused");
    case Ruling::ServiceAuthForbidden:
        return Words::tr("Refused");
    case Ruling::CannotAuthenticate:
        return Words::tr("Not authenticated");
    case Ruling::NotAuthorised:
        return Words::tr("Not authorised");
    case Ruling::OauthChallenge:
        return Words::tr("OAuth asked for");
    case Ruling::CustomDeny:
        return Words::tr("Sent to deny page");
    case Ruling::WorkerUpgradeRefused:
        return Words::tr("WebSocket refused");
    case Ruling::UnmatchedDenied:
        return Words::tr("Unmatched, denied");
    case Ruling::FirewallBlocked:
        return Words::tr("Blocked");
    case Ruling::FirewallChallenged:
        return Words::tr("Challenged");
    case Ruling::OwnEndpoint:
        return Words::tr("Access's own");
    }
    return {};
}

QString sentenceFor(Ruling ruling)
{
    switch (ruling) {
    case Ruling::NoApplication:
        return Words::tr("No application covers this path, so the request went straight to the origin.");
    case Ruling::Bypassed:
        return Words::tr("This place is open: the request went to the origin, without an assertion.");
    case Ruling::Admitted:
        return Words::tr("Access let the request in and gave the origin a signed assertion.");
    case Ruling::PreflightPassed:
        return Words::tr("Access let the preflight through to the origin, as the application says.");
    case Ruling::PreflightAnswered:
        return Words::tr("Access answered the preflight itself, from the application's CORS settings.");
    case Ruling::PreflightRefused:
        return Words::tr("Access refused the preflight: a browser puts no credentials in it.");
    case Ruling::LoginRedirect:
        return Words::tr("Access sent the request to the login page, since nothing let it in.");
    case Ruling::XhrUnauthorised:
        return Words::tr("Access refused a script with 401, where a page is sent to the login page.");
    case Ruling::ServiceAuthForbidden:
        return Words::tr("Access refused the request: no policy let it in, and none asks for a login.");
    case Ruling::CannotAuthenticate:
        return Words::tr("Access refused the credentials themselves, as strict mode does.");
    case Ruling::NotAuthorised:
        return Words::tr("The token is valid, and no policy lets it in: strict mode says so with 403.");
    case Ruling::OauthChallenge:
        return Words::tr("Access asked for OAuth, which this application manages.");
    case Ruling::CustomDeny:
        return Words::tr(
            "Access sent the request to the page that the application has for those it refuses.");
    case Ruling::WorkerUpgradeRefused:
        return Words::tr("Access refused a WebSocket, since the application guards a Worker and no host.");
    case Ruling::UnmatchedDenied:
        return Words::tr("No application covers this path, and the organization refuses what none covers.");
    case Ruling::FirewallBlocked:
        return Words::tr("The firewall blocked the client before Access saw the request.");
    case Ruling::FirewallChallenged:
        return Words::tr("The firewall asked to see a browser before Access saw the request.");
    case Ruling::OwnEndpoint:
        return Words::tr("This path belongs to Access, which answered without asking for credentials.");
    }
    return {};
}

QString sentenceFor(Credentials credentials)
{
    switch (credentials) {
    case Credentials::None:
        return Words::tr("The request carried none.");
    case Credentials::Incomplete:
        return Words::tr("Only one of the two headers came.");
    case Credentials::Duplicated:
        return Words::tr("A header came twice.");
    case Credentials::BothStyles:
        return Words::tr("The two headers and the single one came together, which strict mode refuses.");
    case Credentials::UnknownId:
        return Words::tr("No token has this Client ID.");
    case Credentials::WrongSecret:
        return Words::tr("The Client Secret does not belong to this Client ID.");
    case Credentials::Expired:
        return Words::tr("The token has expired.");
    case Credentials::Disabled:
        return Words::tr("The token is disabled.");
    case Credentials::Valid:
        return Words::tr("They are valid.");
    }
    return {};
}

QString sentenceFor(EdgeError error, quint16 port)
{
    switch (error) {
    case EdgeError::PortTaken:
        return Words::tr(
                   "Another program listens on port %1 of this machine. Stop it, or choose another port.")
            .arg(port);
    case EdgeError::NoSuchAddress:
        return Words::tr("This machine has no such address to listen on. Choose one of its own: 127.0.0.1 is "
                         "for this machine alone.");
    case EdgeError::CannotListen:
        return Words::tr("This machine does not let a program listen on port %1. Choose one above 1023.")
            .arg(port);
    }
    return {};
}

QString sentenceFor(ChangeError error)
{
    switch (error) {
    case ChangeError::NoSuchToken:
        return Words::tr("The edge does not know this token.");
    case ChangeError::AmbiguousToken:
        return Words::tr("Several tokens of the edge bear this name. Use the Client ID.");
    }
    return {};
}

QString previousSecretText(const edge::Credential &credential, const QDateTime &now)
{
    if (credential.previousSecretSha256.isEmpty() || credential.previousSecretEndsAt <= now)
        return {};
    const auto end = credential.previousSecretEndsAt.toLocalTime();
    const auto isToday = end.date() == now.toLocalTime().date();
    const auto text
        = QLocale(QLocale::English).toString(end, isToday ? u"HH:mm:ss"_s : u"d MMM yyyy, HH:mm"_s);
    return Words::tr("previous secret until %1").arg(text);
}

QString skewText(std::chrono::seconds skew)
{
    const auto text = secondsText(std::abs(skew.count()));
    if (skew.count() == 0)
        return Words::tr("right");
    return (skew.count() > 0 ? Words::tr("%1 ahead") : Words::tr("%1 behind")).arg(text);
}

QString sentenceFor(const edge::FaultRule &fault)
{
    QStringList parts;
    if (fault.latency.count() > 0)
        parts.append(Words::tr("answers wait %1 s").arg(double(fault.latency.count()) / 1000));
    if (fault.status != 0) {
        parts.append(
            fault.code == 0 ? Words::tr("%1 is answered").arg(fault.status)
                            : Words::tr("%1 is answered, error %2").arg(fault.status).arg(fault.code));
    }
    if (fault.retryAfter)
        parts.append(Words::tr("Retry-After says %1 s").arg(fault.retryAfter->count()));
    if (const auto ending = endingText(fault.ending); !ending.isEmpty())
        parts.append(ending);
    const auto what = parts.isEmpty() ? Words::tr("nothing happens") : parts.join(u", "_s);
    const auto where = fault.match.path.isEmpty() ? QString() : u' ' + shownText(fault.match.path);
    if (fault.oneIn > 1)
        return Words::tr("For one request in %1%2: %3.").arg(fault.oneIn).arg(where, what);
    return Words::tr("For each request%1: %2.").arg(where, what);
}

QString requestText(const LogEntry &entry)
{
    if (entry.method.isEmpty())
        return Words::tr("No request");
    return shownText(QString::fromLatin1(entry.method) + u' ' + entry.path);
}

QString wordFor(const LogEntry &entry)
{
    if (entry.method.isEmpty())
        return Words::tr("Not HTTP");
    // First, because a column may cut the end off.
    return entry.fault.isEmpty() ? wordFor(entry.ruling) : Words::tr("Fault: %1").arg(wordFor(entry.ruling));
}

QString sentenceFor(const LogEntry &entry)
{
    if (entry.method.isEmpty())
        return Words::tr("What came was no HTTP request that a server can read.");
    if (!entry.fault.isEmpty())
        return faultText(entry) + u' ' + sentenceFor(entry.ruling);
    return sentenceFor(entry.ruling);
}

QString layerText(const LogEntry &entry)
{
    if (entry.method.isEmpty())
        return Words::tr("The server, before any rule");
    switch (entry.ruling) {
    case Ruling::FirewallBlocked:
    case Ruling::FirewallChallenged:
        return Words::tr("The firewall, before Access");
    default:
        return edge::isAnsweredByEdge(entry.ruling) ? Words::tr("Access")
                                                    : Words::tr("The origin, behind Access");
    }
}

QString policyText(const LogEntry &entry)
{
    if (entry.policy.isEmpty())
        return {};
    const auto name = Words::tr("“%1”").arg(shownText(entry.policy));
    return entry.reason ? name + u". "_s + sentenceFor(*entry.reason) : name;
}

QString answerText(const LogEntry &entry)
{
    const auto after = Words::tr("after %1 ms").arg(entry.duration.count());
    if (entry.status != 0)
        return Words::tr("%1 %2").arg(entry.status).arg(after);
    return entry.fault.isEmpty() ? Words::tr("None: the client left %1").arg(after)
                                 : Words::tr("None, on purpose");
}

QString faultText(const LogEntry &entry)
{
    if (entry.fault.isEmpty())
        return {};
    return Words::tr("The fault “%1” happened on purpose; it may have changed the answer.")
        .arg(shownText(entry.fault));
}

} // namespace keyturn
