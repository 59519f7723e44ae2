// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Corpus.h"
#include "ConfigProperties.h"
#include "WireProperties.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;

/// What the fuzzing programs kept is tried again.
class CorpusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsAnyConfiguration_data() { fuzz::addCorpusRows(QStringLiteral("config")); }
    void readsAnyConfiguration() { fuzz::tryRow(fuzz::brokenByConfig); }

    void readsAnyRequests_data() { fuzz::addCorpusRows(QStringLiteral("requests")); }
    void readsAnyRequests() { fuzz::tryRow(fuzz::brokenByRequests); }

    void readsAnyAnswers_data() { fuzz::addCorpusRows(QStringLiteral("responses")); }
    void readsAnyAnswers() { fuzz::tryRow(fuzz::brokenByResponses); }
};

QTEST_GUILESS_MAIN(CorpusTest)
#include "CorpusTest.moc"
