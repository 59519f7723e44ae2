// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TestToken.h"

#include "Base64Url.h"
#include "Batch.h"
#include "Claims.h"
#include "JwtComparison.h"

#include <QTest>

using namespace keyturn;
using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

namespace {

const auto now = QDateTime::fromSecsSinceEpoch(1800000000, Qt::UTC);

TestToken sample(TestToken::Make make = TestToken::Make::Valid)
{
    TestToken token;
    token.make = make;
    token.issuer = u"urn:team"_s;
    token.audience = u"app"_s;
    token.clientId = u"4f1c.access"_s;
    token.email = u"a@example.com"_s;
    return token;
}

Expectations expectations()
{
    Expectations expected;
    expected.issuer = u"urn:team"_s;
    expected.audiences = {u"app"_s};
    expected.at = now;
    return expected;
}

QString reasonOf(const Verification &verification)
{
    return verification.refusal ? idOf(*verification.refusal) : u"valid"_s;
}

} // namespace

class TestTokenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWhatItWasMadeToBe_data()
    {
        QTest::addColumn<QString>("make");
        QTest::addColumn<QString>("reason");
        QTest::newRow("valid") << u"valid"_s << u"valid"_s;
        QTest::newRow("expired") << u"expired"_s << u"expired"_s;
        QTest::newRow("not yet") << u"not-yet-valid"_s << u"not-yet-valid"_s;
        QTest::newRow("audience") << u"wrong-audience"_s << u"audience-mismatch"_s;
        QTest::newRow("issuer") << u"wrong-issuer"_s << u"issuer-mismatch"_s;
        QTest::newRow("tampered") << u"tampered"_s << u"signature-invalid"_s;
        QTest::newRow("unsigned") << u"unsigned"_s << u"algorithm-none"_s;
    }

    void isWhatItWasMadeToBe()
    {
        QFETCH(const QString, make);
        for (const auto kind : {TestToken::Kind::ServiceToken, TestToken::Kind::User}) {
            auto token = sample(*testTokenMakeNamed(make));
            token.kind = kind;
            const auto jwt = decode(minted(token, m_key, now));
            QVERIFY(jwt);
            QTEST(reasonOf(verify(*jwt, m_keys, expectations())), "reason");
            QCOMPARE(idOf(subjectKindOf(jwt->payload)), idOf(kind));
        }
    }

    // More than any leeway, however short it lasts.
    void isFarFromCountingWhenItDoesNot()
    {
        auto expected = expectations();
        expected.leeway = std::chrono::minutes(5);
        for (const auto make : {TestToken::Make::Expired, TestToken::Make::NotYetValid}) {
            auto token = sample(make);
            token.lifetime = std::chrono::seconds(10);
            QCOMPARE(reasonOf(verify(*decode(minted(token, m_key, now)), m_keys, expected)), idOf(make));
        }
    }

    void saysThatItsKeyIsNotOfCloudflare()
    {
        auto key = SigningKey::generate();
        key.setId(testKeyId(key));
        QVERIFY(key.id().startsWith(u"keyturn-test-"));
        QCOMPARE(decode(minted(sample(), key, now))->jws.header["kid"_L1].toString(), key.id());
    }

    void comesBackFromItsFile()
    {
        const auto pem = m_key.privatePem();
        QVERIFY(pem.expose().startsWith("-----BEGIN PRIVATE KEY-----"));
        const auto again = SigningKey::fromPrivatePem(pem);
        QVERIFY(again);
        QCOMPARE(again->id(), m_key.id());
        QVERIFY(!SigningKey::fromPrivatePem(Secret("nonsense")));
        QVERIFY(!SigningKey::fromPrivatePem(Secret()));
    }

    void comparesWhatWasWritten_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<bool>("isSame");
        const auto row = [](const char *name, const char *left, const char *right, bool isSame) {
            QTest::newRow(name) << QByteArray(left) << QByteArray(right) << isSame;
        };
        row("long numbers", "12345678901234567890123", "12345678901234567890124", false);
        row("digits behind the point", "0.1", "0.10000000000000000001", false);
        row("one number written twice over", "1200", "1.2e3", true);
        row("zeros", "0", "-0.00", true);
        row("signs", "5", "-5", false);
        row("exponents", "1e5", "1e6", false);
        row("text and number", "\"1\"", "1", false);
        row("escapes", "\"\\u0061\"", "\"a\"", true);
        row("order of members", "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true);
        row("order of elements", "[1,2]", "[2,1]", false);
        row("a name twice", "{\"a\":1,\"a\":2}", "{\"a\":2}", false);
        row("deep inside", "[{\"a\":[9007199254740993]}]", "[{\"a\":[9007199254740992]}]", false);
    }

    void comparesWhatWasWritten()
    {
        QFETCH(const QByteArray, left);
        QFETCH(const QByteArray, right);
        const auto jwtOf = [](const QByteArray &value) {
            return *decode(encodeBase64Url("{}") + '.' + encodeBase64Url("{\"x\":" + value + '}') + '.');
        };
        const auto rows = comparisonOf(jwtOf(left), jwtOf(right));
        QCOMPARE(rows.size(), 1);
        QTEST(rows.first().relation == MemberComparison::Relation::Same, "isSame");
        QCOMPARE(rows.first().leftText, left);
        QCOMPARE(rows.first().rightText, right);
    }

    void comparesMemberByMember()
    {
        auto other = sample();
        other.clientId = u"other.access"_s;
        other.lifetime = std::chrono::hours(1);
        const auto left = decode(minted(sample(), m_key, now));
        const auto right = decode(minted(other, m_key, now));
        QStringList differing;
        for (const auto &row : comparisonOf(*left, *right)) {
            if (row.relation != MemberComparison::Relation::Same)
                differing.append(idOf(row.relation) + u' ' + row.name);
        }
        QCOMPARE(differing, QStringList({u"differs common_name"_s, u"differs exp"_s}));
        other.kind = TestToken::Kind::User;
        differing.clear();
        const auto person = decode(minted(other, m_key, now));
        for (const auto &row : comparisonOf(*left, *person)) {
            if (row.relation != MemberComparison::Relation::Same
                && row.relation != MemberComparison::Relation::Differs)
                differing.append(idOf(row.relation) + u' ' + row.name);
        }
        QCOMPARE(
            differing,
            QStringList(
                {u"only-left common_name"_s, u"only-right email"_s, u"only-right nbf"_s,
                 u"only-right country"_s}));
    }

    void verifiesManyLinesOnAnyNumberOfThreads()
    {
        QByteArray text;
        for (int i = 0; i < 500; ++i) {
            const auto make = static_cast<TestToken::Make>(i % testTokenMakeCount);
            text += minted(sample(make), m_key, now) + (i % 2 ? "\r\n" : "\n\n");
        }
        text += "no JWT";
        const VerificationKeys keys(m_keys);
        for (const int threads : {1, 2, 7, 0}) {
            const auto batch = verifyBatch(text, keys, expectations(), threads);
            QCOMPARE(batch.lines.size(), 501);
            QCOMPARE(batch.valid, 72);
            QCOMPARE(batch.refused.value(Refusal::Expired), 72);
            QCOMPARE(batch.refused.value(Refusal::Malformed), 1);
            QCOMPARE(batch.lines.first().line, 1);
            QCOMPARE(batch.lines.at(1).line, 3);
            QCOMPARE(reasonOf(batch.lines.last().verification), u"malformed"_s);
        }
        QCOMPARE(verifyBatch({}, keys, expectations()).lines.size(), 0);
    }

private:
    const SigningKey m_key = SigningKey::generate();
    const KeySet m_keys{{m_key.publicKey()}};
};

QTEST_GUILESS_MAIN(TestTokenTest)
#include "TestTokenTest.moc"
