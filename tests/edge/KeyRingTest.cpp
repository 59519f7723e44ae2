// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeyRing.h"

#include "Jwt.h"
#include "Verification.h"

#include <QJsonArray>
#include <QSslCertificate>
#include <QSslKey>
#include <QThread>
#include <QtTest>

#include <atomic>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class KeyRingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void addsTheTimesToWhatItSigns()
    {
        KeyRing ring;
        ring.advance(now);

        const auto timed = jwt::decode(ring.sign({{u"a"_s, 1}}, now, 60s));
        const auto untimed = jwt::decode(ring.sign({{u"a"_s, 1}}, now, std::nullopt));

        QVERIFY(timed && untimed);
        QCOMPARE(timed->payload.value("iat"_L1).toInteger(), now.toSecsSinceEpoch());
        QCOMPARE(timed->payload.value("exp"_L1).toInteger(), now.toSecsSinceEpoch() + 60);
        QVERIFY(!untimed->payload.contains("exp"_L1));
        jwt::Expectations expected;
        expected.at = now;
        QVERIFY(jwt::verify(*timed, ring.publicKeys(), expected).isValid());
    }

    void makesTheNextKeyOnAnotherThreadAndTakesItWhenItIsTime()
    {
        std::atomic<int> made = 0;
        std::atomic<int> madeElsewhere = 0;
        const auto make = [&, here = QThread::currentThreadId()] {
            ++made;
            madeElsewhere += QThread::currentThreadId() != here ? 1 : 0;
            return jwt::SigningKey::generate();
        };
        KeyRing ring({}, make);
        ring.makeAhead();
        ring.makeAhead();
        ring.advance(now);
        QCOMPARE(made, 1);
        QCOMPARE(madeElsewhere, 1);

        ring.makeAhead();
        QTRY_COMPARE(made, 2);
        QCOMPARE(ring.publicKeys().keys.size(), 1);
        ring.rotate(now);
        QCOMPARE(ring.publicKeys().keys.size(), 2);
        QCOMPARE(made, 2);
        ring.rotate(now);
        QCOMPARE(made, 3);
        QCOMPARE(madeElsewhere, 2);
    }

    void signsTheSameOnceInAFewSeconds()
    {
        KeyRing ring;
        ring.advance(now);
        const QJsonObject claims{{u"a"_s, 1}};
        const auto first = ring.sign(claims, now, 24h);

        QCOMPARE(ring.sign(claims, now.addSecs(4), 24h), first);
        QVERIFY(ring.sign({{u"a"_s, 2}}, now, 24h) != first);
        QVERIFY(ring.sign(claims, now, 23h) != first);
        QVERIFY(ring.sign(claims, now.addSecs(5), 24h) != first);
        QVERIFY(ring.sign(claims, now.addSecs(-1), 24h) != first);
    }

    void signsAShortLivedTokenAnewEachSecond()
    {
        KeyRing ring;
        ring.advance(now);

        QVERIFY(ring.sign({}, now, 9s) != ring.sign({}, now.addSecs(1), 9s));
    }

    void signsAnewWhenTold()
    {
        KeyRing ring;
        ring.advance(now);
        const auto first = ring.sign({}, now, 24h);

        ring.signAnew();

        QVERIFY(ring.sign({}, now.addSecs(1), 24h) != first);
    }

    void publishesThePreviousKeyForAWhile()
    {
        KeyRing ring({0s, 100s});
        ring.advance(now);
        const auto old = ring.sign({}, now, 24h);
        ring.rotate(now.addSecs(10));
        const auto fresh = ring.sign({}, now.addSecs(10), 24h);

        QCOMPARE(kidsIn(ring), (QStringList{kidOf(fresh), kidOf(old)}));
        QVERIFY(kidOf(old) != kidOf(fresh));
        ring.advance(now.addSecs(109));
        QCOMPARE(ring.publicKeys().keys.size(), 2);
        ring.advance(now.addSecs(110));
        QCOMPARE(kidsIn(ring), QStringList(kidOf(fresh)));
    }

    void keepsOneKeyBesideTheCurrent()
    {
        KeyRing ring({0s, 100s});
        ring.advance(now);
        ring.rotate(now);
        ring.rotate(now);

        QCOMPARE(ring.publicKeys().keys.size(), 2);
    }

    void rotatesWhenItIsTime()
    {
        KeyRing ring({1000s, 100s});
        ring.advance(now);
        const auto kid = kidsIn(ring).first();

        ring.advance(now.addSecs(999));
        QCOMPARE(kidsIn(ring), QStringList(kid));
        ring.advance(now.addSecs(1000));
        QCOMPARE(kidsIn(ring).size(), 2);
        QCOMPARE(kidsIn(ring).last(), kid);
        ring.advance(now.addSecs(1100));
        QVERIFY(!kidsIn(ring).contains(kid));
    }

    void publishesInTheShapeOfAccess()
    {
        KeyRing ring({0s, 100s});
        ring.advance(now);
        ring.rotate(now);

        const auto published = ring.published(u"demo-team.cloudflareaccess.com"_s);

        QCOMPARE(published.keys(), (QStringList{u"keys"_s, u"public_cert"_s, u"public_certs"_s}));
        const auto keys = published.value("keys"_L1).toArray();
        const auto certificates = published.value("public_certs"_L1).toArray();
        QCOMPARE(keys.size(), 2);
        QCOMPARE(certificates.size(), 2);
        QCOMPARE(published.value("public_cert"_L1), certificates[0]);
        for (qsizetype i = 0; i < keys.size(); ++i) {
            QCOMPARE(certificates[i].toObject().value("kid"_L1), keys[i].toObject().value("kid"_L1));
            const auto pem = certificates[i].toObject().value("cert"_L1).toString().toLatin1();
            QVERIFY(pem.startsWith("-----BEGIN CERTIFICATE-----"));
            const QSslCertificate certificate(pem);
            QVERIFY(!certificate.isNull());
            QCOMPARE(
                certificate.subjectInfo(QSslCertificate::CommonName),
                QStringList(u"demo-team.cloudflareaccess.com"_s));
        }
        QCOMPARE(ring.published(u"demo-team.cloudflareaccess.com"_s), published);
    }

private:
    [[nodiscard]] static QStringList kidsIn(const KeyRing &ring)
    {
        QStringList kids;
        for (const auto &key : ring.publicKeys().keys)
            kids.append(key.id);
        return kids;
    }

    [[nodiscard]] static QString kidOf(const QByteArray &token)
    {
        const auto decoded = jwt::decode(token);
        return decoded ? decoded->jws.header.value("kid"_L1).toString() : QString();
    }

    const QDateTime now = QDateTime(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
};

QTEST_GUILESS_MAIN(KeyRingTest)
#include "KeyRingTest.moc"
