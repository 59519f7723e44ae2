// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Corpus.h"
#include "VerdictProperties.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;

/// What the fuzzing programs kept is tried again.
class CorpusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void judgesWhateverWasSeen_data() { fuzz::addCorpusRows(QStringLiteral("recognisers")); }
    void judgesWhateverWasSeen() { fuzz::tryRow(fuzz::brokenByObservation); }
};

QTEST_GUILESS_MAIN(CorpusTest)
#include "CorpusTest.moc"
