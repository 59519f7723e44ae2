// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Rfc3339.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

class Rfc3339Test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsAMoment_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDateTime>("expected");

        const QDateTime nine(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC);
        QTest::newRow("UTC") << u"2026-11-24T09:00:00Z"_s << nine;
        QTest::newRow("lower case") << u"2026-11-24t09:00:00z"_s << nine;
        QTest::newRow("a space instead of T") << u"2026-11-24 09:00:00Z"_s << nine;
        QTest::newRow("east of Greenwich") << u"2026-11-24T14:30:00+05:30"_s << nine;
        QTest::newRow("west of Greenwich") << u"2026-11-23T23:00:00-10:00"_s << nine;
        QTest::newRow("offset unknown") << u"2026-11-24T09:00:00-00:00"_s << nine;
        QTest::newRow("white space around it") << u" 2026-11-24T09:00:00Z\n"_s << nine;
        QTest::newRow("milliseconds") << u"2026-11-24T09:00:00.250Z"_s << nine.addMSecs(250);
        QTest::newRow("nanoseconds") << u"2026-11-24T09:00:00.250000001Z"_s << nine.addMSecs(250);
        QTest::newRow("a bare date ends with the day")
            << u"2026-11-24"_s << QDateTime(QDate(2026, 11, 24), QTime(23, 59, 59), Qt::UTC);
        QTest::newRow("29 February of a leap year")
            << u"2028-02-29"_s << QDateTime(QDate(2028, 2, 29), QTime(23, 59, 59), Qt::UTC);
    }

    void readsAMoment()
    {
        QFETCH(QString, text);
        QFETCH(QDateTime, expected);

        const auto moment = parseRfc3339(text);

        QVERIFY(moment);
        QCOMPARE(*moment, expected);
        QCOMPARE(moment->timeSpec(), Qt::UTC);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");

        QTest::newRow("nothing") << QString();
        QTest::newRow("no offset") << u"2026-11-24T09:00:00"_s;
        QTest::newRow("no seconds") << u"2026-11-24T09:00Z"_s;
        QTest::newRow("offset without colon") << u"2026-11-24T09:00:00+0530"_s;
        QTest::newRow("offset of a day and an hour") << u"2026-11-24T09:00:00+25:00"_s;
        QTest::newRow("offset with 60 minutes") << u"2026-11-24T09:00:00+05:60"_s;
        QTest::newRow("30 February") << u"2026-02-30"_s;
        QTest::newRow("29 February of a common year") << u"2027-02-29T00:00:00Z"_s;
        QTest::newRow("month 13") << u"2026-13-01T00:00:00Z"_s;
        QTest::newRow("hour 24") << u"2026-11-24T24:00:00Z"_s;
        QTest::newRow("minute 60") << u"2026-11-24T09:60:00Z"_s;
        QTest::newRow("two-digit year") << u"26-11-24"_s;
        QTest::newRow("slashes") << u"2026/11/24"_s;
        QTest::newRow("a word") << u"forever"_s;
        QTest::newRow("something after it") << u"2026-11-24T09:00:00Z; DROP"_s;
        QTest::newRow("two lines") << u"2026-11-24\n2026-11-25"_s;
        QTest::newRow("digits of another script") << u"٢٠٢٦-١١-٢٤"_s;
        QTest::newRow("a NUL after it") << u"2026-11-24T09:00:00Z"_s + QChar(u'\0');
    }

    void refuses()
    {
        QFETCH(QString, text);

        QVERIFY(!parseRfc3339(text));
    }

    void writesUtcAndWholeSeconds()
    {
        const QDateTime moment(
            QDate(2026, 11, 24), QTime(14, 30, 5, 999), Qt::OffsetFromUTC, 5 * 3600 + 1800);

        QCOMPARE(toRfc3339(moment), u"2026-11-24T09:00:05Z"_s);
    }

    void readsWhatItWrites()
    {
        for (qint64 second = 0; second < 4'000'000'000; second += 86'399'999) {
            const auto moment = QDateTime::fromSecsSinceEpoch(second, Qt::UTC);
            QCOMPARE(parseRfc3339(toRfc3339(moment)), std::optional(moment));
        }
    }
};

QTEST_GUILESS_MAIN(Rfc3339Test)
#include "Rfc3339Test.moc"
