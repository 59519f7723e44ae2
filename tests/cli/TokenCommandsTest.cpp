// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenCommands.h"

#include <QTest>

using namespace keyturn;
using namespace keyturn::cli;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TokenCommandsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void knowsWhatEndsSoon_data()
    {
        QTest::addColumn<tokens::Expiry>("expiry");
        QTest::addColumn<bool>("disabled");
        QTest::addColumn<bool>("soon");
        const auto in = [](qint64 seconds) { return tokens::Expiry::on(now().addSecs(seconds)); };
        QTest::newRow("later") << in(3601) << false << false;
        QTest::newRow("at the very end of the time") << in(3600) << false << true;
        QTest::newRow("within") << in(1) << false << true;
        QTest::newRow("this second") << in(0) << false << true;
        QTest::newRow("ended") << in(-100000) << false << true;
        QTest::newRow("never ends") << tokens::Expiry::unlimited() << false << false;
        QTest::newRow("nobody knows") << tokens::Expiry() << false << false;
        QTest::newRow("switched off, and soon") << in(1) << true << false;
        QTest::newRow("switched off, and ended") << in(-1) << true << true;
    }
    void knowsWhatEndsSoon()
    {
        QFETCH(tokens::Expiry, expiry);
        QFETCH(bool, disabled);
        QFETCH(bool, soon);
        tokens::ServiceToken token;
        token.expiry = expiry;
        token.disabled = disabled;
        QCOMPARE(endsWithin(token, 1h, now()), soon);
    }

private:
    static QDateTime now() { return {{2026, 11, 24}, {9, 0}, Qt::UTC}; }
};

QTEST_GUILESS_MAIN(TokenCommandsTest)
#include "TokenCommandsTest.moc"
