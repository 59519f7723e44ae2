// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeychainSecretStore.h"

#include "Awaited.h"

#include <QRegularExpression>
#include <QTest>

#include <array>
#include <memory>

using namespace keyturn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using tokens::StoreError;

/// Against a keychain that cannot be used, in the way that the environment names: every call says so.
class KeychainTroubleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("KEYTURN_KEYRING"))
            QSKIP("Needs a keychain of its own: run this through tests/with-keyring.");
        const auto expected = qEnvironmentVariable("KEYTURN_EXPECTED");
        if (expected == u"Locked"_s)
            m_expected = StoreError::Locked;
        else if (expected == u"NoStore"_s)
            m_expected = StoreError::NoStore;
        else if (expected == u"TimedOut"_s)
            m_expected = StoreError::TimedOut;
        else
            QFAIL("KEYTURN_EXPECTED names no trouble that this test knows.");
        const auto deadline = m_expected == StoreError::TimedOut ? 1s : 20s;
        m_store = std::make_unique<KeychainSecretStore>(u"Keyturn"_s, deadline);
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void isSaidToTheReader()
    {
        Awaited<tokens::SecretStore::Read> answer;
        m_store->read(u"key"_s, answer.then());

        QVERIFY(answer.wait());
        QVERIFY(!*answer);
        QCOMPARE(answer->error().error, m_expected);
        QVERIFY(!answer->error().detail.isEmpty());
    }

    void isSaidToTheWriter()
    {
        Awaited<tokens::SecretStore::Written> answer;
        m_store->write(u"key"_s, Secret("hush"), answer.then());

        QVERIFY(answer.wait());
        QVERIFY(!*answer);
        QCOMPARE(answer->error().error, m_expected);
        QVERIFY(!answer->error().detail.contains(u"hush"_s));
    }

    void isSaidToTheRemover()
    {
        Awaited<tokens::SecretStore::Written> answer;
        m_store->remove(u"key"_s, answer.then());

        QVERIFY(answer.wait());
        QVERIFY(!*answer);
        QCOMPARE(answer->error().error, m_expected);
    }

    void isKnownToTheHealthCheck()
    {
        Awaited<tokens::StoreHealth> health;
        m_store->checkHealth(health.then());

        QVERIFY(health.wait());
        QVERIFY(health->trouble);
        QCOMPARE(health->trouble->error, m_expected);
        QCOMPARE(health->name, qEnvironmentVariable("KEYTURN_PROVIDER"));
    }

    void isSaidToEachOfMany()
    {
        std::array<Awaited<tokens::SecretStore::Read>, 5> answers;
        for (auto &answer : answers)
            m_store->read(u"key"_s, answer.then());

        for (auto &answer : answers) {
            QVERIFY(answer.wait());
            QCOMPARE(answer->error().error, m_expected);
            QCOMPARE(answer.count(), std::size_t(1));
        }
    }

private:
    StoreError m_expected = StoreError::Other;
    std::unique_ptr<KeychainSecretStore> m_store;
};

QTEST_GUILESS_MAIN(KeychainTroubleTest)
#include "KeychainTroubleTest.moc"
