// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictEvidence.h"

#include "PageMarks.h"
#include "Redaction.h"
#include "Shortened.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

using enum EvidenceKind;

constexpr qsizetype longestValue = 200;
constexpr qsizetype longestMessage = 4096;

/// Line breaks stay for now: a private key is known by them.
QString withoutControls(QString text)
{
    return text.removeIf([](QChar c) { return !c.isPrint() && !c.isSpace(); });
}

/// Cut only after redaction: half a credential would not be recognised as one. What a server wrote may have
/// no gap between a credential and its neighbour, which comes first, since another's shape may eat its
/// beginning.
QString withoutCredentials(QString text)
{
    static const QRegularExpression gluedToken(u"cf(?:ut|at|k)_[0-9A-Za-z_-]{20,}"_s);
    static const QRegularExpression gluedSecret(u"cfast_[0-9A-Za-z_-]{20,}"_s);
    text.replace(gluedToken, u"[redacted API token]"_s).replace(gluedSecret, u"[redacted Client Secret]"_s);
    return shortened(redacted(text).simplified(), longestValue);
}

QString shownAudience(const QString &text)
{
    return withoutCredentials(withoutControls(text));
}

QString statusText(const http::Reply &reply)
{
    const QString reason = shownWords(QString::fromLatin1(reply.reason));
    const QString number = QString::number(reply.status);
    return reason.isEmpty() ? number : number + u' ' + reason;
}

QString withoutQuery(const QUrl &url)
{
    return shownWords(
        url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo).toDisplayString());
}

void addLogin(const LoginRedirect &login, QList<Evidence> &seen)
{
    seen.append({LoginRedirectTo, shownWords(login.teamHost)});
    if (!login.audience.isEmpty())
        seen.append({LoginRedirectNamesApplication, shownAudience(login.audience)});
    if (login.serviceTokenStatus)
        seen.append({*login.serviceTokenStatus ? TokenRecognisedHint : TokenNotRecognisedHint, {}});
}

void addAccessMarks(const Sight &answer, QList<Evidence> &seen)
{
    const Signals &marks = answer.marks;
    if (marks.loginRedirect)
        addLogin(*marks.loginRedirect, seen);
    else if (answer.isRedirect())
        seen.append({RedirectTo, withoutQuery(answer.location)});
    if (marks.challenge == Challenge::CloudflareAccess)
        seen.append({AccessChallenge, {}});
    if (marks.challenge == Challenge::ManagedOauth) {
        const QByteArray header = http::headerValue(answer.reply.headers, "WWW-Authenticate");
        seen.append({ManagedOauthHeader, shownWords(QString::fromLatin1(header))});
    }
    if (!marks.audience.isEmpty())
        seen.append({AccessAudience, shownAudience(marks.audience)});
    if (!marks.domain.isEmpty())
        seen.append({AccessDomain, shownWords(marks.domain)});
    if (marks.audience.isEmpty() && marks.domain.isEmpty() && answer.isUnmarkedRefusal())
        seen.append({NoAccessHeaders, {}});
    if (!marks.authorizationCookie.isEmpty())
        seen.append({AuthorizationCookieSet, {}});
    if (marks.hasBlockPage)
        seen.append({BlockPageSeen, {}});
}

void addEdgeMarks(const Sight &answer, QList<Evidence> &seen)
{
    const Signals &marks = answer.marks;
    if (marks.cloudflareCode != 0)
        seen.append({CloudflareErrorCode, QString::number(marks.cloudflareCode)});
    if (marks.isChallenge)
        seen.append({ChallengeHeader, {}});
    if (marks.isHonoMessage)
        seen.append(
            {OriginMessage, shownWords(QString::fromUtf8(answer.reply.body.start.left(longestMessage)))});
}

void addChallenge(const Sight &answer, QList<Evidence> &seen)
{
    const bool isServices
        = answer.marks.challenge == Challenge::Other || answer.marks.challenge == Challenge::OtherBearer;
    if (!isServices)
        return;
    const QByteArray header = http::headerValue(answer.reply.headers, "WWW-Authenticate");
    seen.append({ServiceChallenge, shownWords(QString::fromLatin1(header.trimmed().split(' ').first()))});
}

void addServiceWords(const Clues &clues, QList<Evidence> &seen)
{
    const QByteArray start = clues.answer->reply.body.start.left(longestMessage);
    if (clues.request().url.host() == "api.cloudflare.com"_L1) {
        for (const int code : apiCodesIn(start))
            seen.append({ApiError, QString::number(code)});
    }
    if (clues.credentialsSent && clues.answer->isUnmarkedRefusal()) {
        if (const QString complaint = missingIdentityIn(start); !complaint.isEmpty())
            seen.append({ServiceMessage, shownWords(complaint)});
    }
}

void addRequest(const Clues &clues, QList<Evidence> &seen)
{
    if (clues.isPreflight())
        seen.append({PreflightSeen, {}});
    if (clues.isUpgrade())
        seen.append({UpgradeSeen, {}});
    if (clues.presented.hasSession)
        seen.append({SessionSent, {}});
    if (clues.presented.fault != Fault::None)
        seen.append({PresentedWrongly, shownWords(clues.presented.header)});
}

void addVariants(const Clues &clues, QList<Evidence> &seen)
{
    if (clues.brokenSecret) {
        const bool isSame = clues.brokenSecret->status == clues.answer->status;
        seen.append(
            {isSame ? BrokenSecretSame : BrokenSecretDifferent, statusText(clues.brokenSecret->reply)});
    }
    if (clues.asXhr) {
        const Sight &plain = clues.control ? *clues.control : *clues.answer;
        const bool isSame = clues.asXhr->status == plain.status;
        seen.append({isSame ? XhrSame : XhrDifferent, statusText(clues.asXhr->reply)});
    }
}

void addControl(const Clues &clues, QList<Evidence> &seen)
{
    if (!clues.credentialsSent)
        return;
    if (!clues.control)
        seen.append({NoControlRequest, {}});
    else if (clues.isControlSame())
        seen.append({SameWithoutCredentials, statusText(clues.control->reply)});
    else if (clues.isControlStopped())
        seen.append({ControlRefusedByAccess, statusText(clues.control->reply)});
    else
        seen.append({DifferentWithoutCredentials, statusText(clues.control->reply)});
}

void addDiscovery(const Clues &clues, QList<Evidence> &seen)
{
    if (!clues.seen.discovery)
        return;
    const Discovery &discovery = *clues.seen.discovery;
    if (discovery.problem == DiscoveryProblem::NotOffered)
        seen.append({DiscoveryNotOffered, {}});
    else if (discovery.problem != DiscoveryProblem::None)
        seen.append({DiscoveryNotBelieved, {}});
    if (discovery.problem != DiscoveryProblem::None)
        return;
    const QString &name
        = discovery.applicationHost.isEmpty() ? discovery.audience : discovery.applicationHost;
    seen.append({DiscoveryNamesApplication, shownAudience(name)});
}

void addCredentials(const Clues &clues, QList<Evidence> &seen)
{
    for (const http::Hop &hop : clues.seen.exchange.hops) {
        if (hop.followed && !hop.stripped.isEmpty())
            seen.append({CredentialsWithheld, shownWords(http::originOf(hop.location))});
    }
    if (!clues.wereCredentialsEverSent())
        return;
    if (clues.seen.style.kind == HeaderStyle::Kind::Single)
        seen.append({HeaderStyleSingle, shownWords(QString::fromLatin1(clues.seen.style.singleName))});
    if (clues.seen.token && clues.seen.token->isExpired)
        seen.append({TokenExpiredLocally, clues.seen.token->expiredAt});
    if (clues.seen.token && clues.seen.token->isDisabled)
        seen.append({TokenDisabledLocally, {}});
}

} // namespace

// An older secret looks like an audience. Where no audience belongs, it is taken for a secret.
QString shownWords(const QString &text)
{
    static const QRegularExpression olderSecret(u"[0-9a-fA-F]{64}"_s);
    return withoutCredentials(withoutControls(text).replace(olderSecret, u"[redacted]"_s));
}

QList<Evidence> evidenceOf(const Clues &clues)
{
    QList<Evidence> seen;
    if (clues.failure) {
        const EvidenceKind kind = clues.seen.complaint ? ProgramWords : TransportDetail;
        seen.append({kind, shownWords(clues.failure->detail)});
        return seen;
    }
    const Sight &answer = *clues.answer;
    seen.append({StatusSeen, statusText(answer.reply)});
    addAccessMarks(answer, seen);
    addEdgeMarks(answer, seen);
    addChallenge(answer, seen);
    addServiceWords(clues, seen);
    addRequest(clues, seen);
    addControl(clues, seen);
    addVariants(clues, seen);
    addDiscovery(clues, seen);
    addCredentials(clues, seen);
    if (!answer.marks.rayId.isEmpty())
        seen.append({CloudflareRay, answer.marks.rayId});
    else if (!answer.marks.isCloudflare)
        seen.append({NoCloudflareMarks, {}});
    return seen;
}

} // namespace keyturn::access
