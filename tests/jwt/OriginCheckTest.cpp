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
        QCOMPARE(ask(Origin::Hono, parts[0] + '.' + encodeBase64Url("null") + '.' + parts[2]).status, 500);
        // 171 characters end with bits that belong to no byte.
        const auto half = parts[0] + '.' + parts[1] + '.' + parts[2].first(170) + '_';
        QCOMPARE(ask(Origin::Hono, half).text, refusal(u"Invalid Token"_s));
        QCOMPARE(
            ask(Origin::Hono, parts[0] + '.' + parts[1] + ".AAAAA").text,
            refusal(u"Unable to decode Bearer token"_s));
        QCOMPARE(ask(Origin::Hono, parts[0] + '.' + parts[1] + '.').text, refusal(u"Invalid Token"_s));
        QCOMPARE(ask(Origin::Hono, SigningKey::generate().sign(claims())).text, refusal(u"Invalid Token"_s));
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
