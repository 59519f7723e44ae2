// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "ProbeStepRow.h"

#include <QList>

class QLabel;
class QTimer;
class QToolButton;
class QVBoxLayout;

namespace keyturn {

/// The steps of a diagnosis while it runs and afterwards. It can be folded to its heading.
class ProbeTimeline final : public Card
{
    Q_OBJECT

public:
    explicit ProbeTimeline(QWidget *parent = nullptr);

    void begin(const ProbeOptions &options);
    void startStep(ProbeStep step);
    void finishStep(ProbeStep step, int status);
    /// Somebody cancelled it.
    void stop();
    void conclude(const ProbeReport &report);

    [[nodiscard]] const QList<ProbeStepRow *> &rows() const { return m_rows; }
    [[nodiscard]] bool isFolded() const;

private:
    [[nodiscard]] ProbeStepRow *rowOf(ProbeStep step) const;
    void fold(bool isFolded);
    void showSummary(const QString &summary);

    QToolButton *m_heading;
    QLabel *m_summary;
    QWidget *m_body;
    QVBoxLayout *m_steps;
    QTimer *m_second;
    QList<ProbeStepRow *> m_rows;
};

} // namespace keyturn
