// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workbench.h"

#include <QMainWindow>

#include <memory>
#include <optional>

class QLabel;
class QTimer;

namespace keyturn {

class NavigationRail;
class PageStack;
class Tray;

/// The frame around the pages: the way between them, notices, shortcuts, the tray, and what is remembered.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(const Workbench &workbench, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// A notice that the desktop could not show: in the tray where there is one, and always at the head of
    /// the window.
    void showNotice(const QString &title, const QString &body);

Q_SIGNALS:
    void otherWorldRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildFrame();
    void buildRail();
    void buildTray();
    void addShortcuts();
    void begin();
    void showBadge();
    void checkStore();
    void showStore(const tokens::StoreHealth &health);
    void refreshTimes();
    void comeForward();
    void stopOrClose();
    void remember() const;
    void restore();

    Workbench m_workbench;
    NavigationRail *m_rail;
    QLabel *m_notice;
    PageStack *m_pages;
    Tray *m_tray = nullptr;
    QTimer *m_minute;
    bool m_hasBegun = false;
};

} // namespace keyturn
