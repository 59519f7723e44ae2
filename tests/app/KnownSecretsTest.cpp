// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KnownSecrets.h"

#include "FailingSecretStore.h"
#include "MemoryTokenArchive.h"
#include "SampleTokens.h"

#include <QRegularExpression>
#include <QTest>

#include <optional>

using namespace keyturn;
using namespace Qt::StringLiterals;

class KnownSecretsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_store.failReadsWith(std::nullopt);
        m_archive = std::make_unique<MemoryTokenArchive>();
        for (const auto &id : {u"one"_s, u"two"_s}) {
            auto token = sampleToken();
            token.id = id;
            QVERIFY(m_archive->add(token));
            m_store.write(id, Secret(secretOf(id)), {this, [](tokens::SecretStore::Written) {}});
        }
        m_vault = std::make_unique<TokenVault>(m_store, *m_archive, [] { return QDateTime(); });
        QVERIFY(m_vault->load());
        m_known.reset();
    }

    void learnsEachOfThem()
    {
        learn({u"one"_s, u"two"_s});
        QVERIFY(!m_known); // never before the call has returned
        QTRY_VERIFY(m_known);
        QVERIFY(*m_known);
        const auto covered
            = (**m_known).covered("a " + secretOf(u"one"_s) + " b " + secretOf(u"two"_s) + " c", "X");
        QCOMPARE(covered, QByteArray("a X b X c"));
    }

    void learnsNothingWithoutTokens()
    {
        learn({});
        QVERIFY(!m_known);
        QTRY_VERIFY(m_known);
        QVERIFY(*m_known);
        QVERIFY((**m_known).isEmpty());
    }

    void saysWhichOneCannotBeRead()
    {
        m_store.remove(u"two"_s, {this, [](tokens::SecretStore::Written) {}});
        learn({u"one"_s, u"two"_s});
        QTRY_VERIFY(m_known);
        QVERIFY(!*m_known);
        QCOMPARE(m_known->error().tokenId, u"two"_s);
        QCOMPARE(m_known->error().why.store.error, tokens::StoreError::NotFound);
    }

private:
    static QByteArray secretOf(const QString &id)
    {
        return QByteArray(32, id.at(0).toLatin1()) + QByteArray(32, '7');
    }

    void learn(const QStringList &ids)
    {
        const auto keep = [this](KnownSecrets known) { m_known.emplace(std::move(known)); };
        learnSecrets(*m_vault, ids, {this, keep});
    }

    FailingSecretStore m_store;
    std::unique_ptr<MemoryTokenArchive> m_archive;
    std::unique_ptr<TokenVault> m_vault;
    std::optional<KnownSecrets> m_known;
};

QTEST_GUILESS_MAIN(KnownSecretsTest)
#include "KnownSecretsTest.moc"
