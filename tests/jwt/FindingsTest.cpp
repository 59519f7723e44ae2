// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Findings.h"

#include "SampleJson.h"

#include <QJsonDocument>
#include <QTest>

using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now = QDateTime::fromSecsSinceEpoch(1800000000, Qt::UTC);

// A JWT in which nothing is to be found, with these members put in (or, if null, taken out).
Jwt sound(const QByteArray &header = "{}", const QByteArray &payload = "{}")
{
    const auto changed = [](QJsonObject json, const QJsonObject &changes) {
        for (auto change = changes.begin(); change != changes.end(); ++change) {
            if (change.value().isNull())
                json.remove(change.key());
            else
                json[change.key()] = change.value();
        }
        return json;
    };
    Jwt jwt;
    jwt.jws.header = changed(object(R"({"alg":"RS256","kid":"k","typ":"JWT"})"), object(header));
    jwt.jws.signature = "signature";
    jwt.payload = changed(
        object(R"({"type":"app","sub":"1","iat":1799999000,"nbf":1799999000,"exp":1800009000})"),
        object(payload));
    jwt.jws.headerJson = QJsonDocument(jwt.jws.header).toJson(QJsonDocument::Compact);
    jwt.jws.payload = QJsonDocument(jwt.payload).toJson(QJsonDocument::Compact);
    return jwt;
}

// Raw strings that moc cannot read inside a class.
const QByteArray twice = R"({"a":1,"b":2,"a":3})";
const QByteArray twiceInEscapes = R"({"a":1,"\u0061":3})";
const QByteArray twiceInside = R"({"x":[{"b":1,"b":1}]})";
const QByteArray onceInEach = R"({"x":{"b":1},"y":{"b":1}})";
const QByteArray colons = "{\"x\":\"a:b\",\"y\\\":\":1}";
constexpr auto sqlKeyId = "{\"kid\":\"x' UNION SELECT 'k\"}";
constexpr auto accessKeyId = R"({"kid":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"})";

QStringList idsIn(const Jwt &jwt)
{
    QStringList ids;
    for (const auto &finding : findingsIn(jwt, now))
        ids.append(idOf(finding.severity) + u": "_s + idOf(finding.kind));
    return ids;
}

} // namespace

class FindingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void findsNothingInASoundJwt() { QCOMPARE(idsIn(sound()), QStringList()); }

    void findsWhatIsWorthKnowing_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("finding"); // Empty: nothing.

        const auto inHeader = [](const char *name, const char *json, const QString &finding) {
            QTest::newRow(name) << QByteArray(json) << QByteArray("{}") << finding;
        };
        const auto inPayload = [](const char *name, const char *json, const QString &finding) {
            QTest::newRow(name) << QByteArray("{}") << QByteArray(json) << finding;
        };
        inHeader("none", R"({"alg":"none"})", u"danger: algorithm-none"_s);
        inHeader("NoNe", R"({"alg":"NoNe"})", u"danger: algorithm-none"_s);
        inHeader("HS256", R"({"alg":"HS256"})", u"danger: algorithm-symmetric"_s);
        inHeader("ES256", R"({"alg":"ES256"})", u"warning: algorithm-unusual"_s);
        inHeader("rs256", R"({"alg":"rs256"})", u"warning: algorithm-unusual"_s);
        inHeader("no alg", R"({"alg":null})", u"warning: algorithm-unusual"_s);
        inHeader("alg is a number", R"({"alg":5})", u"warning: algorithm-unusual"_s);
        inHeader("jwk", R"({"jwk":{}})", u"danger: embedded-key"_s);
        inHeader("jku", R"({"jku":"a"})", u"danger: embedded-key"_s);
        inHeader("x5u", R"({"x5u":"a"})", u"danger: embedded-key"_s);
        inHeader("x5c", R"({"x5c":[]})", u"danger: embedded-key"_s);
        inHeader("x5t", R"({"x5t":"a"})", {});
        inHeader("crit", R"({"crit":[]})", u"warning: critical-header"_s);
        inHeader("no kid", R"({"kid":null})", u"warning: no-key-id"_s);
        inHeader("empty kid", R"({"kid":""})", u"warning: no-key-id"_s);
        inHeader("kid with a path", R"({"kid":"../../etc/passwd"})", u"danger: key-id-suspicious"_s);
        inHeader("kid with SQL", sqlKeyId, u"danger: key-id-suspicious"_s);
        inHeader("kid with a command", R"({"kid":"k|id"})", u"danger: key-id-suspicious"_s);
        inHeader("kid as Access has it", accessKeyId, {});
        inHeader("kid as a date", R"({"kid":"2010-12-29"})", {});
        inHeader("kid as an e-mail", R"({"kid":"bilbo.baggins@hobbiton.example"})", {});
        inPayload("a password", R"({"db_password":"hunter2"})", u"danger: secret-inside"_s);
        inPayload("an empty password", R"({"password":""})", {});
        inPayload("a Client Secret", R"({"x":"cfast_abc"})", u"danger: secret-inside"_s);
        inPayload("a secret deep inside", R"({"custom":{"a":[{"apiKey":"k"}]}})", u"danger: secret-inside"_s);
        inPayload("words that begin like secrets", R"({"x":"api passion private"})", {});
        inPayload("an email", R"({"email":"a@example.com"})", u"info: personal-data"_s);
        inPayload("a name in custom", R"({"custom":{"given_name":"A"}})", u"info: personal-data"_s);
        inPayload("email as a value", R"({"x":"email"})", {});
        inPayload("no exp", R"({"exp":null})", u"warning: no-expiry"_s);
        inPayload("exp is text", R"({"exp":"1800009000"})", u"warning: no-expiry"_s);
        inPayload("nbf is text", R"({"nbf":"1799999000"})", u"warning: time-unreadable"_s);
        inPayload("iat is text", R"({"iat":"1799999000"})", u"warning: time-unreadable"_s);
        inPayload("31 days", R"({"exp":1802677400})", {});
        inPayload("31 days and a second", R"({"exp":1802677401})", u"warning: expiry-far-away"_s);
        inPayload("31 days from now", R"({"iat":null,"exp":1802678400})", {});
        inPayload(
            "31 days and a second from now", R"({"iat":null,"exp":1802678401})",
            u"warning: expiry-far-away"_s);
        inPayload("exp in milliseconds", R"({"exp":1800009000000})", u"warning: expiry-far-away"_s);
        inPayload("exp beyond the calendar", R"({"exp":1e300})", u"warning: expiry-far-away"_s);
        inPayload("exp now", R"({"exp":1800000000})", u"warning: expired"_s);
        inPayload("exp in a second", R"({"exp":1800000001})", {});
        inPayload("nbf now", R"({"nbf":1800000000})", {});
        inPayload("nbf in a second", R"({"nbf":1800000001})", u"warning: not-yet-valid"_s);
        inPayload("no nbf", R"({"nbf":null})", u"info: no-not-before"_s);
        inPayload("iat now", R"({"iat":1800000000})", {});
        inPayload("iat in a second", R"({"iat":1800000001})", u"warning: issued-in-future"_s);
        inPayload("empty sub", R"({"sub":""})", u"info: empty-subject"_s);
        inPayload("no sub", R"({"sub":null})", {});
        inPayload("type org", R"({"type":"org"})", u"warning: type-not-app"_s);
        inPayload("type is a number", R"({"type":1})", u"warning: type-not-app"_s);
        inPayload("no type", R"({"type":null})", {});
    }

    void findsWhatIsWorthKnowing()
    {
        QFETCH(const QByteArray, header);
        QFETCH(const QByteArray, payload);
        QFETCH(const QString, finding);
        QCOMPARE(idsIn(sound(header, payload)), finding.isEmpty() ? QStringList() : QStringList(finding));
    }

    void findsAMissingSignature()
    {
        auto jwt = sound();
        jwt.jws.signature.clear();
        QCOMPARE(idsIn(jwt), QStringList(u"danger: signature-missing"_s));
    }

    void findsMembersThatStandThereTwice_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("one name twice") << twice << QStringList{u"a"_s};
        QTest::newRow("spelled otherwise") << twiceInEscapes << QStringList{u"a"_s};
        QTest::newRow("deep inside") << twiceInside << QStringList{u"b"_s};
        QTest::newRow("in different objects") << onceInEach << QStringList();
        QTest::newRow("colons in texts") << colons << QStringList();
    }

    void findsMembersThatStandThereTwice()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QStringList, names);
        auto jwt = sound();
        jwt.jws.payload = json;
        jwt.payload = object(json);
        QStringList found;
        for (const auto &finding : findingsIn(jwt, now)) {
            if (finding.kind == FindingKind::RepeatedMember)
                found += finding.about;
        }
        QCOMPARE(found, names);
    }

    void findsASignatureOfZeros()
    {
        auto jwt = sound(R"({"alg":"ES256"})");
        jwt.jws.signature = QByteArray(32, '\0') + QByteArray(32, 'x');
        QVERIFY(idsIn(jwt).contains(u"danger: signature-of-zeros"_s));
        jwt.jws.signature = QByteArray(64, '\0');
        QVERIFY(idsIn(jwt).contains(u"danger: signature-of-zeros"_s));
        jwt.jws.signature = QByteArray(64, 'x');
        QVERIFY(!idsIn(jwt).contains(u"danger: signature-of-zeros"_s));
    }

    void comparesWithWhatIsKnown()
    {
        Jwk weak;
        weak.type = KeyType::Rsa;
        weak.id = u"k"_s;
        weak.n = QByteArray(128, '\xfd');
        weak.e = "\x03";
        const auto jwt
            = sound(R"({"jwk":{"kty":"RSA","n":"u7v7-w","e":"AQAB"}})", R"({"iss":"urn:a","aud":["x"]})");
        const Known known{u"urn:b"_s, {u"y"_s}, KeySet{{weak}}};
        QStringList ids;
        for (const auto &finding : findingsIn(jwt, now, known))
            ids.append(idOf(finding.kind));
        for (const auto &id :
             {u"embedded-key"_s, u"embedded-key-foreign"_s, u"issuer-unexpected"_s, u"audience-unexpected"_s,
              u"key-short"_s, u"key-exponent"_s})
            QVERIFY2(ids.contains(id), qPrintable(id));
        const Known same{u"urn:a"_s, {u"x"_s}, {}};
        for (const auto &finding : findingsIn(sound("{}", R"({"iss":"urn:a","aud":"x"})"), now, same))
            QFAIL(qPrintable(idOf(finding.kind)));
    }

    void findsTheOwnKeyOfATokenAmongThePublishedOnes()
    {
        Jwk key;
        key.type = KeyType::Rsa;
        key.n = QByteArray::fromBase64("u7v7-w", QByteArray::Base64UrlEncoding);
        key.e = QByteArray::fromHex("010001");
        const auto jwt = sound(R"({"jwk":{"kty":"RSA","n":"u7v7-w","e":"AQAB"}})");
        for (const auto &finding : findingsIn(jwt, now, Known{{}, {}, KeySet{{key}}}))
            QVERIFY(finding.kind != FindingKind::EmbeddedKeyForeign);
    }

    void hasAnIdAndAGravityForEach()
    {
        QStringList ids;
        for (int kind = 0; kind < findingKindCount; ++kind)
            ids.append(idOf(static_cast<FindingKind>(kind)));
        QVERIFY(!ids.contains(QString()));
        QCOMPARE(ids.removeDuplicates(), 0);
    }

    void putsTheGravestFirst()
    {
        QCOMPARE(
            idsIn(sound(R"({"kid":null,"jku":"x"})", R"({"nbf":null,"sub":"","exp":1})")),
            QStringList(
                {u"danger: embedded-key"_s, u"warning: no-key-id"_s, u"warning: expired"_s,
                 u"info: no-not-before"_s, u"info: empty-subject"_s}));
    }
};

QTEST_GUILESS_MAIN(FindingsTest)
#include "FindingsTest.moc"
