// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TimelineView.h"
#include "Theme.h"
#include "Warnings.h"

#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

class TimelineViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }
    void init() { QTest::failOnWarning(anyWarning()); }

    void paintsTheEndOfALifeWhereItIs()
    {
        TimelineView view;
        fill(view, 1);

        const QImage picture = view.viewport()->grab().toImage();

        const int middle = rowMiddle(view, 0);
        int rightmost = -1;
        for (int x = 0; x < picture.width(); ++x) {
            if (picture.pixelColor(x, middle) == Theme::color(Role::Bad))
                rightmost = x;
        }
        QVERIFY2(
            rightmost > picture.width() / 3 && rightmost < picture.width(),
            qPrintable(QString::number(rightmost)));
    }

    void isAsHighAsItsRowsAndNoHigher()
    {
        TimelineView view;
        fill(view, 2);
        const int two = view.sizeHint().height();
        fill(view, 4);
        const int four = view.sizeHint().height();
        fill(view, 10000);

        QVERIFY(four > two);
        QVERIFY(view.sizeHint().height() < 3 * four);
    }

    void reachesTheLastOfTenThousandRowsByKeyboard()
    {
        TimelineView view;
        fill(view, 10000);
        view.show();
        QSignalSpy activated(&view, &TimelineView::rowActivated);

        QTest::keyClick(&view, Qt::Key_End);
        QTest::keyClick(&view, Qt::Key_Return);

        QCOMPARE(view.currentRow(), 9999);
        QCOMPARE(activated.first().first().toInt(), 9999);
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        QCOMPARE(view.accessibleDescription(), u"token 9999: ends 9999"_s);
    }

    void choosesTheRowThatIsClicked()
    {
        TimelineView view;
        fill(view, 5);
        view.show();
        QSignalSpy activated(&view, &TimelineView::rowActivated);

        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {40, rowMiddle(view, 3)});

        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.first().first().toInt(), 3);
    }

    void choosesNothingWhenItIsOnlyAPicture()
    {
        TimelineView view;
        fill(view, 5);
        view.setInteractive(false);
        view.show();
        QSignalSpy activated(&view, &TimelineView::rowActivated);

        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {40, rowMiddle(view, 3)});

        QCOMPARE(activated.count(), 0);
        QCOMPARE(view.focusPolicy(), Qt::NoFocus);
    }

    void saysItsRowsToAScreenReader()
    {
        TimelineView view;
        fill(view, 2);

        QVERIFY(view.accessibleDescription().contains(u"token 0: ends 0"_s));
        QVERIFY(view.accessibleDescription().contains(u"token 1: ends 1"_s));
    }

    void paintsWhatEndsBeyondThePicture_data()
    {
        QTest::addColumn<QDateTime>("from");
        QTest::addColumn<QDateTime>("to");
        QTest::newRow("never ends") << now << QDateTime();
        QTest::newRow("ends later") << now << now.addYears(900);
        QTest::newRow("ended long ago") << now.addYears(-900) << now.addYears(-800);
        QTest::newRow("begins after it ends") << now.addDays(9) << now;
    }

    void paintsWhatEndsBeyondThePicture()
    {
        QFETCH(QDateTime, from);
        QFETCH(QDateTime, to);
        TimelineView view;
        fill(view, 1);
        const QImage before = view.viewport()->grab().toImage();

        view.setRows({{u"token 0"_s, from, to, Tone::Good, u"a word that says when"_s, {}}});

        QVERIFY(view.viewport()->grab().toImage() != before);
    }

    void anEmptySpanPaintsNoMonths()
    {
        TimelineView view;
        view.setSpan(now, now);
        view.resize(600, 200);

        QVERIFY(!view.viewport()->grab().isNull());
    }

private:
    static void fill(TimelineView &view, int count)
    {
        QList<TimelineRow> rows;
        for (int row = 0; row < count; ++row)
            rows.append({u"token %1"_s.arg(row), {}, now.addDays(150), Tone::Bad, u"ends %1"_s.arg(row), {}});
        view.setRows(rows);
        view.setSpan(now.addDays(-30), now.addDays(335));
        view.setNow(now);
        view.resize(view.sizeHint());
    }

    static int rowMiddle(const TimelineView &view, int row)
    {
        int top = 0;
        while (view.rowAt({5, top}) != row)
            ++top;
        int bottom = top;
        while (view.rowAt({5, bottom}) == row)
            ++bottom;
        return (top + bottom) / 2;
    }

    static inline const QDateTime now = QDateTime(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
};

QTEST_MAIN(TimelineViewTest)
#include "TimelineViewTest.moc"
