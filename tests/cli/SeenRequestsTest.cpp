// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SeenRequests.h"

#include <QTest>

using namespace keyturn;
using namespace keyturn::cli;
using namespace Qt::StringLiterals;

namespace {

const auto secret = QByteArray("hush-hush-hush");
const QUrl typed(u"https://api.example.com/"_s);

http::Exchange exchangeWith(http::Answer answer)
{
    const QUrl told(u"https://api.example.com/?"_s + QString::fromUtf8(secret));
    return {{"GET", told, {}, {}}, true, {{typed, 302, told, true, true, {}}}, std::move(answer), {}};
}

QByteArray everyTextOf(http::Exchange exchange)
{
    QByteArray all;
    http::replaceTexts(exchange, [&all](const QByteArray &text) {
        all += text + '\n';
        return text;
    });
    return all;
}

} // namespace

class SeenRequestsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void withholdsEveryTextOfAnAnswer()
    {
        http::Reply reply;
        reply.status = 403;
        reply.reason = secret;
        reply.headers = {{"X-" + secret, secret}};
        reply.body.start = secret;
        reply.body.size = secret.size();
        reply.protocol = QString::fromUtf8(secret);
        const auto text = QString::fromUtf8(secret);
        reply.tls = http::Tls{u"TLS 1.3"_s, {}, http::Certificate{text, text, {text}, {}, {}}};
        auto exchange = exchangeWith(reply);
        QVERIFY(everyTextOf(exchange).contains(secret));

        withhold(exchange, typed);

        QVERIFY(!everyTextOf(exchange).contains(secret));
        QCOMPARE(exchange.answer->status, 403);
        QCOMPARE(exchange.request.url, typed);
        QVERIFY(exchange.hops.isEmpty());
        QVERIFY(exchange.answer->protocol.isEmpty());
    }

    void withholdsTheWordsOfAFailure()
    {
        auto exchange = exchangeWith(
            Failure{http::TransportFailure{http::TransportError::NotHttp, QString::fromUtf8(secret), {}}});
        withhold(exchange, typed);
        QVERIFY(!everyTextOf(exchange).contains(secret));
        QCOMPARE(exchange.answer.error().error, http::TransportError::NotHttp);
    }

    void coversWhatIsMadeOfAReport()
    {
        SecretMask mask;
        mask.learn(secret, 1);
        const auto json = covered({{u"a"_s, QJsonArray{u"x hush-hush-hush"_s}}}, mask);
        QCOMPARE(json.value(u"a"_s).toArray().at(0).toString(), u"x [redacted Client Secret]"_s);
    }
};

QTEST_GUILESS_MAIN(SeenRequestsTest)
#include "SeenRequestsTest.moc"
