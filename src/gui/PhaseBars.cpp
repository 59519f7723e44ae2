// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PhaseBars.h"

#include "BarPainter.h"
#include "Theme.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr int leastNameWidth = 120;
// The last label stands to the right of its bar, so the bars leave it room.
constexpr double barShare = 0.86;

} // namespace

PhaseBars::PhaseBars(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Where the time went"));
}

void PhaseBars::setPhases(const QList<PhaseRow> &phases)
{
    m_phases = phases;
    QStringList spoken;
    for (const PhaseRow &phase : phases)
        spoken.append(u"%1: %2"_s.arg(phase.name, phase.label));
    setAccessibleDescription(spoken.join(u"; "_s));
    updateGeometry();
    update();
}

QSize PhaseBars::sizeHint() const
{
    return {leastNameWidth + 200, int(m_phases.size()) * rowHeight()};
}

int PhaseBars::rowHeight() const
{
    return std::max(28, fontMetrics().height() + 10);
}

void PhaseBars::paintEvent(QPaintEvent *)
{
    std::chrono::microseconds total{0};
    int nameWidth = leastNameWidth;
    for (const PhaseRow &phase : std::as_const(m_phases)) {
        total += phase.duration.value_or(std::chrono::microseconds{0});
        nameWidth = std::max(nameWidth, fontMetrics().horizontalAdvance(phase.name) + 2);
    }
    nameWidth = std::min(nameWidth, std::max(leastNameWidth, width() / 3));

    QPainter painter(this);
    const auto placeOf = [total](std::chrono::microseconds at) {
        return total.count() > 0 ? barShare * double(at.count()) / double(total.count()) : 0.0;
    };
    std::chrono::microseconds begun{0};
    for (int row = 0; row < m_phases.size(); ++row) {
        const PhaseRow &phase = m_phases.at(row);
        const auto ended = begun + phase.duration.value_or(std::chrono::microseconds{0});
        paintBarRow(
            painter,
            {QRect(0, row * rowHeight(), width(), rowHeight()), nameWidth, phase.name, placeOf(begun),
             placeOf(ended), phase.duration.has_value(), true, phase.tone, phase.label});
        begun = ended;
    }
}

void PhaseBars::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace keyturn
