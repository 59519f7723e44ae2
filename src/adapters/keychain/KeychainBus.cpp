// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeychainBus.h"

#include <QTimer>

#ifdef Q_OS_LINUX
#include <QAbstractEventDispatcher>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QDeadlineTimer>
#include <QFile>
#include <QLibrary>
#endif

using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::StoreError;
using tokens::StoreFailure;

#ifdef Q_OS_LINUX

struct KeychainBus::Look
{
    QDeadlineTimer deadline;
    Then<KeychainProvider> then;
    KeychainProvider found;

    void end(const std::optional<StoreFailure> &trouble)
    {
        found.trouble = trouble;
        then(found);
    }
};

namespace {

const auto secretService = u"org.freedesktop.secrets"_s;
const auto secretServicePath = u"/org/freedesktop/secrets"_s;
const auto secretServiceInterface = u"org.freedesktop.Secret.Service"_s;
const auto kWallet = u"org.kde.kwalletd5"_s;
const auto busItself = u"org.freedesktop.DBus"_s;
const auto busPath = u"/org/freedesktop/DBus"_s;

QDBusMessage question(
    const QString &service, const QString &path, const QString &interface, const QString &method,
    const QVariantList &arguments)
{
    auto message = QDBusMessage::createMethodCall(service, path, interface, method);
    message.setArguments(arguments);
    return message;
}

// The bus says NoReply both when time is up and when the other side died, so the time-out must lie behind the
// deadline for the two to be told apart; Qt's timers may come five per cent early.
int timeoutFor(const QDeadlineTimer &deadline)
{
    const auto left = deadline.remainingTime();
    return static_cast<int>(left + left / 10 + 50);
}

template <typename... Types, typename Report>
void ask(QObject *asker, const QDBusMessage &message, const QDeadlineTimer &deadline, Report report)
{
    const auto call = QDBusConnection::sessionBus().asyncCall(message, timeoutFor(deadline));
    auto *watcher = new QDBusPendingCallWatcher(call, asker);
    const auto tell = [watcher, report] {
        watcher->deleteLater();
        report(QDBusPendingReply<Types...>(*watcher));
    };
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, asker, tell);
}

// Reports an error when nobody owns the name and the bus cannot start its owner. The bus refuses to "start"
// an owner who has no service file although he is there already (KeePassXC is one), so it is asked for him
// first.
template <typename Report>
void wake(QObject *asker, const QString &service, const QDeadlineTimer &deadline, Report report)
{
    const auto startUnlessThere = [asker, service, deadline, report](const QDBusPendingReply<bool> &isThere) {
        if (isThere.isError() || isThere.value())
            return report(isThere.error());
        const auto start = question(busItself, busPath, busItself, u"StartServiceByName"_s, {service, 0U});
        ask<uint>(asker, start, deadline, [report](const QDBusPendingReply<uint> &started) {
            report(started.error());
        });
    };
    const auto owned = question(busItself, busPath, busItself, u"NameHasOwner"_s, {service});
    ask<bool>(asker, owned, deadline, startUnlessThere);
}

StoreFailure failureOf(const QDBusError &error, const QDeadlineTimer &deadline)
{
    switch (error.type()) {
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return {deadline.hasExpired() ? StoreError::TimedOut : StoreError::NoStore, error.message()};
    case QDBusError::AccessDenied:
        return {StoreError::Refused, error.message()};
    case QDBusError::ServiceUnknown:
    case QDBusError::Disconnected:
    case QDBusError::NoServer:
    case QDBusError::UnknownObject:
    case QDBusError::UnknownInterface:
    case QDBusError::UnknownMethod:
        return {StoreError::NoStore, error.message()};
    default:
        // A keychain that the bus knows and cannot start is as good as none.
        const auto cannotStart = error.name().startsWith(u"org.freedesktop.DBus.Error.Spawn."_s)
            || error.name() == u"org.freedesktop.DBus.Error.NameHasNoOwner"_s;
        return {cannotStart ? StoreError::NoStore : StoreError::Other, error.message()};
    }
}

// QtKeychain loads libsecret when it runs, and libsecret needs GLib's event loop to answer.
std::optional<StoreFailure> missingPart()
{
    if (!QLibrary(u"secret-1"_s, 0).load())
        return StoreFailure{StoreError::NoStore, u"libsecret-1.so.0 is not installed"_s};
    const auto *dispatcher = QAbstractEventDispatcher::instance();
    if (dispatcher && !dispatcher->inherits("QEventDispatcherGlib"))
        return StoreFailure{StoreError::NoStore, u"the event loop is not GLib's; is QT_NO_GLIB set?"_s};
    return std::nullopt;
}

QString processName(uint processId)
{
    QFile file(u"/proc/%1/comm"_s.arg(processId));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

} // namespace

void KeychainBus::look(std::chrono::milliseconds patience, Then<KeychainProvider> then)
{
    const auto look = std::make_shared<Look>(Look{QDeadlineTimer(patience), std::move(then), {}});
    const auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        const StoreFailure noBus{StoreError::NoStore, bus.lastError().message()};
        QTimer::singleShot(0, this, [look, noBus] { look->end(noBus); });
        return;
    }
    if (prefersKWallet(QProcessEnvironment::systemEnvironment()))
        return startKWallet(look);
    startSecretService(look);
}

void KeychainBus::startKWallet(const LookPointer &look)
{
    wake(this, kWallet, look->deadline, [this, look](const QDBusError &error) {
        // Without KWallet, QtKeychain takes the Secret Service on Plasma too.
        if (error.isValid())
            return startSecretService(look);
        askKWalletEnabled(look);
    });
}

void KeychainBus::askKWalletEnabled(const LookPointer &look)
{
    look->found.kind = KeychainProvider::Kind::KWallet;
    look->found.name = u"KWallet"_s;
    const auto enabled = question(kWallet, u"/modules/kwalletd5"_s, u"org.kde.KWallet"_s, u"isEnabled"_s, {});
    ask<bool>(this, enabled, look->deadline, [look](const QDBusPendingReply<bool> &reply) {
        if (reply.isError())
            return look->end(failureOf(reply.error(), look->deadline));
        if (!reply.value())
            return look->end(StoreFailure{StoreError::NoStore, u"KWallet is switched off in its settings"_s});
        // Opening a closed wallet is KWallet's own dialog, which the job brings up.
        look->end(std::nullopt);
    });
}

void KeychainBus::startSecretService(const LookPointer &look)
{
    wake(this, secretService, look->deadline, [this, look](const QDBusError &error) {
        if (error.isValid())
            return look->end(failureOf(error, look->deadline));
        askProcess(look);
    });
}

void KeychainBus::askProcess(const LookPointer &look)
{
    const auto owner
        = question(busItself, busPath, busItself, u"GetConnectionUnixProcessID"_s, {secretService});
    ask<uint>(this, owner, look->deadline, [this, look](const QDBusPendingReply<uint> &reply) {
        look->found.name = providerNameOf(reply.isError() ? QString() : processName(reply.value()));
        if (const auto missing = missingPart())
            return look->end(missing);
        askDefaultCollection(look);
    });
}

void KeychainBus::askDefaultCollection(const LookPointer &look)
{
    const auto alias
        = question(secretService, secretServicePath, secretServiceInterface, u"ReadAlias"_s, {u"default"_s});
    ask<QDBusObjectPath>(
        this, alias, look->deadline, [this, look](const QDBusPendingReply<QDBusObjectPath> &reply) {
            if (reply.isError())
                return look->end(failureOf(reply.error(), look->deadline));
            const auto collection = reply.value().path();
            if (collection == u"/"_s)
                return look->end(StoreFailure{StoreError::NoStore, u"the keychain has no default keyring"_s});
            askLocked(look, collection);
        });
}

void KeychainBus::askLocked(const LookPointer &look, const QString &collection)
{
    look->found.isPersistent = !collection.endsWith(u"/session"_s);
    const auto locked = question(
        secretService, collection, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
        {u"org.freedesktop.Secret.Collection"_s, u"Locked"_s});
    ask<QDBusVariant>(this, locked, look->deadline, [look](const QDBusPendingReply<QDBusVariant> &reply) {
        if (reply.isError())
            return look->end(failureOf(reply.error(), look->deadline));
        if (reply.value().variant().toBool())
            return look->end(StoreFailure{StoreError::Locked, u"the default keyring is locked"_s});
        look->end(std::nullopt);
    });
}

void KeychainBus::find(
    const QString &service, const QString &key, std::chrono::milliseconds patience, Then<Entry> then)
{
    using Attributes = QMap<QString, QString>;
    using Paths = QList<QDBusObjectPath>;
    qDBusRegisterMetaType<Attributes>();

    const Attributes attributes{{u"server"_s, service}, {u"user"_s, key}};
    const auto search = question(
        secretService, secretServicePath, secretServiceInterface, u"SearchItems"_s,
        {QVariant::fromValue(attributes)});
    ask<Paths, Paths>(
        this, search, QDeadlineTimer(patience), [then](const QDBusPendingReply<Paths, Paths> &reply) {
            if (reply.isError())
                return then(Entry::Unknown);
            if (!reply.template argumentAt<0>().isEmpty())
                return then(Entry::Present);
            then(reply.template argumentAt<1>().isEmpty() ? Entry::Absent : Entry::Locked);
        });
}

#else

void KeychainBus::look(std::chrono::milliseconds, Then<KeychainProvider> then)
{
#ifdef Q_OS_MACOS
    const auto name = u"macOS Keychain"_s;
#else
    const auto name = u"Windows Credential Manager"_s;
#endif
    const KeychainProvider native{KeychainProvider::Kind::Native, name, true, std::nullopt};
    QTimer::singleShot(0, this, [then, native] { then(native); });
}

void KeychainBus::find(const QString &, const QString &, std::chrono::milliseconds, Then<Entry> then)
{
    QTimer::singleShot(0, this, [then] { then(Entry::Unknown); });
}

#endif

} // namespace keyturn
