// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeyStrength.h"

#include "KeyPair.h"

#include <QTest>

using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

namespace {

// k * M + (65537^a mod M), with M the product of the first 39 primes: how CVE-2017-15361 made its numbers.
const auto rocaModulus = QByteArray::fromHex(
    "a7e467fe61f5229f91de0f724cf876a227223663db2009b0f2a6ba62850d3d898d1bd830a35c9311139df5906afc444d"
    "cb207aad8da0c843475e895350cabda4d0258caf8f01745f93c0adb8df0dc1e6dfe7e310d15fb12f919403f3559caff0"
    "f30711660b57cf004038f57ad972d348f3f1cb82630a1bc90a64a7fd5366fdfc7e68ad02dff0008d316f1f27e30ccc2b"
    "bf661935799ae1f111574b543d5a2a1cae0117c037e7be0f1494cc9d0846f3c135ef2d7f3f5c1bccbe0506cf7e04f505"
    "bc315a1a52a3d547c8e1e843578a117dab994ce2ed0629517ddfc842bc8818e7ada89ba28b3a048298536ac9d3ee9440"
    "e7e0b2ff6f6b84f6cf87c11ca29e76f9");

Jwk rsa(const QByteArray &n, const QByteArray &e = QByteArray::fromHex("010001"))
{
    Jwk key;
    key.type = KeyType::Rsa;
    key.n = n;
    key.e = e;
    return key;
}

QStringList idsOf(const QList<KeyWeakness> &weaknesses)
{
    QStringList ids;
    for (const auto weakness : weaknesses)
        ids.append(idOf(weakness));
    return ids;
}

} // namespace

class KeyStrengthTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNothingInGoodKeys()
    {
        for (int i = 0; i < 3; ++i)
            QCOMPARE(idsOf(weaknessesOf(KeyPair::rsa().publicKey())), QStringList());
        QCOMPARE(idsOf(weaknessesOf(KeyPair::ellipticCurve("P-256"_L1).publicKey())), QStringList());
    }

    void findsWhatMakesAKeyWeak_data()
    {
        QTest::addColumn<Jwk>("key");
        QTest::addColumn<QStringList>("weaknesses");
        const QByteArray good(256, '\xfd');
        QTest::newRow("ROCA") << rsa(rocaModulus) << QStringList{u"roca"_s};
        QTest::newRow("exponent 3") << rsa(good, "\x03") << QStringList{u"small-exponent"_s};
        QTest::newRow("exponent 1") << rsa(good, "\x01") << QStringList{u"bad-exponent"_s};
        QTest::newRow("exponent 4") << rsa(good, "\x04") << QStringList{u"bad-exponent"_s};
        QTest::newRow("1024 bits") << rsa(QByteArray(128, '\xfd')) << QStringList{u"short-modulus"_s};
        QTest::newRow("700 kB") << rsa(QByteArray(700'000, '\xfd')) << QStringList();
    }

    void findsWhatMakesAKeyWeak()
    {
        QFETCH(const Jwk, key);
        QTEST(idsOf(weaknessesOf(key)), "weaknesses");
    }

    void countsTheBits()
    {
        QCOMPARE(bitsOf(rsa(rocaModulus)), 2048);
        QCOMPARE(bitsOf(KeyPair::ellipticCurve("P-521"_L1).publicKey()), 521);
        QCOMPARE(bitsOf(KeyPair::ed448().publicKey()), 448);
        QCOMPARE(bitsOf({}), 0);
    }

    // RFC 8037, appendix A.3.
    void knowsTheThumbprintOfAKey()
    {
        Jwk key;
        key.type = KeyType::OctetKeyPair;
        key.curve = u"Ed25519"_s;
        key.x = QByteArray::fromBase64(
            "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", QByteArray::Base64UrlEncoding);
        QCOMPARE(thumbprintOf(key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        QCOMPARE(thumbprintOf({}), QByteArray());
    }
};

QTEST_GUILESS_MAIN(KeyStrengthTest)
#include "KeyStrengthTest.moc"
