// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Corpus.h"
#include "TranscriptProperties.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;

/// What the fuzzing programs kept is tried again.
class CorpusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsAnyHar_data() { fuzz::addCorpusRows(QStringLiteral("har")); }
    void readsAnyHar() { fuzz::tryRow(fuzz::brokenByHar); }

    void judgesAnyText_data() { fuzz::addCorpusRows(QStringLiteral("log")); }
    void judgesAnyText() { fuzz::tryRow(fuzz::brokenByLog); }

    void redactsAnyText_data() { fuzz::addCorpusRows(QStringLiteral("credentials")); }
    void redactsAnyText() { fuzz::tryRow(fuzz::brokenByCredentials); }
};

QTEST_GUILESS_MAIN(CorpusTest)
#include "CorpusTest.moc"
