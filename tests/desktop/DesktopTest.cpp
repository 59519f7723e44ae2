// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ColorSchemeWatch.h"
#include "DesktopNotifications.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

// The settings portal and the notification service of a desktop, on a bus of their own.
class PlayedPortal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public Q_SLOTS:
    QDBusVariant Read(const QString &, const QString &) const // NOLINT: the portal's own spelling
    {
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value)));
    }

public:
    uint value = 1;

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

class PlayedNotifications : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public Q_SLOTS:
    uint Notify(
        const QString &, uint, const QString &, const QString &title, const QString &body,
        const QStringList &, const QVariantMap &hints, int) // NOLINT: the service's own spelling
    {
        titles.append(title);
        bodies.append(body);
        urgencies.append(hints.value(u"urgency"_s).toInt());
        if (refuses)
            sendErrorReply(u"org.freedesktop.DBus.Error.Failed"_s, u"no"_s);
        return 1;
    }

public:
    QStringList titles;
    QStringList bodies;
    QList<int> urgencies;
    bool refuses = false;
};

class DesktopTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
            QSKIP("dbus-daemon is not installed: there is no bus to play a desktop on.");
        m_bus.start(
            u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--nopidfile"_s, u"--print-address"_s});
        QVERIFY(m_bus.waitForReadyRead());
        const auto address = m_bus.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address); // before anybody asks for sessionBus()
        m_desktop = std::make_unique<QDBusConnection>(
            QDBusConnection::connectToBus(QString::fromLatin1(address), u"desktop"_s));
        QVERIFY(m_desktop->registerService(u"org.freedesktop.portal.Desktop"_s));
        QVERIFY(m_desktop->registerObject(
            u"/org/freedesktop/portal/desktop"_s, &m_portal,
            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(m_desktop->registerObject(
            u"/org/freedesktop/Notifications"_s, &m_notifications, QDBusConnection::ExportAllSlots));
    }

    void readsTheSchemeOfTheDesktopAndFollowsIt()
    {
        ColorSchemeWatch watch;
        QCOMPARE(watch.scheme(), ColorSchemeWatch::Scheme::NoPreference);
        QTRY_COMPARE(watch.scheme(), ColorSchemeWatch::Scheme::Dark);

        QSignalSpy changed(&watch, &ColorSchemeWatch::schemeChanged);
        Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, u"contrast"_s, QDBusVariant(2U));
        Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(2U));
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(watch.scheme(), ColorSchemeWatch::Scheme::Light);
    }

    void saysWhenNobodyShowsNotifications()
    {
        DesktopNotifications notifications;
        QSignalSpy undelivered(&notifications, &DesktopNotifications::undelivered);
        notifications.show(u"title"_s, u"body"_s, DesktopNotifications::Urgency::Normal);
        QVERIFY(undelivered.isEmpty());
        QTRY_COMPARE(undelivered.count(), 1);
        QCOMPARE(undelivered.first().first().toString(), u"title"_s);
    }

    void handsANotificationToTheDesktopAsPlainText()
    {
        QVERIFY(m_desktop->registerService(u"org.freedesktop.Notifications"_s));
        DesktopNotifications notifications;
        notifications.show(
            u"nightly-export has expired"_s, u"<b>now</b>"_s, DesktopNotifications::Urgency::Critical);
        QTRY_COMPARE(m_notifications.titles, QStringList{u"nightly-export has expired"_s});
        QCOMPARE(m_notifications.bodies, QStringList{u"&lt;b&gt;now&lt;/b&gt;"_s});
        QCOMPARE(m_notifications.urgencies, QList<int>{2});
    }

    void saysWhenTheDesktopRefuses()
    {
        m_notifications.refuses = true;
        DesktopNotifications notifications;
        QSignalSpy undelivered(&notifications, &DesktopNotifications::undelivered);
        notifications.show(u"title"_s, u"body"_s, DesktopNotifications::Urgency::Low);
        QTRY_COMPARE(undelivered.count(), 1);
    }

    void cleanupTestCase()
    {
        m_desktop.reset();
        m_bus.kill();
        m_bus.waitForFinished();
    }

private:
    QProcess m_bus;
    PlayedPortal m_portal;
    PlayedNotifications m_notifications;
    std::unique_ptr<QDBusConnection> m_desktop;
};

QTEST_GUILESS_MAIN(DesktopTest)
#include "DesktopTest.moc"
