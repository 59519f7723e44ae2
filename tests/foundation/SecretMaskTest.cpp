// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SecretMask.h"

#include <QRegularExpression>
#include <QTest>

#include <utility>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

const QByteArray awkward = "p&ss<w>\"o\\r/d's";
constexpr QByteArrayView mark = "***";

} // namespace

class SecretMaskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void findsAValueInEachForm_data()
    {
        QTest::addColumn<QByteArray>("form");

        QTest::newRow("as it is") << awkward;
        QTest::newRow("percent-encoded") << QByteArray("p%26ss%3Cw%3E%22o%5Cr%2Fd%27s");
        QTest::newRow("percent-encoded, each byte")
            << QByteArray("%70%26%73%73%3C%77%3E%22%6F%5C%72%2F%64%27%73");
        QTest::newRow("the same in small letters")
            << QByteArray("%70%26%73%73%3c%77%3e%22%6f%5c%72%2f%64%27%73");
        QTest::newRow("hex") << awkward.toHex();
        QTest::newRow("hex in capitals") << awkward.toHex().toUpper();
        QTest::newRow("JSON") << QByteArray("p&ss<w>\\\"o\\\\r/d's");
        QTest::newRow("JSON with escaped slashes") << QByteArray("p&ss<w>\\\"o\\\\r\\/d's");
        QTest::newRow("JSON for HTML") << QByteArray("p\\u0026ss\\u003cw\\u003e\\\"o\\\\r/d's");
        QTest::newRow("HTML") << QByteArray("p&amp;ss&lt;w&gt;&quot;o\\r/d's");
        QTest::newRow("HTML with escaped apostrophes") << QByteArray("p&amp;ss&lt;w&gt;&quot;o\\r/d&#39;s");
    }

    void findsAValueInEachForm()
    {
        QFETCH(QByteArray, form);
        SecretMask mask;
        mask.learn(Secret(awkward));

        QCOMPARE(mask.covered("before " + form + " after", mark), QByteArray("before *** after"));
        QVERIFY(mask.knows(form));
    }

    void findsAValueInBase64WhereverItStands_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");

        for (const auto *const before : {"", "a", "ab", "abc", "id.access:"})
            for (const auto *const after : {"", "z", "yz"})
                QTest::addRow("%s|%s", before, after) << QByteArray(before) << QByteArray(after);
    }

    void findsAValueInBase64WhereverItStands()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        SecretMask mask;
        mask.learn(Secret("?>?>?>hush-hush"));
        const auto whole = before + "?>?>?>hush-hush" + after;

        // What the neighbours have a share in may stay: it is one character on each side.
        for (const auto alphabet : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
            const auto text = whole.toBase64(alphabet);
            const auto covered = mask.covered(text, mark);
            QVERIFY2(covered.contains(mark), covered.constData());
            QVERIFY2(covered.size() <= text.size() - 19 + mark.size(), covered.constData());
        }
    }

    void givesEachFormOnceAndTheLongestFirst()
    {
        const auto forms = encodedForms("hushhush");

        QCOMPARE(forms.count("hushhush"), 1);
        for (qsizetype i = 1; i < forms.size(); ++i) {
            QVERIFY(forms[i - 1].size() >= forms[i].size());
            QVERIFY(forms[i - 1] != forms[i]);
        }
    }

    void formsOutliveTheValue()
    {
        QByteArray value = "hushhush";
        const auto forms = encodedForms(value);
        value.fill('x');

        QVERIFY(forms.contains("hushhush"));
        QVERIFY(!forms.contains("xxxxxxxx"));
    }

    void takesOutTheLongerOfTwoValuesFirst()
    {
        SecretMask mask;
        mask.learn(Secret("hushhush"));
        mask.learn(Secret("hushhush-and-more"));

        QCOMPARE(mask.covered(QByteArray("hushhush-and-more hushhush"), mark), QByteArray("*** ***"));
    }

    void learnsNoShortValueUnlessItIsAskedTo()
    {
        SecretMask mask;
        mask.learn(Secret("hush"));
        QVERIFY(mask.isEmpty());

        mask.learn(Secret("hush"), 1);

        QCOMPARE(mask.covered(QByteArray("a hush b"), mark), QByteArray("a *** b"));
        QVERIFY(mask.knows("hush"));
        QVERIFY(!mask.knows("hus"));
    }

    void learnsWhatAnotherOneKnows()
    {
        SecretMask other;
        other.learn(Secret("hushhush"));
        SecretMask mask;
        mask.learn(Secret("quietquiet"));
        const auto size = mask.size() + other.size();

        mask.learn(std::move(other));

        QCOMPARE(mask.size(), size);
        QCOMPARE(mask.covered(QByteArray("hushhush quietquiet"), mark), QByteArray("*** ***"));
    }
};

QTEST_GUILESS_MAIN(SecretMaskTest)
#include "SecretMaskTest.moc"
