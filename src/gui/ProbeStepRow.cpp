// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ProbeStepRow.h"

#include "IconLabel.h"
#include "Look.h"
#include "ProbeWording.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

Tone toneOf(ProbeStep step, int status)
{
    if (status == 0)
        return Tone::Bad;
    if (step == ProbeStep::Keys && status != 200)
        return Tone::Attention;
    if (step != ProbeStep::Credentialed)
        return Tone::Neutral;
    if (status >= 400)
        return Tone::Bad;
    return status >= 300 ? Tone::Attention : Tone::Good;
}

// A step that was done without anything to worry about has a tick, whatever its tone.
Symbol symbolOfDone(Tone tone)
{
    return tone == Tone::Neutral ? Symbol::CheckCircle : symbolOf(tone);
}

QString timeText(std::chrono::milliseconds time)
{
    if (time < 10s)
        return ProbeStepRow::tr("%1 ms").arg(time.count());
    return ProbeStepRow::tr("%1 s").arg(time / 1s);
}

QLabel *labelIn(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

ProbeStepRow::ProbeStepRow(ProbeStep step, QWidget *parent)
    : QWidget(parent)
    , m_step(step)
    , m_icon(new IconLabel(this))
    , m_title(labelIn(this))
    , m_finding(labelIn(this))
    , m_time(labelIn(this))
{
    m_title->setText(titleOf(step));
    m_title->setMinimumWidth(fontMetrics().averageCharWidth() * 36);
    m_finding->setWordWrap(true);
    m_finding->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setLook(*m_time, u"muted"_s);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_title, 0, Qt::AlignTop);
    layout->addWidget(m_finding, 1, Qt::AlignTop);
    layout->addWidget(m_time, 0, Qt::AlignTop);
    showState(StepState::Waiting, Symbol::Circle, Tone::Neutral, tr("waiting"));
}

QString ProbeStepRow::words() const
{
    return m_finding->text();
}

void ProbeStepRow::start()
{
    m_watch.start();
    showState(StepState::Running, Symbol::Play, Tone::Accent, tr("running"));
}

void ProbeStepRow::finish(int status)
{
    m_status = status;
    m_duration = std::chrono::milliseconds(m_watch.isValid() ? m_watch.elapsed() : 0);
    m_time->setText(timeText(m_duration));
    refine(findingOf(m_step, status), toneOf(m_step, status));
}

void ProbeStepRow::refine(const QString &finding, Tone tone)
{
    const auto words = m_status > 0 ? tr("%1, %2").arg(m_status).arg(finding) : finding;
    showState(StepState::Done, symbolOfDone(tone), tone, words);
}

void ProbeStepRow::skip(const QString &reason)
{
    showState(StepState::Skipped, Symbol::MinusCircle, Tone::Neutral, reason);
}

void ProbeStepRow::stop()
{
    const bool wasRunning = m_state == StepState::Running;
    showState(
        StepState::Stopped, Symbol::Stop, wasRunning ? Tone::Attention : Tone::Neutral,
        wasRunning ? tr("cancelled") : tr("not done: cancelled"));
}

// An answer that is there within a second needs no clock that runs.
void ProbeStepRow::refreshTime()
{
    if (m_state == StepState::Running && m_watch.elapsed() >= 1000)
        m_time->setText(tr("%1 s").arg(m_watch.elapsed() / 1000));
}

void ProbeStepRow::showState(StepState state, Symbol symbol, Tone tone, const QString &words)
{
    m_state = state;
    m_icon->setIcon(symbol, inkOf(tone));
    setTone(*m_finding, tone);
    m_finding->setText(words);
    setLook(*m_title, state == StepState::Running ? u"strong"_s : QString());
    setAccessibleName(tr("%1: %2").arg(m_title->text(), words));
}

} // namespace keyturn
