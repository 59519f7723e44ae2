// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "MemorySecretStore.h"

#include "SecretStoreContract.h"

#include <QRegularExpression>

using namespace keyturn;

class MemorySecretStoreTest : public SecretStoreContract
{
    Q_OBJECT

protected:
    tokens::SecretStore &store() override { return m_store; }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void saysThatNothingIsKept()
    {
        Awaited<tokens::StoreHealth> health;
        m_store.checkHealth(health.then());

        QVERIFY(health.wait());
        QVERIFY(!health->isPersistent);
    }

    void readsWhatWasThereWhenItWasAsked()
    {
        const auto key = freshKey();
        QVERIFY_DONE(write(key, "before"));
        Awaited<tokens::SecretStore::Read> found;
        Awaited<tokens::SecretStore::Written> removed;

        m_store.read(key, found.then());
        m_store.remove(key, removed.then());

        QVERIFY(found.wait() && removed.wait());
        QVERIFY(*found);
        QCOMPARE((**found).expose().toByteArray(), QByteArray("before"));
    }

private:
    MemorySecretStore m_store;
};

QTEST_GUILESS_MAIN(MemorySecretStoreTest)
#include "MemorySecretStoreTest.moc"
