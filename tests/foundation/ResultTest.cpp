// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Result.h"

#include <QString>
#include <QTest>

#include <memory>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

enum class Trouble { Small, Large };

Result<int, Trouble> halfOf(int number)
{
    if (number % 2 != 0)
        return Failure{Trouble::Small};
    return number / 2;
}

// A value and an error of the same type are still told apart.
Result<QString, QString> echo(bool works)
{
    if (!works)
        return Failure{u"no"_s};
    return u"yes"_s;
}

static_assert(!std::is_convertible_v<Result<int, Trouble>, bool>, "a Result is not a number by accident");
static_assert(!std::is_constructible_v<Result<int, Trouble>, Trouble>, "an error is named as one");

} // namespace

class ResultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsAValue()
    {
        const auto half = halfOf(42);

        QVERIFY(half);
        QCOMPARE(*half, 21);
    }

    void holdsAReason()
    {
        const auto half = halfOf(7);

        QVERIFY(!half);
        QCOMPARE(half.error(), Trouble::Small);
    }

    void tellsValueFromErrorOfTheSameType()
    {
        QVERIFY(echo(true));
        QVERIFY(!echo(false));
        QCOMPARE(*echo(true), u"yes"_s);
        QCOMPARE(echo(false).error(), u"no"_s);
    }

    void givesAwayAValueThatCannotBeCopied()
    {
        Result<std::unique_ptr<int>, Trouble> result = std::make_unique<int>(5);

        const auto taken = *std::move(result);

        QCOMPARE(*taken, 5);
    }

    void reachesIntoItsValue()
    {
        Result<QString, Trouble> result = u"abc"_s;

        result->append(u'd');

        QCOMPARE(result->size(), 4);
    }

    void canBeDone()
    {
        const Result<Done, Trouble> result = Done{};

        QVERIFY(result);
        QCOMPARE(*result, Done{});
    }
};

QTEST_GUILESS_MAIN(ResultTest)
#include "ResultTest.moc"
