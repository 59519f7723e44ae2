// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ExchangeText.h"

#include "NextStepWording.h"
#include "SafeExchange.h"
#include "StepOfferWording.h"
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

/// A label, and beside it the text in as many lines as it takes.
class Block
{
public:
    Block(const Output &out, int indent)
        : m_out(out)
        , m_indent(indent)
    {
    }

    void begin(const QString &label) { m_label = label.leftJustified(labelWidth); }
    void text(const QString &text)
    {
        for (const auto &line : wrapped(printable(text), readableWidth - m_indent - labelWidth))
            put(line);
    }
    /// On one line, to be followed or copied.
    void whole(const QString &text, Tone tone = Tone::Plain) { put(m_out.toned(printable(text), tone)); }

private:
    static constexpr int labelWidth = 6;

    void put(const QString &line)
    {
        m_out.line(QString(m_indent, u' ') + m_out.toned(m_label, Tone::Faint) + line);
        m_label = QString(labelWidth, u' ');
    }

    const Output &m_out;
    int m_indent;
    QString m_label = QString(labelWidth, u' ');
};

QString judgedText(const Subject &subject)
{
    QStringList parts;
    if (!subject.method.isEmpty())
        parts.append(QString::fromUtf8(subject.method));
    if (!subject.url.isEmpty())
        parts.append(withoutNamedSecrets(subject.url.toString(QUrl::RemoveUserInfo)));
    const auto request = parts.join(u' ');
    if (subject.position.isEmpty())
        return request;
    return request.isEmpty() ? subject.position : u"%1, %2"_s.arg(request, subject.position);
}

void showHead(
    const Output &out, const access::Verdict &verdict, const QString &headline, const QString &explanation,
    const Subject &subject, int indent)
{
    const auto judged = printable(judgedText(subject));
    const auto tone = toneOf(verdict.outcome);
    out.line(
        QString(indent, u' ') + out.toned(summaryOf(verdict), tone)
        + (judged.isEmpty() ? QString() : u"  "_s + out.toned(judged, Tone::Faint)));
    out.paragraph(printable((headline + u' ' + explanation).trimmed()), indent);
}

void showSeen(const Output &out, const access::Verdict &verdict, const QStringList &notes, int indent)
{
    QStringList seen;
    for (const auto &each : verdict.evidence)
        seen.append(briefFor(each));
    seen.append(notes);
    if (seen.isEmpty())
        return;
    Block block(out, indent);
    block.begin(u"Seen"_s);
    block.text(seen.join(u"; "_s) + u'.');
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

void showVerdict(const Output &out, const access::Verdict &verdict, const Subject &subject, int indent)
{
    showHead(out, verdict, headlineOf(verdict), explanationOf(verdict), subject, indent);
    showSteps(out, verdict.nextSteps, subject, commandsFor(verdict, subject), indent);
    showSeen(out, verdict, {}, indent);
}

void showJudgement(const Output &out, const transcripts::Judgement &judgement)
{
    const auto &verdict = judgement.verdict;
    const auto subject = subjectOf(judgement.transcript);
    if (judgement.transcript.exchange) {
        showHead(out, verdict, headlineOf(judgement), explanationOf(judgement), subject, 0);
    } else {
        out.line(out.toned(printable(headlineOf(judgement)), Tone::Warning));
        out.paragraph(printable(explanationOf(judgement)));
    }
    showSteps(out, verdict.nextSteps, subject, commandsFor(verdict, subject));
    showSeen(out, verdict, briefNotesOn(judgement.transcript), 0);
}

void showSteps(
    const Output &out, const QList<access::NextStep> &steps, const Subject &subject,
    const QStringList &commands, int indent)
{
    Block block(out, indent);
    QStringList places;
    const auto showPlace = [&](access::NextStep step) {
        const auto place = placeFor(step);
        if (place.isEmpty() || places.contains(place))
            return;
        places.append(place);
        block.whole(place);
    };
    if (!steps.isEmpty()) {
        block.begin(u"First"_s);
        block.text((actionFor(steps.first()) + u' ' + hintFor(steps.first())).trimmed());
        showPlace(steps.first());
    }
    if (steps.size() > 1) {
        QStringList others;
        for (const auto step : steps.mid(1)) {
            if (!saysAll(step) || commandFor(step, subject).isEmpty())
                others.append(actionFor(step));
        }
        block.begin(u"Then"_s);
        if (!others.isEmpty())
            block.text(others.join(u' '));
        for (const auto step : steps.mid(1))
            showPlace(step);
    }
    if (commands.isEmpty())
        return;
    block.begin(u"Check"_s);
    for (const auto &command : commands)
        block.whole(command, Tone::Strong);
}

Subject subjectOf(const transcripts::Transcript &transcript)
{
    Subject subject;
    if (!transcript.exchange)
        return subject;
    if (transcript.known.method)
        subject.method = transcript.exchange->request.method;
    subject.url = transcript.exchange->request.url;
    if (transcript.index > 0 && transcript.count > 1)
        subject.position = u"request %1 of %2"_s.arg(transcript.index).arg(transcript.count);
    return subject;
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
