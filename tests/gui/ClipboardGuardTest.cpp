// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ClipboardGuard.h"

#include "SampleTokens.h"
#include "Warnings.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace keyturn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class ClipboardGuardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(anyWarning());
        QGuiApplication::clipboard()->clear();
    }

    void marksASecretForClipboardHistories()
    {
        ClipboardGuard guard;
        guard.copy(sampleSecret());
        QCOMPARE(copied(), QString::fromLatin1(sampleSecretBytes));
        const auto *data = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(data->data(u"x-kde-passwordManagerHint"_s), QByteArrayLiteral("secret"));
    }

    void staysForTwentySecondsUnlessToldOtherwise()
    {
        ClipboardGuard guard;
        QSignalSpy left(&guard, &ClipboardGuard::timeLeftChanged);
        guard.copy(sampleSecret());
        QCOMPARE(left.first().first().value<std::chrono::seconds>(), 20s);
        QVERIFY(guard.isHolding());
    }

    void takesASecretAwayWhenItsTimeIsOver()
    {
        ClipboardGuard guard;
        guard.setTime(1s);
        QSignalSpy left(&guard, &ClipboardGuard::timeLeftChanged);
        guard.copy(sampleSecret());
        QTRY_VERIFY(copied().isEmpty());
        QVERIFY(!guard.isHolding());
        QCOMPARE(left.last().first().value<std::chrono::seconds>(), 0s);
    }

    void leavesWhatWasCopiedSince()
    {
        ClipboardGuard guard;
        guard.setTime(1s);
        guard.copy(sampleSecret());
        QGuiApplication::clipboard()->setText(u"a recipe"_s);
        QTRY_VERIFY(!guard.isHolding());
        QCOMPARE(copied(), u"a recipe"_s);
    }

    void takesASecretAwayWhenTheProgramEnds()
    {
        auto guard = std::make_unique<ClipboardGuard>();
        guard->copy(sampleSecret());
        guard.reset();
        QVERIFY(copied().isEmpty());
    }

private:
    static QString copied() { return QGuiApplication::clipboard()->text(); }
};

QTEST_MAIN(ClipboardGuardTest)
#include "ClipboardGuardTest.moc"
