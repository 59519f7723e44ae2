// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokensPage.h"

#include "CodeText.h"
#include "PageTest.h"
#include "SecretLabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>

using namespace keyturn;
using namespace Qt::StringLiterals;

class TokensPageTest : public PageTest<TokensPage>
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dress(); }

    void init() { open({1000, 700}); }
    void cleanup() { close(); }

    void offersAFirstTokenOrTheDemo()
    {
        QVERIFY(m_hand->sees("emptyState"));
        QSignalSpy demo(m_page.get(), &TokensPage::otherWorldRequested);
        for (auto *button : m_hand->find<QWidget>("emptyState")->findChildren<QPushButton *>()) {
            if (button->text().contains(u"demo"_s))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(demo.count(), 1);
    }

    void showsTheChosenTokenWithItsSecretMasked()
    {
        load({sampleToken()});
        QCOMPARE(m_hand->find<QLabel>("titleLabel")->text(), u"backend-api-service"_s);
        QCOMPARE(m_hand->find<CodeText>("clientIdValue")->toPlainText(), sampleClientId);
        QVERIFY(!m_hand->find<SecretLabel>("secretLabel")->isRevealed());
    }

    void revealsASecretAndHidesItAgain()
    {
        load({sampleToken()});
        m_hand->click("revealButton");
        auto *secret = m_hand->find<SecretLabel>("secretLabel");
        QTRY_VERIFY(secret->isRevealed());
        QVERIFY(m_hand->find<QPushButton>("revealButton")->text().contains(u"20 s"_s));
        m_hand->click("revealButton");
        QVERIFY(!secret->isRevealed());
    }

    void copiesASecretAndCountsDown()
    {
        load({sampleToken()});
        m_hand->click("copySecretButton");
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), QString::fromLatin1(sampleSecretBytes));
        const auto *button = m_hand->find<QPushButton>("copySecretButton");
        QCOMPARE(button->text(), u"Copied, gone in 20 s"_s);
        QTRY_COMPARE(button->text(), u"Copied, gone in 19 s"_s);
    }

    void saysWhyASecretCannotBeRead()
    {
        load({sampleToken()});
        m_bench->store.failReadsWith(tokens::StoreError::Locked);
        m_hand->click("revealButton");
        const auto *error = m_hand->find<QLabel>("errorLabel");
        QTRY_VERIFY(error->isVisible());
        QVERIFY2(error->text().contains(u"locked"_s), qPrintable(error->text()));
    }

    void narrowsTheListByWordsAndByState()
    {
        auto expired = sampleToken(u"nightly"_s);
        expired.expiry = tokens::Expiry::on(m_bench->now.addDays(-3));
        load({sampleToken(), expired});
        const auto *list = m_hand->find<QListView>("tokenList");
        m_hand->click("expiredChip");
        QCOMPARE(list->model()->rowCount(), 1);
        QCOMPARE(m_hand->find<QLabel>("titleLabel")->text(), u"nightly"_s);
        m_hand->click("allChip");
        m_hand->type("searchField", u"nowhere"_s);
        QVERIFY(m_hand->sees("nothingFoundView"));
    }

    void findsAndScrollsAmongTenThousand()
    {
        QList<tokens::ServiceToken> many;
        for (int at = 0; at < 10'000; ++at)
            many.append(sampleToken(u"token-%1"_s.arg(at, 5, 10, QChar(u'0'))));
        load(many);
        auto *list = m_hand->find<QListView>("tokenList");
        QCOMPARE(list->model()->rowCount(), 10'000);
        list->scrollToBottom();
        const auto last = list->visualRect(list->model()->index(9'999, 0));
        QVERIFY(list->viewport()->rect().intersects(last));
        m_hand->type("searchField", u"token-04711"_s);
        QCOMPARE(list->model()->rowCount(), 1);
        QCOMPARE(m_hand->find<QLabel>("titleLabel")->text(), u"token-04711"_s);
    }

    void showsNamesAsTextAndNeverAsMarkup()
    {
        load({sampleToken(u"<b>bold</b>"_s)});
        QCOMPARE(m_hand->find<QLabel>("titleLabel")->textFormat(), Qt::PlainText);
    }

private:
    void load(const QList<tokens::ServiceToken> &all)
    {
        for (const auto &token : all)
            m_bench->keep(token);
        QVERIFY(m_bench->vault.load());
        auto *list = m_hand->find<QListView>("tokenList");
        if (!list->currentIndex().isValid())
            list->setCurrentIndex(list->model()->index(0, 0));
    }
};

QTEST_MAIN(TokensPageTest)
#include "TokensPageTest.moc"
