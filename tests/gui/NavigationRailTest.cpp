// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NavigationRail.h"
#include "RailItem.h"
#include "Theme.h"
#include "Warnings.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

class NavigationRailTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }

    void init()
    {
        QTest::failOnWarning(anyWarning());
        m_window = std::make_unique<QWidget>();
        m_rail = new NavigationRail;
        m_rail->addPage(Symbol::Key, u"Tokens"_s);
        m_rail->addPage(Symbol::Send, u"Request"_s);
        m_rail->addPage(Symbol::Calendar, u"Expiry"_s);
        m_rail->setWorld(u"Demo world"_s, u"Nothing here touches your keychain."_s, u"Open my vault"_s);
        m_rail->setStore(u"Keychain: GNOME"_s, Symbol::Lock, Tone::Good, {});
        auto *layout = new QHBoxLayout(m_window.get());
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_rail);
        layout->addStretch(1);
        m_window->resize(1100, 640);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void beginsWithTheFirstPage() { QCOMPARE(m_rail->currentIndex(), 0); }

    void goesToThePageThatIsClicked()
    {
        QSignalSpy changed(m_rail, &NavigationRail::currentChanged);

        QTest::mouseClick(item(1), Qt::LeftButton);

        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().first().toInt(), 1);
        QCOMPARE(m_rail->currentIndex(), 1);
    }

    void saysNothingWhenThePageStays()
    {
        QSignalSpy changed(m_rail, &NavigationRail::currentChanged);

        QTest::mouseClick(item(0), Qt::LeftButton);

        QCOMPARE(changed.count(), 0);
    }

    void arrowsWalkThroughThePages()
    {
        item(0)->setFocus(Qt::TabFocusReason);

        QTest::keyClick(item(0), Qt::Key_Down);

        QCOMPARE(m_rail->currentIndex(), 1);
        QVERIFY(item(1)->hasFocus());
    }

    void tabGoesFromThePagesToTheFoot()
    {
        item(0)->setFocus(Qt::TabFocusReason);

        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);

        const auto *link = qobject_cast<QPushButton *>(QApplication::focusWidget());
        QVERIFY(link);
        QCOMPARE(link->text(), u"Open my vault"_s);
    }

    void tellsAScreenReaderWhatABadgeMeans()
    {
        m_rail->setBadge(2, 2, Tone::Attention, u"2 need you"_s);
        QCOMPARE(item(2)->accessibleName(), u"Expiry: 2 need you"_s);

        m_rail->setBadge(2, 0, Tone::Attention, u"none"_s);
        QCOMPARE(item(2)->accessibleName(), u"Expiry"_s);
    }

    void showsIconsOnlyInANarrowWindow()
    {
        QCOMPARE(m_rail->width(), NavigationRail::fullWidth);

        m_window->resize(NavigationRail::compactBelow - 1, 640);

        QTRY_COMPARE(m_rail->width(), NavigationRail::compactWidth);
        QCOMPARE(item(1)->toolTip(), u"Request"_s);
        QVERIFY(!label(u"Demo world"_s)->isVisible());

        m_window->resize(NavigationRail::compactBelow, 640);

        QTRY_COMPARE(m_rail->width(), NavigationRail::fullWidth);
        QVERIFY(label(u"Demo world"_s)->isVisible());
    }

    void theFootAsksForTheOtherWorldAndForTheStore()
    {
        QSignalSpy world(m_rail, &NavigationRail::worldRequested);
        QSignalSpy store(m_rail, &NavigationRail::storeRequested);

        for (auto *button : m_rail->findChildren<QPushButton *>())
            QTest::mouseClick(button, Qt::LeftButton);

        QCOMPARE(world.count(), 1);
        QCOMPARE(store.count(), 1);
    }

private:
    RailItem *item(int index) const { return m_rail->findChildren<RailItem *>().at(index); }

    QLabel *label(const QString &text) const
    {
        for (auto *label : m_rail->findChildren<QLabel *>()) {
            if (label->text() == text)
                return label;
        }
        return nullptr;
    }

    std::unique_ptr<QWidget> m_window;
    NavigationRail *m_rail = nullptr;
};

QTEST_MAIN(NavigationRailTest)
#include "NavigationRailTest.moc"
