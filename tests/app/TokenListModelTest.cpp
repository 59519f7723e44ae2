// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenListModel.h"

#include "MemorySecretStore.h"
#include "MemoryTokenArchive.h"
#include "SampleTokens.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;
using tokens::Expiry;
using tokens::Status;

class TokenListModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_archive = std::make_unique<MemoryTokenArchive>();
        m_vault = std::make_unique<TokenVault>(m_store, *m_archive, m_clock);
        keep(u"backend"_s, Expiry::on(m_now.addMonths(11)), u"Platform"_s);
        keep(u"actions"_s, Expiry::on(m_now.addDays(9)), u"Build"_s);
        keep(u"nightly"_s, Expiry::on(m_now.addDays(-3)), {});
        keep(u"smoke"_s, Expiry::unlimited(), u"Quality"_s);
        QVERIFY(m_vault->load());
    }

    void showsEachTokenWithItsStatusAndItsEnd()
    {
        TokenListModel model(*m_vault, m_clock);
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 4);
        const auto actions = model.index(0);
        QCOMPARE(actions.data().toString(), u"actions"_s);
        QCOMPARE(actions.data(TokenListModel::StatusRole).toInt(), static_cast<int>(Status::Due));
        QCOMPARE(actions.data(TokenListModel::EndTextRole).toString(), u"in 9 days"_s);
        QCOMPARE(model.index(3).data(TokenListModel::EndTextRole).toString(), u"no expiry"_s);
    }

    void followsWhatHappensInTheVault()
    {
        TokenListModel model(*m_vault, m_clock);
        const QAbstractItemModelTester tester(&model);
        m_vault->add(sampleToken(u"another"_s), sampleSecret(), {this, [](TokenVault::Added) {}});
        QTRY_COMPARE(model.rowCount(), 5);
        QCOMPARE(model.index(1).data().toString(), u"another"_s);

        m_vault->remove(
            model.index(1).data(TokenListModel::IdRole).toString(), {this, [](TokenVault::Finished) {}});
        QTRY_COMPARE(model.rowCount(), 4);
    }

    void findsTokensByEveryWord_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("nothing asked")
            << QString() << QStringList{u"actions"_s, u"backend"_s, u"nightly"_s, u"smoke"_s};
        QTest::newRow("part of a name, any case") << u"NIGHT"_s << QStringList{u"nightly"_s};
        QTest::newRow("owner") << u"platform"_s << QStringList{u"backend"_s};
        QTest::newRow("two words of two fields") << u"build act"_s << QStringList{u"actions"_s};
        QTest::newRow("no token has both") << u"build nightly"_s << QStringList();
    }

    void findsTokensByEveryWord()
    {
        QFETCH(QString, words);
        TokenListModel model(*m_vault, m_clock);
        TokenFilterModel filter(TokenFilterModel::Order::ByName);
        filter.setSourceModel(&model);
        filter.setWords(words);
        QTEST(names(filter), "found");
    }

    void narrowsByStatusAndByMissingOwner()
    {
        TokenListModel model(*m_vault, m_clock);
        TokenFilterModel filter(TokenFilterModel::Order::ByName);
        filter.setSourceModel(&model);
        filter.setStatus(Status::Expired);
        QCOMPARE(names(filter), QStringList{u"nightly"_s});
        filter.setStatus(std::nullopt);
        filter.setOnlyWithoutOwner(true);
        QCOMPARE(names(filter), QStringList{u"nightly"_s});
    }

    void sortsByWhatEndsFirst()
    {
        TokenListModel model(*m_vault, m_clock);
        TokenFilterModel filter(TokenFilterModel::Order::ByEnd);
        filter.setSourceModel(&model);
        QCOMPARE(names(filter), (QStringList{u"nightly"_s, u"actions"_s, u"backend"_s, u"smoke"_s}));
    }

private:
    void keep(const QString &name, const Expiry &expiry, const QString &owner)
    {
        auto token = sampleToken(name);
        token.id = name;
        token.expiry = expiry;
        token.owner = owner;
        QVERIFY(m_archive->add(token));
    }

    static QStringList names(const QAbstractItemModel &model)
    {
        QStringList found;
        for (int row = 0; row < model.rowCount(); ++row)
            found.append(model.index(row, 0).data().toString());
        return found;
    }

    const QDateTime m_now{QDate(2026, 11, 24), QTime(9, 0), Qt::UTC};
    Clock m_clock = [this] { return m_now; };
    MemorySecretStore m_store;
    std::unique_ptr<MemoryTokenArchive> m_archive;
    std::unique_ptr<TokenVault> m_vault;
};

QTEST_GUILESS_MAIN(TokenListModelTest)
#include "TokenListModelTest.moc"
