// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeychainSecretStore.h"

#include "SecretStoreContract.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusReply>
#include <QElapsedTimer>
#include <QRegularExpression>

using namespace keyturn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using tokens::StoreError;

namespace {

// Long enough for a busy machine to reach the step that hangs.
constexpr std::chrono::milliseconds shortDeadline = 2s;

} // namespace

/// Against a secret service that fails on command (tests/secretservice), started by the bus on demand: the
/// contract while it is good, and what becomes of it when it is not.
class KeychainFaultsTest : public SecretStoreContract
{
    Q_OBJECT

protected:
    tokens::SecretStore &store() override { return *m_store; }

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariable("KEYTURN_KEYRING") != u"fake"_s)
            QSKIP("Needs the fake secret service: run this through tests/with-keyring --fake good "
                  "--on-demand.");
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        setMode(u"good"_s);
        m_store = std::make_unique<KeychainSecretStore>(u"Keyturn"_s);
    }

    void cleanup()
    {
        setMode(u"good"_s);
        m_store.reset();
    }

    void isCaughtWhenItStoresNothing()
    {
        const auto key = freshKey();
        setMode(u"lie"_s);

        const auto written = write(key, "hush");

        QVERIFY(!written);
        QCOMPARE(written.error().error, StoreError::NotKept);
        setMode(u"good"_s);
        QCOMPARE(errorOf(read(key)), StoreError::NotFound);
    }

    void isCaughtWhenItGivesBackOtherBytes()
    {
        const auto key = freshKey();
        setMode(u"corrupt"_s);

        const auto written = write(key, "hush");

        QVERIFY(!written);
        QCOMPARE(written.error().error, StoreError::NotKept);
        setMode(u"good"_s);
        QCOMPARE(errorOf(read(key)), StoreError::NotFound);
    }

    void hasTheOldSecretAgainWhenTheNewOneWentWrong()
    {
        const auto key = freshKey();
        QVERIFY_DONE(write(key, "old"));
        setMode(u"slip"_s);

        const auto written = write(key, "new");

        QVERIFY(!written);
        QCOMPARE(written.error().error, StoreError::NotKept);
        QCOMPARE(secretAt(key), QByteArray("old"));
    }

    void mayRefuseToStore()
    {
        const auto key = freshKey();
        setMode(u"readonly"_s);

        const auto written = write(key, "hush");

        QVERIFY(!written);
        QCOMPARE(written.error().error, StoreError::Other);
        QVERIFY(!written.error().detail.isEmpty());
        QCOMPARE(errorOf(read(key)), StoreError::NotFound);
    }

    void mayRefuseToHandOut()
    {
        const auto key = freshKey();
        QVERIFY_DONE(write(key, "hush"));
        setMode(u"deny"_s);

        QCOMPARE(errorOf(read(key)), StoreError::Refused);
    }

    void isNotOverwrittenWhereItRefusesToHandOut()
    {
        const auto key = freshKey();
        QVERIFY_DONE(write(key, "old"));
        setMode(u"deny"_s);

        QCOMPARE(errorOf(write(key, "new")), StoreError::Refused);

        setMode(u"good"_s);
        QCOMPARE(secretAt(key), QByteArray("old"));
    }

    void isCaughtWhenItDeletesNothing()
    {
        const auto key = freshKey();
        QVERIFY_DONE(write(key, "hush"));
        setMode(u"keep"_s);

        const auto removed = remove(key);

        QVERIFY(!removed);
        QCOMPARE(removed.error().error, StoreError::Refused);
    }

    void mayExitInTheMiddleOfAWrite()
    {
        const auto key = freshKey();
        setMode(u"drop"_s);

        const auto written = write(key, "hush");

        QVERIFY(!written);
        QVERIFY(!written.error().detail.contains(u"hush"_s));
        QCOMPARE(errorOf(read(key)), StoreError::NotFound);
        QVERIFY_DONE(write(key, "kept by the next one"));
        QCOMPARE(secretAt(key), QByteArray("kept by the next one"));
    }

    void isNotEvenAskedForAnEntryWhenItHangs()
    {
        const auto key = freshKey();
        const auto searches = callsOf(u"SearchItems"_s);
        setDeadline(shortDeadline);
        setMode(u"hang"_s);

        QCOMPARE(errorOf(read(key)), StoreError::TimedOut);

        QCOMPARE(callsOf(u"SearchItems"_s), searches);
        setMode(u"good"_s);
        QVERIFY_DONE(write(key, "works again"));
    }

    void isGivenUpAtTheDeadlineAndLaterCallsAtOnce()
    {
        const auto key = freshKey();
        setDeadline(shortDeadline);
        setMode(u"hang:SearchItems"_s);
        QElapsedTimer time;
        time.start();

        QCOMPARE(errorOf(read(key)), StoreError::TimedOut);
        QVERIFY(time.hasExpired(shortDeadline.count() - 200));

        time.start();
        QCOMPARE(errorOf(read(key)), StoreError::TimedOut);
        QCOMPARE(errorOf(write(key, "hush")), StoreError::TimedOut);
        QCOMPARE(errorOf(remove(key)), StoreError::TimedOut);
        QVERIFY(!time.hasExpired(shortDeadline.count()));
        Awaited<tokens::StoreHealth> health;
        m_store->checkHealth(health.then());
        QVERIFY(health.wait());
        QCOMPARE(health->trouble->error, StoreError::TimedOut);

        setMode(u"good"_s);
        QTRY_VERIFY(write(key, "works again"));
    }

    void isUndoneWhenItStoresAfterTheDeadline_data()
    {
        QTest::addColumn<QByteArray>("old");

        QTest::newRow("a new entry") << QByteArray();
        QTest::newRow("an entry that was there") << QByteArray("old");
    }

    void isUndoneWhenItStoresAfterTheDeadline()
    {
        QFETCH(QByteArray, old);
        const auto key = freshKey();
        QVERIFY(old.isEmpty() || write(key, old));
        const auto stored = callsOf(u"CreateItem"_s);
        setDeadline(shortDeadline);
        setMode(u"hang:CreateItem"_s);

        QCOMPARE(errorOf(write(key, "too late")), StoreError::TimedOut);
        QCOMPARE(callsOf(u"CreateItem"_s), stored + 1);

        setMode(u"good"_s);
        if (old.isEmpty())
            QTRY_COMPARE(errorOf(read(key)), StoreError::NotFound);
        else
            QTRY_COMPARE(secretAt(key), old);
    }

    void isUndoneWhenItHangsInTheReadBack()
    {
        const auto key = freshKey();
        setDeadline(shortDeadline);
        setMode(u"hang:GetSecrets"_s);

        QCOMPARE(errorOf(write(key, "too late")), StoreError::TimedOut);

        setMode(u"good"_s);
        QTRY_COMPARE(errorOf(read(key)), StoreError::NotFound);
    }

    void isNotAskedForWhatWaitedTooLong()
    {
        const auto key = freshKey();
        setDeadline(shortDeadline);
        setMode(u"hang:SearchItems"_s);
        const auto stored = callsOf(u"CreateItem"_s);
        Awaited<tokens::SecretStore::Read> first;
        Awaited<tokens::SecretStore::Written> waiting;
        m_store->read(key, first.then());
        m_store->write(key, Secret("never sent"), waiting.then());

        QVERIFY(first.wait() && waiting.wait());
        QCOMPARE(waiting->error().error, StoreError::TimedOut);

        setMode(u"good"_s);
        QTRY_COMPARE(errorOf(read(key)), StoreError::NotFound);
        QCOMPARE(callsOf(u"CreateItem"_s), stored);
    }

    void mayOutliveTheStore()
    {
        setDeadline(shortDeadline);
        setMode(u"hang:CreateItem"_s);
        Awaited<tokens::SecretStore::Written> unheard;
        m_store->write(freshKey(), Secret("hush"), unheard.then());
        const auto stored = callsOf(u"CreateItem"_s);
        QTRY_COMPARE(callsOf(u"CreateItem"_s), stored + 1);
        m_store.reset();

        setMode(u"good"_s);
        m_store = std::make_unique<KeychainSecretStore>(u"Keyturn"_s);

        QVERIFY_DONE(write(freshKey(), "works"));
        QVERIFY(!unheard.hasCome());
    }

private:
    static QDBusMessage askFake(const QString &method, const QString &argument)
    {
        auto message = QDBusMessage::createMethodCall(
            u"org.freedesktop.secrets"_s, u"/fake"_s, u"org.keyturn.Fake"_s, method);
        message.setArguments({argument});
        return QDBusConnection::sessionBus().call(message);
    }

    static void setMode(const QString &mode)
    {
        QCOMPARE(askFake(u"Set"_s, mode).type(), QDBusMessage::ReplyMessage);
    }

    void setDeadline(std::chrono::milliseconds deadline)
    {
        m_store = std::make_unique<KeychainSecretStore>(u"Keyturn"_s, deadline);
    }

    static uint callsOf(const QString &method)
    {
        return QDBusReply<uint>(askFake(u"Count"_s, method)).value();
    }

    std::unique_ptr<KeychainSecretStore> m_store;
};

QTEST_GUILESS_MAIN(KeychainFaultsTest)
#include "KeychainFaultsTest.moc"
