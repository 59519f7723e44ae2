// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Diagnosis.h"

#include "ProbeTimeline.h"

#include <QTimer>

namespace keyturn {

Diagnosis::Diagnosis(Prober &prober, ProbeTimeline &timeline, QObject *parent)
    : QObject(parent)
    , m_prober(prober)
    , m_timeline(timeline)
{
    connect(&prober, &Prober::runningChanged, this, &Diagnosis::notice);
    connect(&prober, &Prober::stepStarted, this, [this](ProbeStep step) {
        if (m_isRunning)
            m_timeline.startStep(step);
    });
    connect(&prober, &Prober::stepFinished, this, [this](ProbeStep step, int status) {
        if (m_isRunning)
            m_timeline.finishStep(step, status);
    });
}

void Diagnosis::run(const RequestDraft &draft, const ProbeOptions &options)
{
    m_prober.cancel();
    ++m_run;
    m_timeline.begin(options);
    setRunning(true);
    m_prober.run(draft, options, {this, [this](Prober::Finished finished) { finish(finished); }});
}

bool Diagnosis::cancel()
{
    if (!m_isRunning)
        return false;
    setRunning(false);
    m_prober.cancel();
    m_timeline.stop();
    return true;
}

void Diagnosis::finish(const Prober::Finished &finished)
{
    if (finished) {
        m_timeline.conclude(*finished);
        setRunning(false);
        Q_EMIT concluded(*finished);
        return;
    }
    m_timeline.stop();
    setRunning(false);
    Q_EMIT refused(finished.error());
}

// The prober says that it stopped before it gives its report. When no report has come by the next turn of the
// event loop, another page has taken it.
void Diagnosis::notice(bool proberRuns)
{
    if (proberRuns || !m_isRunning)
        return;
    const auto stopUnlessFinished = [this, run = m_run] {
        if (run != m_run || !m_isRunning)
            return;
        m_timeline.stop();
        setRunning(false);
    };
    QTimer::singleShot(0, this, stopUnlessFinished);
}

void Diagnosis::setRunning(bool running)
{
    m_isRunning = running;
    Q_EMIT runningChanged(running);
}

} // namespace keyturn
