// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "BackgroundWork.h"

#include <QRegularExpression>
#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace keyturn;

class BackgroundWorkTest : public QObject
{
    Q_OBJECT

    using Work = BackgroundWork<int>;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_work = std::make_unique<Work>();
        m_answers.clear();
    }

    void doesItBesideTheThreadThatAsks()
    {
        std::atomic<QThread *> place = nullptr;
        m_work->begin(
            [&place](const auto &) {
            place = QThread::currentThread();
            return 7;
            },
            then());
        QVERIFY(m_work->isRunning());
        QVERIFY(m_answers.isEmpty());
        QTRY_COMPARE(m_answers, QList{7});
        QVERIFY(!m_work->isRunning());
        QVERIFY(place != QThread::currentThread());
    }

    void stopsWhatIsCancelledAndTellsNothingOfIt()
    {
        QSemaphore begun;
        auto held = std::make_shared<int>();
        const std::weak_ptr<int> end = held;
        m_work->begin(
            [&begun, held](const auto &isCancelled) {
            begun.release();
            while (!isCancelled())
                QThread::yieldCurrentThread();
            return 1;
            },
            then());
        held.reset();
        begun.acquire();
        m_work->cancel();
        QVERIFY(!m_work->isRunning());
        QTRY_VERIFY(end.expired()); // The work has come to its end.
        QCoreApplication::processEvents();
        QVERIFY(m_answers.isEmpty());
    }

    void doesOneAtATimeAndOnlyTheNewestOfWhatWaits()
    {
        QSemaphore begun;
        QSemaphore mayEnd;
        std::atomic<int> done = 0;
        const auto first = [&](const auto &) {
            begun.release();
            mayEnd.acquire();
            ++done;
            return 1;
        };
        const auto numbered = [&done](int number) {
            return [&done, number](const auto &) {
                ++done;
                return number;
            };
        };
        m_work->begin(first, then());
        begun.acquire();
        m_work->begin(numbered(2), then());
        m_work->begin(numbered(3), then());
        QCOMPARE(done.load(), 0);
        mayEnd.release();
        QTRY_COMPARE(m_answers, QList{3});
        QCOMPARE(done.load(), 2);
    }

    void itsEndWaitsForWhatRuns()
    {
        QSemaphore begun;
        std::atomic<bool> isAtEnd = false;
        m_work->begin(
            [&](const auto &isCancelled) {
            begun.release();
            while (!isCancelled())
                QThread::yieldCurrentThread();
            isAtEnd = true;
            return 1;
            },
            then());
        begun.acquire();
        m_work.reset();
        QVERIFY(isAtEnd);
    }

    void anAnswerMayAskAnew()
    {
        const auto again = [this](int answer) {
            m_answers.append(answer);
            m_work->begin([](const auto &) { return 2; }, then());
        };
        m_work->begin([](const auto &) { return 1; }, {this, again});
        QTRY_COMPARE(m_answers, (QList{1, 2}));
    }

private:
    Then<int> then()
    {
        return {this, [this](int answer) { m_answers.append(answer); }};
    }

    std::unique_ptr<Work> m_work;
    QList<int> m_answers;
};

QTEST_GUILESS_MAIN(BackgroundWorkTest)
#include "BackgroundWorkTest.moc"
