// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeychainSecretStore.h"

#include "SecretStoreContract.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QRegularExpression>
#include <QTimer>

#include <csignal>
#include <memory>

using namespace keyturn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using tokens::StoreError;

/// What a real keychain suffers while the store is in use. Each of these spoils it, so each is a run of its
/// own.
class KeychainLossTest : public SecretStoreContract
{
    Q_OBJECT

protected:
    tokens::SecretStore &store() override { return *m_store; }

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariable("KEYTURN_KEYRING") != u"unlocked"_s)
            QSKIP("Needs a keychain of its own: run this through tests/with-keyring.");
        m_provider = static_cast<pid_t>(
            QDBusConnection::sessionBus().interface()->servicePid(u"org.freedesktop.secrets"_s).value());
        QVERIFY(m_provider > 0);
        m_store = std::make_unique<KeychainSecretStore>(u"Keyturn"_s);
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void isLockedMeanwhile()
    {
        const auto key = freshKey();
        QVERIFY_DONE(write(key, "locked in"));
        auto lock = QDBusMessage::createMethodCall(
            u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s,
            u"Lock"_s);
        lock.setArguments({QVariant::fromValue(
            QList<QDBusObjectPath>{QDBusObjectPath(u"/org/freedesktop/secrets/collection/login"_s)})});
        QCOMPARE(QDBusConnection::sessionBus().call(lock).type(), QDBusMessage::ReplyMessage);

        QCOMPARE(errorOf(read(key)), StoreError::Locked);
        QCOMPARE(errorOf(write(key, "new")), StoreError::Locked);
        QCOMPARE(errorOf(remove(key)), StoreError::Locked);
    }

    void isKilledBeforeACall()
    {
        const auto key = freshKey();
        QVERIFY_DONE(write(key, "lost"));
        ::kill(m_provider, SIGKILL);

        QCOMPARE(errorOf(read(key)), StoreError::NoStore);
        QCOMPARE(errorOf(write(key, "new")), StoreError::NoStore);
        QCOMPARE(errorOf(remove(key)), StoreError::NoStore);
    }

    void isKilledDuringAWrite_data()
    {
        QTest::addColumn<int>("delay");

        for (const auto delay : {0, 2, 5, 10, 20})
            QTest::addRow("%d ms", delay) << delay;
    }

    void isKilledDuringAWrite()
    {
        QFETCH(int, delay);
        Awaited<tokens::SecretStore::Written> answer;
        QTimer::singleShot(delay, Qt::PreciseTimer, this, [this] { ::kill(m_provider, SIGKILL); });
        m_store->write(freshKey(), Secret("hush"), answer.then());

        QVERIFY(answer.wait());
        QCOMPARE(answer.count(), std::size_t(1));
        // A quick keychain is through before the shot; otherwise it is gone, whichever step was struck.
        if (!*answer)
            QCOMPARE(answer->error().error, StoreError::NoStore);
        QTRY_COMPARE(errorOf(read(freshKey())), StoreError::NoStore);
    }

    void isStoppedForAWhile()
    {
        const auto key = freshKey();
        QVERIFY_DONE(write(key, "patient"));
        m_store = std::make_unique<KeychainSecretStore>(u"Keyturn"_s, 2s);
        ::kill(m_provider, SIGSTOP);

        QCOMPARE(errorOf(read(key)), StoreError::TimedOut);
        QCOMPARE(errorOf(write(key, "impatient")), StoreError::TimedOut);

        ::kill(m_provider, SIGCONT);
        m_store = std::make_unique<KeychainSecretStore>(u"Keyturn"_s);
        QCOMPARE(secretAt(key), QByteArray("patient"));
    }

private:
    pid_t m_provider = 0;
    std::unique_ptr<KeychainSecretStore> m_store;
};

QTEST_GUILESS_MAIN(KeychainLossTest)
#include "KeychainLossTest.moc"
