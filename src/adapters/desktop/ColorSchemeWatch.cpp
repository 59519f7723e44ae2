// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ColorSchemeWatch.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QDebug>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

const auto service = u"org.freedesktop.portal.Desktop"_s;
const auto path = u"/org/freedesktop/portal/desktop"_s;
const auto interface = u"org.freedesktop.portal.Settings"_s;
const auto group = u"org.freedesktop.appearance"_s;
const auto key = u"color-scheme"_s;

constexpr int deadline = 3000; // milliseconds

// Read() wraps its answer in a variant twice; later portals promise ReadOne() but keep Read().
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

// Hears the portal; apart, so that no header of this room needs Qt DBus.
class SettingListener final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

public Q_SLOTS:
    // Of the signal SettingChanged(group, key, value).
    void hear(const QDBusMessage &change)
    {
        const auto told = change.arguments();
        if (told.size() == 3 && told[0].toString() == group && told[1].toString() == key)
            Q_EMIT schemeHeard(unwrapped(told[2]).toUInt());
    }

Q_SIGNALS:
    void schemeHeard(uint scheme);
};

} // namespace

ColorSchemeWatch::ColorSchemeWatch(QObject *parent)
    : QObject(parent)
{
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    auto *listener = new SettingListener(this);
    connect(listener, &SettingListener::schemeHeard, this, &ColorSchemeWatch::setScheme);
    bus.connect(service, path, interface, u"SettingChanged"_s, listener, SLOT(hear(QDBusMessage)));

    auto read = QDBusMessage::createMethodCall(service, path, interface, u"Read"_s);
    read << group << key;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(read, deadline), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *finished) {
        finished->deleteLater();
        const QDBusPendingReply<QDBusVariant> answer = *finished;
        if (!answer.isError())
            setScheme(unwrapped(answer.value().variant()).toUInt());
    });
}

void ColorSchemeWatch::setScheme(uint value)
{
    const auto scheme = value == 1 ? Scheme::Dark : value == 2 ? Scheme::Light : Scheme::NoPreference;
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    Q_EMIT schemeChanged(scheme);
}

} // namespace keyturn

#include "ColorSchemeWatch.moc"
