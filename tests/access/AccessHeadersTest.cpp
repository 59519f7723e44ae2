// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "AccessHeaders.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace keyturn::access;
using namespace Qt::StringLiterals;

class AccessHeadersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void carriesIdAndSecretInTwoHeaders()
    {
        const auto headers = accessHeaders(u"0123.access"_s, Secret("hush"), HeaderStyle::two());

        QCOMPARE(headers.size(), size_t(2));
        QCOMPARE(headers[0].name, QByteArray("CF-Access-Client-Id"));
        QCOMPARE(headers[0].value.expose().toByteArray(), QByteArray("0123.access"));
        QCOMPARE(headers[1].name, QByteArray("CF-Access-Client-Secret"));
        QCOMPARE(headers[1].value.expose().toByteArray(), QByteArray("hush"));
    }

    void carriesBothInOneHeaderWithExactlyTheLowerCaseKeys()
    {
        const auto headers
            = accessHeaders(u"0123.access"_s, Secret("hush"), HeaderStyle::single("Authorization"));

        QCOMPARE(headers.size(), size_t(1));
        QCOMPARE(headers[0].name, QByteArray("Authorization"));
        QCOMPARE(
            headers[0].value.expose().toByteArray(),
            QByteArray(R"({"cf-access-client-id": "0123.access", "cf-access-client-secret": "hush"})"));
    }

    void escapesWhatJsonCannotHold_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArray>("written");

        QTest::newRow("quote") << QByteArray(R"(a"b)") << QByteArray(R"(a\"b)");
        QTest::newRow("backslash") << QByteArray(R"(a\b)") << QByteArray(R"(a\\b)");
        QTest::newRow("line feed") << QByteArray("a\nb") << QByteArray(R"(a\u000ab)");
        QTest::newRow("unit separator") << QByteArray("a\x1f") << QByteArray(R"(a\u001f)");
        QTest::newRow("UTF-8") << QByteArray("\xc3\xa4") << QByteArray("\xc3\xa4");
    }

    void escapesWhatJsonCannotHold()
    {
        QFETCH(QByteArray, secret);
        QFETCH(QByteArray, written);

        const auto headers = accessHeaders(u"id"_s, Secret(secret), HeaderStyle::single("X-Token"));

        const QByteArray value = headers.at(0).value.expose().toByteArray();
        QCOMPARE(value, R"({"cf-access-client-id": "id", "cf-access-client-secret": ")" + written + R"("})");
        const QJsonObject read = QJsonDocument::fromJson(value).object();
        QCOMPARE(read.value("cf-access-client-secret"_L1).toString().toUtf8(), secret);
    }

    void namesWhatItWouldSend()
    {
        QCOMPARE(
            accessHeaderNames(HeaderStyle::two()),
            QList<QByteArray>({"CF-Access-Client-Id", "CF-Access-Client-Secret"}));
        QCOMPARE(accessHeaderNames(HeaderStyle::single("X-Token")), QList<QByteArray>({"X-Token"}));
    }

    void takesAwayCredentialsThatWereWrittenByHand_data()
    {
        QTest::addColumn<http::Header>("header");
        QTest::addColumn<http::Headers>("left");

        const auto gone = http::Headers{};
        const auto kept = [](const http::Header &header) { return http::Headers{header}; };
        const http::Header accept{"Accept", "*/*"};
        const http::Header otherCookie{"Cookie", "theme=dark"};
        const http::Header lookAlike{"Cookie", "XCF_Authorization=eyJ"};
        const http::Header authorization{"Authorization", "Bearer x"};

        QTest::newRow("id") << http::Header{"CF-Access-Client-Id", "x"} << gone;
        QTest::newRow("secret, lower case") << http::Header{"cf-access-client-secret", "x"} << gone;
        QTest::newRow("token header") << http::Header{"Cf-Access-Token", "eyJ"} << gone;
        QTest::newRow("the style's own name") << http::Header{"x-token", "x"} << gone;
        QTest::newRow("session cookie alone") << http::Header{"Cookie", "CF_Authorization=eyJ"} << gone;
        QTest::newRow("session cookie among others")
            << http::Header{"cookie", "a=1; CF_Authorization=eyJ;b=2"} << kept({"cookie", "a=1; b=2"});
        QTest::newRow("other cookie") << otherCookie << kept(otherCookie);
        QTest::newRow("look-alike cookie") << lookAlike << kept(lookAlike);
        QTest::newRow("other header") << accept << kept(accept);
        QTest::newRow("authorization of the service") << authorization << kept(authorization);
    }

    void takesAwayCredentialsThatWereWrittenByHand()
    {
        QFETCH(http::Header, header);
        QFETCH(http::Headers, left);

        QCOMPARE(withoutAccessHeaders({header}, HeaderStyle::single("X-Token")), left);
    }

    void leavesTheSingleHeaderAloneWhenTwoAreSent()
    {
        const http::Headers headers{{"X-Token", "mine"}};
        QCOMPARE(withoutAccessHeaders(headers, HeaderStyle::two()), headers);
    }
};

QTEST_GUILESS_MAIN(AccessHeadersTest)
#include "AccessHeadersTest.moc"
