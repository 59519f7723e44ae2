// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TimeWording.h"

#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

class TimeWordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysItAsPeopleDo_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("words");

        constexpr qint64 day = 24 * 3600;
        QTest::newRow("now") << qint64(0) << u"just now"_s;
        QTest::newRow("seconds") << qint64(30) << u"in 30 seconds"_s;
        QTest::newRow("one minute") << qint64(-60) << u"1 minute ago"_s;
        QTest::newRow("minutes") << qint64(-19 * 60) << u"19 minutes ago"_s;
        QTest::newRow("whole hours") << qint64(24 * 3600) << u"in 24 h"_s;
        QTest::newRow("hours") << qint64(23 * 3600 + 41 * 60) << u"in 23 h 41 min"_s;
        QTest::newRow("nine days") << 9 * day << u"in 9 days"_s;
        QTest::newRow("three days ago") << -3 * day << u"3 days ago"_s;
        QTest::newRow("months") << 340 * day << u"in 11 months"_s;
        QTest::newRow("years") << 800 * day << u"in 2 years"_s;
    }

    void saysItAsPeopleDo()
    {
        QFETCH(qint64, seconds);
        const QDateTime now(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC);
        QTEST(relativeTime(now.addSecs(seconds), now), "words");
    }

    void givesTheExactMomentInUtc()
    {
        QCOMPARE(
            exactTime(QDateTime(QDate(2026, 11, 24), QTime(9, 0, 7), Qt::UTC)),
            u"24 Nov 2026, 09:00:07 UTC"_s);
    }
};

QTEST_GUILESS_MAIN(TimeWordingTest)
#include "TimeWordingTest.moc"
