// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "DesktopNotifications.h"

#include "Log.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr int deadline = 5000; // milliseconds

} // namespace

void DesktopNotifications::show(const QString &title, const QString &body, Urgency urgency)
{
    const auto bus = QDBusConnection::sessionBus();
    auto call = QDBusMessage::createMethodCall(
        u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s,
        u"org.freedesktop.Notifications"_s, u"Notify"_s);
    const QVariantMap hints{
        {u"urgency"_s, QVariant::fromValue(static_cast<uchar>(urgency))},
        {u"desktop-entry"_s, u"keyturn"_s},
    };
    // Services read the body as markup: a token may be called "<b>".
    call << u"Keyturn"_s << 0U << u"keyturn"_s << title << body.toHtmlEscaped() << QStringList() << hints
         << -1;

    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, deadline), this);
    const auto look = [this, title, body](QDBusPendingCallWatcher *finished) {
        finished->deleteLater();
        const QDBusPendingReply<uint> answer = *finished;
        if (!answer.isError())
            return;
        qCInfo(log::desktop) << "notification not delivered:" << answer.error().name();
        Q_EMIT undelivered(title, body);
    };
    connect(watcher, &QDBusPendingCallWatcher::finished, this, look);
}

} // namespace keyturn
