// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TransportWording.h"

#include "WellPut.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

using http::TransportError;
using http::TransportFailure;

class TransportWordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void saysWhatHappenedAndWhatToDoForEveryError()
    {
        QSet<QString> titles;
        QSet<QString> advice;
        for (int value = 0; value <= static_cast<int>(TransportError::Other); ++value) {
            const auto error = static_cast<TransportError>(value);
            QVERIFY(titleFor(error).endsWith(u'.') && adviceFor(error).endsWith(u'.'));
            QCOMPARE(sentenceFor(error), titleFor(error) + u' ' + adviceFor(error));
            QVERIFY2(isWellPut(sentenceFor(error)), qPrintable(sentenceFor(error)));
            titles.insert(titleFor(error));
            advice.insert(adviceFor(error));
        }
        QCOMPARE(titles.size(), static_cast<int>(TransportError::Other) + 1);
        QCOMPARE(advice.size(), titles.size());
    }

    void addsTheEnginesWordsWhereTheyHelp()
    {
        const TransportFailure tls{TransportError::TlsFailed, u"The certificate has expired."_s, {}};
        const TransportFailure silent{TransportError::Stalled, u"nothing moved for 100 ms"_s, {}};
        const TransportFailure wordless{TransportError::TlsFailed, {}, {}};

        QVERIFY(sentenceFor(tls).contains(u"Reported: The certificate has expired."_s));
        QCOMPARE(sentenceFor(silent), sentenceFor(TransportError::Stalled));
        QCOMPARE(sentenceFor(wordless), sentenceFor(TransportError::TlsFailed));
    }
};

QTEST_GUILESS_MAIN(TransportWordingTest)
#include "TransportWordingTest.moc"
