// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtLayout.h"
#include "JwtInspection.h"

#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

const QByteArray payload
    = R"({"name":"Zoë 🦊",  "list":[1,{"a":null}],"none":{},"name":1.5000000000000000000001})";

JwtInspection inspected(const QByteArray &json)
{
    const auto part = [](const QByteArray &bytes) {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    const auto compact = part(R"({"alg":"RS256","kid":"k"})") + '.' + part(json) + '.' + part("signature");
    const auto inspection = inspectJwt(compact, QDateTime({2026, 11, 24}, {9, 30}, Qt::UTC));
    return inspection ? *inspection : JwtInspection{};
}

QString spanText(const JwtPartLayout &layout, int member)
{
    const auto *span = layout.spanOf(member);
    return span ? layout.text.sliced(span->begin, span->end - span->begin) : QString();
}

const QString prettyPayload = uR"({
  "name": "Zoë 🦊",
  "list": [
    1,
    {
      "a": null
    }
  ],
  "none": {},
  "name": 1.5000000000000000000001
})"_s;

} // namespace

class JwtLayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheBytesAsTheyWereSent()
    {
        const auto anatomy = *inspected(payload).anatomy;
        const auto layout = layoutOf(anatomy, jwt::JwtPart::Payload, JsonForm::AsSent);
        QCOMPARE(layout.text, QString::fromUtf8(payload));
        QCOMPARE(spanText(layout, 2), QString::fromUtf8("\"name\":\"Zoë 🦊\""));
        QCOMPARE(spanText(layout, 5), u"\"name\":1.5000000000000000000001"_s);
        QVERIFY(!layout.isCut);
    }

    void givesEachMemberALineAndChangesNothingElse()
    {
        const auto anatomy = *inspected(payload).anatomy;
        const auto layout = layoutOf(anatomy, jwt::JwtPart::Payload, JsonForm::Pretty);
        QCOMPARE(layout.text, prettyPayload);
        QCOMPARE(spanText(layout, 5), u"\"name\": 1.5000000000000000000001"_s);
        QCOMPARE(layout.memberAt(prettyPayload.indexOf(u"null"_s)), 3);
        QCOMPARE(layout.memberAt(0), -1);
    }

    void keepsHeaderAndPayloadApart()
    {
        const auto anatomy = *inspected(payload).anatomy;
        const auto header = layoutOf(anatomy, jwt::JwtPart::Header, JsonForm::AsSent);
        QCOMPARE(spanText(header, 1), u"\"kid\":\"k\""_s);
        QVERIFY(!header.spanOf(2));
        QCOMPARE(layoutOf(anatomy, jwt::JwtPart::Payload, JsonForm::AsSent).spans.first().member, 2);
    }

    void laysOutNothingOfAnEmptyObject()
    {
        const auto layout = layoutOf(*inspected("{}").anatomy, jwt::JwtPart::Payload, JsonForm::Pretty);
        QCOMPARE(layout.text, u"{}"_s);
        QVERIFY(layout.spans.isEmpty());
    }

    void stopsWhereNobodyReadsOn_data()
    {
        QTest::addColumn<JsonForm>("form");
        QTest::newRow("as it was sent") << JsonForm::AsSent;
        QTest::newRow("pretty") << JsonForm::Pretty;
    }

    void stopsWhereNobodyReadsOn()
    {
        QFETCH(JsonForm, form);
        const auto anatomy
            = *inspected("{\"a\":1,\"b\":\"" + QByteArray(100000, 'b') + "\",\"c\":2}").anatomy;
        const auto layout = layoutOf(anatomy, jwt::JwtPart::Payload, form);
        QCOMPARE(layout.text.size(), longestShownJson);
        QVERIFY(layout.isCut);
        QVERIFY(layout.spanOf(2) && layout.spanOf(3));
        QVERIFY(!layout.spanOf(4));
    }

    void tellsWhichMemberACharacterCarries()
    {
        const auto inspection = inspected(payload);
        const auto &anatomy = *inspection.anatomy;
        for (int member = 0; member < anatomy.members.size(); ++member)
            QCOMPARE(memberAt(anatomy, anatomy.members.at(member).compact.end - 1), member);
        QCOMPARE(memberAt(anatomy, anatomy.signatureRange.begin), -1);
    }

    void findsTheCharactersInTheTextAroundThem()
    {
        const auto compact = QString::fromLatin1(inspected(payload).compact);
        const auto half = compact.size() / 2;
        const auto text = QString::fromUtf8("ü CF_Authorization=") + compact.first(half) + u"\n "_s
            + compact.sliced(half);
        const auto inspection = inspectJwt(text.toUtf8(), QDateTime({2026, 11, 24}, {9, 30}, Qt::UTC));
        QVERIFY(inspection);
        const auto places = placesOf(inspection->found, text);
        QCOMPARE(places.size(), compact.size());
        QCOMPARE(places.first(), text.indexOf(compact.first(5)));
        QCOMPARE(places.last(), text.size() - 1);
        QVERIFY(placesOf(inspection->found, u"another text"_s.repeated(100)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(JwtLayoutTest)
#include "JwtLayoutTest.moc"
