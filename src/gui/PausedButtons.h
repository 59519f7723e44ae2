// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QPointer>

class QPushButton;
class QWidget;

namespace keyturn {

/// Buttons that cannot be pressed while something runs. A button that is disabled loses the keyboard; it gets
/// it back afterwards, unless somebody has gone elsewhere with it.
class PausedButtons final
{
public:
    explicit PausedButtons(const QList<QPushButton *> &buttons = {});

    void setPaused(bool paused);

private:
    QList<QPushButton *> m_buttons;
    QPointer<QPushButton> m_pressed; ///< Had the keyboard.
    QPointer<QWidget> m_substitute; ///< Got it instead.
    bool m_isPaused = false;
};

} // namespace keyturn
