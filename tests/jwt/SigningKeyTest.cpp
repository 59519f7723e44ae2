// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SigningKey.h"

#include "Jwt.h"
#include "Signature.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

class SigningKeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void signsWhatItsPublicHalfVerifies()
    {
        const auto key = SigningKey::generate();
        const auto jwt = decode(key.sign({{"sub"_L1, ""_L1}, {"exp"_L1, 1300819380}}));
        QVERIFY(jwt);
        QCOMPARE(
            jwt->jws.headerJson,
            "{\"alg\":\"RS256\",\"kid\":\"" + key.id().toLatin1() + "\",\"typ\":\"JWT\"}");
        QCOMPARE(jwt->payload["exp"_L1].toInteger(), 1300819380);
        QCOMPARE(
            checkSignature(Algorithm::RS256, key.publicKey(), jwt->jws.signingInput, jwt->jws.signature),
            SignatureCheck::Valid);
    }

    void publishesItsPublicHalfAsAccessDoes()
    {
        const auto key = SigningKey::generate();
        const auto jwk = key.publicJwk();
        QCOMPARE(jwk.keys(), QStringList({u"alg"_s, u"e"_s, u"kid"_s, u"kty"_s, u"n"_s, u"use"_s}));
        QCOMPARE(jwk["alg"_L1].toString(), u"RS256"_s);
        QCOMPARE(jwk["use"_L1].toString(), u"sig"_s);

        const auto keys = parseKeySet(QJsonDocument(jwk).toJson());
        QVERIFY(keys);
        QCOMPARE(keys->keys.first(), key.publicKey());
        QCOMPARE(key.publicKey().n.size(), 256);
    }

    void standsInACertificateThatItSigned()
    {
        const auto key = SigningKey::generate();
        const auto from = QDateTime(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);

        const auto pem = key.certificate(u"demo-team.cloudflareaccess.com"_s, from, from.addDays(49));

        QVERIFY(pem.startsWith("-----BEGIN CERTIFICATE-----\n"));
        const QSslCertificate certificate(pem);
        QVERIFY(!certificate.isNull());
        QCOMPARE(
            certificate.subjectInfo(QSslCertificate::CommonName),
            QStringList(u"demo-team.cloudflareaccess.com"_s));
        QVERIFY(certificate.isSelfSigned());
        QCOMPARE(certificate.effectiveDate(), from);
        QCOMPARE(certificate.expiryDate(), from.addDays(49));
        QCOMPARE(certificate.publicKey().length(), 2048);
        QCOMPARE(key.certificate(u"demo-team.cloudflareaccess.com"_s, from, from.addDays(49)), pem);
    }

    void isNamedByItsThumbprint()
    {
        const auto key = SigningKey::generate();
        const auto jwk = key.publicJwk();
        const QByteArray canonical
            = "{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"" + jwk["n"_L1].toString().toLatin1() + "\"}";
        const auto thumbprint = QCryptographicHash::hash(canonical, QCryptographicHash::Sha256).toHex();
        QCOMPARE(key.id(), QString::fromLatin1(thumbprint));
        QCOMPARE(key.id().size(), 64);
    }

    void makesANewKeyEachTime() { QVERIFY(SigningKey::generate().id() != SigningKey::generate().id()); }

    void keepsItsKeyWhenMoved()
    {
        auto key = SigningKey::generate();
        const auto id = key.id();
        const auto moved = std::move(key);
        QCOMPARE(moved.id(), id);
        QVERIFY(decode(moved.sign({})));
    }
};

QTEST_GUILESS_MAIN(SigningKeyTest)
#include "SigningKeyTest.moc"
