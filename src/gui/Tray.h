// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QSystemTrayIcon;
class QWidget;

namespace keyturn {

/// Keyturn's mark in the tray, where there is one: the way back to a window that was closed.
class Tray final : public QObject
{
    Q_OBJECT

public:
    /// `remembers`: whether it stays when the window is closed is kept for the next start.
    Tray(bool remembers, QWidget &window);

    [[nodiscard]] static bool isThere();
    void showNotice(const QString &title, const QString &body);

Q_SIGNALS:
    void openRequested();

private:
    QSystemTrayIcon *m_icon;
};

} // namespace keyturn
