// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtInspection.h"

#include "SigningKey.h"

#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now({2026, 11, 24}, {9, 30}, Qt::UTC);

} // namespace

class JwtInspectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void callsNothingValidThatVerifiersRefuse_data()
    {
        QTest::addColumn<QByteArray>("compact");
        QTest::addColumn<QString>("reason");
        const auto good = token();
        const auto parts = good.split('.');
        QTest::newRow("as it was signed") << good << QString();
        QTest::newRow("with padding") << good + "==" << u"malformed"_s;
        QTest::newRow("with padding in the header")
            << parts[0] + "==." + parts[1] + '.' + parts[2] << u"malformed"_s;
        QTest::newRow("with a fourth part") << good + ".AAAA" << u"malformed"_s;
        QTest::newRow("with a word behind it") << good + "=and-more" << u"malformed"_s;
    }

    void callsNothingValidThatVerifiersRefuse()
    {
        QFETCH(const QByteArray, compact);
        const auto inspection = inspectJwt(compact, now);
        QVERIFY(inspection);
        jwt::Expectations expected;
        expected.at = now;
        const auto verification = verificationOf(*inspection, m_keys, expected);
        QTEST(verification.refusal ? idOf(*verification.refusal) : QString(), "reason");
        QCOMPARE(verification.keyId, m_key.id());
        QCOMPARE(verification.algorithm, u"RS256"_s);
    }

    void saysOnlyOfCharactersThatItKnowsWhatTheyCarry()
    {
        const auto good = token();
        const auto exact = inspectJwt(good, now);
        QVERIFY(!exact->anatomy->members.first().compact.isEmpty());
        const auto longer = inspectJwt(good + ".AAAA", now);
        QCOMPARE(longer->anatomy->members.first().compact, exact->anatomy->members.first().compact);
        const auto padded = inspectJwt(QByteArray(good).replace(good.indexOf('.'), 1, "=."), now);
        QVERIFY(padded->anatomy);
        for (const auto &member : padded->anatomy->members)
            QVERIFY(member.compact.isEmpty());
    }

private:
    QByteArray token() const { return m_key.sign({{u"exp"_s, now.addDays(1).toSecsSinceEpoch()}}); }

    const jwt::SigningKey m_key = jwt::SigningKey::generate();
    const jwt::VerificationKeys m_keys{jwt::KeySet{{m_key.publicKey()}}};
};

QTEST_GUILESS_MAIN(JwtInspectionTest)
#include "JwtInspectionTest.moc"
