// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SecretLabel.h"
#include "Theme.h"
#include "Warnings.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace keyturn;
using namespace std::chrono_literals;

class SecretLabelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }
    void init() { QTest::failOnWarning(anyWarning()); }

    void looksTheSameWhateverItHides()
    {
        SecretLabel never;
        SecretLabel before;
        before.show();
        before.reveal(Secret("a much longer secret than the mask would ever be, by far"));
        before.conceal();
        before.resize(never.sizeHint());
        never.resize(never.sizeHint());

        QCOMPARE(before.sizeHint(), never.sizeHint());
        QCOMPARE(before.grab().toImage(), never.grab().toImage());
    }

    void showsTheSecretWhenItIsRevealed()
    {
        SecretLabel label;
        label.resize(400, 24);
        label.show();
        const QImage masked = label.grab().toImage();
        QSignalSpy revealed(&label, &SecretLabel::revealed);

        label.reveal(Secret("hush"));

        QVERIFY(label.isRevealed());
        QCOMPARE(revealed.count(), 1);
        QCOMPARE(label.timeLeft(), SecretLabel::defaultTime);
        QVERIFY(label.grab().toImage() != masked);
        QVERIFY(!label.accessibleName().contains(QStringLiteral("hush")));
    }

    void hidesItAgainByItself()
    {
        SecretLabel label;
        label.setRevealTime(1s);
        label.show();
        QSignalSpy concealed(&label, &SecretLabel::concealed);

        label.reveal(Secret("hush"));

        QVERIFY(concealed.wait());
        QVERIFY(!label.isRevealed());
    }

    void hidesItWhenItsPageIsLeft()
    {
        SecretLabel label;
        label.show();
        label.reveal(Secret("hush"));
        QSignalSpy concealed(&label, &SecretLabel::concealed);

        label.hide();

        QCOMPARE(concealed.count(), 1);
        QVERIFY(!label.isRevealed());
    }

    void anEmptySecretRevealsNothing()
    {
        SecretLabel label;
        label.show();

        label.reveal(Secret());

        QVERIFY(!label.isRevealed());
    }
};

QTEST_MAIN(SecretLabelTest)
#include "SecretLabelTest.moc"
