// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ExchangeText.h"

#include "Terminal.h"
#include "TranscriptWording.h"
#include "VerdictWording.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

Tone toneOf(access::Outcome outcome)
{
    switch (outcome) {
    case access::Outcome::Accepted:
        return Tone::Good;
    case access::Outcome::Refused:
    case access::Outcome::Unreachable:
        return Tone::Bad;
    case access::Outcome::Open:
    case access::Outcome::Unknown:
        return Tone::Warning;
    }
    return Tone::Plain;
}

void showPoints(const Output &out, const QString &heading, const QStringList &points, int indent)
{
    if (points.isEmpty())
        return;
    out.line(QString(indent, u' ') + out.toned(heading, Tone::Faint));
    for (const auto &point : points) {
        auto lines = wrapped(printable(point), 92 - indent);
        out.line(QString(indent, u' ') + u"  - "_s + lines.takeFirst());
        for (const auto &line : std::as_const(lines))
            out.line(QString(indent, u' ') + u"    "_s + line);
    }
}

/// How sure it is, what it rests on with `notes` behind that, and what to do.
void showReasons(const Output &out, const access::Verdict &verdict, const QStringList &notes, int indent)
{
    out.line(
        QString(indent, u' ')
        + out.toned(
            u"Confidence: %1. Cause: %2"_s.arg(wordFor(verdict.confidence), access::idOf(verdict.cause)),
            Tone::Faint));
    QStringList evidence;
    for (const auto &seen : verdict.evidence)
        evidence.append(sentenceFor(seen));
    evidence.append(notes);
    QStringList steps;
    for (const auto step : verdict.nextSteps)
        steps.append(sentenceFor(step));
    showPoints(out, u"Seen:"_s, evidence, indent);
    showPoints(out, u"Next:"_s, steps, indent);
}

QString phase(const QString &name, const http::Timing::Phase &length)
{
    if (!length)
        return {};
    return u"%1 %2 ms"_s.arg(name).arg(std::chrono::duration<double, std::milli>(*length).count(), 0, 'f', 1);
}

} // namespace

QString tonedHeadline(const Output &out, const access::Verdict &verdict)
{
    return out.toned(printable(headlineOf(verdict)), toneOf(verdict.outcome));
}

void showVerdict(const Output &out, const access::Verdict &verdict, int indent)
{
    out.line(QString(indent, u' ') + tonedHeadline(out, verdict));
    out.paragraph(printable(explanationOf(verdict)), indent);
    showReasons(out, verdict, {}, indent);
}

void showJudgement(const Output &out, const transcripts::Judgement &judgement)
{
    out.line(out.toned(printable(headlineOf(judgement)), toneOf(judgement.verdict.outcome)));
    if (const auto explanation = explanationOf(judgement); !explanation.isEmpty())
        out.paragraph(printable(explanation));
    showReasons(out, judgement.verdict, notesOn(judgement.transcript), 0);
}

void showHops(const Output &out, const QList<http::Hop> &hops)
{
    for (const auto &hop : hops) {
        out.line(u"%1  %2 -> %3%4"_s.arg(
            QString::number(hop.status), printable(hop.url.toString()),
            printable(hop.location.toString(QUrl::RemoveQuery)),
            hop.followed ? QString() : u" (not followed)"_s));
        if (hop.stripped.isEmpty())
            continue;
        QStringList names;
        for (const auto &name : hop.stripped)
            names.append(QString::fromLatin1(name));
        out.line(u"     withheld from the next request: "_s + names.join(u", "_s));
    }
}

void showAnswer(const Output &out, const http::Reply &reply)
{
    const auto status = u"%1 %2 %3"_s.arg(
        reply.protocol, QString::number(reply.status), printable(QString::fromUtf8(reply.reason)));
    out.line(out.toned(status.trimmed(), Tone::Strong));
    for (const auto &header : reply.headers) {
        const auto line = u"%1: %2"_s.arg(QString::fromUtf8(header.name), QString::fromUtf8(header.value));
        out.line(printable(line));
    }
    QStringList phases{phase(u"dns"_s, reply.timing.dns),    phase(u"connect"_s, reply.timing.connect),
                       phase(u"tls"_s, reply.timing.tls),    phase(u"send"_s, reply.timing.send),
                       phase(u"wait"_s, reply.timing.wait),  phase(u"receive"_s, reply.timing.receive),
                       phase(u"total"_s, reply.timing.total)};
    phases.removeAll(QString());
    out.line(out.toned(phases.join(u", "_s), Tone::Faint));
}

} // namespace keyturn::cli
