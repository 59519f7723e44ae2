// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Verification.h"

#include "Base64Url.h"
#include "SampleJson.h"
#include "SigningKey.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace keyturn::jwt;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 at = 1800000000;
const auto issuer = u"https://demo-team.cloudflareaccess.com"_s;
const auto audience = u"7b9c41d0"_s;

QJsonObject goodPayload()
{
    return {
        {"aud"_L1, QJsonArray{audience}},
        {"common_name"_L1, u"4f1c.access"_s},
        {"exp"_L1, at + 600},
        {"iat"_L1, at - 600},
        {"iss"_L1, issuer},
        {"sub"_L1, u""_s},
        {"type"_L1, u"app"_s},
    };
}

Expectations accessExpectations()
{
    Expectations expected;
    expected.issuer = issuer;
    expected.audiences = {u"another"_s, audience};
    expected.at = QDateTime::fromSecsSinceEpoch(at, Qt::UTC);
    return expected;
}

QByteArray encoded(const QJsonObject &json)
{
    return encodeBase64Url(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

// The id, so that a failing comparison says more than a number. "valid" for none.
QString reasonOf(const Verification &verification)
{
    return verification.refusal ? idOf(*verification.refusal) : u"valid"_s;
}

Jwt decoded(const QByteArray &compact)
{
    auto jwt = decode(compact);
    return jwt ? *std::move(jwt) : Jwt();
}

} // namespace

class VerificationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void acceptsWhatAccessSends()
    {
        const auto verification = verify(decoded(m_key.sign(goodPayload())), m_keys, accessExpectations());
        QCOMPARE(reasonOf(verification), u"valid"_s);
        QVERIFY(verification.isValid());
        QCOMPARE(verification.keyId, m_key.id());
        QCOMPARE(verification.algorithm, u"RS256"_s);
    }

    void acceptsWithThePreviousKeyStillPublished()
    {
        const KeySet both{{m_otherKey.publicKey(), m_key.publicKey()}};
        QCOMPARE(
            reasonOf(verify(decoded(m_key.sign(goodPayload())), both, accessExpectations())), u"valid"_s);
    }

    // What the claims lead to in a JWT whose signature is right.
    void judgesTheClaims_data()
    {
        QTest::addColumn<QByteArray>("changes");
        QTest::addColumn<QString>("reason");

        const auto row = [](const char *name, const QByteArray &changes, const QString &reason) {
            QTest::newRow(name) << changes << reason;
        };
        const auto time = [](const char *name, qint64 seconds) {
            return '{' + QByteArray(name) + ':' + QByteArray::number(seconds) + '}';
        };
        row("audience as a plain string", R"({"aud":"7b9c41d0"})", u"valid"_s);
        row("audience among others", R"({"aud":["x","7b9c41d0"]})", u"valid"_s);
        row("other audience", R"({"aud":["x"]})", u"audience-mismatch"_s);
        row("other audience as a string", R"({"aud":"x"})", u"audience-mismatch"_s);
        row("audience in other letters", R"({"aud":"7B9C41D0"})", u"audience-mismatch"_s);
        row("audience nested", R"({"aud":[["7b9c41d0"]]})", u"audience-mismatch"_s);
        row("audience in an object", R"({"aud":{"7b9c41d0":"7b9c41d0"}})", u"audience-mismatch"_s);
        row("no audience", R"({"aud":null})", u"audience-mismatch"_s);
        row("empty audience", R"({"aud":[]})", u"audience-mismatch"_s);
        row("other team", "{\"iss\":\"https://other.cloudflareaccess.com\"}", u"issuer-mismatch"_s);
        row("issuer with a slash", "{\"iss\":\"https://demo-team.cloudflareaccess.com/\"}",
            u"issuer-mismatch"_s);
        row("issuer in capitals", "{\"iss\":\"HTTPS://DEMO-TEAM.CLOUDFLAREACCESS.COM\"}",
            u"issuer-mismatch"_s);
        row("issuer in an array", "{\"iss\":[\"https://demo-team.cloudflareaccess.com\"]}",
            u"issuer-mismatch"_s);
        row("no issuer", R"({"iss":null})", u"issuer-mismatch"_s);
        row("exp in a second", time("\"exp\"", at + 1), u"valid"_s);
        row("exp now", time("\"exp\"", at), u"expired"_s);
        row("exp half a second ago", R"({"exp":1799999999.5})", u"expired"_s);
        row("exp in half a second", R"({"exp":1800000000.5})", u"valid"_s);
        row("exp long ago", time("\"exp\"", 1), u"expired"_s);
        row("exp beyond the calendar", R"({"exp":1e300})", u"valid"_s);
        row("exp before the calendar", R"({"exp":-1e300})", u"expired"_s);
        row("no exp", R"({"exp":null})", u"valid"_s);
        row("exp is text", R"({"exp":"1800000600"})", u"malformed"_s);
        row("exp is true", R"({"exp":true})", u"malformed"_s);
        row("exp is an array", R"({"exp":[1800000600]})", u"malformed"_s);
        row("nbf now", time("\"nbf\"", at), u"valid"_s);
        row("nbf in a second", time("\"nbf\"", at + 1), u"not-yet-valid"_s);
        row("nbf beyond the calendar", R"({"nbf":1e300})", u"not-yet-valid"_s);
        row("nbf is text", R"({"nbf":"0"})", u"malformed"_s);
        row("iat now", time("\"iat\"", at), u"valid"_s);
        row("iat in a second", time("\"iat\"", at + 1), u"issued-in-future"_s);
        row("no iat", R"({"iat":null})", u"valid"_s);
        row("iat is text", R"({"iat":"0"})", u"malformed"_s);
        row("type org", R"({"type":"org"})", u"wrong-type"_s);
        row("type is a number", R"({"type":1})", u"wrong-type"_s);
        row("no type", R"({"type":null})", u"valid"_s);
    }

    void judgesTheClaims()
    {
        QFETCH(const QByteArray, changes);
        QFETCH(const QString, reason);
        const auto jwt = decoded(m_key.sign(changed(goodPayload(), changes)));
        QCOMPARE(reasonOf(verify(jwt, m_keys, accessExpectations())), reason);
    }

    void refusesATimeThatIsNull()
    {
        auto payload = goodPayload();
        payload["exp"_L1] = QJsonValue::Null;
        QCOMPARE(
            reasonOf(verify(decoded(m_key.sign(payload)), m_keys, accessExpectations())), u"malformed"_s);
    }

    void allowsForClocksThatDiffer_data()
    {
        QTest::addColumn<QByteArray>("changes");
        QTest::addColumn<QString>("reason");

        QTest::newRow("expired 29 s ago") << QByteArray(R"({"exp":1799999971})") << u"valid"_s;
        QTest::newRow("expired 30 s ago") << QByteArray(R"({"exp":1799999970})") << u"expired"_s;
        QTest::newRow("valid in 30 s") << QByteArray(R"({"nbf":1800000030})") << u"valid"_s;
        QTest::newRow("valid in 31 s") << QByteArray(R"({"nbf":1800000031})") << u"not-yet-valid"_s;
        QTest::newRow("issued in 30 s") << QByteArray(R"({"iat":1800000030})") << u"valid"_s;
        QTest::newRow("issued in 31 s") << QByteArray(R"({"iat":1800000031})") << u"issued-in-future"_s;
    }

    void allowsForClocksThatDiffer()
    {
        QFETCH(const QByteArray, changes);
        QFETCH(const QString, reason);
        auto expected = accessExpectations();
        expected.leeway = 30s;
        const auto jwt = decoded(m_key.sign(changed(goodPayload(), changes)));
        QCOMPARE(reasonOf(verify(jwt, m_keys, expected)), reason);
    }

    void checksNoIssuerAudienceOrTypeThatNobodyAskedFor()
    {
        Expectations expected;
        expected.at = QDateTime::fromSecsSinceEpoch(at, Qt::UTC);
        expected.type.clear();
        const auto jwt = decoded(m_key.sign({{"iss"_L1, 1}, {"aud"_L1, 2}, {"type"_L1, 3}}));
        QCOMPARE(reasonOf(verify(jwt, m_keys, expected)), u"valid"_s);
    }

    // Headers that nobody signed honestly; the signature is one of m_key over something else.
    void judgesTheHeaderBeforeTheSignature_data()
    {
        QTest::addColumn<QByteArray>("changes");
        QTest::addColumn<QString>("reason");

        const auto row = [](const char *name, const QByteArray &changes, const QString &reason) {
            QTest::newRow(name) << changes << reason;
        };
        row("none", R"({"alg":"none"})", u"algorithm-none"_s);
        row("None", R"({"alg":"None"})", u"algorithm-none"_s);
        row("NONE", R"({"alg":"NONE"})", u"algorithm-none"_s);
        row("nOnE", R"({"alg":"nOnE"})", u"algorithm-none"_s);
        row("none with a space", R"({"alg":"none "})", u"algorithm-not-allowed"_s);
        row("rs256", R"({"alg":"rs256"})", u"algorithm-not-allowed"_s);
        row("RS512", R"({"alg":"RS512"})", u"algorithm-not-allowed"_s);
        row("PS256", R"({"alg":"PS256"})", u"algorithm-not-allowed"_s);
        row("HS256", R"({"alg":"HS256"})", u"algorithm-not-allowed"_s);
        row("empty alg", R"({"alg":""})", u"algorithm-not-allowed"_s);
        row("no alg", R"({"alg":null})", u"algorithm-not-allowed"_s);
        row("alg in an array", R"({"alg":["RS256"]})", u"malformed"_s);
        row("alg is a number", R"({"alg":256})", u"malformed"_s);
        row("kid in an array", R"({"kid":["k"]})", u"malformed"_s);
        row("kid is a number", R"({"kid":1})", u"malformed"_s);
        row("crit", R"({"crit":["exp"]})", u"critical-header"_s);
        row("crit with b64", R"({"crit":["b64"],"b64":false})", u"critical-header"_s);
        row("empty crit", R"({"crit":[]})", u"critical-header"_s);
        row("crit is text", R"({"crit":"exp"})", u"critical-header"_s);
        row("other kid", R"({"kid":"other"})", u"no-matching-key"_s);
        row("empty kid", R"({"kid":""})", u"no-matching-key"_s);
        row("kid of the prototype", R"({"kid":"__proto__"})", u"no-matching-key"_s);
        row("kid in capitals", "{\"kid\":\"" + m_key.id().toUpper().toLatin1() + "\"}", u"no-matching-key"_s);
        row("right kid", "{}", u"signature-invalid"_s);
        row("no kid", R"({"kid":null})", u"signature-invalid"_s);
        row("its own key", R"({"jwk":{"kty":"RSA"}})", u"signature-invalid"_s);
    }

    void judgesTheHeaderBeforeTheSignature()
    {
        QFETCH(const QByteArray, changes);
        QFETCH(const QString, reason);
        const auto honest = decoded(m_key.sign({}));
        const auto header = changed(honest.jws.header, changes);
        const auto jwt = decoded(
            encoded(header) + '.' + encoded(goodPayload()) + '.' + encodeBase64Url(honest.jws.signature));
        QCOMPARE(reasonOf(verify(jwt, m_keys, accessExpectations())), reason);
    }

    void refusesACritThatIsNull()
    {
        auto jwt = decoded(m_key.sign(goodPayload()));
        jwt.jws.header["crit"_L1] = QJsonValue::Null;
        QCOMPARE(reasonOf(verify(jwt, m_keys, accessExpectations())), u"critical-header"_s);
    }

    void refusesAnHs256TokenKeyedWithThePublicKey_data()
    {
        QTest::addColumn<QByteArray>("secret");

        const auto jwk = m_key.publicJwk();
        QTest::newRow("modulus") << m_key.publicKey().n;
        QTest::newRow("modulus in base64url") << jwk["n"_L1].toString().toLatin1();
        QTest::newRow("the JWK") << QJsonDocument(jwk).toJson(QJsonDocument::Compact);
        QTest::newRow("nothing") << QByteArray();
    }

    void refusesAnHs256TokenKeyedWithThePublicKey()
    {
        QFETCH(const QByteArray, secret);
        const auto input
            = encoded({{"alg"_L1, u"HS256"_s}, {"kid"_L1, m_key.id()}}) + '.' + encoded(goodPayload());
        const auto mac = QMessageAuthenticationCode::hash(input, secret, QCryptographicHash::Sha256);
        const auto jwt = decoded(input + '.' + encodeBase64Url(mac));

        auto expected = accessExpectations();
        QCOMPARE(reasonOf(verify(jwt, m_keys, expected)), u"algorithm-not-allowed"_s);
        expected.algorithms
            = {Algorithm::RS256, Algorithm::RS384, Algorithm::RS512, Algorithm::PS256, Algorithm::PS384,
               Algorithm::PS512, Algorithm::ES256, Algorithm::ES384, Algorithm::ES512, Algorithm::EdDSA};
        QCOMPARE(reasonOf(verify(jwt, m_keys, expected)), u"algorithm-not-allowed"_s);
    }

    void refusesAnUnsignedToken()
    {
        const auto jwt = decoded(encoded({{"alg"_L1, u"none"_s}}) + '.' + encoded(goodPayload()) + '.');
        QCOMPARE(reasonOf(verify(jwt, m_keys, accessExpectations())), u"algorithm-none"_s);
    }

    void refusesAStrippedSignature()
    {
        const auto compact = m_key.sign(goodPayload());
        const auto jwt = decoded(compact.first(compact.lastIndexOf('.') + 1));
        QCOMPARE(reasonOf(verify(jwt, m_keys, accessExpectations())), u"signature-invalid"_s);
    }

    void refusesOneFlippedBit()
    {
        auto jwt = decoded(m_key.sign(goodPayload()));
        jwt.jws.signature[100] = static_cast<char>(jwt.jws.signature[100] ^ 1);
        QCOMPARE(reasonOf(verify(jwt, m_keys, accessExpectations())), u"signature-invalid"_s);
    }

    void refusesATokenSignedWithTheWrongKey()
    {
        auto impostor = m_otherKey.publicKey();
        impostor.id = m_key.id();
        const KeySet keys{{impostor}};
        QCOMPARE(
            reasonOf(verify(decoded(m_key.sign(goodPayload())), keys, accessExpectations())),
            u"signature-invalid"_s);
    }

    void usesNoOtherKeyThanTheOneNamed()
    {
        auto renamed = m_key.publicKey();
        renamed.id = u"renamed"_s;
        const KeySet keys{{renamed, m_otherKey.publicKey()}};
        const auto verification = verify(decoded(m_key.sign(goodPayload())), keys, accessExpectations());
        QCOMPARE(reasonOf(verification), u"no-matching-key"_s);
        QCOMPARE(verification.keyId, m_key.id());
    }

    void triesEachKeyOfThatId()
    {
        auto unusable = Jwk();
        unusable.id = m_key.id();
        auto wrong = m_otherKey.publicKey();
        wrong.id = m_key.id();
        const auto jwt = decoded(m_key.sign(goodPayload()));
        QCOMPARE(reasonOf(verify(jwt, {{unusable}}, accessExpectations())), u"key-unusable"_s);
        QCOMPARE(reasonOf(verify(jwt, {{unusable, wrong}}, accessExpectations())), u"signature-invalid"_s);
        QCOMPARE(
            reasonOf(verify(jwt, {{unusable, wrong, m_key.publicKey()}}, accessExpectations())), u"valid"_s);
    }

    void saysThatTheNamedKeyIsUnusable_data()
    {
        QTest::addColumn<Jwk>("key");

        auto key = m_key.publicKey();
        key.use = u"enc"_s;
        QTest::newRow("for encryption") << key;
        key = m_key.publicKey();
        key.algorithm = u"RS512"_s;
        QTest::newRow("for another algorithm") << key;
        key = m_key.publicKey();
        key.n = key.n.first(128);
        key.n.back() = '\x01';
        QTest::newRow("1024 bits") << key;
        key = m_key.publicKey();
        key.type = KeyType::Unknown;
        QTest::newRow("of unknown type") << key;
    }

    void saysThatTheNamedKeyIsUnusable()
    {
        QFETCH(const Jwk, key);
        const auto jwt = decoded(m_key.sign(goodPayload()));
        QCOMPARE(
            reasonOf(verify(jwt, {{m_otherKey.publicKey(), key}}, accessExpectations())), u"key-unusable"_s);
    }

    void triesAllUsableKeysWhenTheTokenNamesNone()
    {
        // RFC 7515, appendix A.3, whose header has no `kid`.
        const auto jwt = decoded(
            "eyJhbGciOiJFUzI1NiJ9"
            ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
            ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
        const auto published = parseKeySet(
            R"({"kty":"EC","kid":"ours","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
            R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})");
        QVERIFY(published);
        Expectations expected;
        expected.algorithms = {Algorithm::RS256, Algorithm::ES256};
        expected.at = QDateTime::fromSecsSinceEpoch(1300819379, Qt::UTC);

        const auto verification
            = verify(jwt, {{m_key.publicKey(), Jwk(), published->keys.first()}}, expected);
        QCOMPARE(reasonOf(verification), u"valid"_s);
        QCOMPARE(verification.keyId, u"ours"_s);
        QCOMPARE(reasonOf(verify(jwt, m_keys, expected)), u"key-unusable"_s);
        expected.at = expected.at.addSecs(1);
        QCOMPARE(reasonOf(verify(jwt, *published, expected)), u"expired"_s);
        expected.algorithms = {Algorithm::RS256};
        QCOMPARE(reasonOf(verify(jwt, *published, expected)), u"algorithm-not-allowed"_s);
    }

    // A token with every fault, mended from the first to the last: each time the next one is named.
    void namesTheFirstReasonThatApplies()
    {
        const auto everyFault = changed(
            goodPayload(), R"({"iss":"x","aud":"x","exp":1,"nbf":1900000000,"iat":1900000000,"type":"org"})");
        auto expected = accessExpectations();
        const auto reasonWith
            = [&expected](const QJsonObject &header, const QJsonObject &payload, const KeySet &keys) {
            Jwt jwt;
            jwt.jws.header = header;
            jwt.payload = payload;
            return reasonOf(verify(jwt, keys, expected));
        };
        auto header = object(R"({"alg":"none","crit":["x"],"kid":"k"})");
        QCOMPARE(reasonWith(header, changed(everyFault, R"({"exp":"1"})"), {}), u"malformed"_s);
        QCOMPARE(reasonWith(header, everyFault, {}), u"algorithm-none"_s);
        header["alg"_L1] = u"HS256"_s;
        QCOMPARE(reasonWith(header, everyFault, {}), u"algorithm-not-allowed"_s);
        header["alg"_L1] = u"RS256"_s;
        QCOMPARE(reasonWith(header, everyFault, {}), u"critical-header"_s);
        header.remove("crit"_L1);
        QCOMPARE(reasonWith(header, everyFault, {}), u"no-matching-key"_s);
        auto key = Jwk();
        key.id = u"k"_s;
        QCOMPARE(reasonWith(header, everyFault, {{key}}), u"key-unusable"_s);
        key = m_key.publicKey();
        key.id = u"k"_s;
        QCOMPARE(reasonWith(header, everyFault, {{key}}), u"signature-invalid"_s);

        const auto reasonSigned = [this, &expected](const QJsonObject &payload) {
            return reasonOf(verify(decoded(m_key.sign(payload)), m_keys, expected));
        };
        auto payload = everyFault;
        QCOMPARE(reasonSigned(payload), u"issuer-mismatch"_s);
        payload["iss"_L1] = issuer;
        QCOMPARE(reasonSigned(payload), u"audience-mismatch"_s);
        payload["aud"_L1] = audience;
        QCOMPARE(reasonSigned(payload), u"expired"_s);
        payload["exp"_L1] = at + 1;
        QCOMPARE(reasonSigned(payload), u"not-yet-valid"_s);
        payload["nbf"_L1] = at;
        QCOMPARE(reasonSigned(payload), u"issued-in-future"_s);
        payload["iat"_L1] = at;
        QCOMPARE(reasonSigned(payload), u"wrong-type"_s);
        payload["type"_L1] = u"app"_s;
        QCOMPARE(reasonSigned(payload), u"valid"_s);
    }

    void verifiesASignatureOverAnyPayload()
    {
        // RFC 8037, appendix A.4.
        const auto jws
            = decodeJws("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
                        ".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvp"
                        "Ar_MuM0KAg");
        const auto keys = parseKeySet(
            R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})");
        QVERIFY(jws);
        QVERIFY(keys);
        QCOMPARE(jws->payload, QByteArray("Example of Ed25519 signing"));
        QCOMPARE(reasonOf(verifySignature(*jws, *keys, {Algorithm::EdDSA})), u"valid"_s);
        QCOMPARE(reasonOf(verifySignature(*jws, *keys, {Algorithm::RS256})), u"algorithm-not-allowed"_s);
        QCOMPARE(reasonOf(verifySignature(*jws, m_keys, {Algorithm::EdDSA})), u"key-unusable"_s);
    }

private:
    const SigningKey m_key = SigningKey::generate();
    const SigningKey m_otherKey = SigningKey::generate();
    const KeySet m_keys{{m_otherKey.publicKey(), m_key.publicKey()}};
};

QTEST_GUILESS_MAIN(VerificationTest)
#include "VerificationTest.moc"
