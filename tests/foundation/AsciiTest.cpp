// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Ascii.h"

#include <QByteArray>
#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

/// All characters of one byte of which that is true.
template <typename Predicate>
QByteArray allThat(Predicate isOne)
{
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte) {
        if (isOne(static_cast<char>(byte)))
            all.append(static_cast<char>(byte));
    }
    return all;
}

const QByteArray digits("0123456789");
const QByteArray capitals("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
const QByteArray small("abcdefghijklmnopqrstuvwxyz");

} // namespace

class AsciiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void knowsLettersAndDigits()
    {
        QCOMPARE(allThat(isDigit), digits);
        QCOMPARE(allThat(isCapital), capitals);
        QCOMPARE(allThat(isSmallLetter), small);
        QCOMPARE(allThat(isLetter), capitals + small);
        QCOMPARE(allThat(isAlphanumeric), digits + capitals + small);
        QCOMPARE(allThat(isLowerHexDigit), digits + "abcdef");
        QCOMPARE(allThat(isHexDigit), digits + "ABCDEF" + "abcdef");
    }

    void knowsNoneBeyondAscii()
    {
        for (const QChar c : u"٣４Ａéß"_s)
            QVERIFY(!isAlphanumeric(c) && !isHexDigit(c));
        QVERIFY(isHexDigit(QChar(u'f')) && isAlphanumeric(QChar(u'z')));
    }

    void lowersCapitalsAlone()
    {
        QByteArray lowered;
        for (const char c : QByteArray("AZ[`az09\xC3\x84"))
            lowered.append(lowerCased(c));
        QCOMPARE(lowered, QByteArray("az[`az09\xC3\x84"));
    }
};

QTEST_GUILESS_MAIN(AsciiTest)
#include "AsciiTest.moc"
