// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PausedButtons.h"

#include <QApplication>
#include <QPushButton>

#include <utility>

namespace keyturn {

PausedButtons::PausedButtons(const QList<QPushButton *> &buttons)
    : m_buttons(buttons)
{
}

void PausedButtons::setPaused(bool paused)
{
    if (std::exchange(m_isPaused, paused) == paused)
        return;
    if (paused) {
        auto *focused = qobject_cast<QPushButton *>(QApplication::focusWidget());
        m_pressed = m_buttons.contains(focused) ? focused : nullptr;
    }
    for (auto *button : std::as_const(m_buttons))
        button->setEnabled(!paused);
    if (paused)
        m_substitute = QApplication::focusWidget();
    else if (m_pressed && m_pressed->isVisible() && QApplication::focusWidget() == m_substitute)
        m_pressed->setFocus();
}

} // namespace keyturn
