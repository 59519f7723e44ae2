// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Tray.h"

#include "Icon.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QSettings>
#include <QSystemTrayIcon>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

QString settingName()
{
    return u"window/staysInTray"_s;
}

} // namespace

Tray::Tray(bool remembers, QWidget &window)
    : QObject(&window)
    , m_icon(new QSystemTrayIcon(applicationIcon(), this))
{
    const bool staysWhenClosed = remembers && QSettings().value(settingName()).toBool();
    auto *menu = new QMenu(&window);
    menu->addAction(tr("Open Keyturn"), this, &Tray::openRequested);
    auto *stay = menu->addAction(tr("Stay here when the window is closed"));
    stay->setCheckable(true);
    stay->setChecked(staysWhenClosed);
    connect(stay, &QAction::toggled, this, [remembers](bool on) {
        QApplication::setQuitOnLastWindowClosed(!on);
        if (remembers)
            QSettings().setValue(settingName(), on);
    });
    menu->addSeparator();
    menu->addAction(tr("Quit"), qApp, &QApplication::quit);

    m_icon->setToolTip(u"Keyturn"_s);
    m_icon->setContextMenu(menu);
    connect(m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT openRequested();
    });
    QApplication::setQuitOnLastWindowClosed(!staysWhenClosed);
    m_icon->show();
}

bool Tray::isThere()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void Tray::showNotice(const QString &title, const QString &body)
{
    m_icon->showMessage(title, body, applicationIcon());
}

} // namespace keyturn
