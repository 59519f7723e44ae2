// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Json.h"

#include "ExchangeBuilder.h"

#include <QTemporaryFile>
#include <QTest>

using namespace keyturn;
using namespace keyturn::cli;
using namespace Qt::StringLiterals;

namespace {

QDateTime now()
{
    return {{2026, 11, 24}, {9, 0}, Qt::UTC};
}

http::Reply replyWith(const QByteArray &body)
{
    http::Reply reply;
    reply.status = 200;
    reply.headers = {{"Content-Type", "text/plain"}};
    reply.body.start = body;
    reply.body.size = body.size();
    return reply;
}

http::Exchange exchangeWith(http::Answer answer)
{
    return {{"GET", QUrl(u"https://api.example.com/x"_s), {}, {}}, true, {}, std::move(answer), now()};
}

void hasMembers(const QJsonObject &json, const QStringList &names)
{
    for (const auto &name : names)
        QVERIFY2(json.contains(name), qPrintable(name));
}

} // namespace

class JsonTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void hasEveryFieldOfAToken()
    {
        tokens::ServiceToken token;
        token.id = u"1"_s;
        token.name = u"api"_s;
        token.expiry = tokens::Expiry::on(now().addDays(9));
        const auto json = jsonOf(token, now());
        hasMembers(
            json,
            {u"id"_s, u"name"_s, u"client_id"_s, u"expires_at"_s, u"status"_s, u"hosts"_s, u"owner"_s,
             u"environment"_s, u"tags"_s});
        QCOMPARE(json.value(u"expires_at"), QJsonValue(u"2026-12-03T09:00:00Z"_s));
        QCOMPARE(json.value(u"status"), QJsonValue(u"due"_s));
        QVERIFY(json.value(u"hosts").isArray());
    }

    void hasNullForAnEndThatIsNone()
    {
        tokens::ServiceToken token;
        QVERIFY(jsonOf(token, now()).value(u"expires_at").isNull());
        QCOMPARE(jsonOf(token, now()).value(u"status"), QJsonValue(u"unknown"_s));
        token.expiry = tokens::Expiry::unlimited();
        QVERIFY(jsonOf(token, now()).value(u"expires_at").isNull());
        QCOMPARE(jsonOf(token, now()).value(u"status"), QJsonValue(u"valid"_s));
    }

    void hasEveryFieldOfAnAnswer()
    {
        auto exchange = exchangeWith(replyWith("hello world"));
        exchange.hops.append(
            {QUrl(u"https://a.example.com/"_s),
             302,
             QUrl(u"https://b.example.com/"_s),
             true,
             true,
             {"CF-Access-Client-Id", "CF-Access-Client-Secret"}});
        const RequestReport report{exchange, {}, std::nullopt, {}};
        const auto json = jsonOf(report, now());
        hasMembers(
            json,
            {u"request"_s, u"status"_s, u"headers"_s, u"body_bytes"_s, u"body"_s, u"hops"_s, u"timing_ms"_s,
             u"jwt"_s, u"verdict"_s});
        QCOMPARE(json.value(u"status"), QJsonValue(200));
        QCOMPARE(json.value(u"body"), QJsonValue(u"hello world"_s));
        QCOMPARE(json.value(u"body_bytes"), QJsonValue(11));
        QCOMPARE(
            json.value(u"headers"), QJsonValue(QJsonArray{QJsonArray{u"Content-Type"_s, u"text/plain"_s}}));
        QVERIFY(json.value(u"jwt").isNull());
        const auto hop = json.value(u"hops").toArray().first().toObject();
        QCOMPARE(hop.value(u"credentials_sent"), QJsonValue(true));
        QCOMPARE(
            hop.value(u"stripped"),
            QJsonValue(QJsonArray{u"CF-Access-Client-Id"_s, u"CF-Access-Client-Secret"_s}));
        hasMembers(
            json.value(u"timing_ms").toObject(),
            {u"dns"_s, u"connect"_s, u"tls"_s, u"send"_s, u"wait"_s, u"receive"_s, u"total"_s});
    }

    void hasNoBodyThatIsNotText()
    {
        QVERIFY(jsonOf(exchangeWith(replyWith("\xff\xfe"))).value(u"body").isNull());
        QCOMPARE(jsonOf(exchangeWith(replyWith("\xff\xfe"))).value(u"body_bytes"), QJsonValue(2));
        QCOMPARE(jsonOf(exchangeWith(replyWith(""))).value(u"body"), QJsonValue(QString()));
        QCOMPARE(jsonOf(exchangeWith(replyWith("gr\xc3\xbc\xc3\x9f"))).value(u"body"), QJsonValue(u"grüß"_s));
    }

    void hasNoBodyThatWasTooLarge()
    {
        auto reply = replyWith("only the start");
        reply.body.file = std::make_shared<QTemporaryFile>();
        reply.body.size = 6'000'000;
        const auto json = jsonOf(exchangeWith(reply));
        QVERIFY(json.value(u"body").isNull());
        QCOMPARE(json.value(u"body_bytes"), QJsonValue(6'000'000));
    }

    void hasNullsWhereThereWasNoAnswer()
    {
        const auto json = jsonOf(
            exchangeWith(Failure{http::TransportFailure{http::TransportError::ConnectionRefused, {}, {}}}));
        QVERIFY(json.value(u"status").isNull());
        QVERIFY(json.value(u"body").isNull());
        QCOMPARE(json.value(u"headers"), QJsonValue(QJsonArray()));
        QVERIFY(json.value(u"timing_ms").isObject());
    }

    void hasTheFieldsOfAVerdict()
    {
        access::Verdict verdict;
        auto json = jsonOf(verdict);
        QVERIFY(json.value(u"layer").isNull());
        QCOMPARE(json.value(u"outcome"), QJsonValue(u"unknown"_s));

        verdict.layer = access::Layer::Access;
        verdict.outcome = access::Outcome::Refused;
        verdict.cause = access::Cause::CannotAuthenticate;
        verdict.confidence = access::Confidence::Certain;
        verdict.evidence = {{access::EvidenceKind::StatusSeen, u"401 Unauthorized"_s}};
        verdict.nextSteps = {access::NextStep::CheckClientIdAndSecret};
        json = jsonOf(verdict);
        QCOMPARE(json.value(u"layer"), QJsonValue(u"access"_s));
        QCOMPARE(json.value(u"cause"), QJsonValue(access::idOf(access::Cause::CannotAuthenticate)));
        QCOMPARE(json.value(u"confidence"), QJsonValue(u"certain"_s));
        QVERIFY(!json.value(u"summary").toString().isEmpty());
        QCOMPARE(json.value(u"evidence").toArray().size(), 1);
        QCOMPARE(json.value(u"next_steps").toArray().size(), 1);
        QVERIFY(!json.value(u"next_steps").toArray().first().toString().isEmpty());
    }

    void takesAJwtApart()
    {
        const auto compact = unsignedJwt({{u"common_name"_s, u"abc.access"_s}, {u"exp"_s, 1'900'000'000}});
        const auto json = jwtJson(compact, now()).toObject();
        hasMembers(
            json,
            {u"header"_s, u"payload"_s, u"signature_bytes"_s, u"subject_kind"_s, u"claims"_s, u"findings"_s});
        QCOMPARE(json.value(u"subject_kind"), QJsonValue(u"service-token"_s));
        const auto claims = json.value(u"claims").toArray();
        QCOMPARE(claims.size(), 2);
        for (const auto &claim : claims) {
            hasMembers(claim.toObject(), {u"name"_s, u"value"_s, u"meaning"_s, u"time"_s});
            const bool isTime = claim.toObject().value(u"name") == u"exp"_s;
            QCOMPARE(claim.toObject().value(u"time").isNull(), !isTime);
        }
        QVERIFY(jwtJson(std::nullopt, now()).isNull());
    }

    void saysValidOrWhyNot()
    {
        jwt::Verification verification;
        verification.keyId = u"k"_s;
        verification.algorithm = u"RS256"_s;
        QCOMPARE(jsonOf(verification).value(u"valid"), QJsonValue(true));
        QVERIFY(jsonOf(verification).value(u"reason").isNull());
        verification.refusal = jwt::Refusal::SignatureInvalid;
        verification.keyId.clear();
        QCOMPARE(jsonOf(verification).value(u"valid"), QJsonValue(false));
        QCOMPARE(jsonOf(verification).value(u"reason"), QJsonValue(u"signature-invalid"_s));
        QVERIFY(jsonOf(verification).value(u"key_id").isNull());
    }

    void hasTheStepsOfAProbe()
    {
        ProbeReport report{{}, {}, {}, exchangeWith(replyWith("x")), {}, {}, {}, {}};
        const auto json = jsonOf(report, now());
        hasMembers(
            json, {u"discovery"_s, u"control"_s, u"credentialed"_s, u"verdict"_s, u"mode"_s, u"jwt"_s});
        QVERIFY(json.value(u"credentialed").isNull());
        QCOMPARE(json.value(u"control").toObject().value(u"status"), QJsonValue(200));
        QCOMPARE(json.value(u"mode"), QJsonValue(u"unknown"_s));
    }
};

QTEST_GUILESS_MAIN(JsonTest)
#include "JsonTest.moc"
