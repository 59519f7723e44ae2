// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeySet.h"

#include <QTest>

using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

class KeySetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsWhatAccessPublishes()
    {
        const auto keys = parseKeySet(R"({
            "keys": [
                {"kid": "new", "kty": "RSA", "alg": "RS256", "use": "sig", "e": "AQAB", "n": "AQID"},
                {"kid": "old", "kty": "RSA", "alg": "RS256", "use": "sig", "e": "AQAB", "n": "BAUG"}
            ],
            "public_cert": {"kid": "new", "cert": "-----BEGIN CERTIFICATE-----"},
            "public_certs": [{"kid": "new", "cert": "x"}, {"kid": "old", "cert": "y"}]
        })");
        QVERIFY(keys);
        QCOMPARE(keys->keys.size(), 2);
        const auto &first = keys->keys[0];
        QCOMPARE(first.type, KeyType::Rsa);
        QCOMPARE(first.id, u"new"_s);
        QCOMPARE(first.algorithm, u"RS256"_s);
        QCOMPARE(first.use, u"sig"_s);
        QCOMPARE(first.n, QByteArray("\x01\x02\x03"));
        QCOMPARE(first.e, QByteArray("\x01\x00\x01", 3));
        QCOMPARE(keys->find(u"old"), &keys->keys[1]);
    }

    void findsNoKeyByAnUnknownOrEmptyId()
    {
        const auto keys = parseKeySet(R"({"keys":[{"kty":"OKP","crv":"Ed25519","x":"AQID"}]})");
        QVERIFY(keys);
        QCOMPARE(keys->find(u"other"), nullptr);
        QCOMPARE(keys->find(u""), nullptr);
    }

    void findsTheFirstOfTwoKeysWithOneId()
    {
        const auto keys = parseKeySet(
            R"({"keys":[{"kid":"k","kty":"OKP","crv":"Ed25519","x":"AQID"},{"kid":"k","kty":"oct","k":"AQ"}]})");
        QVERIFY(keys);
        QCOMPARE(keys->find(u"k"), &keys->keys[0]);
    }

    void readsASingleKey()
    {
        const auto keys = parseKeySet(R"({"kty":"EC","crv":"P-256","kid":"one","x":"AQ","y":"Ag"})");
        QVERIFY(keys);
        QCOMPARE(keys->keys.size(), 1);
        const auto &key = keys->keys[0];
        QCOMPARE(key.type, KeyType::EllipticCurve);
        QCOMPARE(key.curve, u"P-256"_s);
        QCOMPARE(key.x, QByteArray("\x01"));
        QCOMPARE(key.y, QByteArray("\x02"));
    }

    void keepsEachKeyWithItsType_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<KeyType>("type");

        QTest::newRow("RSA") << QByteArray(R"({"kty":"RSA","n":"AQ","e":"AQAB"})") << KeyType::Rsa;
        QTest::newRow("EC") << QByteArray(R"({"kty":"EC","crv":"P-256","x":"AQ","y":"AQ"})")
                            << KeyType::EllipticCurve;
        QTest::newRow("OKP") << QByteArray(R"({"kty":"OKP","crv":"Ed25519","x":"AQ"})")
                             << KeyType::OctetKeyPair;
        QTest::newRow("oct") << QByteArray(R"({"kty":"oct","k":"AQ"})") << KeyType::Symmetric;
        QTest::newRow("AKP") << QByteArray(R"({"kty":"AKP","pub":"AQ"})") << KeyType::Unknown;
        QTest::newRow("small letters")
            << QByteArray(R"({"kty":"rsa","n":"AQ","e":"AQAB"})") << KeyType::Unknown;
        QTest::newRow("type is a number") << QByteArray(R"({"kty":5})") << KeyType::Unknown;
        QTest::newRow("no type") << QByteArray(R"({"n":"AQ","e":"AQAB"})") << KeyType::Unknown;
        QTest::newRow("RSA without n") << QByteArray(R"({"kty":"RSA","e":"AQAB"})") << KeyType::Unknown;
        QTest::newRow("RSA with padded n")
            << QByteArray(R"({"kty":"RSA","n":"AQ==","e":"AQAB"})") << KeyType::Unknown;
        QTest::newRow("RSA with a number for e")
            << QByteArray(R"({"kty":"RSA","n":"AQ","e":65537})") << KeyType::Unknown;
        QTest::newRow("EC without y")
            << QByteArray(R"({"kty":"EC","crv":"P-256","x":"AQ"})") << KeyType::Unknown;
        QTest::newRow("an algorithm that is no text")
            << QByteArray(R"({"kty":"RSA","n":"AQ","e":"AQAB","alg":256})") << KeyType::Unknown;
        QTest::newRow("a use that is no text")
            << QByteArray(R"({"kty":"RSA","n":"AQ","e":"AQAB","use":["enc"]})") << KeyType::Unknown;
        QTest::newRow("OKP with an empty x")
            << QByteArray(R"({"kty":"OKP","crv":"Ed25519","x":""})") << KeyType::Unknown;
        QTest::newRow("letters above ASCII")
            << QByteArray(R"({"kty":"RSA","n":"AQé","e":"AQAB"})") << KeyType::Unknown;
    }

    void keepsEachKeyWithItsType()
    {
        QFETCH(const QByteArray, key);
        QFETCH(const KeyType, type);
        const auto keys = parseKeySet("{\"keys\":[" + key + "]}");
        QVERIFY(keys);
        QCOMPARE(keys->keys.size(), 1);
        QCOMPARE(keys->keys[0].type, type);
    }

    void knowsWhatAKeyIsFor_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<bool>("isForVerifying");
        const auto row = [](const char *name, const char *members, bool isForVerifying) {
            QTest::newRow(name) << QByteArray(members).replace('\'', '"') << isForVerifying;
        };
        row("not said", "", true);
        row("sig", ",'use':'sig'", true);
        row("enc", ",'use':'enc'", false);
        row("verify", ",'key_ops':['sign','verify']", true);
        row("encrypt", ",'key_ops':['encrypt']", false);
        row("nothing", ",'key_ops':[]", false);
        row("null", ",'key_ops':null", false);
        row("verify, but enc", ",'use':'enc','key_ops':['verify']", false);
    }

    void knowsWhatAKeyIsFor()
    {
        QFETCH(const QByteArray, members);
        const auto keys = parseKeySet("{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\"" + members + '}');
        QVERIFY(keys);
        QTEST(keys->keys[0].isForVerifying(), "isForVerifying");
    }

    void skipsWhatIsNoKeyAtAll()
    {
        const auto keys
            = parseKeySet(R"({"keys":[1,null,"x",[],{"kty":"RSA","n":"AQ","e":"AQAB","kid":"k"}]})");
        QVERIFY(keys);
        QCOMPARE(keys->keys.size(), 1);
        QCOMPARE(keys->keys[0].id, u"k"_s);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<KeySetError>("error");

        QTest::newRow("nothing") << QByteArray() << KeySetError::NotJson;
        QTest::newRow("a certificate") << QByteArray("-----BEGIN CERTIFICATE-----\n") << KeySetError::NotJson;
        QTest::newRow("a web page") << QByteArray("<!DOCTYPE html><html></html>") << KeySetError::NotJson;
        QTest::newRow("NUL bytes") << QByteArray(1000, '\0') << KeySetError::NotJson;
        QTest::newRow("100,000 levels deep") << QByteArray(100000, '[') << KeySetError::NotJson;
        QTest::newRow("over 1 MiB") << QByteArray(largestKeySet + 1, ' ') << KeySetError::TooLarge;
        QTest::newRow("10 MB of garbage") << QByteArray(10000000, 'x') << KeySetError::TooLarge;
        QTest::newRow("an array") << QByteArray("[]") << KeySetError::NotAKeySet;
        QTest::newRow("null") << QByteArray("null")
                              << KeySetError::NotJson; // To Qt a document is an array or an object.
        QTest::newRow("another object") << QByteArray(R"({"success":false})") << KeySetError::NotAKeySet;
        QTest::newRow("keys is an object") << QByteArray(R"({"keys":{}})") << KeySetError::NotAKeySet;
        QTest::newRow("no keys") << QByteArray(R"({"keys":[]})") << KeySetError::NoKeys;
        QTest::newRow("only numbers") << QByteArray(R"({"keys":[1,2]})") << KeySetError::NoKeys;
    }

    void saysWhatIsWrong()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const KeySetError, error);
        const auto keys = parseKeySet(json);
        QVERIFY(!keys);
        QCOMPARE(keys.error(), error);
    }
};

QTEST_GUILESS_MAIN(KeySetTest)
#include "KeySetTest.moc"
