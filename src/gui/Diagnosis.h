// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Prober.h"

#include <QObject>

namespace keyturn {

class ProbeTimeline;

/// A diagnosis as one page runs it, with its steps in a timeline. Pages share the prober: a run of one page
/// ends that of another, and only the page that began it hears of it.
class Diagnosis final : public QObject
{
    Q_OBJECT

public:
    Diagnosis(Prober &prober, ProbeTimeline &timeline, QObject *parent);

    void run(const RequestDraft &draft, const ProbeOptions &options);
    /// False: nothing was running.
    bool cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void runningChanged(bool running);
    void concluded(const keyturn::ProbeReport &report);
    void refused(const keyturn::RequestRefusal &refusal);

private:
    void setRunning(bool running);
    void finish(const Prober::Finished &finished);
    void notice(bool proberRuns);

    Prober &m_prober;
    ProbeTimeline &m_timeline;
    bool m_isRunning = false;
    int m_run = 0; ///< Counts the runs of this page.
};

} // namespace keyturn
