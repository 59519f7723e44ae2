// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeyText.h"

#include "KeyPair.h"
#include "SigningKey.h"
#include "Verification.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

namespace {

const auto now = QDateTime::fromSecsSinceEpoch(1800000000, Qt::UTC);

const QByteArray privateJwk = R"({"kty":"OKP","crv":"Ed25519","x":"AQID","d":"AQID"})";

// Made with "openssl genpkey -algorithm RSA-PSS".
const QByteArray pssKey = "-----BEGIN PUBLIC KEY-----\n"
                          "MIIBIDALBgkqhkiG9w0BAQoDggEPADCCAQoCggEBANk8P2bQFC6Zvn3cqX6fXCzr\n"
                          "+gsqNbbGBpOeVQ/d+TaPrfTndgjP/GpJcs/PGV2G4OovSRcCY48jhh0NlDBcq9V4\n"
                          "PX0h2qliXMqg3czJnsQFmVTcJUceesgBsgpIqj0HBLzsMsIB2+tSUsf99wwWaFnq\n"
                          "TD8k4KLXZ4/tVAHN+W+Zlni1dUNjSYo8KFVo0X666iIixGQf8G7C0SvjvRgbaMq9\n"
                          "8TiI6Md3W76gmDjvnBPObe3rsoRsA4bEOuwlWWRzUjUC/2imufGjn73KBxWTxMqa\n"
                          "YdQzx/Nx8SKDR0dHY57/e3cgC8C7kONApafEkQnY+83Mx5IqfoAVKPsSABddxdkC\n"
                          "AwEAAQ==\n"
                          "-----END PUBLIC KEY-----\n";

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

KeySetError errorOf(const QByteArray &text)
{
    const auto keys = readKeys(text);
    return keys ? KeySetError::TooLarge : keys.error();
}

QString verdictOf(const QByteArray &compact, const QByteArray &keys)
{
    const auto read = readKeys(keys);
    if (!read)
        return u"no keys"_s;
    Expectations expected;
    expected.at = now;
    const auto verification = verify(*decode(compact), *read, expected);
    return verification.refusal ? idOf(*verification.refusal) : u"valid"_s;
}

} // namespace

class KeyTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEachFormThatPeopleHave_data()
    {
        QTest::addColumn<QByteArray>("keys");
        const auto jwk = m_key.publicJwk();
        const auto certificate = m_key.certificate(u"demo"_s, now, now.addDays(1));
        const QJsonObject named{{"kid"_L1, m_key.id()}, {"cert"_L1, QString::fromLatin1(certificate)}};
        QTest::newRow("JWK Set") << json({{"keys"_L1, QJsonArray{jwk}}});
        QTest::newRow("one JWK") << json(jwk);
        QTest::newRow("list of JWKs") << QJsonDocument(QJsonArray{jwk}).toJson();
        QTest::newRow("certificate") << certificate;
        QTest::newRow("certificate among words") << "Here it is:\n" + certificate + "Bye.\n";
        QTest::newRow("another certificate first")
            << m_other.certificate(u"other"_s, now, now.addDays(1)) + certificate;
        QTest::newRow("Windows line ends") << QByteArray(certificate).replace("\n", "\r\n");
        QTest::newRow("certificates of Access")
            << json({{"public_cert"_L1, named}, {"public_certs"_L1, QJsonArray{named}}});
    }

    void readsEachFormThatPeopleHave()
    {
        QFETCH(const QByteArray, keys);
        QCOMPARE(verdictOf(m_key.sign({{"exp"_L1, 1800000600}}), keys), u"valid"_s);
        // Forms that carry an id say that it is not there, the others that it does not fit.
        const auto refusal = verdictOf(SigningKey::generate().sign({{"exp"_L1, 1800000600}}), keys);
        QCOMPARE(refusal, keys.contains("kid") ? u"no-matching-key"_s : u"signature-invalid"_s);
    }

    void readsPublicKeysOfEachKind()
    {
        const auto rsa = KeyPair::rsa();
        const auto curve = KeyPair::ellipticCurve("P-384"_L1);
        const auto edwards = KeyPair::ed448();
        const auto keys = readKeys(rsa.publicPem() + curve.publicPem() + edwards.publicPem());
        QVERIFY(keys);
        QCOMPARE(keys->keys.size(), 3);
        for (qsizetype i = 0; const auto *pair : {&rsa, &curve, &edwards}) {
            auto expected = pair->publicKey();
            expected.fitsAnyId = true;
            QCOMPARE(keys->keys.at(i), expected);
            ++i;
        }
    }

    void knowsAKeyForPssAlone()
    {
        const auto keys = readKeys(KeyPair::rsa().publicPem() + pssKey);
        QVERIFY(keys);
        QCOMPARE(keys->keys.size(), 2);
        QVERIFY(!keys->keys.at(0).isForPssAlone);
        QVERIFY(keys->keys.at(1).isForPssAlone);
        QCOMPARE(keys->keys.at(1).type, KeyType::Rsa);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<KeySetError>("error");
        QTest::newRow("nothing") << QByteArray() << KeySetError::NotJson;
        QTest::newRow("a page") << QByteArray("<html>") << KeySetError::NotJson;
        QTest::newRow("number") << QByteArray("5") << KeySetError::NotJson;
        QTest::newRow("other JSON") << QByteArray("{}") << KeySetError::NotAKeySet;
        QTest::newRow("list of nothing") << QByteArray("[]") << KeySetError::NoKeys;
        QTest::newRow("no certificates")
            << QByteArray(R"({"public_certs":[{"kid":"a"}]})") << KeySetError::NoKeys;
        QTest::newRow("cut off") << QByteArray("-----BEGIN CERTIFICATE-----\nMIIB\n") << KeySetError::NotPem;
        QTest::newRow("other PEM") << QByteArray("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n")
                                   << KeySetError::NotPem;
        for (const auto *label : {"PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"}) {
            QTest::newRow(label) << "-----BEGIN " + QByteArray(label) + "-----\nAAAA\n-----END "
                    + QByteArray(label)
                    + "-----\n" << KeySetError::PrivateKey;
        }
        QTest::newRow("private JWK") << privateJwk << KeySetError::PrivateKey;
        QTest::newRow("private JWK in a list") << '[' + privateJwk + ']' << KeySetError::PrivateKey;
        QTest::newRow("private JWK in a set") << "{\"keys\":[" + privateJwk + "]}" << KeySetError::PrivateKey;
        QTest::newRow("too large") << QByteArray(largestKeySet + 1, ' ') << KeySetError::TooLarge;
    }

    void saysWhatIsWrong()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(!readKeys(text));
        QTEST(errorOf(text), "error");
    }

    void knowsWhichKeyRetires()
    {
        const QJsonArray both{m_other.publicJwk(), m_key.publicJwk()};
        const QJsonObject current{{"kid"_L1, m_key.id()}, {"cert"_L1, u"-"_s}};
        const auto told = readKeys(json({{"keys"_L1, both}, {"public_cert"_L1, current}}));
        QVERIFY(told);
        QVERIFY(told->isRetiring(m_other.id()));
        QVERIFY(!told->isRetiring(m_key.id()));
        QVERIFY(!told->isRetiring(u"another"));
        const auto untold = readKeys(json({{"keys"_L1, both}}));
        QVERIFY(untold && !untold->isRetiring(m_other.id()));
        const auto unpublished
            = readKeys(json({{"keys"_L1, QJsonArray{m_other.publicJwk()}}, {"public_cert"_L1, current}}));
        QVERIFY(unpublished && !unpublished->isRetiring(m_other.id()));
    }

private:
    const SigningKey m_key = SigningKey::generate();
    const SigningKey m_other = SigningKey::generate();
};

QTEST_GUILESS_MAIN(KeyTextTest)
#include "KeyTextTest.moc"
