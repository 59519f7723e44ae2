// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RequestCommands.h"

#include <QTest>

using namespace keyturn;
using namespace keyturn::cli;
using namespace Qt::StringLiterals;

class RequestCommandsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void tellsTheShellTheOutcome_data()
    {
        using access::Outcome;
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<int>("status");
        QTest::addColumn<ExitCode>("code");
        QTest::newRow("accepted") << Outcome::Accepted << 200 << ExitCode::Done;
        QTest::newRow("open") << Outcome::Open << 200 << ExitCode::Done;
        QTest::newRow("refused by a redirect") << Outcome::Refused << 302 << ExitCode::No;
        QTest::newRow("refused") << Outcome::Refused << 403 << ExitCode::No;
        QTest::newRow("no answer") << Outcome::Unreachable << 0 << ExitCode::Network;
        QTest::newRow("gateway error") << Outcome::Unreachable << 522 << ExitCode::Network;
        QTest::newRow("unknown and fine") << Outcome::Unknown << 204 << ExitCode::Done;
        QTest::newRow("unknown and elsewhere") << Outcome::Unknown << 302 << ExitCode::No;
        QTest::newRow("unknown and not fine") << Outcome::Unknown << 404 << ExitCode::No;
        QTest::newRow("unknown and no answer") << Outcome::Unknown << 0 << ExitCode::Network;
    }
    void tellsTheShellTheOutcome()
    {
        QFETCH(access::Outcome, outcome);
        QFETCH(int, status);
        QFETCH(ExitCode, code);
        access::Verdict verdict;
        verdict.outcome = outcome;
        QCOMPARE(exitCodeOf(verdict, status), code);
    }
};

QTEST_GUILESS_MAIN(RequestCommandsTest)
#include "RequestCommandsTest.moc"
