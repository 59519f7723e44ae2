// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "EnvironmentComparer.h"
#include "PausedButtons.h"
#include "StepOffers.h"
#include "Workbench.h"

#include <QWidget>

#include <memory>
#include <optional>

class QTimer;

namespace keyturn {

class EnvironmentCard;

namespace Ui {
class ComparePage;
}

/// Two environments side by side: what explains the difference, then all that differs.
class ComparePage final : public QWidget
{
    Q_OBJECT

public:
    explicit ComparePage(const Workbench &workbench, QWidget *parent = nullptr);
    ~ComparePage() override;

    void compare();
    /// False: nothing was running.
    bool cancel();

private:
    void connectControls();
    void listTokens();
    void suggest();
    void swap();
    void showRunning(bool running);
    void showStep(Side side, const QString &words);
    void showReport(const ComparisonReport &report);
    void showExplanation();
    void showRows();
    void addNames(const Comparison &comparison);
    void addRow(int row, const ComparedRow &compared);
    void copy();
    [[nodiscard]] EnvironmentCard &cardOf(Side side) const;
    [[nodiscard]] ComparedSide sideOf(Side side) const;

    std::unique_ptr<Ui::ComparePage> m_ui;
    Workbench m_workbench;
    EnvironmentComparer *m_comparer;
    QTimer *m_progressTimer; ///< Progress is shown only once something takes long.
    StepOffers m_offers; ///< For the explanation that is shown.
    std::optional<ComparisonReport> m_report;
    bool m_hasSuggested = false;
    PausedButtons m_buttons;
};

} // namespace keyturn
