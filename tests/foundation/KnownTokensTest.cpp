// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KnownTokens.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;

namespace {

QByteArray tokenOf(const TokenShape &shape)
{
    return shape.prefix.toByteArray() + QByteArray(shape.shortest, 'X');
}

} // namespace

class KnownTokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void findsEachShapeWhereItStands()
    {
        for (const TokenShape &shape : tokenShapes) {
            const QByteArray token = tokenOf(shape);
            const auto found = knownTokensIn("a=" + token + ";");
            QCOMPARE(found.size(), std::size_t(1));
            QCOMPARE(found.front(), (KnownToken{2, 2 + token.size(), shape.maker}));
        }
    }

    void findsNoneThatIsTooShort()
    {
        for (const TokenShape &shape : tokenShapes)
            QVERIFY2(knownTokensIn(tokenOf(shape).chopped(1)).empty(), shape.prefix.data());
    }

    void takesNoPartOfAWordForAKey()
    {
        QVERIFY(knownTokensIn("BAKIA0123456789ABCDEF").empty());
        QVERIFY(knownTokensIn("AKIA0123456789ABCDEFG").empty());
        QVERIFY(knownTokensIn("AKIA0123456789ABCDEFg").empty());
    }

    void findsAllOfThemInTheirOrder()
    {
        const QByteArray first = "ghp_" + QByteArray(36, 'a');
        const QByteArray second = "glpat-" + QByteArray(20, 'b');
        const auto found = knownTokensIn(first + ' ' + second);
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(found.at(0).maker, TokenMaker::GitHub);
        QCOMPARE(found.at(1).maker, TokenMaker::GitLab);
    }

    void knowsWhereAPrivateKeyEnds()
    {
        const QByteArray key = "-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----";
        const QByteArray text = "x " + key + " y";
        QCOMPARE(nextPrivateKey(text, 0), qsizetype(2));
        QCOMPARE(endOfPrivateKey(text, 2), 2 + key.size());
        QCOMPARE(nextPrivateKey(text, 3), qsizetype(-1));
    }

    void knowsWhereACutPrivateKeyEnds()
    {
        const QByteArray key = "-----BEGIN PRIVATE KEY-----\nMIIBab+/\n";
        QCOMPARE(endOfPrivateKey(key + "- next", 0), key.size());
    }

    void takesNoPublicKeyForAPrivateOne()
    {
        QCOMPARE(nextPrivateKey("-----BEGIN PUBLIC KEY-----\nMIIB\n", 0), qsizetype(-1));
    }
};

QTEST_GUILESS_MAIN(KnownTokensTest)
#include "KnownTokensTest.moc"
