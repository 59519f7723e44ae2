// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Interruption.h"

#include <QTest>

#include <csignal>

using namespace keyturn;
using namespace keyturn::cli;
using namespace std::chrono_literals;

// The signal stays seen for the rest of the process, so the tests stand in the order in which they must run.
class InterruptionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void hearsAnAnswer()
    {
        Interruption interruption;
        const auto answered = await<int>(interruption, 10s, [](const Then<int> &then) { then(7); });
        QVERIFY(answered);
        QCOMPARE(*answered, 7);
    }

    void finishesWhatHasBegun()
    {
        Interruption interruption;
        const auto begin = [this](const Then<int> &then) {
            std::raise(SIGINT);
            QTimer::singleShot(50, this, [then] { then(7); });
        };
        const auto answered = await<int>(interruption, 10s, begin, OnSignal::FinishFirst);
        QVERIFY(answered);
        QCOMPARE(*answered, 7);
        QCOMPARE(Interruption::signalSeen(), SIGINT);
    }

    void beginsNothingMore()
    {
        Interruption interruption;
        bool hasBegun = false;
        const auto answered
            = await<int>(interruption, 10s, [&hasBegun](const Then<int> &) { hasBegun = true; });
        QVERIFY(!answered);
        QCOMPARE(answered.error(), WaitEnd::Interrupted);
        QVERIFY(!hasBegun);
    }

    void stillUndoesWhatWasDone()
    {
        Interruption interruption;
        const auto answered = await<int>(
            interruption, 10s, [](const Then<int> &then) { then(8); }, OnSignal::FinishFirst);
        QVERIFY(answered);
        QCOMPARE(*answered, 8);
    }
};

QTEST_GUILESS_MAIN(InterruptionTest)
#include "InterruptionTest.moc"
