// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "MainWindow.h"

#include "DemoBench.h"
#include "ElidedLabel.h"
#include "Hand.h"
#include "NavigationRail.h"
#include "Theme.h"
#include "VerdictBanner.h"
#include "Warnings.h"

#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTimer>

using namespace keyturn;
using namespace Qt::StringLiterals;

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>(*qApp);
        m_font = QApplication::font();
    }

    void init()
    {
        QTest::failOnWarning(anyWarning());
        m_bench = std::make_unique<DemoBench>();
        QVERIFY(m_bench->isReady());
        m_window = std::make_unique<MainWindow>(m_bench->workbench());
        m_hand = std::make_unique<Hand>(*m_window);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTRY_COMPARE(m_bench->vault.tokens().size(), 6);
    }

    void cleanup()
    {
        m_window.reset();
        m_bench.reset();
        QApplication::setFont(m_font);
        m_theme->setScheme(Scheme::Light);
    }

    void opensEachPageByKeyboard_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<QByteArray>("shows");
        QTest::newRow("tokens") << Qt::Key_1 << QByteArrayLiteral("tokenList");
        QTest::newRow("request") << Qt::Key_2 << QByteArrayLiteral("urlField");
        QTest::newRow("jwt") << Qt::Key_3 << QByteArrayLiteral("pasteButton");
        QTest::newRow("expiry") << Qt::Key_4 << QByteArrayLiteral("timeline");
        QTest::newRow("explain") << Qt::Key_5 << QByteArrayLiteral("logBox");
        QTest::newRow("edge") << Qt::Key_6 << QByteArrayLiteral("stopButton");
    }

    void opensEachPageByKeyboard()
    {
        QFETCH(Qt::Key, key);
        QFETCH(QByteArray, shows);
        press(key);
        QCOMPARE(m_window->findChild<NavigationRail *>()->currentIndex(), int(key - Qt::Key_1));
        QVERIFY2(m_hand->sees(shows.constData()), shows.constData());
    }

    void pressesTheButtonThatHasTheKeyboardWithReturn()
    {
        press(Qt::Key_5);
        m_window->findChild<QTabWidget *>(u"explainTabs"_s)->setCurrentIndex(1);
        auto *guide = m_hand->find<QPushButton>("guide_policy");
        guide->setFocus();
        QTest::keyClick(guide, Qt::Key_Return);
        QVERIFY(m_hand->sees("questionCard"));
    }

    void scrollsSidewaysNowhereInTheSmallestWindow()
    {
        m_window->resize(m_window->minimumSize());
        auto *list = m_hand->find<QListView>("tokenList");
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            list->setCurrentIndex(list->model()->index(row, 0));
            QCoreApplication::processEvents();
            QCOMPARE(m_hand->find<QScrollArea>("detailScroll")->horizontalScrollBar()->maximum(), 0);
        }
        for (const auto page : {Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5}) {
            press(page);
            QCoreApplication::processEvents();
            for (const auto *area : m_window->findChildren<QScrollArea *>()) {
                if (area->isVisible())
                    QVERIFY2(area->horizontalScrollBar()->maximum() == 0, qPrintable(area->objectName()));
            }
        }
    }

    void putsTheKeyboardInTheUrl()
    {
        press(Qt::Key_2);
        QCOMPARE(m_window->focusWidget()->objectName(), u"urlField"_s);
    }

    void hasNoTabTrap_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("tokens") << Qt::Key_1;
        QTest::newRow("request") << Qt::Key_2;
        QTest::newRow("jwt") << Qt::Key_3;
        QTest::newRow("expiry") << Qt::Key_4;
        QTest::newRow("explain") << Qt::Key_5;
        QTest::newRow("edge") << Qt::Key_6;
    }

    void hasNoTabTrap()
    {
        QFETCH(Qt::Key, key);
        press(key);
        const auto *start = m_window->focusWidget();
        QVERIFY(start);
        bool passesTheRail = false;
        int steps = 0;
        constexpr int enough = 80;
        do {
            QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
            passesTheRail = passesTheRail
                || m_window->findChild<NavigationRail *>()->isAncestorOf(m_window->focusWidget());
        } while (m_window->focusWidget() != start && ++steps < enough);
        QVERIFY2(steps < enough, qPrintable(m_window->focusWidget()->objectName()));
        QVERIFY(passesTheRail);
    }

    void takesWhatIsDroppedAnywhereOnIt()
    {
        press(Qt::Key_2);
        QMimeData given;
        given.setText(u"curl: (6) Could not resolve host: api.example.com"_s);
        const QPoint place(400, 300);
        QDragEnterEvent enter(place, Qt::CopyAction, &given, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QVERIFY(m_hand->sees("dropFrame"));
        QCOMPARE(m_hand->find<QWidget>("dropFrame")->size(), m_window->size());

        QDragLeaveEvent leave;
        QCoreApplication::sendEvent(m_window.get(), &leave);
        QVERIFY(!m_hand->sees("dropFrame"));

        QCoreApplication::sendEvent(m_window.get(), &enter);
        QDropEvent drop(place, Qt::CopyAction, &given, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_window.get(), &drop);
        QVERIFY(!m_hand->sees("dropFrame"));
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        QCOMPARE(m_window->findChild<NavigationRail *>()->currentIndex(), 4);
        QVERIFY(m_hand->sees("logBox"));
    }

    void showsANoticeUntilEscape()
    {
        m_window->showNotice(u"backend ends soon"_s, u"In 9 days."_s);
        const auto shown = [this] {
            for (const auto *label : m_window->findChildren<QLabel *>()) {
                if (label->isVisible() && label->text().contains(u"backend ends soon"_s))
                    return true;
            }
            return false;
        };
        QVERIFY(shown());
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QVERIFY(!shown());
    }

    void asksForTheOtherWorld()
    {
        QSignalSpy wanted(m_window.get(), &MainWindow::otherWorldRequested);
        for (auto *button : m_window->findChild<NavigationRail *>()->findChildren<QPushButton *>()) {
            if (button->text() == u"Open my vault"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(wanted.count(), 1);
    }

    void quitsWhenClosedWhereThereIsNoTray()
    {
        QVERIFY(QApplication::quitOnLastWindowClosed());
        QTimer::singleShot(0, m_window.get(), &QWidget::close);
        QTimer::singleShot(5000, m_window.get(), [] { QApplication::exit(1); });
        QCOMPARE(QApplication::exec(), 0);
    }

    void cutsNoWords_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("points");
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("usual") << QSize(1200, 780) << 10.0 << Scheme::Light;
        QTest::newRow("small") << QSize(1024, 640) << 10.0 << Scheme::Dark;
        QTest::newRow("small with large words") << QSize(1024, 640) << 14.0 << Scheme::HighContrast;
        QTest::newRow("narrow") << QSize(880, 600) << 10.0 << Scheme::Light;
        QTest::newRow("narrower") << QSize(800, 560) << 10.0 << Scheme::Dark;
    }

    void cutsNoWords()
    {
        QFETCH(QSize, size);
        QFETCH(double, points);
        QFETCH(Scheme, scheme);
        auto font = m_font;
        font.setPointSizeF(points);
        QApplication::setFont(font);
        m_theme->setScheme(scheme);
        m_window->resize(size);

        QTRY_VERIFY2(cutWords().isEmpty(), qPrintable(u"tokens: "_s + cutWords().join(u" | "_s)));
        m_hand->click("testButton");
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        QTRY_VERIFY2(cutWords().isEmpty(), qPrintable(u"request: "_s + cutWords().join(u" | "_s)));
        m_hand->find<QPushButton>("openJwtButton")->click();
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
        QTRY_VERIFY2(cutWords().isEmpty(), qPrintable(u"jwt: "_s + cutWords().join(u" | "_s)));
        press(Qt::Key_4);
        QTRY_VERIFY2(cutWords().isEmpty(), qPrintable(u"expiry: "_s + cutWords().join(u" | "_s)));
        press(Qt::Key_5);
        QGuiApplication::clipboard()->setText(
            u"< HTTP/1.1 302 Found\n< CF-RAY: 8f2c0d1e2f3a4b5c-FRA\n< Location: "
            "https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid=abc\n<\n"_s);
        m_hand->click("pasteButton");
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        QTRY_VERIFY2(cutWords().isEmpty(), qPrintable(u"log: "_s + cutWords().join(u" | "_s)));
        m_hand->find<QTabWidget>("explainTabs")->setCurrentIndex(1);
        m_hand->click("guide_401");
        QTRY_VERIFY2(cutWords().isEmpty(), qPrintable(u"guide: "_s + cutWords().join(u" | "_s)));
        QCOMPARE(m_window->size(), size);
    }

private:
    void press(Qt::Key key) { QTest::keyClick(m_window.get(), key, Qt::ControlModifier); }

    [[nodiscard]] QStringList cutWords() const
    {
        QTest::qWait(0);
        QStringList cut;
        for (const auto *label : m_window->findChildren<QLabel *>()) {
            // What is elided on purpose has its whole text in the tool tip.
            if (!label->isVisible() || label->text().isEmpty() || qobject_cast<const ElidedLabel *>(label))
                continue;
            const bool fits = label->wordWrap() ? label->height() >= label->heightForWidth(label->width())
                                                : label->width() >= label->sizeHint().width();
            if (!fits)
                cut.append(label->objectName() + u' ' + label->text());
        }
        for (const auto *button : m_window->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->width() < button->sizeHint().width())
                cut.append(button->objectName() + u' ' + button->text());
        }
        // What can only be reached by scrolling sideways is cut as well.
        for (const auto *area : m_window->findChildren<QScrollArea *>()) {
            if (area->isVisible() && area->widget()->width() > area->viewport()->width())
                cut.append(u"%1 scrolls sideways: %2 in %3"_s.arg(area->objectName())
                               .arg(area->widget()->width())
                               .arg(area->viewport()->width()));
        }
        return cut;
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<DemoBench> m_bench;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Hand> m_hand;
    QFont m_font;
};

QTEST_MAIN(MainWindowTest)
#include "MainWindowTest.moc"
