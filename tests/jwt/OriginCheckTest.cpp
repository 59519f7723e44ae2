// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "OriginCheck.h"

#include "Base64Url.h"
#include "SampleJson.h"
#include "SigningKey.h"

#include <QJsonArray>
#include <QTest>

using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 at = 1800000000;
const auto issuer = u"urn:team"_s;

} // namespace

// What was measured of the real middleware, 0.4.0 with and without its audience.
class OriginCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAsTheMiddlewareDoes_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("statusAnyAudience");
        QTest::addColumn<QString>("text");
        const auto row
            = [](const char *name, const char *changes, int status, int any, const QString &text = {}) {
            QTest::newRow(name) << QByteArray(changes) << status << any << text;
        };
        const auto audience = u"Invalid token audience"_s;
        row("valid", "{}", 200, 200);
        row("audience as a string", R"({"aud":"app"})", 200, 200);
        row("wrong audience", R"({"aud":["other"]})", 401, 200, audience);
        row("wrong audience as a string", R"({"aud":"other"})", 401, 200, audience);
        row("no audience", R"({"aud":null})", 401, 200, audience);
        row("nested audience", R"({"aud":[["app"]]})", 401, 200, audience);
        row("audience in capitals", R"({"aud":"APP"})", 401, 200, audience);
        row("other team", R"({"iss":"urn:other"})", 401, 401, u"Invalid team name"_s);
        row("expired an hour ago", R"({"exp":1799996400})", 401, 401, u"Token is expired"_s);
        row("expired 45 s ago", R"({"exp":1799999955})", 401, 401, u"Token is expired"_s);
        row("expired 10 s ago", R"({"exp":1799999990})", 200, 200);
        row("no exp", R"({"exp":null})", 401, 401, u"Malformed token payload"_s);
        row("exp as text", R"({"exp":"1800000600"})", 401, 401, u"Malformed token payload"_s);
        row("nbf in an hour", R"({"nbf":1800003600})", 401, 401, u"Token is not yet valid"_s);
        row("nbf in 10 s", R"({"nbf":1800000010})", 200, 200);
        row("type org", R"({"type":"org"})", 200, 200);
        row("no common_name", R"({"common_name":null})", 200, 200);
        row("iat in the future", R"({"iat":1800009000})", 200, 200);
        row("nbf as text in an hour", R"({"nbf":"1800003600"})", 401, 401, u"Token is not yet valid"_s);
        row("nbf as a word", R"({"nbf":"soon"})", 200, 200);
        row("expired 30 s ago", R"({"exp":1799999970})", 200, 200);
    }

    void answersAsTheMiddlewareDoes()
    {
        QFETCH(const QByteArray, payload);
        QFETCH(const QString, text);
        const auto compact = m_key.sign(changed(claims(), payload));
        const auto answer = ask(Origin::Hono, compact);
        QTEST(answer.status, "status");
        QCOMPARE(answer.text, refusal(text));
        QTEST(ask(Origin::HonoAnyAudience, compact).status, "statusAnyAudience");
    }

    // The signature is over another header then, which is looked at later.
    void answersToHeadersAsTheMiddlewareDoes_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *header, int status, const QString &text) {
            QTest::newRow(name) << QByteArray(header) << status << text;
        };
        const auto algorithm = u"Invalid token algorithm"_s;
        row("none", R"({"alg":"none"})", 401, algorithm);
        row("HS256", R"({"alg":"HS256"})", 401, algorithm);
        row("RS512", R"({"alg":"RS512"})", 401, algorithm);
        row("rs256", R"({"alg":"rs256"})", 401, algorithm);
        row("no alg", R"({"kid":"x"})", 401, algorithm);
        row("crit", R"({"alg":"RS256","crit":[]})", 401, u"Unsupported critical extension"_s);
        row("crit is no text", R"({"alg":"RS256","crit":""})", 401, u"Invalid Token"_s);
        row("crit is false", R"({"alg":"RS256","crit":false})", 401, u"Invalid Token"_s);
        row("kid __defineGetter__", R"({"alg":"RS256","kid":"__defineGetter__"})", 500, {});
        row("unknown kid", R"({"alg":"RS256","kid":"x"})", 401, u"Invalid Token"_s);
        row("kid constructor", R"({"alg":"RS256","kid":"constructor"})", 500, {});
        row("kid __proto__", R"({"alg":"RS256","kid":"__proto__"})", 500, {});
        row("null", "null", 500, {});
        row("a number", "5", 401, algorithm);
        row("no JSON", "{", 401, u"Unable to decode Bearer token"_s);
    }

    void answersToHeadersAsTheMiddlewareDoes()
    {
        QFETCH(const QByteArray, header);
        QFETCH(const QString, text);
        const auto parts = m_key.sign(claims()).split('.');
        const auto answer = ask(Origin::Hono, encodeBase64Url(header) + '.' + parts[1] + '.' + parts[2]);
        QTEST(answer.status, "status");
        QCOMPARE(answer.text, refusal(text));
        QVERIFY(!answer.accepts() && !answer.steps.last().passes);
    }

    void answersToBrokenTokensAsTheMiddlewareDoes()
    {
        const auto compact = m_key.sign(claims());
        const auto parts = compact.split('.');
        QCOMPARE(ask(Origin::Hono, {}).text, refusal(u"Missing bearer token"_s));
        QCOMPARE(ask(Origin::Hono, compact + '=').text, refusal(u"Unable to decode Bearer token"_s));
        const auto nothing = encodeBase64Url("null");
        QCOMPARE(ask(Origin::Hono, parts[0] + '.' + nothing + '.' + parts[2]).status, 500);
        const auto unsignedNothing = encodeBase64Url(R"({"alg":"none"})") + '.' + nothing + '.';
        QCOMPARE(ask(Origin::Hono, unsignedNothing).text, refusal(u"Invalid token algorithm"_s));
        // 171 characters end with bits that belong to no byte.
        const auto half = parts[0] + '.' + parts[1] + '.' + parts[2].first(170) + '_';
        QCOMPARE(ask(Origin::Hono, half).text, refusal(u"Invalid Token"_s));
        QCOMPARE(
            ask(Origin::Hono, parts[0] + '.' + parts[1] + ".AAAAA").text,
            refusal(u"Unable to decode Bearer token"_s));
        QCOMPARE(ask(Origin::Hono, parts[0] + '.' + parts[1] + '.').text, refusal(u"Invalid Token"_s));
        QCOMPARE(ask(Origin::Hono, SigningKey::generate().sign(claims())).text, refusal(u"Invalid Token"_s));
    }

    // Its clock has whole seconds.
    void countsWholeSecondsAsTheMiddlewareDoes()
    {
        auto late = setting();
        late.at = late.at.addMSecs(999);
        const auto compact = m_key.sign(changed(claims(), R"({"exp":1799999970})"));
        QVERIFY(answerOf(Origin::Hono, compact, m_keys, late).accepts());
        late.at = late.at.addMSecs(1);
        QVERIFY(!answerOf(Origin::Hono, compact, m_keys, late).accepts());
    }

    void passesOverKeysAsTheMiddlewareDoes()
    {
        const auto compact = m_key.sign(claims());
        auto other = m_key.publicKey();
        other.id = u"other"_s;
        other.algorithm = u"RSA-OAEP"_s;
        const auto answerWith = [&](const Jwk &key, const QByteArray &token) {
            const VerificationKeys keys{KeySet{{m_key.publicKey(), key}}};
            return answerOf(Origin::Hono, token, keys, setting()).status;
        };
        // It imports this one for RS256, and fails before it looks at any token.
        QCOMPARE(answerWith(other, compact), 500);
        QCOMPARE(answerWith(other, "junk"), 500);
        QCOMPARE(answerWith(other, {}), 401);
        for (auto change : {0, 1, 2}) {
            auto ignored = other;
            if (change == 0)
                ignored.use = u"enc"_s;
            else if (change == 1)
                ignored.operations = QStringList{u"encrypt"_s};
            else
                ignored.id.clear();
            QCOMPARE(answerWith(ignored, compact), 200);
        }
        auto only = m_key.publicKey();
        only.operations = QStringList{u"encrypt"_s};
        const VerificationKeys keys{KeySet{{only}}};
        for (const auto origin : {Origin::Hono, Origin::Jose})
            QVERIFY(!answerOf(origin, compact, keys, setting()).accepts());
    }

    // Go reads all the claims that it knows before it looks at one, and takes numbers in quotes.
    void readsClaimsAsCloudflaredDoes_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const char *changes, int status) {
            QTest::newRow(name) << QByteArray(changes) << status;
        };
        row("exp in quotes", R"({"exp":"1800000600"})", 200);
        row("exp long ago in quotes", R"({"exp":"5"})", 502);
        row("exp with a fraction that is over", R"({"exp":1799999999.5})", 502);
        row("exp as a word", R"({"exp":"soon"})", 502);
        row("iat as a word", R"({"iat":"now"})", 502);
        row("nbf as a word", R"({"nbf":"now"})", 502);
        row("nbf in quotes, in an hour", R"({"nbf":"1800003600"})", 502);
        row("nbf in four minutes", R"({"nbf":1800000240})", 200);
        row("a subject that is a number", R"({"sub":5})", 502);
        row("a nonce that is a number", R"({"nonce":5})", 502);
        row("an audience that is a number", R"({"aud":5})", 502);
        row("an audience with a number in it", R"({"aud":["app",5]})", 502);
        row("a claim that it does not know", R"({"email":5})", 200);
    }

    void readsClaimsAsCloudflaredDoes()
    {
        QFETCH(const QByteArray, payload);
        QTEST(ask(Origin::Cloudflared, m_key.sign(changed(claims(), payload))).status, "status");
    }

    void saysWhatJoseMissesFirst()
    {
        const auto text = [this](const QByteArray &changes) {
            return ask(Origin::Jose, m_key.sign(changed(claims(), changes))).text;
        };
        QCOMPARE(
            text(R"({"iss":"urn:other","aud":null})"), u"Invalid token: missing required \"aud\" claim"_s);
        QCOMPARE(
            text(R"({"nbf":1800003600,"exp":"x"})"),
            u"Invalid token: \"nbf\" claim timestamp check failed"_s);
        QCOMPARE(text(R"({"iss":"urn:other"})"), u"Invalid token: unexpected \"iss\" claim value"_s);
        const auto parts = m_key.sign(claims()).split('.');
        QCOMPARE(
            ask(Origin::Jose, "e." + parts[1] + '.' + parts[2]).text,
            u"Invalid token: JWS Protected Header is invalid"_s);
        QVERIFY(ask(Origin::Jose, m_key.sign(claims()) + "==").accepts());
        QVERIFY(!ask(Origin::Jose, m_key.sign(claims()) + '=').accepts());
        QCOMPARE(ask(Origin::Jose, "junk").text, u"Invalid token: Invalid Compact JWS"_s);
    }

    void assumesWhatTheTokenNamesWhereNobodySaysMore()
    {
        const auto open = assumedFor(claims(), {{}, {}, setting().at});
        QVERIFY(open.issuer && open.audience);
        QCOMPARE(open.setting.issuer, issuer);
        QCOMPARE(open.setting.audiences, QStringList{u"app"_s});
        const auto closed = assumedFor(claims(), {u"urn:mine"_s, {u"mine"_s}, setting().at});
        QVERIFY(!closed.issuer && !closed.audience);
        QCOMPARE(closed.setting.issuer, u"urn:mine"_s);
        QCOMPARE(closed.setting.audiences, QStringList{u"mine"_s});
    }

    void knowsWhichOriginsDoWithoutWhat()
    {
        const auto endless = m_key.sign(changed(claims(), R"({"exp":null})"));
        QVERIFY(ask(Origin::Jose, endless).accepts());
        QVERIFY(!ask(Origin::Cloudflared, endless).accepts());
        const auto justExpired = m_key.sign(changed(claims(), R"({"exp":1799999990})"));
        QVERIFY(ask(Origin::Hono, justExpired).accepts());
        QCOMPARE(
            ask(Origin::Jose, justExpired).text, u"Invalid token: \"exp\" claim timestamp check failed"_s);
        QCOMPARE(ask(Origin::Cloudflared, justExpired).status, 502);
        const auto elsewhere = m_key.sign(changed(claims(), R"({"aud":"other"})"));
        QCOMPARE(ask(Origin::Cloudflared, elsewhere).status, 403);
        QCOMPARE(ask(Origin::Jose, elsewhere).text, u"Invalid token: unexpected \"aud\" claim value"_s);
    }

    void knowsThatSomeWantAPerson()
    {
        const auto service = ask(Origin::WantsPerson, m_key.sign(claims()));
        QVERIFY(!service.accepts());
        QCOMPARE(idOf(service.steps.last().check), u"person"_s);
        const auto person = m_key.sign(changed(claims(), R"({"email":"a@example.com"})"));
        for (const auto &answer : answersOfOrigins(person, m_keys, setting()))
            QVERIFY2(answer.accepts(), qPrintable(idOf(answer.origin)));
    }

    void hasNamesForAll()
    {
        QStringList names;
        for (const auto &answer : answersOfOrigins({}, m_keys, setting())) {
            names.append(idOf(answer.origin));
            QVERIFY(!answer.accepts());
            QVERIFY(!idOf(confidenceOf(answer.origin)).isEmpty());
        }
        QCOMPARE(names.size(), originCount);
        QCOMPARE(names.removeDuplicates(), 0);
    }

private:
    /// The body of the middleware's answer; empty: it gives none.
    static QString refusal(const QString &why)
    {
        return why.isEmpty() ? QString() : u"Authentication error: "_s + why;
    }

    QJsonObject claims() const
    {
        return {
            {"aud"_L1, QJsonArray{u"app"_s}},
            {"common_name"_L1, u"4f1c.access"_s},
            {"exp"_L1, at + 600},
            {"iat"_L1, at - 600},
            {"iss"_L1, issuer},
            {"sub"_L1, u""_s},
            {"type"_L1, u"app"_s}};
    }
    OriginSetting setting() const { return {issuer, {u"app"_s}, QDateTime::fromSecsSinceEpoch(at, Qt::UTC)}; }
    OriginAnswer ask(Origin origin, const QByteArray &compact) const
    {
        return answerOf(origin, compact, m_keys, setting());
    }

    const SigningKey m_key = SigningKey::generate();
    const VerificationKeys m_keys{KeySet{{m_key.publicKey()}}};
};

QTEST_GUILESS_MAIN(OriginCheckTest)
#include "OriginCheckTest.moc"
