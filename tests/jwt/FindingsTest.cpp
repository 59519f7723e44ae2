// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Findings.h"

#include <QJsonDocument>
#include <QTest>

using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

namespace {

QJsonObject object(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

const QDateTime now = QDateTime::fromSecsSinceEpoch(1800000000, Qt::UTC);

// A JWT in which nothing is to be found, with these members put in (or, if null, taken out).
Jwt sound(const QByteArray &header = "{}", const QByteArray &payload = "{}")
{
    const auto changed = [](QJsonObject json, const QJsonObject &changes) {
        for (auto change = changes.begin(); change != changes.end(); ++change) {
            if (change.value().isNull())
                json.remove(change.key());
            else
                json[change.key()] = change.value();
        }
        return json;
    };
    Jwt jwt;
    jwt.jws.header = changed(object(R"({"alg":"RS256","kid":"k","typ":"JWT"})"), object(header));
    jwt.jws.signature = "signature";
    jwt.payload = changed(
        object(R"({"type":"app","sub":"1","iat":1799999000,"nbf":1799999000,"exp":1800009000})"),
        object(payload));
    return jwt;
}

QStringList idsIn(const Jwt &jwt)
{
    QStringList ids;
    for (const auto &finding : findingsIn(jwt, now))
        ids.append(idOf(finding.severity) + u": "_s + idOf(finding.kind));
    return ids;
}

} // namespace

class FindingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void findsNothingInASoundJwt() { QCOMPARE(idsIn(sound()), QStringList()); }

    void findsWhatIsWorthKnowing_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("finding"); // Empty: nothing.

        const auto inHeader = [](const char *name, const char *json, const QString &finding) {
            QTest::newRow(name) << QByteArray(json) << QByteArray("{}") << finding;
        };
        const auto inPayload = [](const char *name, const char *json, const QString &finding) {
            QTest::newRow(name) << QByteArray("{}") << QByteArray(json) << finding;
        };
        inHeader("none", R"({"alg":"none"})", u"danger: algorithm-none"_s);
        inHeader("NoNe", R"({"alg":"NoNe"})", u"danger: algorithm-none"_s);
        inHeader("HS256", R"({"alg":"HS256"})", u"danger: algorithm-symmetric"_s);
        inHeader("ES256", R"({"alg":"ES256"})", u"warning: algorithm-unusual"_s);
        inHeader("rs256", R"({"alg":"rs256"})", u"warning: algorithm-unusual"_s);
        inHeader("no alg", R"({"alg":null})", u"warning: algorithm-unusual"_s);
        inHeader("alg is a number", R"({"alg":5})", u"warning: algorithm-unusual"_s);
        inHeader("jwk", R"({"jwk":{}})", u"danger: embedded-key"_s);
        inHeader("jku", R"({"jku":"a"})", u"danger: embedded-key"_s);
        inHeader("x5u", R"({"x5u":"a"})", u"danger: embedded-key"_s);
        inHeader("x5c", R"({"x5c":[]})", u"danger: embedded-key"_s);
        inHeader("x5t", R"({"x5t":"a"})", {});
        inHeader("crit", R"({"crit":[]})", u"warning: critical-header"_s);
        inHeader("no kid", R"({"kid":null})", u"warning: no-key-id"_s);
        inHeader("empty kid", R"({"kid":""})", u"warning: no-key-id"_s);
        inPayload("no exp", R"({"exp":null})", u"warning: no-expiry"_s);
        inPayload("exp is text", R"({"exp":"1800009000"})", u"warning: no-expiry"_s);
        inPayload("31 days", R"({"exp":1802677400})", {});
        inPayload("31 days and a second", R"({"exp":1802677401})", u"warning: expiry-far-away"_s);
        inPayload("31 days from now", R"({"iat":null,"exp":1802678400})", {});
        inPayload(
            "31 days and a second from now", R"({"iat":null,"exp":1802678401})",
            u"warning: expiry-far-away"_s);
        inPayload("exp in milliseconds", R"({"exp":1800009000000})", u"warning: expiry-far-away"_s);
        inPayload("exp beyond the calendar", R"({"exp":1e300})", u"warning: expiry-far-away"_s);
        inPayload("exp now", R"({"exp":1800000000})", u"warning: expired"_s);
        inPayload("exp in a second", R"({"exp":1800000001})", {});
        inPayload("nbf now", R"({"nbf":1800000000})", {});
        inPayload("nbf in a second", R"({"nbf":1800000001})", u"warning: not-yet-valid"_s);
        inPayload("no nbf", R"({"nbf":null})", u"info: no-not-before"_s);
        inPayload("iat now", R"({"iat":1800000000})", {});
        inPayload("iat in a second", R"({"iat":1800000001})", u"warning: issued-in-future"_s);
        inPayload("empty sub", R"({"sub":""})", u"info: empty-subject"_s);
        inPayload("no sub", R"({"sub":null})", {});
        inPayload("type org", R"({"type":"org"})", u"warning: type-not-app"_s);
        inPayload("type is a number", R"({"type":1})", u"warning: type-not-app"_s);
        inPayload("no type", R"({"type":null})", {});
    }

    void findsWhatIsWorthKnowing()
    {
        QFETCH(const QByteArray, header);
        QFETCH(const QByteArray, payload);
        QFETCH(const QString, finding);
        QCOMPARE(idsIn(sound(header, payload)), finding.isEmpty() ? QStringList() : QStringList(finding));
    }

    void findsAMissingSignature()
    {
        auto jwt = sound();
        jwt.jws.signature.clear();
        QCOMPARE(idsIn(jwt), QStringList(u"danger: signature-missing"_s));
    }

    void putsTheGravestFirst()
    {
        QCOMPARE(
            idsIn(sound(R"({"kid":null,"jku":"x"})", R"({"nbf":null,"sub":"","exp":1})")),
            QStringList(
                {u"danger: embedded-key"_s, u"warning: no-key-id"_s, u"warning: expired"_s,
                 u"info: no-not-before"_s, u"info: empty-subject"_s}));
    }
};

QTEST_GUILESS_MAIN(FindingsTest)
#include "FindingsTest.moc"
