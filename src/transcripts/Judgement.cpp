// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Judgement.h"

#include "Credentials.h"
#include "Finder.h"
#include "LogLines.h"
#include "PageMarks.h"
#include "VerdictEvidence.h"

#include <QSet>

#include <algorithm>

namespace keyturn::transcripts {

namespace {

using access::Cause;
using access::Confidence;
using access::EvidenceKind;
using access::Layer;
using access::Outcome;
using access::Verdict;

Confidence lessSure(Confidence a, Confidence b)
{
    return std::max(a, b); // Certain is the smallest.
}

bool isCloudflaresOwn(const http::Reply &reply)
{
    const bool isOwnStatus = (reply.status >= 520 && reply.status <= 527) || reply.status == 530;
    return isOwnStatus || access::cloudflareCodeOf(reply.body.start) != 0;
}

/// These rest on what is in the answer. All others rest on what is not, too.
bool isByWhatIsThere(Cause cause, const http::Exchange &exchange)
{
    switch (cause) {
    case Cause::NotBehindCloudflare:
    case Cause::OpenWithoutToken:
    case Cause::OriginAnswered:
    case Cause::OriginRedirect:
    case Cause::OriginRefused:
    case Cause::CustomDenyRedirect:
        return false;
    case Cause::Accepted:
    case Cause::AcceptedButOriginRefused:
        return std::any_of(
            exchange.answer->headers.cbegin(), exchange.answer->headers.cend(),
            [](const http::Header &header) { return header.value.startsWith("CF_Authorization="); });
    default:
        return true;
    }
}

Verdict undetermined(Verdict verdict)
{
    verdict.layer = std::nullopt;
    verdict.outcome = Outcome::Unknown;
    verdict.cause = Cause::Undetermined;
    verdict.confidence = Confidence::Possible;
    verdict.mode = access::OrganizationMode::Unknown;
    verdict.nextSteps = {access::NextStep::Diagnose};
    return verdict;
}

Verdict judged(const Transcript &transcript, bool isSent)
{
    http::Exchange exchange = *transcript.exchange;
    exchange.credentialsSent = isSent;
    if (exchange.answer && !transcript.known.headers && isCloudflaresOwn(*exchange.answer))
        exchange.answer.operator->()->headers.append(http::Header{"Server", "cloudflare"});
    access::Observation seen{exchange, nullptr, nullptr, transcript.style, std::nullopt};
    seen.presented = transcript.presented;
    seen.complaint = transcript.complaint;
    Verdict verdict = access::verdictOf(seen);
    if (!transcript.words.isEmpty())
        verdict.evidence
            = {{EvidenceKind::ProgramWords, access::shownWords(QString::fromUtf8(transcript.words))}};
    if (!exchange.answer)
        return verdict;
    if (!transcript.known.headers && !isByWhatIsThere(verdict.cause, exchange))
        verdict = undetermined(verdict);
    verdict.evidence.removeIf([&](const access::Evidence &evidence) {
        const bool isAbsence = evidence.kind == EvidenceKind::NoAccessHeaders
            || evidence.kind == EvidenceKind::NoCloudflareMarks;
        return (isAbsence && !transcript.known.headers)
            || (evidence.kind == EvidenceKind::StatusSeen && !transcript.known.status);
    });
    return verdict;
}

/// Where a text does not show credentials, a program may well have sent some: the advice to send them asks
/// first what it has.
void askForValuesFirst(QList<access::NextStep> &steps)
{
    using enum access::NextStep;
    if (steps.removeAll(SendWithToken) == 0)
        return;
    steps.removeAll(FillInCredentials);
    steps.prepend(FillInCredentials);
}

/// What holds whether credentials were sent or not.
Verdict judgedBothWays(const Transcript &transcript)
{
    const Verdict sent = judged(transcript, true);
    Verdict bare = judged(transcript, false);
    if (sent.cause == bare.cause) {
        if (sent.outcome != bare.outcome)
            bare.outcome = Outcome::Unknown;
        bare.confidence = lessSure(sent.confidence, bare.confidence);
        return bare;
    }
    // A session that Access handed out shows that something was accepted.
    const bool isProven = sent.outcome == Outcome::Accepted && sent.confidence != Confidence::Possible;
    if (isProven)
        return sent;
    bare.mode = access::OrganizationMode::Unknown;
    if (sent.layer != bare.layer)
        return undetermined(bare);
    for (const access::NextStep step : sent.nextSteps) {
        if (!bare.nextSteps.contains(step))
            bare.nextSteps.append(step);
    }
    askForValuesFirst(bare.nextSteps);
    bare.confidence = lessSure(Confidence::Likely, lessSure(sent.confidence, bare.confidence));
    if (sent.outcome != bare.outcome) {
        bare.outcome = Outcome::Unknown;
        bare.confidence = Confidence::Possible;
    }
    return bare;
}

/// How much a verdict is worth to somebody who looks for what went wrong.
int worthOf(const Judgement &judgement)
{
    const Verdict &verdict = judgement.verdict;
    if (!judgement.transcript.exchange)
        return 0;
    int worth = verdict.cause == Cause::Undetermined ? 5 : 10;
    if (verdict.layer) {
        const bool isGood = verdict.outcome == Outcome::Accepted || verdict.outcome == Outcome::Open;
        switch (*verdict.layer) {
        case Layer::Access:
            worth = 100;
            break;
        case Layer::Waf:
        case Layer::Edge:
            worth = 80;
            break;
        case Layer::Network:
            worth = 60;
            break;
        case Layer::Origin:
            worth = isGood ? 30 : verdict.outcome == Outcome::Refused ? 50 : 20;
            break;
        }
    }
    if (judgement.transcript.form != Form::ErrorText)
        worth += 5;
    if (judgement.transcript.known.credentialsSent == Answered::Yes)
        worth += 10;
    return worth;
}

/// The failures of the way that a later try of the same request got past: no job ended with one of them.
QSet<qsizetype> overcomeIn(const QList<Judgement> &all)
{
    QSet<qsizetype> overcome;
    QSet<QByteArray> succeeded;
    for (qsizetype i = all.size(); i-- > 0;) {
        const auto &exchange = all[i].transcript.exchange;
        const auto &verdict = all[i].verdict;
        if (!exchange || exchange->request.url.host().isEmpty())
            continue;
        const QByteArray request = exchange->request.method + ' ' + exchange->request.url.toEncoded();
        const bool isOfTheWay = verdict.layer == Layer::Network || verdict.layer == Layer::Edge;
        const bool isGood = exchange->answer && exchange->answer->status >= 200
            && exchange->answer->status <= 299 && verdict.layer == Layer::Origin;
        if (isGood)
            succeeded.insert(request);
        else if (isOfTheWay && succeeded.contains(request))
            overcome.insert(i);
    }
    return overcome;
}

void takeOutSecrets(const Credentials &credentials, Transcript &transcript)
{
    if (!transcript.exchange)
        return;
    http::Exchange &exchange = *transcript.exchange;
    http::replaceTexts(
        exchange, [&credentials](const QByteArray &text) { return credentials.withoutSecrets(text); });
    if (!exchange.answer)
        return;
    http::Body &body = exchange.answer.operator->()->body;
    body.size = body.start.size();
}

} // namespace

Verdict verdictOf(const Transcript &transcript)
{
    if (!transcript.exchange)
        return undetermined({});
    const bool isUnknown
        = transcript.known.credentialsSent == Answered::Unknown && transcript.exchange->answer;
    Verdict verdict = isUnknown ? judgedBothWays(transcript)
                                : judged(transcript, transcript.known.credentialsSent == Answered::Yes);
    verdict.confidence = lessSure(verdict.confidence, transcript.ceiling);
    return verdict;
}

Judgement judgementOf(QByteArrayView text)
{
    const QByteArray plain = plainText(text);
    const Credentials credentials(plain);
    Judgement best;
    best.verdict = undetermined({});
    int most = -1;
    int index = 0;
    int count = 0;
    QList<Judgement> all;
    for (Transcript &transcript : transcriptsIn(plain)) {
        all.append({std::move(transcript), {}});
        all.last().verdict = verdictOf(all.last().transcript);
    }
    const QSet<qsizetype> overcome = overcomeIn(all);
    for (qsizetype i = 0; i < all.size(); ++i) {
        Judgement &candidate = all[i];
        count += candidate.transcript.exchange ? 1 : 0;
        // The last of equals: what a job ended with.
        if (const int worth = overcome.contains(i) ? 0 : worthOf(candidate); worth >= most) {
            most = worth;
            best = std::move(candidate);
            index = count;
        }
    }
    if (best.transcript.exchange) {
        best.transcript.index = index;
        best.transcript.count = count;
    }
    takeOutSecrets(credentials, best.transcript);
    best.verdict = verdictOf(best.transcript);
    best.transcript.credentials = credentials.found();
    return best;
}

} // namespace keyturn::transcripts
