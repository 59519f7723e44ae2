// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Theme.h"
#include "Warnings.h"

#include <QApplication>
#include <QFontInfo>
#include <QFontMetrics>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QVBoxLayout>

using namespace keyturn;
using namespace Qt::StringLiterals;

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init() { QTest::failOnWarning(anyWarning()); }
    void cleanup() { m_theme->setScheme(Scheme::Light); }

    void leavesNoPlaceInTheStyleSheetUnfilled()
    {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
            m_theme->setScheme(scheme);
            QVERIFY(qApp->styleSheet().size() > 1000);
            QVERIFY2(!qApp->styleSheet().contains(u'@'), qPrintable(qApp->styleSheet()));
        }
    }

    void changesWhileWindowsAreOpen()
    {
        QWidget window;
        QSignalSpy changed(m_theme, &Theme::schemeChanged);
        window.resize(40, 40);
        window.show();
        QCOMPARE(window.grab().toImage().pixelColor(20, 20), QColor(0xf6, 0xf7, 0xf9));

        m_theme->setScheme(Scheme::Dark);

        QCOMPARE(changed.count(), 1);
        QCOMPARE(window.grab().toImage().pixelColor(20, 20), QColor(0x15, 0x18, 0x1e));
        QCOMPARE(Theme::color(Role::Window), QColor(0x15, 0x18, 0x1e));
    }

    void saysNothingWhenTheSchemeStays()
    {
        QSignalSpy changed(m_theme, &Theme::schemeChanged);

        m_theme->setScheme(m_theme->scheme());

        QCOMPARE(changed.count(), 0);
    }

    void tintsAPrimaryButtonWithTheAccent()
    {
        QPushButton button(u"Send"_s);
        button.setProperty("look", u"primary"_s);
        button.resize(100, 34);

        const QImage picture = button.grab().toImage();

        QCOMPARE(picture.pixelColor(8, 17), Theme::color(Role::Accent));
    }

    void aChosenLineHasOneColourUnderTheMouseToo()
    {
        QTableWidget table(2, 2);
        table.setSelectionBehavior(QAbstractItemView::SelectRows);
        table.setShowGrid(false);
        table.setMouseTracking(true);
        table.resize(300, 120);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        table.selectRow(0);
        const auto colourAt = [&table](int row, int column) {
            const auto cell = table.visualRect(table.model()->index(row, column));
            return table.viewport()->grab().toImage().pixelColor(cell.center());
        };
        const auto under = [&table](int row, int column) {
            const auto place = QPointF(table.visualRect(table.model()->index(row, column)).center());
            QHoverEvent hover(
                QEvent::HoverMove, place, table.viewport()->mapToGlobal(place), QPointF(-1, -1));
            QCoreApplication::sendEvent(table.viewport(), &hover);
        };
        const auto bare = colourAt(1, 0);

        under(0, 0);
        QCOMPARE(colourAt(0, 0), colourAt(0, 1));
        under(1, 0);
        QVERIFY(colourAt(1, 0) != bare);
    }

    void focusCanBeSeen()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *first = new QPushButton(u"One"_s);
        auto *second = new QPushButton(u"Two"_s);
        layout->addWidget(first);
        layout->addWidget(second);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        second->setFocus();
        const QImage before = first->grab().toImage();

        first->setFocus(Qt::TabFocusReason);

        const QImage after = first->grab().toImage();
        QVERIFY(before != after);
        QCOMPARE(after.size(), before.size());
        QCOMPARE(after.pixelColor(1, after.height() / 2), Theme::color(Role::Accent));
    }

    void monospaceIsFixedAndHasNoLigatures()
    {
        const QFont font = Theme::monospace();
        const auto widthOf
            = [&font](const QString &text) { return QFontMetricsF(font).horizontalAdvance(text); };

        QVERIFY(QFontInfo(font).fixedPitch());
        QCOMPARE(widthOf(u"iiii"_s), widthOf(u"MMMM"_s));

        // A ligature would pull the strokes of the second pair together.
        const auto picture = [&font](const QString &text) {
            QLabel label(text);
            label.setFont(font);
            return label.grab().toImage();
        };
        const QImage pair = picture(u"=="_s);
        const int half = qRound(widthOf(u"="_s));
        QCOMPARE(pair.copy(0, 0, half, pair.height()), picture(u"= "_s).copy(0, 0, half, pair.height()));
    }

    void aWidgetAsksForMonospaceWithAProperty()
    {
        QLabel label(u"4f1c0b7e.access"_s);
        label.setProperty("mono", true);
        label.ensurePolished();

        QVERIFY(QFontInfo(label.font()).fixedPitch());
    }

    void wordsGrowWithTheSystemsFont()
    {
        const QFont before = QApplication::font();
        QLabel title(u"JWT"_s);
        title.setProperty("look", u"title"_s);
        title.ensurePolished();
        const double smallTitle = title.font().pointSizeF();
        QFont large = before;
        large.setPointSize(before.pointSize() * 2);

        QApplication::setFont(large);
        const double largeTitle = title.font().pointSizeF();
        QApplication::setFont(before);

        QVERIFY(largeTitle > smallTitle * 1.9);
    }

private:
    Theme *m_theme = nullptr;
};

QTEST_MAIN(ThemeTest)
#include "ThemeTest.moc"
