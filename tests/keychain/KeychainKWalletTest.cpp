// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeychainSecretStore.h"

#include "SecretStoreContract.h"

#include <QRegularExpression>

using namespace keyturn;
using namespace Qt::StringLiterals;

/// The contract on Plasma, where QtKeychain talks to KWallet, on a bus that has no secret service at all.
class KeychainKWalletTest : public SecretStoreContract
{
    Q_OBJECT

protected:
    tokens::SecretStore &store() override { return m_store; }

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariable("KEYTURN_KEYRING") != u"fake-kwallet"_s)
            QSKIP("Needs the fake KWallet: run this through tests/with-keyring --fake-kwallet good.");
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void namesTheProvider()
    {
        Awaited<tokens::StoreHealth> health;
        m_store.checkHealth(health.then());

        QVERIFY(health.wait());
        QCOMPARE(health->name, u"KWallet"_s);
        QVERIFY(health->isPersistent);
    }

private:
    KeychainSecretStore m_store{u"Keyturn"_s};
};

QTEST_GUILESS_MAIN(KeychainKWalletTest)
#include "KeychainKWalletTest.moc"
