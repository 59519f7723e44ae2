// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeychainSecretStore.h"

#include "KeychainBus.h"
#include "ReadErrand.h"
#include "RemoveErrand.h"
#include "WriteErrand.h"

#include <QTimer>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::StoreError;
using tokens::StoreFailure;
using tokens::StoreHealth;

namespace {

template <typename Answer>
void failLater(QObject *context, const Then<Answer> &then, const StoreFailure &failure)
{
    QTimer::singleShot(0, context, [then, failure] { then(Failure{failure}); });
}

StoreFailure stuckFailure()
{
    return {StoreError::TimedOut, u"the keychain has not answered an earlier question yet"_s};
}

} // namespace

KeychainSecretStore::KeychainSecretStore(
    const QString &service, std::chrono::milliseconds deadline, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_deadline(deadline)
    , m_bus(new KeychainBus(this))
{
}

void KeychainSecretStore::read(const QString &key, Then<Read> then)
{
    if (isStuck())
        return failLater(this, then, stuckFailure());
    enqueue(new ReadErrand(m_bus, m_service, key, m_deadline, std::move(then)));
}

void KeychainSecretStore::write(const QString &key, Secret secret, Then<Written> then)
{
    if (secret.isEmpty())
        return failLater(this, then, {StoreError::Other, u"the secret is empty"_s});
    if (!secret.isText())
        return failLater(this, then, {StoreError::Other, u"the secret is not UTF-8 text"_s});
    if (isStuck())
        return failLater(this, then, stuckFailure());
    enqueue(new WriteErrand(m_bus, m_service, key, m_deadline, std::move(secret), std::move(then)));
}

void KeychainSecretStore::remove(const QString &key, Then<Written> then)
{
    if (isStuck())
        return failLater(this, then, stuckFailure());
    enqueue(new RemoveErrand(m_bus, m_service, key, m_deadline, std::move(then)));
}

void KeychainSecretStore::checkHealth(Then<StoreHealth> then)
{
    const auto tell = [this, then](const KeychainProvider &provider) {
        const auto trouble = provider.trouble || !isStuck() ? provider.trouble : stuckFailure();
        then({provider.name, provider.isPersistent, trouble});
    };
    m_bus->look(std::min(m_deadline, std::chrono::milliseconds(10s)), {this, tell});
}

// A job that never ends keeps every later one waiting inside QtKeychain, so there is no point in handing it
// more.
bool KeychainSecretStore::isStuck() const
{
    return !m_errands.isEmpty() && m_errands.first()->isOverdue();
}

void KeychainSecretStore::enqueue(KeychainErrand *errand)
{
    connect(errand, &KeychainErrand::ended, this, [this, errand] { leave(errand); });
    m_errands.append(errand);
    if (m_errands.size() == 1)
        errand->start();
}

void KeychainSecretStore::leave(KeychainErrand *errand)
{
    const auto hasRun = m_errands.first() == errand;
    m_errands.removeOne(errand);
    errand->deleteLater();
    if (hasRun && !m_errands.isEmpty())
        m_errands.first()->start();
}

} // namespace keyturn
