// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Discovery.h"
#include "ExchangeBuilder.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace keyturn::access;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
const QUrl url(u"https://api.example.com/data"_s);

QJsonObject goodClaims()
{
    return {
        {u"type"_s, u"match"_s},
        {u"hostname"_s, u"api.example.com"_s},
        {u"auth_domain"_s, u"acme.cloudflareaccess.com"_s},
        {u"aud"_s, u"f00d"_s},
        {u"app_hostname"_s, u"*.example.com"_s},
        {u"iat"_s, now.toSecsSinceEpoch() - 60},
    };
}

QJsonObject with(const QString &name, const QJsonValue &value)
{
    QJsonObject claims = goodClaims();
    claims.insert(name, value);
    return claims;
}

QJsonObject without(const QString &name)
{
    QJsonObject claims = goodClaims();
    claims.remove(name);
    return claims;
}

http::Reply replyWith(const QByteArray &metadata)
{
    http::Reply reply;
    reply.status = 302;
    reply.headers = {{"cf-access-metadata", metadata}};
    return reply;
}

} // namespace

class DiscoveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void asksWithoutCredentialsAndWithoutAFragment()
    {
        const auto request = discoveryRequest(QUrl(u"https://me:pw@api.example.com/data?x=1#part"_s));

        QCOMPARE(request.method, QByteArray("HEAD"));
        QCOMPARE(request.url, QUrl(u"https://api.example.com/data?x=1"_s));
        QCOMPARE(request.headers, http::Headers({{"CF-Access-Metadata-Request", "true"}}));
        QVERIFY(request.body.isEmpty());
    }

    void readsWhoGuardsTheHost()
    {
        const QByteArray token = unsignedJwt(goodClaims());

        const auto discovery = discoveryOf(url, replyWith(token), now);

        QCOMPARE(discovery.problem, DiscoveryProblem::None);
        QCOMPARE(discovery.teamHost, u"acme.cloudflareaccess.com"_s);
        QCOMPARE(discovery.audience, u"f00d"_s);
        QCOMPARE(discovery.applicationHost, u"*.example.com"_s);
        QCOMPARE(discovery.token, token);
    }

    void judgesEachClaim_data()
    {
        QTest::addColumn<QJsonObject>("claims");
        QTest::addColumn<DiscoveryProblem>("problem");

        using enum DiscoveryProblem;
        const auto at = [](qint64 offset) { return with(u"iat"_s, now.toSecsSinceEpoch() + offset); };

        QTest::newRow("all good") << goodClaims() << None;
        QTest::newRow("application host missing") << without(u"app_hostname"_s) << None;
        QTest::newRow("audience in an array") << with(u"aud"_s, QJsonArray{u"f00d"_s}) << None;
        QTest::newRow("federal team") << with(u"auth_domain"_s, u"acme.fed.cloudflareaccess.com"_s) << None;
        QTest::newRow("host in capitals") << with(u"hostname"_s, u"API.Example.com"_s) << None;
        QTest::newRow("type missing") << without(u"type"_s) << WrongType;
        QTest::newRow("type of a session") << with(u"type"_s, u"app"_s) << WrongType;
        QTest::newRow("another host") << with(u"hostname"_s, u"www.example.com"_s) << OtherHost;
        QTest::newRow("host missing") << without(u"hostname"_s) << OtherHost;
        QTest::newRow("host is a number") << with(u"hostname"_s, 7) << OtherHost;
        QTest::newRow("look-alike team")
            << with(u"auth_domain"_s, u"evilcloudflareaccess.com"_s) << NotATeamDomain;
        QTest::newRow("team missing") << without(u"auth_domain"_s) << NotATeamDomain;
        QTest::newRow("audience missing") << without(u"aud"_s) << NoAudience;
        QTest::newRow("audience empty") << with(u"aud"_s, QString()) << NoAudience;
        QTest::newRow("audience an empty array") << with(u"aud"_s, QJsonArray()) << NoAudience;
        QTest::newRow("24 hours old") << at(-24 * 3600) << None;
        QTest::newRow("a second older") << at(-24 * 3600 - 1) << TooOld;
        QTest::newRow("issue time missing") << without(u"iat"_s) << TooOld;
        QTest::newRow("5 minutes ahead") << at(300) << None;
        QTest::newRow("a second further") << at(301) << FromTheFuture;
        QTest::newRow("beyond any clock") << with(u"iat"_s, 1e300) << FromTheFuture;
    }

    void judgesEachClaim()
    {
        QFETCH(QJsonObject, claims);
        QFETCH(DiscoveryProblem, problem);

        const auto discovery = discoveryOf(url, replyWith(unsignedJwt(claims)), now);

        QCOMPARE(discovery.problem, problem);
        QCOMPARE(discovery.audience.isEmpty(), problem != DiscoveryProblem::None);
    }

    void offersNothingWithoutTheHeader()
    {
        QCOMPARE(discoveryOf(url, {}, now).problem, DiscoveryProblem::NotOffered);
    }

    void refusesWhatIsNoJwt()
    {
        const auto discovery = discoveryOf(url, replyWith("none.of.this"), now);
        QCOMPARE(discovery.problem, DiscoveryProblem::NotAJwt);
        QCOMPARE(discovery.token, QByteArray("none.of.this"));
    }

    void trustsTheHostItIsToldToTrustAndNoOther()
    {
        const auto reply = replyWith(unsignedJwt(with(u"auth_domain"_s, u"127.0.0.1:8080"_s)));

        QCOMPARE(discoveryOf(url, reply, now).problem, DiscoveryProblem::NotATeamDomain);
        QCOMPARE(discoveryOf(url, reply, now, u"127.0.0.1:8080"_s).problem, DiscoveryProblem::None);
        QCOMPARE(discoveryOf(url, reply, now, u"127.0.0.1:8081"_s).problem, DiscoveryProblem::NotATeamDomain);
    }

    void takesAHostWithItsPort()
    {
        const QUrl local(u"http://127.0.0.1:8080/"_s);
        const auto reply = replyWith(unsignedJwt(with(u"hostname"_s, u"127.0.0.1:8080"_s)));

        QCOMPARE(discoveryOf(local, reply, now).problem, DiscoveryProblem::None);
        QCOMPARE(
            discoveryOf(QUrl(u"http://127.0.0.1:9/"_s), reply, now).problem, DiscoveryProblem::OtherHost);
    }
};

QTEST_GUILESS_MAIN(DiscoveryTest)
#include "DiscoveryTest.moc"
