// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Config.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QRadioButton;
class QVBoxLayout;

namespace keyturn {

class EdgeRunner;

/// How the whole edge behaves: its mode, its clock, its keys and sessions, and what goes wrong on purpose.
class EdgeSwitches final : public QWidget
{
    Q_OBJECT

public:
    explicit EdgeSwitches(QWidget *parent = nullptr);

    /// Once; the runner outlives this.
    void setRunner(EdgeRunner &runner);

Q_SIGNALS:
    void told(const QString &what); ///< What has just been done, where nothing else shows it.

private:
    void addMode(QVBoxLayout &layout);
    void addClock(QVBoxLayout &layout);
    void addSigning(QVBoxLayout &layout);
    void addFaults(QVBoxLayout &layout);
    void show(const edge::Config &config);
    void showFaults();

    EdgeRunner *m_runner = nullptr;
    QRadioButton *m_legacy;
    QRadioButton *m_strict;
    QLabel *m_modeMeaning;
    QComboBox *m_skew;
    QVBoxLayout *m_faultRows;
    QList<edge::FaultRule> m_shownFaults;
    QList<QCheckBox *> m_faultBoxes; ///< One for each of them.
};

} // namespace keyturn
