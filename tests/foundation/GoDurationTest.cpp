// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "GoDuration.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::chrono::nanoseconds)
Q_DECLARE_METATYPE(GoDurationError)

class GoDurationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsWhatGoWrites_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<std::chrono::nanoseconds>("expected");

        const auto row = [](const char *text, std::chrono::nanoseconds expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << expected;
        };
        row("8760h", 8760h);
        row("17520h", 17520h);
        row("60m", 60min);
        row("2h45m", 165min);
        row("300ms", 300ms);
        row("1.5h", 90min);
        row(".5h", 30min);
        row("5.s", 5s);
        row("12ns", 12ns);
        row("7us", 7us);
        row("7\xC2\xB5s", 7us);
        row("7\xCE\xBCs", 7us);
        row("1h1m1s1ms1us1ns", 1h + 1min + 1s + 1ms + 1us + 1ns);
        row("0", 0ns);
        row("-0", 0ns);
        row("0s", 0ns);
        row("-1h30m", -90min);
        row("+5s", 5s);
        row(" 24h\n", 24h);
    }

    void readsWhatGoWrites()
    {
        QFETCH(QString, text);
        QFETCH(std::chrono::nanoseconds, expected);

        const auto duration = parseGoDuration(text);

        QVERIFY(duration);
        QCOMPARE((*duration).count(), expected.count());
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<GoDurationError>("expected");

        const auto row = [](const char *text, GoDurationError expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << expected;
        };
        row("", GoDurationError::Empty);
        row("  ", GoDurationError::Empty);
        row("3", GoDurationError::NoUnit);
        row("1h30", GoDurationError::NoUnit);
        row("1d", GoDurationError::UnknownUnit);
        row("1y", GoDurationError::UnknownUnit);
        row("8760H", GoDurationError::UnknownUnit);
        row("1e3s", GoDurationError::UnknownUnit);
        row("5 s", GoDurationError::UnknownUnit);
        row("forever", GoDurationError::NotANumber);
        row("h", GoDurationError::NotANumber);
        row(".", GoDurationError::NotANumber);
        row(".s", GoDurationError::NotANumber);
        row("1.2.3s", GoDurationError::NotANumber);
        row("-", GoDurationError::NotANumber);
        row("--5s", GoDurationError::NotANumber);
        row("1h 30m", GoDurationError::NotANumber);
        row("1h-30m", GoDurationError::NotANumber);
        row("inf", GoDurationError::NotANumber);
        row("9999999h", GoDurationError::TooLong);
        row("-9999999h", GoDurationError::TooLong);
        row("2562047h48m", GoDurationError::TooLong);
    }

    void saysWhatIsWrong()
    {
        QFETCH(QString, text);
        QFETCH(GoDurationError, expected);

        const auto duration = parseGoDuration(text);

        QVERIFY(!duration);
        QCOMPARE(duration.error(), expected);
    }

    void saysThatEndlessDigitsAreTooLong()
    {
        const auto duration = parseGoDuration(QString(400, u'9') + u'h');

        QVERIFY(!duration);
        QCOMPARE(duration.error(), GoDurationError::TooLong);
    }
};

QTEST_GUILESS_MAIN(GoDurationTest)
#include "GoDurationTest.moc"
