// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Corpus.h"
#include "JsonProperties.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;

/// What the fuzzing programs kept is tried again.
class CorpusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsAnyText_data() { fuzz::addCorpusRows(QStringLiteral("json")); }
    void readsAnyText() { fuzz::tryRow(fuzz::brokenByJson); }
};

QTEST_GUILESS_MAIN(CorpusTest)
#include "CorpusTest.moc"
