// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "StoreWording.h"

#include "WellPut.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

using tokens::StoreError;
using tokens::StoreFailure;
using tokens::StoreHealth;

class StoreWordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void saysWhatHappenedAndWhatToDoForEveryError()
    {
        QSet<QString> titles;
        QSet<QString> pieces;
        for (int value = 0; value <= static_cast<int>(StoreError::Other); ++value) {
            const StoreFailure failure{static_cast<StoreError>(value), {}};
            const auto title = titleFor(failure);
            const auto advice = adviceFor(failure);
            QVERIFY(title.endsWith(u'.') && advice.endsWith(u'.'));
            QCOMPARE(sentenceFor(failure), title + u' ' + advice);
            QVERIFY2(isWellPut(sentenceFor(failure)), qPrintable(sentenceFor(failure)));
            titles.insert(title);
            pieces.insert(advice);
        }
        QCOMPARE(titles.size(), static_cast<int>(StoreError::Other) + 1);
        QCOMPARE(pieces.size(), titles.size());
    }

    void givesTheStoresOwnWordsWhenThereAreNoBetterOnes()
    {
        const StoreFailure failure{StoreError::Other, u"the disk is full"_s};

        QVERIFY(titleFor(failure).contains(u"the disk is full"_s));
    }

    void tellsAStoreInOneLine_data()
    {
        QTest::addColumn<StoreHealth>("health");
        QTest::addColumn<QString>("expected");

        const StoreFailure locked{StoreError::Locked, u"detail"_s};
        const StoreFailure none{StoreError::NoStore, u"detail"_s};
        QTest::newRow("well") << StoreHealth{u"GNOME Keyring"_s, true, std::nullopt}
                              << u"GNOME Keyring: works"_s;
        QTest::newRow("locked") << StoreHealth{u"KeePassXC"_s, true, locked}
                                << u"KeePassXC: The keychain is locked."_s;
        QTest::newRow("none") << StoreHealth{{}, true, none}
                              << u"There is no keychain that can keep a secret."_s;
        QTest::newRow("forgetful") << StoreHealth{u"memory"_s, false, std::nullopt}
                                   << u"memory: works, and forgets everything when it ends"_s;
    }

    void tellsAStoreInOneLine()
    {
        QFETCH(StoreHealth, health);
        QFETCH(QString, expected);

        QCOMPARE(lineFor(health), expected);
    }
};

QTEST_GUILESS_MAIN(StoreWordingTest)
#include "StoreWordingTest.moc"
