// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Claims.h"

#include "SampleJson.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

class ClaimsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void tellsAServiceTokenFromAUser_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<SubjectKind>("kind");

        QTest::newRow("service token")
            << QByteArray(R"({"common_name":"a.access","sub":""})") << SubjectKind::ServiceToken;
        QTest::newRow("without sub") << QByteArray(R"({"common_name":"a.access"})")
                                     << SubjectKind::ServiceToken;
        QTest::newRow("sub is null") << QByteArray(R"({"common_name":"a.access","sub":null})")
                                     << SubjectKind::ServiceToken;
        QTest::newRow("user") << QByteArray(R"({"email":"a@example.com","sub":"1"})") << SubjectKind::User;
        QTest::newRow("email alone") << QByteArray(R"({"email":"a@example.com"})") << SubjectKind::User;
        QTest::newRow("sub alone") << QByteArray(R"({"sub":"1"})") << SubjectKind::User;
        QTest::newRow("user with mTLS")
            << QByteArray(R"({"common_name":"a","email":"a@example.com","sub":"1"})") << SubjectKind::User;
        QTest::newRow("common_name and sub")
            << QByteArray(R"({"common_name":"a","sub":"1"})") << SubjectKind::User;
        QTest::newRow("nothing") << QByteArray("{}") << SubjectKind::Unknown;
        QTest::newRow("empty sub alone") << QByteArray(R"({"sub":""})") << SubjectKind::Unknown;
        QTest::newRow("empty common_name")
            << QByteArray(R"({"common_name":"","sub":""})") << SubjectKind::Unknown;
        QTest::newRow("common_name is a number")
            << QByteArray(R"({"common_name":5,"sub":""})") << SubjectKind::Unknown;
        QTest::newRow("sub is a number")
            << QByteArray(R"({"common_name":"a","sub":5})") << SubjectKind::Unknown;
    }

    void tellsAServiceTokenFromAUser()
    {
        QFETCH(const QByteArray, payload);
        QFETCH(const SubjectKind, kind);
        QCOMPARE(subjectKindOf(object(payload)), kind);
    }

    void namesTheKindsForScripts()
    {
        QCOMPARE(idOf(SubjectKind::ServiceToken), u"service-token"_s);
        QCOMPARE(idOf(SubjectKind::User), u"user"_s);
        QCOMPARE(idOf(SubjectKind::Unknown), u"unknown"_s);
    }

    void listsKnownClaimsFirstAndTheOthersByName()
    {
        const auto claims
            = claimsOf(object(R"({"zebra":1,"exp":3,"apple":2,"aud":["x"],"sub":"","iss":"i","iat":1,
            "common_name":"a.access","type":"app"})"));
        QStringList names;
        for (const auto &claim : claims)
            names.append(claim.name);
        QCOMPARE(
            names,
            QStringList(
                {u"iss"_s, u"aud"_s, u"common_name"_s, u"sub"_s, u"type"_s, u"iat"_s, u"exp"_s, u"apple"_s,
                 u"zebra"_s}));
        QCOMPARE(claims[1].value, QJsonValue(QJsonArray({u"x"_s})));
    }

    void knowsWhatEachClaimIs_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("name");
        QTest::addColumn<ClaimRole>("role");

        const QByteArray serviceToken
            = R"({"common_name":"a.access","sub":"","iss":"i","aud":"x","exp":2,"nbf":1,
            "iat":1,"jti":"j","type":"app","policy_id":"p","amr":["x"]})";
        const QByteArray user = R"({"common_name":"CN","sub":"1","email":"a@example.com","identity_nonce":"n",
            "country":"DE","custom":{}})";
        QTest::newRow("common_name of a service token")
            << serviceToken << u"common_name"_s << ClaimRole::ClientId;
        QTest::newRow("common_name of a user") << user << u"common_name"_s << ClaimRole::CommonName;
        QTest::newRow("sub of a service token") << serviceToken << u"sub"_s << ClaimRole::EmptySubject;
        QTest::newRow("sub of a user") << user << u"sub"_s << ClaimRole::Subject;
        QTest::newRow("iss") << serviceToken << u"iss"_s << ClaimRole::Issuer;
        QTest::newRow("aud") << serviceToken << u"aud"_s << ClaimRole::Audience;
        QTest::newRow("exp") << serviceToken << u"exp"_s << ClaimRole::Expires;
        QTest::newRow("nbf") << serviceToken << u"nbf"_s << ClaimRole::NotBefore;
        QTest::newRow("iat") << serviceToken << u"iat"_s << ClaimRole::IssuedAt;
        QTest::newRow("jti") << serviceToken << u"jti"_s << ClaimRole::JwtId;
        QTest::newRow("type") << serviceToken << u"type"_s << ClaimRole::Type;
        QTest::newRow("policy_id") << serviceToken << u"policy_id"_s << ClaimRole::PolicyId;
        QTest::newRow("amr") << serviceToken << u"amr"_s << ClaimRole::AuthenticationMethods;
        QTest::newRow("email") << user << u"email"_s << ClaimRole::Email;
        QTest::newRow("identity_nonce") << user << u"identity_nonce"_s << ClaimRole::IdentityNonce;
        QTest::newRow("country") << user << u"country"_s << ClaimRole::Country;
        QTest::newRow("custom") << user << u"custom"_s << ClaimRole::Custom;
    }

    void knowsWhatEachClaimIs()
    {
        QFETCH(const QByteArray, payload);
        QFETCH(const QString, name);
        QFETCH(const ClaimRole, role);
        const auto claims = claimsOf(object(payload));
        const auto found = std::find_if(
            claims.begin(), claims.end(), [&name](const Claim &claim) { return claim.name == name; });
        QVERIFY(found != claims.end());
        QCOMPARE(found->role, role);
    }

    void givesTimesWhereTimesAreMeant()
    {
        const auto claims
            = claimsOf(object(R"({"exp":1300819380,"nbf":"1300819380","auth_time":0,"serial":1300819380})"));
        QHash<QString, std::optional<QDateTime>> times;
        for (const auto &claim : claims)
            times.insert(claim.name, claim.time);
        QCOMPARE(times[u"exp"_s], QDateTime(QDate(2011, 3, 22), QTime(18, 43), Qt::UTC));
        QCOMPARE(times[u"exp"_s]->timeSpec(), Qt::UTC);
        QVERIFY(!times[u"nbf"_s]);
        QCOMPARE(times[u"auth_time"_s], QDateTime(QDate(1970, 1, 1), QTime(0, 0), Qt::UTC));
        QVERIFY(!times[u"serial"_s]);
    }

    void makesNoMomentOfWhatIsNone_data()
    {
        QTest::addColumn<QJsonValue>("value");

        QTest::newRow("missing") << QJsonValue(QJsonValue::Undefined);
        QTest::newRow("null") << QJsonValue();
        QTest::newRow("text") << QJsonValue(u"1300819380"_s);
        QTest::newRow("true") << QJsonValue(true);
        QTest::newRow("milliseconds") << QJsonValue(1300819380000.0);
        QTest::newRow("the year 10000") << QJsonValue(253402300800.0);
        QTest::newRow("the year 0") << QJsonValue(-62135596801.0);
        QTest::newRow("enormous") << QJsonValue(1e300);
        QTest::newRow("enormous and negative") << QJsonValue(-1e300);
    }

    void makesNoMomentOfWhatIsNone()
    {
        QFETCH(const QJsonValue, value);
        QVERIFY(!momentOf(value));
    }

    void keepsFractionsOfASecond()
    {
        QCOMPARE(momentOf(1300819380.5)->toMSecsSinceEpoch(), 1300819380500);
        QCOMPARE(momentOf(-0.5)->toMSecsSinceEpoch(), -500);
    }

    void tellsWhetherItCounts_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("state");
        const auto row = [](const char *name, const char *json, const QString &state) {
            QTest::newRow(name) << QByteArray(json) << state;
        };
        row("now", R"({"iat":1799999000,"exp":1800000001})", u"valid"_s);
        row("at its end", R"({"iat":1799999000,"exp":1800000000})", u"over"_s);
        row("before nbf", R"({"iat":1,"nbf":1800000001,"exp":1800000009})", u"not-yet"_s);
        row("at nbf", R"({"nbf":1800000000,"exp":1800000009})", u"valid"_s);
        row("before iat", R"({"iat":1800000001,"exp":1800000009})", u"not-yet"_s);
        row("no exp", R"({"iat":1})", u"endless"_s);
        row("exp as text", R"({"exp":"1800000009"})", u"unreadable"_s);
        row("exp beyond the calendar", R"({"exp":1e300})", u"valid"_s);
        row("nothing", "{}", u"endless"_s);
    }

    void tellsWhetherItCounts()
    {
        QFETCH(const QByteArray, payload);
        const auto now = QDateTime::fromSecsSinceEpoch(1800000000, Qt::UTC);
        QTEST(idOf(validityOf(QJsonDocument::fromJson(payload).object(), now).state), "state");
    }

    void measuresTheSpanInWhichItCounts()
    {
        const auto now = QDateTime::fromSecsSinceEpoch(1800000000, Qt::UTC);
        const auto validity = validityOf({{"iat"_L1, 1799999000}, {"exp"_L1, 1800000600}}, now);
        QCOMPARE(validity.lifetime, std::chrono::seconds(1600));
        QCOMPARE(validity.left, std::chrono::seconds(600));
        QCOMPARE(validityOf({{"exp"_L1, 1799999999}}, now).left, std::chrono::seconds(-1));
    }
};

QTEST_GUILESS_MAIN(ClaimsTest)
#include "ClaimsTest.moc"
