// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Then.h"

#include <QTest>

#include <memory>

using namespace keyturn;

class Listener : public QObject
{
    Q_OBJECT

public:
    void hear(int answer) { heard.append(answer); }

    QList<int> heard;
};

class ThenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passesTheAnswerToAFunction()
    {
        int heard = 0;
        const Then<int> then(this, [&heard](int answer) { heard = answer; });

        then(42);

        QCOMPARE(heard, 42);
    }

    void passesTheAnswerToAMethod()
    {
        Listener listener;
        const Then<int> then(&listener, &Listener::hear);

        then(42);

        QCOMPARE(listener.heard, QList{42});
    }

    void isSilentOnceTheReceiverIsGone()
    {
        int calls = 0;
        auto listener = std::make_unique<Listener>();
        const Then<int> then(listener.get(), [&calls](int) { ++calls; });

        listener.reset();
        then(42);

        QCOMPARE(calls, 0);
    }

    void isSilentWithoutAReceiver()
    {
        int calls = 0;
        const Then<int> then(static_cast<QObject *>(nullptr), [&calls](int) { ++calls; });

        then(42);

        QCOMPARE(calls, 0);
    }

    void carriesAnAnswerThatCannotBeCopied()
    {
        std::unique_ptr<int> heard;
        const auto keep = [&heard](std::unique_ptr<int> answer) { heard = std::move(answer); };
        const Then<std::unique_ptr<int>> then(this, keep);

        then(std::make_unique<int>(7));

        QVERIFY(heard);
        QCOMPARE(*heard, 7);
    }

    void survivesAReceiverThatDiesOfTheAnswer()
    {
        auto listener = std::make_unique<Listener>();
        const Then<int> then(listener.get(), [&listener](int) { listener.reset(); });

        then(42);
        then(43);

        QVERIFY(!listener);
    }
};

QTEST_GUILESS_MAIN(ThenTest)
#include "ThenTest.moc"
