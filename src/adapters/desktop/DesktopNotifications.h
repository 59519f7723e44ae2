// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

namespace keyturn {

/// Shows notifications through the desktop's own service (org.freedesktop.Notifications), with or without a
/// tray.
class DesktopNotifications final : public QObject
{
    Q_OBJECT

public:
    enum class Urgency { Low, Normal, Critical };

    using QObject::QObject;

    /// Says nothing about success by itself: see `undelivered`. `body` is plain text.
    void show(const QString &title, const QString &body, Urgency urgency);

Q_SIGNALS:
    /// There is no notification service, or it refused or did not answer: show it another way.
    void undelivered(const QString &title, const QString &body);
};

} // namespace keyturn
