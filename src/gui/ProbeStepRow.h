// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Icon.h"
#include "Prober.h"

#include <QElapsedTimer>
#include <QWidget>

#include <chrono>

class QLabel;

namespace keyturn {

class IconLabel;

enum class StepState { Waiting, Running, Done, Skipped, Stopped };

/// One step of a diagnosis: an icon, what it does, what came of it, and how long it took.
class ProbeStepRow final : public QWidget
{
    Q_OBJECT

public:
    ProbeStepRow(ProbeStep step, QWidget *parent);

    [[nodiscard]] ProbeStep step() const { return m_step; }
    [[nodiscard]] StepState state() const { return m_state; }
    [[nodiscard]] QString words() const;

    void start();
    /// 0: no answer came.
    void finish(int status);
    /// What the status means in the light of all steps.
    void refine(const QString &finding, Tone tone);
    void skip(const QString &reason);
    void stop();
    void refreshTime();
    [[nodiscard]] std::chrono::milliseconds duration() const { return m_duration; }

private:
    void showState(StepState state, Symbol symbol, Tone tone, const QString &words);

    ProbeStep m_step;
    StepState m_state = StepState::Waiting;
    int m_status = 0;
    std::chrono::milliseconds m_duration{0};
    QElapsedTimer m_watch;
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_finding;
    QLabel *m_time;
};

} // namespace keyturn
