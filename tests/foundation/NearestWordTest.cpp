// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NearestWord.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

class NearestWordTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void knowsWhatWasMeant_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("meant");

        const auto row = [](const char *word, const char *meant) {
            QTest::addRow("'%s'", word) << QString::fromUtf8(word) << QString::fromUtf8(meant);
        };
        row("domian", "domain");
        row("domin", "domain");
        row("Domain", "domain");
        row("policys", "policies");
        row("polices", "policies");
        row("mod", "mode");
        row("modes", "mode");
        row("mdoe", "mode");
        row("xy", "");
        row("", "");
        row("something", "");
        row("m", "");
    }

    void knowsWhatWasMeant()
    {
        QFETCH(QString, word);
        QFETCH(QString, meant);

        const auto nearest = nearestWord(word, {u"domain"_s, u"policies"_s, u"mode"_s});

        QCOMPARE(nearest.value_or(QString()), meant);
    }

    void theFirstOfSeveralThatAreAsNear()
    {
        QCOMPARE(nearestWord(u"nama"_s, {u"nami"_s, u"name"_s}), u"nami"_s);
        QCOMPARE(nearestWord(u"name"_s, {u"nami"_s, u"name"_s}), u"name"_s);
    }

    void doesNotMullOverBooks() { QVERIFY(!nearestWord(QString(100'000, u'a'), {QString(100'000, u'a')})); }
};

QTEST_GUILESS_MAIN(NearestWordTest)
#include "NearestWordTest.moc"
