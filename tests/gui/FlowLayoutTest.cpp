// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "FlowLayout.h"
#include "Warnings.h"

#include <QTest>
#include <QWidget>

using namespace keyturn;

class FlowLayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyWarning()); }

    void goesOnInTheNextRowWhenTheFirstIsFull()
    {
        QWidget box;
        auto *layout = new FlowLayout(&box, 10);
        const QList<QWidget *> items = fill(*layout, 3);
        box.resize(210, 200);
        box.show();

        QCOMPARE(items.at(0)->pos(), QPoint(0, 0));
        QCOMPARE(items.at(1)->pos(), QPoint(110, 0));
        QCOMPARE(items.at(2)->pos(), QPoint(0, 40));
        QCOMPARE(layout->heightForWidth(210), 70);
        QCOMPARE(layout->heightForWidth(330), 30);
        QCOMPARE(layout->heightForWidth(50), 110);
    }

    void beginsAtTheRightWhereReadingDoes()
    {
        QWidget box;
        box.setLayoutDirection(Qt::RightToLeft);
        auto *layout = new FlowLayout(&box, 10);
        const QList<QWidget *> items = fill(*layout, 2);
        box.resize(300, 60);
        box.show();

        QCOMPARE(items.at(0)->pos(), QPoint(200, 0));
        QCOMPARE(items.at(1)->pos(), QPoint(90, 0));
    }

    void forgetsItsWidgetsWhenItIsCleared()
    {
        QWidget box;
        auto *layout = new FlowLayout(&box, 10);
        fill(*layout, 3);
        box.show();

        layout->clear();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

        QCOMPARE(layout->count(), 0);
        QVERIFY(box.findChildren<QWidget *>().isEmpty());
    }

private:
    static QList<QWidget *> fill(FlowLayout &layout, int count)
    {
        QList<QWidget *> items;
        for (int index = 0; index < count; ++index) {
            auto *item = new QWidget(layout.parentWidget());
            item->setFixedSize(100, 30);
            layout.addWidget(item);
            items.append(item);
        }
        return items;
    }
};

QTEST_MAIN(FlowLayoutTest)
#include "FlowLayoutTest.moc"
