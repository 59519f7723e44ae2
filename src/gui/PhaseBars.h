// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Palette.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <chrono>
#include <optional>

namespace keyturn {

/// One phase of a request.
struct PhaseRow
{
    QString name;
    std::optional<std::chrono::microseconds> duration; ///< Null: it did not happen, or nobody can tell.
    Tone tone = Tone::Neutral;
    QString label; ///< "38 ms", or why there is none.
};

/// Where the time of a request went: one bar per phase, each beginning where the last one ended.
class PhaseBars final : public QWidget
{
    Q_OBJECT

public:
    explicit PhaseBars(QWidget *parent = nullptr);

    void setPhases(const QList<PhaseRow> &phases);
    [[nodiscard]] const QList<PhaseRow> &phases() const { return m_phases; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] int rowHeight() const;

    QList<PhaseRow> m_phases;
};

} // namespace keyturn
