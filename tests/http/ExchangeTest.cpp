// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Exchange.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace keyturn::http;
using namespace Qt::StringLiterals;

class ExchangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void replacesInEveryText()
    {
        Exchange exchange = answered();
        replaceTexts(exchange, [](QByteArray text) { return text.replace("hidden", "shown"); });

        QCOMPARE(exchange.request.url, QUrl(u"https://a.example/shown?b=%2F"_s));
        QCOMPARE(exchange.request.headers, (Headers{{"hidden-name", "shown"}}));
        QCOMPARE(exchange.hops.first().url, QUrl(u"https://b.example/shown"_s));
        QCOMPARE(exchange.hops.first().location, QUrl(u"https://c.example/shown"_s));
        QCOMPARE(exchange.answer->reason, QByteArray("shown"));
        QCOMPARE(exchange.answer->headers, (Headers{{"X", "shown"}}));
        QCOMPARE(exchange.answer->body.start, QByteArray("{shown}"));
    }

    void replacesInTheWordsOfAFailure()
    {
        Exchange exchange = answered();
        exchange.answer = Failure{TransportFailure{TransportError::TimedOut, u"hidden"_s, {}}};
        replaceTexts(exchange, [](QByteArray text) { return text.replace("hidden", "shown"); });
        QCOMPARE(exchange.answer.error().error, TransportError::TimedOut);
        QCOMPARE(exchange.answer.error().detail, u"shown"_s);
    }

    void hasNoStatusWithoutAnAnswer()
    {
        Exchange exchange = answered();
        QCOMPARE(statusOf(exchange), 302);
        exchange.answer = Failure{TransportFailure{TransportError::TimedOut, {}, {}}};
        QCOMPARE(statusOf(exchange), 0);
    }

private:
    static Exchange answered()
    {
        Reply reply;
        reply.status = 302;
        reply.reason = "hidden";
        reply.headers = {{"X", "hidden"}};
        reply.body.start = "{hidden}";
        Exchange exchange{{}, false, {}, reply, {}};
        exchange.request.url = QUrl(u"https://a.example/hidden?b=%2F"_s);
        exchange.request.headers = {{"hidden-name", "hidden"}};
        exchange.hops.append(
            {QUrl(u"https://b.example/hidden"_s), 302, QUrl(u"https://c.example/hidden"_s), false, true, {}});
        return exchange;
    }
};

QTEST_GUILESS_MAIN(ExchangeTest)
#include "ExchangeTest.moc"
