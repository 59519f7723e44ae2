// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenDelegate.h"
#include "Theme.h"
#include "Warnings.h"

#include <QApplication>
#include <QListView>
#include <QStringListModel>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

class TokenDelegateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }
    void init() { QTest::failOnWarning(anyWarning()); }

    void showsHowATokenFares()
    {
        QVERIFY(
            pictureOf({u"a"_s, u"4f1c…9a2e.access"_s, u"Valid"_s, Tone::Good, u"in 9 days"_s})
            != pictureOf({u"a"_s, u"4f1c…9a2e.access"_s, u"Valid"_s, Tone::Bad, u"in 9 days"_s}));
        QVERIFY(
            pictureOf({u"a"_s, u"4f1c…9a2e.access"_s, u"Valid"_s, Tone::Good, u"in 9 days"_s})
            != pictureOf({u"a"_s, u"4f1c…9a2e.access"_s, u"Due"_s, Tone::Good, u"in 9 days"_s}));
    }

    void aLongNameStopsBeforeThePill()
    {
        const TokenRow brief{QString(60, u'm'), {}, u"Valid"_s, Tone::Good, {}};
        const TokenRow endless{QString(600, u'm'), {}, u"Valid"_s, Tone::Good, {}};

        QCOMPARE(pictureOf(brief), pictureOf(endless));
    }

    void readsOnlyTheRowsThatAreSeen()
    {
        int reads = 0;
        const auto reader = [&reads](const QModelIndex &) {
            ++reads;
            return TokenRow{u"name"_s, u"id"_s, u"Valid"_s, Tone::Good, u"later"_s};
        };
        QStringList names;
        for (int row = 0; row < 10000; ++row)
            names.append(QString::number(row));
        QStringListModel model(names);
        QListView view;
        view.setUniformItemSizes(true);
        TokenDelegate delegate(reader);
        view.setItemDelegate(&delegate);
        view.setModel(&model);
        view.resize(300, 400);

        QVERIFY(!view.grab().isNull());

        QVERIFY2(reads > 0 && reads < 100, qPrintable(QString::number(reads)));
    }

private:
    static QImage pictureOf(const TokenRow &row)
    {
        QStringListModel model({u"one"_s});
        QListView view;
        TokenDelegate delegate([row](const QModelIndex &) { return row; });
        view.setItemDelegate(&delegate);
        view.setModel(&model);
        view.resize(300, 80);
        return view.grab().toImage();
    }
};

QTEST_MAIN(TokenDelegateTest)
#include "TokenDelegateTest.moc"
