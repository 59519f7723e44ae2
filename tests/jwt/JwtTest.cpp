// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Jwt.h"

#include "Base64Url.h"

#include <QTest>

using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

namespace {

QByteArray
compact(const QByteArray &header, const QByteArray &payload, const QByteArray &signature = "signature")
{
    return encodeBase64Url(header) + '.' + encodeBase64Url(payload) + '.' + encodeBase64Url(signature);
}

// With a signature of 256 bytes, as RSA of 2048 bits makes them.
QByteArray accessJwt(const QByteArray &name = "one")
{
    return compact(
        R"({"alg":"RS256","kid":"k","typ":"JWT"})", "{\"common_name\":\"" + name + ".access\",\"sub\":\"\"}",
        QByteArray(256, 's'));
}

// As a terminal or a mail program breaks a long line.
QByteArray wrapped(const QByteArray &text, qsizetype width, const QByteArray &lineBreak)
{
    QByteArray lines;
    for (qsizetype i = 0; i < text.size(); i += width)
        lines += (i == 0 ? QByteArray() : lineBreak) + text.mid(i, width);
    return lines;
}

} // namespace

class JwtTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void takesTheExampleOfTheRfcApart()
    {
        // RFC 7519, section 3.1.
        const auto jwt = decode("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
                                ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNv"
                                "bS9pc19yb290Ijp0cnVlfQ"
                                ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        QVERIFY(jwt);
        QCOMPARE(jwt->jws.header["alg"_L1].toString(), u"HS256"_s);
        QCOMPARE(jwt->jws.headerJson, QByteArray("{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}"));
        QCOMPARE(jwt->payload["iss"_L1].toString(), u"joe"_s);
        QCOMPARE(jwt->payload["exp"_L1].toInteger(), 1300819380);
        QVERIFY(jwt->jws.payload.startsWith("{\"iss\":\"joe\",\r\n"));
        QCOMPARE(jwt->jws.signature.size(), 32);
        QVERIFY(jwt->jws.signingInput.startsWith("eyJ0eXAi"));
        QVERIFY(jwt->jws.signingInput.endsWith("0cnVlfQ"));
    }

    void decodesAJwtWithoutASignature()
    {
        const auto jwt = decode(compact(R"({"alg":"none"})", "{}", {}));
        QVERIFY(jwt);
        QVERIFY(jwt->jws.signature.isEmpty());
    }

    void decodesAJwsWithAnyPayload()
    {
        const QByteArray payload("any \0 bytes \xff", 13);
        const auto jws = decodeJws(compact(R"({"alg":"RS256"})", payload));
        QVERIFY(jws);
        QCOMPARE(jws->payload, payload);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<DecodeError>("error");

        const QByteArray deep = QByteArray("{\"a\":").repeated(100000);
        const QByteArray manyDots(10 * 1024 * 1024, '.');
        const QByteArray header = encodeBase64Url(R"({"alg":"RS256"})");
        QTest::newRow("nothing") << QByteArray() << DecodeError::Empty;
        QTest::newRow("white space") << QByteArray(" \r\n\t") << DecodeError::Empty;
        QTest::newRow("a word") << QByteArray("hello") << DecodeError::NotThreeParts;
        QTest::newRow("two parts") << QByteArray("e30.e30") << DecodeError::NotThreeParts;
        QTest::newRow("four parts") << QByteArray("e30.e30.YQ.YQ") << DecodeError::NotThreeParts;
        QTest::newRow("an encrypted token") << QByteArray("e30.YQ.YQ.YQ.YQ") << DecodeError::NotThreeParts;
        QTest::newRow("10 MB of garbage")
            << QByteArray("\x01garbage \xff").repeated(1024 * 1024) << DecodeError::NotThreeParts;
        QTest::newRow("10 MB of dots") << manyDots << DecodeError::NotThreeParts;
        QTest::newRow("NUL bytes") << QByteArray(1000, '\0') << DecodeError::NotThreeParts;
        QTest::newRow("more than 16 MB") << QByteArray(longestJwt + 1, 'a') << DecodeError::TooLarge;
        QTest::newRow("NUL in the header")
            << QByteArray("e3\0.e30.YQ", 10) << DecodeError::HeaderNotBase64Url;
        QTest::newRow("padding in the header")
            << QByteArray("e30=.e30.YQ") << DecodeError::HeaderNotBase64Url;
        QTest::newRow("space in front") << QByteArray(" e30.e30.YQ") << DecodeError::HeaderNotBase64Url;
        QTest::newRow("padding in the payload") << header + ".e30=.YQ" << DecodeError::PayloadNotBase64Url;
        QTest::newRow("plus in the payload") << header + ".YWJ+.YQ" << DecodeError::PayloadNotBase64Url;
        QTest::newRow("lone character in the payload")
            << header + ".e30aa.YQ" << DecodeError::PayloadNotBase64Url;
        QTest::newRow("padding in the signature")
            << header + ".e30.YQ==" << DecodeError::SignatureNotBase64Url;
        QTest::newRow("stray bits in the signature")
            << header + ".e30.YR" << DecodeError::SignatureNotBase64Url;
        QTest::newRow("line break at the end") << header + ".e30.YQ\n" << DecodeError::SignatureNotBase64Url;
        QTest::newRow("empty header") << QByteArray(".e30.YQ") << DecodeError::HeaderNotJsonObject;
        QTest::newRow("header is null") << compact("null", "{}") << DecodeError::HeaderNotJsonObject;
        QTest::newRow("header is an array") << compact("[]", "{}") << DecodeError::HeaderNotJsonObject;
        QTest::newRow("header is not UTF-8")
            << compact("{\"a\":\"\xff\"}", "{}") << DecodeError::HeaderNotJsonObject;
        QTest::newRow("header 100,000 levels deep")
            << compact(deep, "{}") << DecodeError::HeaderNotJsonObject;
        QTest::newRow("payload is text") << compact("{}", "hello") << DecodeError::PayloadNotJsonObject;
        QTest::newRow("payload is null") << compact("{}", "null") << DecodeError::PayloadNotJsonObject;
        QTest::newRow("payload is empty") << compact("{}", "") << DecodeError::PayloadNotJsonObject;
        QTest::newRow("NUL in a payload string")
            << compact("{}", QByteArray("{\"a\":\"\0\"}", 9)) << DecodeError::PayloadNotJsonObject;
        QTest::newRow("payload 100,000 levels deep")
            << compact("{}", deep) << DecodeError::PayloadNotJsonObject;
        QTest::newRow("payload of 10 MB of garbage")
            << compact("{}", QByteArray(10 * 1024 * 1024, 'x')) << DecodeError::PayloadNotJsonObject;
    }

    void saysWhatIsWrong()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const DecodeError, error);
        const auto jwt = decode(text);
        QVERIFY(!jwt);
        QCOMPARE(jwt.error(), error);
    }

    void findsTheJwtInWhatPeoplePaste_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("found");

        const auto jwt = accessJwt();
        const auto other = accessJwt("other");
        const auto unusual = compact(R"({"alg":"RS256"})", "{}", "short");
        const auto unsignedJwt = compact(R"({"alg":"none"})", "{}", {});
        const auto spaced = compact("{ \"alg\": \"RS256\" }", "{}", "short");
        const auto indented = compact("{\n  \"alg\": \"RS256\"\n}", "{}", "short");
        const auto badPayload = encodeBase64Url(R"({"alg":"RS256"})") + ".e30aa.YQ";

        QTest::newRow("bare") << jwt << jwt;
        QTest::newRow("white space around it") << " \n" + jwt + "\r\n" << jwt;
        QTest::newRow("double quotes") << '"' + jwt + '"' << jwt;
        QTest::newRow("single quotes") << '\'' + jwt + '\'' << jwt;
        QTest::newRow("quotes around a short signature") << '"' + unusual + '"' << unusual;
        QTest::newRow("full stop after it") << jwt + '.' << jwt;
        QTest::newRow("full stop after a short one") << "It is " + unusual + '.' << unusual;
        QTest::newRow("unsigned") << unsignedJwt << unsignedJwt;
        QTest::newRow("unsigned, in quotes") << '"' + unsignedJwt + '"' << unsignedJwt;
        QTest::newRow("Bearer") << "Bearer " + jwt << jwt;
        QTest::newRow("Authorization") << "Authorization: Bearer " + jwt << jwt;
        QTest::newRow("assertion header") << "Cf-Access-Jwt-Assertion: " + jwt << jwt;
        QTest::newRow("assertion header, small letters") << "cf-access-jwt-assertion:" + jwt << jwt;
        QTest::newRow("assertion among other headers") << "Host: a.example\nAuthorization: Bearer " + other
                + "\nCf-Access-Jwt-Assertion: " + jwt
                + "\nAccept: */*\n" << jwt;
        QTest::newRow("short assertion among other headers") << "Cf-Access-Jwt-Assertion: " + unusual
                + "\nAccept: */*\n" << unusual;
        QTest::newRow("Cookie") << "Cookie: a=b; CF_Authorization=" + jwt + "; CF_Session=x" << jwt;
        QTest::newRow("Cookie after another JWT")
            << "Cookie: sid=" + other + "; CF_Authorization=" + jwt << jwt;
        QTest::newRow("Set-Cookie") << "set-cookie: CF_Authorization=" + jwt
                + "; Expires=Tue, 24 Nov 2026 10:13:00 GMT; Path=/; Secure"
                                    << jwt;
        QTest::newRow("output of curl -v") << "< HTTP/2 200\r\n< set-cookie: CF_Authorization=" + jwt
                + "; Path=/\r\n< server: cloudflare\r\n"
                                           << jwt;
        QTest::newRow("curl command") << "curl -H 'cf-access-token: " + jwt + "' https://a.example" << jwt;
        QTest::newRow("JSON") << "{\"headers\":{\"cf-access-jwt-assertion\":\"" + jwt + "\",\"host\":\"x\"}}"
                              << jwt;
        QTest::newRow("sentence") << "my token is " + jwt + " and it fails" << jwt;
        QTest::newRow("sentence with words like a start") << "eye ewe ey. eyes: " + jwt << jwt;
        QTest::newRow("wrapped at 80") << wrapped(jwt, 80, "\n") << jwt;
        QTest::newRow("wrapped at 64, with carriage returns") << wrapped(jwt, 64, "\r\n") << jwt;
        QTest::newRow("wrapped and indented") << "\"" + wrapped(jwt, 72, "\n    ") + "\"" << jwt;
        QTest::newRow("wrapped every second character") << wrapped(jwt, 2, " ") << jwt;
        QTest::newRow("wrapped within a short signature")
            << wrapped(unusual, unusual.size() - 2, "\n") << unusual;
        QTest::newRow("wrapped within a long signature") << wrapped(jwt, jwt.size() - 100, "\n") << jwt;
        QTest::newRow("wrapped header line")
            << "Cf-Access-Jwt-Assertion: " + wrapped(jwt, 70, "\n ") + "\nHost: a" << jwt;
        QTest::newRow("header with spaces in it") << spaced << spaced;
        QTest::newRow("indented header") << indented << indented;
        QTest::newRow("payload that is not base64url") << "Bearer " + badPayload << badPayload;
        QTest::newRow("two of them") << jwt + '\n' + other << jwt;
        QTest::newRow("after 10 MB of something else")
            << QByteArray("nothing to see here, ").repeated(500000) + jwt << jwt;
    }

    void findsTheJwtInWhatPeoplePaste()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, found);
        const auto jwt = findJwt(text);
        QVERIFY(jwt);
        QCOMPARE(*jwt, found);
    }

    void findsNothingWhereThereIsNoJwt_data()
    {
        QTest::addColumn<QByteArray>("text");

        // Enough to outlast any patience where time grows with the square.
        constexpr qsizetype size = 1024 * 1024;
        const QByteArray header = encodeBase64Url(R"({"alg":"RS256"})");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a letter") << QByteArray("e");
        QTest::newRow("a sentence") << QByteArray("Hello. This is e.g. a test.");
        QTest::newRow("a host") << QByteArray("eyes.example.com");
        QTest::newRow("an empty cookie") << QByteArray("Set-Cookie: CF_Authorization=; Max-Age=0");
        QTest::newRow("two parts") << header + ".e30";
        QTest::newRow("an encrypted token") << header + ".YQ.YQ.YQ.YQ";
        QTest::newRow("padding in the header") << QByteArray("eyJhIjoxfQ==.e30.YQ");
        QTest::newRow("1 MB of starts") << QByteArray("ey ").repeated(size / 3);
        QTest::newRow("1 MB of starts with dots at the end")
            << QByteArray("ey ").repeated(size / 3) + "ey.ey.ey";
        QTest::newRow("1 MB of starts and dots") << QByteArray("ey. ").repeated(size / 4);
        QTest::newRow("1 MB of headers")
            << (header + ".e30 ").repeated(size / (header.size() + 5)) + ".x.x.x";
        QTest::newRow("1 MB of one run") << QByteArray(size, 'e') + "y.";
        QTest::newRow("10 MB of NUL") << QByteArray(10 * size, '\0');
    }

    void findsNothingWhereThereIsNoJwt()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(!findJwt(text));
    }
};

QTEST_GUILESS_MAIN(JwtTest)
#include "JwtTest.moc"
