// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Anatomy.h"

#include "Base64Url.h"
#include "Claims.h"
#include "Findings.h"
#include "JwtSearch.h"
#include "KindReading.h"
#include "Pace.h"

#include <QElapsedTimer>
#include <QTest>

using namespace keyturn;
using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

namespace {

QByteArray
compactOf(const QByteArray &header, const QByteArray &payload, const QByteArray &signature = "sig!")
{
    return encodeBase64Url(header) + '.' + encodeBase64Url(payload) + '.' + encodeBase64Url(signature);
}

const QByteArray header = R"({"alg":"RS256","kid":"k"})";
const auto sample = compactOf(header, R"({"sub":"","exp":1800000600})", QByteArray(256, 's'));

} // namespace

class AnatomyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatWasWritten()
    {
        const QByteArray payload = R"({ "big":12345678901234567890123, "x":1.0, "big":2,  "a":[1, 2] })";
        const auto jwt = decode(compactOf(header, payload));
        QVERIFY(jwt);
        const auto anatomy = anatomyOf(*jwt);
        QVERIFY(anatomy);
        QCOMPARE(anatomy->payload.bytes(), payload);
        QStringList seen;
        for (const auto &member : anatomy->members)
            seen.append(
                member.name + u'=' + QString::fromUtf8(member.text)
                + (member.isRepeated ? u"!"_s : QString()));
        QCOMPARE(
            seen,
            QStringList(
                {u"alg=\"RS256\""_s, u"kid=\"k\""_s, u"big=12345678901234567890123"_s, u"x=1.0"_s,
                 u"big=2!"_s, u"a=[1, 2]"_s}));
    }

    // From the characters alone, decoded from the beginning of their group of four, each member comes back.
    void linksEachMemberToItsCharacters()
    {
        for (qsizetype pad = 0; pad < 4; ++pad) {
            const QByteArray payload
                = "{" + QByteArray(pad, ' ') + R"("aud":["x"],"common_name":"ab.access","exp":5})";
            const auto compact = compactOf(header, payload);
            const auto jwt = decode(compact);
            const auto anatomy = anatomyOf(*jwt);
            QVERIFY(anatomy);
            for (const auto &member : anatomy->members) {
                const bool inHeader = member.part == JwtPart::Header;
                const auto part = inHeader ? anatomy->headerRange : anatomy->payloadRange;
                const auto &json = inHeader ? header : payload;
                QVERIFY(part.begin <= member.compact.begin && member.compact.end <= part.end);
                const auto begin = (member.compact.begin - part.begin) / 4 * 4;
                const auto carried = QByteArray::fromBase64(
                    compact.sliced(part.begin + begin, member.compact.end - part.begin - begin),
                    QByteArray::Base64UrlEncoding);
                const auto wanted = json.sliced(member.json.begin, member.json.end - member.json.begin);
                QVERIFY2(carried.endsWith(wanted) || carried.contains(wanted), carried.constData());
                QVERIFY(wanted.startsWith('"' + member.name.toUtf8() + '"'));
            }
            QCOMPARE(compact.sliced(anatomy->signatureRange.begin), encodeBase64Url("sig!"));
            QCOMPARE(anatomy->signatureRange.end, compact.size());
        }
    }

    void findsAJwtAndSaysInWhat_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<JwtCarrier>("carrier");
        QTest::addColumn<int>("gaps");
        const auto wrapped = QByteArray(sample).insert(100, "\r\n  ").insert(40, '\n');
        QTest::newRow("alone") << sample << JwtCarrier::None << 0;
        QTest::newRow("with line ends") << sample + "\n\n" << JwtCarrier::None << 0;
        QTest::newRow("quotes") << '"' + sample + '"' << JwtCarrier::Quotes << 0;
        QTest::newRow("wrapped") << wrapped << JwtCarrier::None << 5;
        QTest::newRow("Bearer") << "Bearer " + sample << JwtCarrier::Bearer << 0;
        QTest::newRow("Authorization") << "Authorization: Bearer " + sample << JwtCarrier::Bearer << 0;
        QTest::newRow("header of Access")
            << "GET / HTTP/1.1\r\nCf-Access-Jwt-Assertion: " + sample + "\r\nHost: a\r\n"
            << JwtCarrier::AccessHeader << 0;
        QTest::newRow("other header") << "X-Token: " + sample << JwtCarrier::Header << 0;
        QTest::newRow("printed header") << "> X-Token: " + sample << JwtCarrier::Header << 0;
        QTest::newRow("JSON") << "{\"token\": \"" + sample + "\"}" << JwtCarrier::Text << 0;
        QTest::newRow("headers in JSON")
            << "{\"Cf-Access-Jwt-Assertion\":\"" + sample + "\"}" << JwtCarrier::AccessHeader << 0;
        QTest::newRow("sentence") << "this is it: " + sample << JwtCarrier::Text << 0;
        QTest::newRow("cookie") << "Cookie: a=b; CF_Authorization=" + sample + "; c=d" << JwtCarrier::Cookie
                                << 0;
        QTest::newRow("curl") << "curl -H 'cf-access-token: " + sample + "' https://a"
                              << JwtCarrier::CurlCommand << 0;
        QTest::newRow("address") << "https://a.example/cb?token=" + sample + "&x=1" << JwtCarrier::Url << 0;
        QTest::newRow("log") << "jwt is " + sample + " and that is all" << JwtCarrier::Text << 0;
    }

    void findsAJwtAndSaysInWhat()
    {
        QFETCH(const QByteArray, text);
        const auto found = locateJwt(text);
        QVERIFY(found);
        QCOMPARE(found->compact, sample);
        QTEST(found->carrier, "carrier");
        QTEST(static_cast<int>(found->gaps), "gaps");
        const auto inside = text.sliced(found->range.begin, found->range.end - found->range.begin);
        QVERIFY(inside.startsWith(sample.first(20)) && inside.endsWith(sample.last(20)));
    }

    void readsKindlyWhatIsNotCanonical_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("canonical");
        QTest::addColumn<bool>("trailing");
        const auto parts = compactOf(header, R"({"a":"?>?>"})", QByteArray("\xfb\xff")).split('.');
        const auto join = [](const QByteArray &a, const QByteArray &b, const QByteArray &c) {
            return a + '.' + b + '.' + c;
        };
        QTest::newRow("padding") << join(parts[0], parts[1], parts[2] + '=') << false << false;
        QTest::newRow("other alphabet")
            << join(parts[0], parts[1], QByteArray(parts[2]).replace('-', '+').replace('_', '/')) << false
            << false;
        QTest::newRow("stray bits") << join(parts[0], parts[1], "-_9") << false << false;
        QTest::newRow("a fourth part") << join(parts[0], parts[1], parts[2]) + ".AAAA" << true << true;
        QTest::newRow("bytes behind") << join(parts[0], parts[1], parts[2]) + "!" << true << true;
    }

    void readsKindlyWhatIsNotCanonical()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(!decode(text));
        const auto read = readKindly(text);
        QVERIFY(read);
        QTEST(!read->wasNotCanonical, "canonical");
        QTEST(read->hadTrailingBytes, "trailing");
        QVERIFY(decode(read->compact));
        QCOMPARE(read->jwt.payload["a"_L1].toString(), u"?>?>"_s);
    }

    void readsKindlyNothingThatIsNoJwt()
    {
        for (const auto *text : {"", ".", "..", "a.b", "a.b.c", "e30.e3.x"})
            QVERIFY(!readKindly(text));
    }

    // An answer within a second, whatever it is.
    void answersSoonToWhateverComes_data()
    {
        QTest::addColumn<QByteArray>("text");
        constexpr qsizetype large = 10'000'000;
        QTest::newRow("10 MB of claims")
            << compactOf(header, "{\"a\":\"" + QByteArray(large * 3 / 4, 'x') + "\"}");
        QTest::newRow("10 MB of short members") << compactOf(header, [] {
            QByteArray json = "{";
            while (json.size() < large * 3 / 4)
                json += "\"a\":1,";
            return json + "\"b\":1}";
        }());
        QTest::newRow("100,000 levels")
            << compactOf(header, "{\"a\":" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + '}');
        QTest::newRow("1,000 levels")
            << compactOf(header, "{\"a\":" + QByteArray(1'000, '[') + QByteArray(1'000, ']') + '}');
        QTest::newRow("kid of 1 MB") << compactOf(
            "{\"alg\":\"RS256\",\"kid\":\"" + QByteArray(1'000'000, '.') + "\"}", "{}");
        QTest::newRow("10 MB of dots") << QByteArray(large, '.');
        QTest::newRow("10 MB of beginnings") << QByteArray("eyJ.").repeated(large / 4);
        QTest::newRow("10 MB of padding") << sample + QByteArray(large, '=');
    }

    void answersSoonToWhateverComes()
    {
        QFETCH(const QByteArray, text);
        const auto now = QDateTime::fromSecsSinceEpoch(1800000000, Qt::UTC);
        QElapsedTimer timer;
        timer.start();
        const auto found = locateJwt(text);
        const auto decoded = decode(found ? found->compact : text);
        const auto kindly = decoded ? std::nullopt : readKindly(text);
        if (decoded || kindly) {
            const auto &jwt = decoded ? *decoded : kindly->jwt;
            QVERIFY(!findingsIn(jwt, now).isEmpty());
            QVERIFY(!claimsOf(jwt.payload).isEmpty() || jwt.payload.isEmpty());
            QCOMPARE(bool(anatomyOf(jwt)), jwt.jws.payload.size() <= largestAnatomy);
        }
        // A busy machine may take its time, but never ten times as long.
        QVERIFY2(timer.elapsed() < pace * 10'000, qPrintable(QString::number(timer.elapsed())));
        qInfo("%s: %lld ms", QTest::currentDataTag(), timer.elapsed());
    }
};

QTEST_GUILESS_MAIN(AnatomyTest)
#include "AnatomyTest.moc"
