// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ExpiryPage.h"

#include "PageTest.h"
#include "TimelineView.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace keyturn;
using namespace Qt::StringLiterals;

class ExpiryPageTest : public PageTest<ExpiryPage>
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dress(); }

    void init() { open({1000, 700}); }

    void cleanup() { close(); }

    void saysThatThereIsNothingYet()
    {
        QVERIFY(m_hand->sees("emptyState"));
        QCOMPARE(m_hand->find<QLabel>("needLabel")->text(), u"nothing needs you"_s);
    }

    void showsFirstWhatEndsFirst()
    {
        load();
        const auto rows = m_hand->find<TimelineView>("timeline")->rows();
        QStringList names;
        for (const auto &row : rows)
            names.append(row.name);
        QCOMPARE(names, (QStringList{u"over"_s, u"soon"_s, u"later"_s, u"forever"_s}));
        QCOMPARE(rows.first().tone, Tone::Bad);
        QCOMPARE(m_hand->find<QLabel>("needLabel")->text(), u"2 need you"_s);
    }

    void opensATokenFromTheList()
    {
        load();
        QSignalSpy wanted(m_page.get(), &ExpiryPage::tokenRequested);
        for (auto *button : m_page->findChildren<QPushButton *>()) {
            if (button->accessibleName() == u"Open soon"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toString(), u"soon"_s);
    }

    void forgetsATokenThatIsRemoved()
    {
        load();
        m_bench->vault.remove(u"over"_s, {this, [](TokenVault::Finished) {}});
        QTRY_COMPARE(m_hand->find<TimelineView>("timeline")->rows().size(), 3);
        QCOMPARE(m_hand->find<QLabel>("needLabel")->text(), u"1 needs you"_s);
    }

private:
    void load()
    {
        const auto ending = [this](const QString &name, int days) {
            auto token = sampleToken(name);
            token.expiry = tokens::Expiry::on(m_bench->now.addDays(days));
            return token;
        };
        auto forever = sampleToken(u"forever"_s);
        forever.expiry = tokens::Expiry::unlimited();
        for (const auto &token :
             {forever, ending(u"later"_s, 200), ending(u"over"_s, -3), ending(u"soon"_s, 9)})
            m_bench->keep(token);
        QVERIFY(m_bench->vault.load());
    }
};

QTEST_MAIN(ExpiryPageTest)
#include "ExpiryPageTest.moc"
