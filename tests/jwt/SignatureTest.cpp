// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Signature.h"

#include "Jwt.h"
#include "KeyPair.h"
#include "VerificationKey.h"

#include <QHash>
#include <QTest>

#include <openssl/err.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

namespace {

const QByteArray input = "eyJhbGciOiJ4In0.e30";

// RFC 7515, appendix A.2.
const QByteArray rs256Jws
    = "eyJhbGciOiJSUzI1NiJ9"
      ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
      ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
      "O8W2Fp5jujGbds9uJdbF"
      "9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_"
      "eSN9383LcO"
      "Ln6_dO--xi12jzDwusC-"
      "eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmt"
      "VrBp0igcN_IoypGlUPQGe77Rw";
const QByteArray rs256Key
    = R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPME)"
      R"(zP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMd)"
      R"(bBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NA)"
      R"(co9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"})";

// RFC 7515, appendix A.3.
const QByteArray es256Jws
    = "eyJhbGciOiJFUzI1NiJ9"
      ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
      ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
const QByteArray es256Key = R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                            R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";

// RFC 8037, appendix A.4.
const QByteArray edDsaJws
    = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
      ".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
const QByteArray edDsaKey
    = R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";

SignatureCheck check(const QByteArray &compact, const Jwk &key)
{
    const auto jws = decodeJws(compact);
    if (!jws)
        return SignatureCheck::KeyUnusable;
    const auto algorithm = algorithmNamed(jws->header["alg"_L1].toString());
    return checkSignature(algorithm.value(), key, jws->signingInput, jws->signature);
}

Jwk keyFrom(const QByteArray &json)
{
    const auto keys = parseKeySet(json);
    return keys ? keys->keys.first() : Jwk();
}

} // namespace

class SignatureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanup() { QCOMPARE(ERR_peek_error(), 0UL); } // TLS on this thread would take it for its own.

    void knowsAlgorithmsByTheirExactName()
    {
        for (const auto algorithm :
             {Algorithm::RS256, Algorithm::RS384, Algorithm::RS512, Algorithm::PS256, Algorithm::PS384,
              Algorithm::PS512, Algorithm::ES256, Algorithm::ES384, Algorithm::ES512, Algorithm::EdDSA}) {
            QCOMPARE(algorithmNamed(nameOf(algorithm)), algorithm);
        }
        for (const auto *name : {u"rs256", u"RS256 ", u"HS256", u"none", u"", u"RS1", u"ES256K"})
            QVERIFY(!algorithmNamed(name));
    }

    void acceptsTheExamplesOfTheRfcs_data()
    {
        QTest::addColumn<QByteArray>("jws");
        QTest::addColumn<QByteArray>("key");

        QTest::newRow("RFC 7515 A.2, RS256") << rs256Jws << rs256Key;
        QTest::newRow("RFC 7515 A.3, ES256") << es256Jws << es256Key;
        QTest::newRow("RFC 8037 A.4, EdDSA") << edDsaJws << edDsaKey;
    }

    void acceptsTheExamplesOfTheRfcs()
    {
        QFETCH(const QByteArray, jws);
        QFETCH(const QByteArray, key);
        QCOMPARE(check(jws, keyFrom(key)), SignatureCheck::Valid);
    }

    void refusesEachExampleWithAnyBitFlipped_data() { acceptsTheExamplesOfTheRfcs_data(); }

    void refusesEachExampleWithAnyBitFlipped()
    {
        QFETCH(const QByteArray, jws);
        QFETCH(const QByteArray, key);
        const auto jwk = keyFrom(key);
        const auto decoded = decodeJws(jws);
        QVERIFY(decoded);
        const auto algorithm = algorithmNamed(decoded->header["alg"_L1].toString()).value();
        const auto flipped = [](QByteArray bytes, qsizetype bit) {
            bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
            return bytes;
        };
        for (qsizetype bit = 0; bit < decoded->signature.size() * 8; ++bit) {
            QCOMPARE(
                checkSignature(algorithm, jwk, decoded->signingInput, flipped(decoded->signature, bit)),
                SignatureCheck::Invalid);
        }
        for (qsizetype bit = 0; bit < decoded->signingInput.size() * 8; ++bit) {
            QCOMPARE(
                checkSignature(algorithm, jwk, flipped(decoded->signingInput, bit), decoded->signature),
                SignatureCheck::Invalid);
        }
    }

    void refusesASignatureOfAnotherLength_data() { acceptsTheExamplesOfTheRfcs_data(); }

    void refusesASignatureOfAnotherLength()
    {
        QFETCH(const QByteArray, jws);
        QFETCH(const QByteArray, key);
        const auto jwk = keyFrom(key);
        const auto decoded = decodeJws(jws);
        QVERIFY(decoded);
        const auto algorithm = algorithmNamed(decoded->header["alg"_L1].toString()).value();
        const auto &signature = decoded->signature;
        const auto zero = QByteArray(1, '\0');
        for (const auto &other :
             {QByteArray(), zero, signature.chopped(1), signature + zero, zero + signature,
              signature + signature, QByteArray(10000000, 'x')}) {
            QCOMPARE(checkSignature(algorithm, jwk, decoded->signingInput, other), SignatureCheck::Invalid);
        }
    }

    void acceptsForEachAlgorithmWhatItsKeySigned()
    {
        const auto rsa = KeyPair::rsa();
        const auto p256 = KeyPair::ellipticCurve("P-256"_L1);
        const auto p384 = KeyPair::ellipticCurve("P-384"_L1);
        const auto p521 = KeyPair::ellipticCurve("P-521"_L1);
        const auto ed25519 = KeyPair::ed25519();
        const auto ed448 = KeyPair::ed448();
        QCOMPARE(
            checkSignature(Algorithm::EdDSA, ed448.publicKey(), input, ed448.sign(Algorithm::EdDSA, input)),
            SignatureCheck::Valid);
        QCOMPARE(
            checkSignature(Algorithm::EdDSA, ed448.publicKey(), input, ed25519.sign(Algorithm::EdDSA, input)),
            SignatureCheck::Invalid);
        const QHash<Algorithm, const KeyPair *> signers{
            {Algorithm::RS256, &rsa},     {Algorithm::RS384, &rsa},  {Algorithm::RS512, &rsa},
            {Algorithm::PS256, &rsa},     {Algorithm::PS384, &rsa},  {Algorithm::PS512, &rsa},
            {Algorithm::ES256, &p256},    {Algorithm::ES384, &p384}, {Algorithm::ES512, &p521},
            {Algorithm::EdDSA, &ed25519},
        };
        for (auto signer = signers.begin(); signer != signers.end(); ++signer) {
            const auto key = signer.value()->publicKey();
            const auto signature = signer.value()->sign(signer.key(), input);
            for (auto other = signers.begin(); other != signers.end(); ++other) {
                const auto expected = other.key() == signer.key() ? SignatureCheck::Valid
                    : other.value() == signer.value()             ? SignatureCheck::Invalid
                                                                  : SignatureCheck::KeyUnusable;
                QCOMPARE(checkSignature(other.key(), key, input, signature), expected);
            }
        }
    }

    void takesAKeyForPssAloneForPss()
    {
        const auto pair = KeyPair::rsa();
        auto key = pair.publicKey();
        key.isForPssAlone = true;
        const auto signature = pair.sign(Algorithm::PS384, input);
        QCOMPARE(checkSignature(Algorithm::PS384, key, input, signature), SignatureCheck::Valid);
    }

    void wantsASaltAsLongAsTheHash()
    {
        const auto pair = KeyPair::rsa();
        const auto checkSalt = [&pair](int size) {
            return checkSignature(Algorithm::PS256, pair.publicKey(), input, pair.signPss(input, size));
        };
        QCOMPARE(checkSalt(32), SignatureCheck::Valid);
        QCOMPARE(checkSalt(0), SignatureCheck::Invalid);
        QCOMPARE(checkSalt(20), SignatureCheck::Invalid);
        QCOMPARE(checkSalt(64), SignatureCheck::Invalid);
    }

    void refusesAnEcdsaSignatureInDer()
    {
        const auto pair = KeyPair::ellipticCurve("P-256"_L1);
        const auto rs = pair.sign(Algorithm::ES256, input);
        const auto der
            = QByteArray("\x30\x44\x02\x20", 4) + rs.first(32) + QByteArray("\x02\x20", 2) + rs.last(32);
        QCOMPARE(checkSignature(Algorithm::ES256, pair.publicKey(), input, der), SignatureCheck::Invalid);
    }

    void refusesAnEcdsaSignatureOfZeros()
    {
        const auto key = keyFrom(es256Key);
        QCOMPARE(checkSignature(Algorithm::ES256, key, input, QByteArray(64, '\0')), SignatureCheck::Invalid);
    }

    void saysThatAKeyIsUnusable_data()
    {
        QTest::addColumn<Algorithm>("algorithm");
        QTest::addColumn<Jwk>("key");

        const auto rsa = keyFrom(rs256Key);
        const auto p256 = keyFrom(es256Key);
        const auto ed25519 = keyFrom(edDsaKey);
        const auto with = [](Jwk key, auto member, auto value) {
            key.*member = value;
            return key;
        };
        const auto evenEnd = [](QByteArray bytes) {
            bytes.back() = static_cast<char>(bytes.back() & ~1);
            return bytes;
        };
        auto shortModulus = rsa.n.first(255);
        shortModulus.back() = '\x01';

        QTest::newRow("nothing") << Algorithm::RS256 << Jwk();
        QTest::newRow("unknown type") << Algorithm::RS256 << with(rsa, &Jwk::type, KeyType::Unknown);
        QTest::newRow("symmetric") << Algorithm::RS256 << with(rsa, &Jwk::type, KeyType::Symmetric);
        QTest::newRow("RSA key for ES256") << Algorithm::ES256 << rsa;
        QTest::newRow("RSA key for EdDSA") << Algorithm::EdDSA << rsa;
        QTest::newRow("EC key for RS256") << Algorithm::RS256 << p256;
        QTest::newRow("P-256 key for ES384") << Algorithm::ES384 << p256;
        QTest::newRow("meant for encryption") << Algorithm::RS256 << with(rsa, &Jwk::use, u"enc"_s);
        QTest::newRow("for RSASSA-PSS alone") << Algorithm::RS256 << with(rsa, &Jwk::isForPssAlone, true);
        QTest::newRow("meant to wrap keys")
            << Algorithm::RS256 << with(rsa, &Jwk::operations, std::optional(QStringList{u"wrapKey"_s}));
        QTest::newRow("meant for nothing")
            << Algorithm::RS256 << with(rsa, &Jwk::operations, std::optional(QStringList()));
        QTest::newRow("meant for RS512") << Algorithm::RS256 << with(rsa, &Jwk::algorithm, u"RS512"_s);
        QTest::newRow("meant for HS256") << Algorithm::RS256 << with(rsa, &Jwk::algorithm, u"HS256"_s);
        QTest::newRow("meant for rs256") << Algorithm::RS256 << with(rsa, &Jwk::algorithm, u"rs256"_s);
        QTest::newRow("2040 bits") << Algorithm::RS256 << with(rsa, &Jwk::n, shortModulus);
        QTest::newRow("2040 bits and zeros")
            << Algorithm::RS256 << with(rsa, &Jwk::n, QByteArray(9, '\0') + shortModulus);
        QTest::newRow("16392 bits") << Algorithm::RS256 << with(rsa, &Jwk::n, QByteArray(2049, '\xff'));
        QTest::newRow("modulus of 700 kB")
            << Algorithm::RS256 << with(rsa, &Jwk::n, QByteArray(700000, '\xff'));
        QTest::newRow("modulus of zeros") << Algorithm::RS256 << with(rsa, &Jwk::n, QByteArray(256, '\0'));
        QTest::newRow("even modulus") << Algorithm::RS256 << with(rsa, &Jwk::n, evenEnd(rsa.n));
        QTest::newRow("exponent 0") << Algorithm::RS256 << with(rsa, &Jwk::e, QByteArray(1, '\0'));
        QTest::newRow("exponent 1") << Algorithm::RS256 << with(rsa, &Jwk::e, QByteArray("\x01"));
        QTest::newRow("exponent 1 behind zeros")
            << Algorithm::RS256 << with(rsa, &Jwk::e, QByteArray("\0\0\1", 3));
        QTest::newRow("exponent 2") << Algorithm::RS256 << with(rsa, &Jwk::e, QByteArray("\x02"));
        QTest::newRow("exponent of 2048 bits") << Algorithm::RS256 << with(rsa, &Jwk::e, rsa.n);
        QTest::newRow("point off the curve") << Algorithm::ES256 << with(p256, &Jwk::y, p256.x);
        QTest::newRow("point at infinity")
            << Algorithm::ES256
            << with(with(p256, &Jwk::x, QByteArray(32, '\0')), &Jwk::y, QByteArray(32, '\0'));
        QTest::newRow("coordinate beyond the field")
            << Algorithm::ES256 << with(p256, &Jwk::x, QByteArray(32, '\xff'));
        QTest::newRow("coordinate without its last byte")
            << Algorithm::ES256 << with(p256, &Jwk::x, p256.x.chopped(1));
        QTest::newRow("coordinate with a zero in front")
            << Algorithm::ES256 << with(p256, &Jwk::x, QByteArray(1, '\0') + p256.x);
        QTest::newRow("P-256 point named P-384") << Algorithm::ES384 << with(p256, &Jwk::curve, u"P-384"_s);
        QTest::newRow("secp256k1") << Algorithm::ES256 << with(p256, &Jwk::curve, u"secp256k1"_s);
        QTest::newRow("X25519") << Algorithm::EdDSA << with(ed25519, &Jwk::curve, u"X25519"_s);
        QTest::newRow("Ed25519 of 31 bytes")
            << Algorithm::EdDSA << with(ed25519, &Jwk::x, ed25519.x.chopped(1));
        QTest::newRow("Ed25519 of 33 bytes") << Algorithm::EdDSA << with(ed25519, &Jwk::x, ed25519.x + 'x');
    }

    void saysThatAKeyIsUnusable()
    {
        QFETCH(const Algorithm, algorithm);
        QFETCH(const Jwk, key);
        QCOMPARE(checkSignature(algorithm, key, input, QByteArray(256, 's')), SignatureCheck::KeyUnusable);
    }

    void acceptsAKeyThatNamesItsAlgorithmAndUse()
    {
        auto key = keyFrom(rs256Key);
        key.algorithm = u"RS256"_s;
        key.use = u"sig"_s;
        QCOMPARE(check(rs256Jws, key), SignatureCheck::Valid);
    }

    void checksWithOneKeyFromManyThreads()
    {
        const auto pair = KeyPair::rsa();
        const VerificationKey key(pair.publicKey());
        const auto signature = pair.sign(Algorithm::PS256, input);
        std::atomic<int> valid = 0;
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 4; ++thread) {
                threads.emplace_back([&] {
                    for (int i = 0; i < 50; ++i) {
                        const auto good = key.check(Algorithm::PS256, input, signature);
                        const auto bad = key.check(Algorithm::RS256, input, signature);
                        valid += good == SignatureCheck::Valid && bad == SignatureCheck::Invalid;
                    }
                });
            }
        }
        QCOMPARE(valid.load(), 200);
    }

    void leavesOtherErrorsOfTheThreadAlone()
    {
        ERR_raise(ERR_LIB_USER, 1);
        const auto before = ERR_peek_last_error();
        QCOMPARE(
            checkSignature(Algorithm::RS256, keyFrom(rs256Key), input, QByteArray(256, 's')),
            SignatureCheck::Invalid);
        QCOMPARE(ERR_peek_last_error(), before);
        ERR_clear_error();
    }
};

QTEST_GUILESS_MAIN(SignatureTest)
#include "SignatureTest.moc"
