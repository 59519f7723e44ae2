// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Reminder.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn::tokens;
using namespace Qt::StringLiterals;

class ReminderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void dependsOnHowNearTheEndIs_data()
    {
        QTest::addColumn<QDateTime>("now");
        QTest::addColumn<QList<int>>("shown");
        QTest::addColumn<QList<int>>("settled");

        QTest::newRow("a year before") << end.addYears(-1) << QList<int>{} << QList<int>{};
        QTest::newRow("a second before the first")
            << end.addDays(-30).addSecs(-1) << QList<int>{} << QList<int>{};
        QTest::newRow("at the first") << end.addDays(-30) << QList{30} << QList{30};
        QTest::newRow("20 days before") << end.addDays(-20) << QList{30} << QList{30};
        QTest::newRow("14 days before") << end.addDays(-14) << QList{14} << QList{30, 14};
        QTest::newRow("5 days before") << end.addDays(-5) << QList{7} << QList{30, 14, 7};
        QTest::newRow("12 hours before") << end.addSecs(-12 * 3600) << QList{1} << QList{30, 14, 7, 1};
        QTest::newRow("a second before the end") << end.addSecs(-1) << QList{1} << QList{30, 14, 7, 1};
        QTest::newRow("at the end") << end << QList{0} << QList{30, 14, 7, 1, 0};
        QTest::newRow("long after the end") << end.addYears(2) << QList{0} << QList{30, 14, 7, 1, 0};
    }

    void dependsOnHowNearTheEndIs()
    {
        QFETCH(QDateTime, now);
        QFETCH(QList<int>, shown);
        QFETCH(QList<int>, settled);

        const auto due = remindersDue({token()}, {}, now);

        QCOMPARE(daysOf(due.show), shown);
        QCOMPARE(daysOf(due.settled), settled);
    }

    void comesOnceEach()
    {
        QSet<Reminder> given;
        QList<int> shown;
        for (auto now = end.addDays(-40); now < end.addDays(10); now = now.addSecs(3600)) {
            const auto due = remindersDue({token()}, given, now);
            shown += daysOf(due.show);
            for (const auto &reminder : due.settled)
                given.insert(reminder);
        }

        QCOMPARE(shown, (QList{30, 14, 7, 1, 0}));
    }

    void isNotLessUrgentThanOneAlreadyGiven()
    {
        const auto due = remindersDue({token()}, {Reminder{u"a"_s, end, 7}}, end.addDays(-5));

        QCOMPARE(daysOf(due.show), QList<int>());
        QCOMPARE(daysOf(due.settled), (QList{30, 14}));
    }

    void comesAnewAfterARefresh()
    {
        QSet<Reminder> given;
        const auto before = remindersDue({token()}, given, end).settled;
        for (const auto &reminder : before)
            given.insert(reminder);
        auto refreshed = token();
        refreshed.expiry = Expiry::on(end.addYears(1));

        const auto none = remindersDue({refreshed}, given, end);
        const auto anew = remindersDue({refreshed}, given, end.addYears(1).addDays(-30));

        QVERIFY(none.settled.isEmpty());
        QCOMPARE(anew.show, (QList{Reminder{u"a"_s, end.addYears(1), 30}}));
    }

    void isForEachTokenApart()
    {
        auto other = token();
        other.id = u"b"_s;
        other.expiry = Expiry::on(end.addDays(10));
        const QSet<Reminder> given{Reminder{u"a"_s, end, 30}, Reminder{u"a"_s, end, 14}};

        const auto due = remindersDue({token(), other}, given, end.addDays(-10));

        QCOMPARE(due.show, (QList{Reminder{u"b"_s, end.addDays(10), 30}}));
    }

    void isNotForTokensWithoutAnEnd_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("disabled");

        QTest::newRow("forever") << int(Expiry::Kind::Forever) << false;
        QTest::newRow("unknown") << int(Expiry::Kind::Unknown) << false;
        QTest::newRow("an end without a date") << int(Expiry::Kind::At) << false;
        QTest::newRow("disabled") << -1 << true;
    }

    void isNotForTokensWithoutAnEnd()
    {
        QFETCH(int, kind);
        QFETCH(bool, disabled);
        auto quiet = token();
        quiet.disabled = disabled;
        if (kind >= 0)
            quiet.expiry = {static_cast<Expiry::Kind>(kind), {}};

        const auto due = remindersDue({quiet}, {}, end);

        QVERIFY(due.show.isEmpty());
        QVERIFY(due.settled.isEmpty());
        QVERIFY(!nextReminderAt({quiet}, {}, end.addYears(-1)));
    }

    void ignoresFractionsOfASecond()
    {
        auto precise = token();
        precise.expiry = Expiry::on(end.addMSecs(400));

        const auto due = remindersDue({precise}, {}, end.addDays(-30));

        QCOMPARE(due.show, (QList{Reminder{u"a"_s, end, 30}}));
    }

    void nextOneIsTheNearestAhead_data()
    {
        QTest::addColumn<QDateTime>("now");
        QTest::addColumn<QDateTime>("expected");

        QTest::newRow("a year before") << end.addYears(-1) << end.addDays(-30);
        QTest::newRow("at the first") << end.addDays(-30) << end.addDays(-14);
        QTest::newRow("between") << end.addDays(-10) << end.addDays(-7);
        QTest::newRow("on the last day") << end.addSecs(-60) << end;
        QTest::newRow("after the end") << end.addSecs(1) << QDateTime();
    }

    void nextOneIsTheNearestAhead()
    {
        QFETCH(QDateTime, now);
        QFETCH(QDateTime, expected);

        QCOMPARE(nextReminderAt({token()}, {}, now).value_or(QDateTime()), expected);
    }

    void nextOneLooksAtAllTokensAndSkipsThoseGiven()
    {
        auto later = token();
        later.id = u"b"_s;
        later.expiry = Expiry::on(end.addDays(3));
        const QSet<Reminder> given{Reminder{u"a"_s, end, 14}};

        QCOMPARE(nextReminderAt({later, token()}, {}, end.addDays(-20)), std::optional(end.addDays(-14)));
        QCOMPARE(
            nextReminderAt({later, token()}, given, end.addDays(-20)), std::optional(end.addDays(3 - 14)));
    }

private:
    [[nodiscard]] ServiceToken token() const
    {
        ServiceToken token;
        token.id = u"a"_s;
        token.expiry = Expiry::on(end);
        return token;
    }

    static QList<int> daysOf(const QList<Reminder> &reminders)
    {
        QList<int> days;
        for (const auto &reminder : reminders)
            days.append(reminder.days);
        return days;
    }

    const QDateTime end = QDateTime(QDate(2027, 3, 28), QTime(12, 0), Qt::UTC);
};

QTEST_GUILESS_MAIN(ReminderTest)
#include "ReminderTest.moc"
