// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtWording.h"

#include "ClaimWording.h"
#include "FindingWording.h"
#include "KeyWording.h"
#include "OriginWording.h"
#include "RefusalWording.h"
#include "TimeWording.h"
#include "WellPut.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

namespace {

const auto now = QDateTime::fromSecsSinceEpoch(1800000000, Qt::UTC);

// All sentences of an enum, from its first to its last value; empty when one of them breaks the house's
// rules.
template <typename Enum, typename Say>
QStringList sentencesUpTo(Enum last, Say say)
{
    QStringList sentences;
    for (int value = 0; value <= static_cast<int>(last); ++value) {
        const QString sentence = say(static_cast<Enum>(value));
        if (!isWellPut(sentence))
            return {};
        sentences.append(sentence);
    }
    return sentences;
}

bool areAllDifferent(const QStringList &sentences)
{
    return !sentences.isEmpty()
        && QSet<QString>(sentences.begin(), sentences.end()).size() == sentences.size();
}

bool areWholeSentences(const QStringList &sentences)
{
    return std::all_of(
        sentences.begin(), sentences.end(), [](const QString &sentence) { return sentence.endsWith(u'.'); });
}

} // namespace

class JwtWordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatARefusalRestsOn_data()
    {
        QTest::addColumn<int>("refusal");
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<QStringList>("facts");

        const auto row
            = [](const char *name, Refusal refusal, const QJsonObject &payload, const QStringList &facts) {
            QTest::newRow(name) << static_cast<int>(refusal) << payload << facts;
        };
        const auto wanted = u"Expected: https://acme.example"_s;
        row("issuer", Refusal::IssuerMismatch, {{u"iss"_s, u"https://other.example"_s}},
            {u"Issuer of the JWT: https://other.example"_s, wanted});
        row("slash", Refusal::IssuerMismatch, {{u"iss"_s, u"https://acme.example/"_s}},
            {u"Issuer of the JWT: https://acme.example/"_s, wanted,
             u"They differ in the slash at the end alone."_s});
        row("no issuer", Refusal::IssuerMismatch, {}, {u"The JWT names no issuer."_s, wanted});
        row("audiences", Refusal::AudienceMismatch, {{u"aud"_s, QJsonArray{u"x"_s, 7}}},
            {u"Audience of the JWT: x, 7"_s, u"Expected: a or b"_s});
        row("no audience", Refusal::AudienceMismatch, {},
            {u"The JWT names no audience."_s, u"Expected: a or b"_s});
        row("key", Refusal::NoMatchingKey, {},
            {u"Key that the JWT names: k"_s, u"Keys that are there: one, one without an id"_s});
        row("algorithm", Refusal::AlgorithmNotAllowed, {},
            {u"Algorithm of the JWT: HS256"_s, u"Allowed: RS256"_s});
        row("type", Refusal::WrongType, {{u"type"_s, u"or\ng"_s}}, {u"Type of the JWT: or\ufffdg"_s});
        row("valid in all that it says", Refusal::SignatureInvalid, {}, {});
    }

    void saysWhatARefusalRestsOn()
    {
        QFETCH(const int, refusal);
        QFETCH(const QJsonObject, payload);
        QFETCH(const QStringList, facts);
        Verification verification;
        verification.refusal = static_cast<Refusal>(refusal);
        verification.keyId = u"k"_s;
        verification.algorithm = u"HS256"_s;
        jwt::Jwt token;
        token.payload = payload;
        KeySet keys;
        keys.keys = {Jwk(), Jwk()};
        keys.keys.first().id = u"one"_s;
        Expectations expected;
        expected.issuer = u"https://acme.example"_s;
        expected.audiences = {u"a"_s, u"b"_s};
        expected.at = now;
        QCOMPARE(factsOf(verification, token, keys, expected), facts);
    }

    void saysWhenATokenEnded()
    {
        Verification verification;
        verification.refusal = Refusal::Expired;
        jwt::Jwt token;
        token.payload = {{u"exp"_s, double(now.toSecsSinceEpoch() - 3600)}};
        Expectations expected;
        expected.at = now;
        const auto facts = factsOf(verification, token, {}, expected);
        QCOMPARE(facts.size(), 1);
        QVERIFY2(facts.first().startsWith(u"It ended 1 h ago ("), qPrintable(facts.first()));
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void saysWhatAClaimMeans_data()
    {
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("meaning");

        const auto clientId = u"4f1c.access"_s;
        const auto seconds = now.toSecsSinceEpoch();
        const auto at
            = [](qint64 moment) { return calendarTime(QDateTime::fromSecsSinceEpoch(moment, Qt::UTC)); };
        const auto row = [](const char *title, const QJsonObject &payload, const QString &meaning) {
            QTest::newRow(title) << payload << payload.begin().key() << meaning;
        };
        QTest::newRow("Client ID") << QJsonObject{{u"common_name"_s, clientId}, {u"sub"_s, u""_s}}
                                   << u"common_name"_s << u"The Client ID of the service token"_s;
        row("empty sub", {{u"sub"_s, u""_s}}, u"Empty for service tokens; a person would have an id here"_s);
        row("team", {{u"iss"_s, u"https://demo-team.cloudflareaccess.com"_s}},
            u"Cloudflare Access, for the team demo-team"_s);
        row("a team and a line end", {{u"iss"_s, u"https://demo-team.cloudflareaccess.com\n"_s}},
            u"Who issued it; a team of Cloudflare Access would be https://<team>.cloudflareaccess.com here"_s);
        row("look-alike of a team", {{u"iss"_s, u"https://demo-team.cloudflareaccess.com.example"_s}},
            u"Who issued it; a team of Cloudflare Access would be https://<team>.cloudflareaccess.com here"_s);
        row("audience as an array", {{u"aud"_s, QJsonArray{u"7b9c"_s}}},
            u"The AUD tag of the application it is for; one value, as an array"_s);
        row("audience as a string", {{u"aud"_s, u"7b9c"_s}},
            u"The AUD tag of the application it is for; a plain string, which is as good as an array"_s);
        row("exp ahead", {{u"exp"_s, seconds + 23 * 3600 + 41 * 60}},
            u"Expires in 23 h 41 min (%1)"_s.arg(at(seconds + 23 * 3600 + 41 * 60)));
        row("exp behind", {{u"exp"_s, seconds - 3 * 24 * 3600}},
            u"Expired 3 days ago (%1)"_s.arg(at(seconds - 3 * 24 * 3600)));
        row("exp in milliseconds", {{u"exp"_s, seconds * 1000}},
            u"Not a time: these look like milliseconds, and seconds since 1970 belong here"_s);
        row("iat", {{u"iat"_s, seconds - 19 * 60}},
            u"Issued 19 minutes ago (%1)"_s.arg(at(seconds - 19 * 60)));
        row("nbf ahead", {{u"nbf"_s, seconds + 60}},
            u"Not valid yet: it starts in 1 minute (%1)"_s.arg(at(seconds + 60)));
        row("type", {{u"type"_s, u"app"_s}}, u"An application token"_s);
        row("auth_time", {{u"auth_time"_s, seconds - 60}},
            u"Signed in 1 minute ago (%1)"_s.arg(at(seconds - 60)));
    }

    void saysWhatAClaimMeans()
    {
        QFETCH(const QJsonObject, payload);
        QFETCH(const QString, name);
        QFETCH(const QString, meaning);
        const auto claims = claimsOf(payload);
        const auto claim = std::find_if(
            claims.begin(), claims.end(), [&name](const Claim &each) { return each.name == name; });
        QVERIFY(claim != claims.end());
        QCOMPARE(meaningOf(*claim, now), meaning);
    }

    void saysWhatAMissingClaimMeans()
    {
        QCOMPARE(
            meaningOfAbsent(ClaimRole::NotBefore, SubjectKind::ServiceToken), u"Normal for service tokens"_s);
        QVERIFY(meaningOfAbsent(ClaimRole::Other, SubjectKind::ServiceToken).isEmpty());
    }

    void countsWhatWasSkippedInWords()
    {
        FoundJwt found;
        found.carrier = JwtCarrier::Text;
        found.range = {0, 100};
        QVERIFY(sentenceFor(found, 101).contains(u" One byte "_s));
        QVERIFY(sentenceFor(found, 105).contains(u" 5 bytes "_s));
        QVERIFY(!sentenceFor(found, 105).contains(u'('));
    }

    void saysWhatIsAssumedOfAnOrigin()
    {
        AssumedSetting assumed;
        QVERIFY(sentenceFor(assumed).isEmpty());
        assumed.issuer = true;
        QVERIFY(sentenceFor(assumed).contains(u"issuer"_s));
        QVERIFY(!sentenceFor(assumed).contains(u"audience"_s));
        assumed.audience = true;
        QVERIFY(sentenceFor(assumed).contains(u"audience"_s));
    }

    void hasAMeaningForEachClaim()
    {
        const auto meaning = [](ClaimRole role) {
            Claim claim;
            claim.role = role;
            return meaningOf(claim, now);
        };
        QVERIFY(!sentencesUpTo(ClaimRole::Other, meaning).isEmpty());
    }

    void hasItsOwnSentenceForEachCause()
    {
        const auto sentence = [](auto cause) { return sentenceFor(cause); };
        const auto why = [](FindingKind kind) { return whyFor(kind); };
        const auto advice = [](FindingKind kind) { return adviceFor(kind); };
        for (const auto &sentences :
             {sentencesUpTo(DecodeError::PayloadNotJsonObject, sentence),
              sentencesUpTo(KeySetError::PrivateKey, sentence), sentencesUpTo(Refusal::WrongType, sentence),
              sentencesUpTo(FindingKind::KeyRoca, sentence), sentencesUpTo(FindingKind::KeyRoca, why),
              sentencesUpTo(FindingKind::KeyRoca, advice), sentencesUpTo(KeyWeakness::Roca, sentence)}) {
            QVERIFY(areAllDifferent(sentences));
            QVERIFY(areWholeSentences(sentences));
        }
        QVERIFY(areAllDifferent(
            sentencesUpTo(Refusal::WrongType, [](Refusal refusal) { return titleFor(refusal); })));
        QVERIFY(areAllDifferent(
            sentencesUpTo(SubjectKind::Unknown, [](SubjectKind kind) { return wordFor(kind); })));
    }

    void hasWordsForEachOriginAndCheck()
    {
        QVERIFY(areAllDifferent(
            sentencesUpTo(Origin::WantsPerson, [](Origin origin) { return nameOf(origin); })));
        for (const bool passes : {true, false}) {
            QVERIFY(areAllDifferent(sentencesUpTo(OriginCheck::Person, [passes](OriginCheck check) {
                return meaningOf(OriginStep{check, passes, {}});
            })));
        }
        const auto advice = [](OriginCheck check) {
            return adviceFor(OriginAnswer{Origin::Jose, 403, {}, {OriginStep{check, false, {}}}});
        };
        QVERIFY(areWholeSentences(sentencesUpTo(OriginCheck::Person, advice)));
        QVERIFY(!sentencesUpTo(OriginCheck::Person, advice).isEmpty());
    }
};

QTEST_GUILESS_MAIN(JwtWordingTest)
#include "JwtWordingTest.moc"
