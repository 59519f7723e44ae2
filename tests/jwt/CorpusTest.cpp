// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Corpus.h"
#include "JwtProperties.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;

/// What the fuzzing programs kept is tried again.
class CorpusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void hasTheKeysThatNothingMayPass() { QCOMPARE(fuzz::publishedKeys().keys.size(), 3); }

    void readsAnyJwt_data() { fuzz::addCorpusRows(QStringLiteral("jwt")); }
    void readsAnyJwt() { fuzz::tryRow(fuzz::brokenByJwt); }

    void decodesAnyText_data() { fuzz::addCorpusRows(QStringLiteral("base64url")); }
    void decodesAnyText() { fuzz::tryRow(fuzz::brokenByBase64Url); }

    void refusesAnySignature_data() { fuzz::addCorpusRows(QStringLiteral("signature")); }
    void refusesAnySignature() { fuzz::tryRow(fuzz::brokenBySignature); }
};

QTEST_GUILESS_MAIN(CorpusTest)
#include "CorpusTest.moc"
