// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeychainProvider.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

class KeychainProviderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void isCalledWhatPeopleCallIt_data()
    {
        QTest::addColumn<QString>("process");
        QTest::addColumn<QString>("expected");

        QTest::newRow("cut by the kernel") << u"gnome-keyring-d"_s << u"GNOME Keyring"_s;
        QTest::newRow("KeePassXC") << u"keepassxc"_s << u"KeePassXC"_s;
        QTest::newRow("KWallet 5") << u"kwalletd5"_s << u"KWallet"_s;
        QTest::newRow("KWallet 6") << u"kwalletd6"_s << u"KWallet"_s;
        QTest::newRow("KWallet's secret service") << u"ksecretd"_s << u"KWallet"_s;
        QTest::newRow("nobody's acquaintance") << u"oo7-daemon"_s << u"oo7-daemon"_s;
        QTest::newRow("hidden from us") << u""_s << u"Secret Service"_s;
    }

    void isCalledWhatPeopleCallIt()
    {
        QFETCH(QString, process);
        QFETCH(QString, expected);

        QCOMPARE(providerNameOf(process), expected);
    }

    void isKWalletFirstOnPlasmaAlone_data()
    {
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<bool>("expected");

        QTest::newRow("no desktop") << QStringList{} << false;
        QTest::newRow("Plasma 5") << QStringList{u"XDG_CURRENT_DESKTOP=KDE"_s, u"KDE_SESSION_VERSION=5"_s}
                                  << true;
        QTest::newRow("Plasma 6") << QStringList{u"XDG_CURRENT_DESKTOP=KDE"_s, u"KDE_SESSION_VERSION=6"_s}
                                  << false;
        QTest::newRow("KDE of no version") << QStringList{u"XDG_CURRENT_DESKTOP=KDE"_s} << false;
        QTest::newRow("GNOME") << QStringList{u"XDG_CURRENT_DESKTOP=GNOME"_s, u"KDE_SESSION_VERSION=5"_s}
                               << false;
        QTest::newRow("Xfce") << QStringList{u"XDG_CURRENT_DESKTOP=XFCE"_s, u"KDE_FULL_SESSION=true"_s}
                              << false;
        QTest::newRow("by the session's name")
            << QStringList{u"DESKTOP_SESSION=kde"_s, u"KDE_SESSION_VERSION=5"_s} << true;
        QTest::newRow("another session's name")
            << QStringList{u"DESKTOP_SESSION=gnome"_s, u"KDE_SESSION_VERSION=5"_s} << false;
        QTest::newRow("by the old variable")
            << QStringList{u"KDE_FULL_SESSION=true"_s, u"KDE_SESSION_VERSION=5"_s} << true;
        QTest::newRow("both old variables") << QStringList{
            u"GNOME_DESKTOP_SESSION_ID=x"_s, u"KDE_FULL_SESSION=true"_s,
            u"KDE_SESSION_VERSION=5"_s} << false;
        QTest::newRow("a lone version") << QStringList{u"KDE_SESSION_VERSION=5"_s} << false;
    }

    void isKWalletFirstOnPlasmaAlone()
    {
        QFETCH(QStringList, variables);
        QFETCH(bool, expected);
        QProcessEnvironment environment;
        for (const auto &variable : variables)
            environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));

        QCOMPARE(prefersKWallet(environment), expected);
    }
};

QTEST_GUILESS_MAIN(KeychainProviderTest)
#include "KeychainProviderTest.moc"
