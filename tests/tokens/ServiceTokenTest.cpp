// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ServiceToken.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace keyturn::tokens;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(keyturn::tokens::Expiry)
Q_DECLARE_METATYPE(keyturn::tokens::Status)

class ServiceTokenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void statusDependsOnTheEnd_data()
    {
        QTest::addColumn<Expiry>("expiry");
        QTest::addColumn<bool>("disabled");
        QTest::addColumn<Status>("expected");

        QTest::newRow("nobody said when") << Expiry() << false << Status::Unknown;
        QTest::newRow("an end without a date") << Expiry{Expiry::Kind::At, {}} << false << Status::Unknown;
        QTest::newRow("forever") << Expiry::unlimited() << false << Status::Valid;
        QTest::newRow("a year left") << Expiry::on(now.addYears(1)) << false << Status::Valid;
        QTest::newRow("just outside notice")
            << Expiry::on(now.addDays(30).addSecs(1)) << false << Status::Valid;
        QTest::newRow("just inside notice") << Expiry::on(now.addDays(30)) << false << Status::Due;
        QTest::newRow("one second left") << Expiry::on(now.addSecs(1)) << false << Status::Due;
        QTest::newRow("this very second") << Expiry::on(now) << false << Status::Expired;
        QTest::newRow("a year ago") << Expiry::on(now.addYears(-1)) << false << Status::Expired;
        QTest::newRow("disabled, unknown") << Expiry() << true << Status::Disabled;
        QTest::newRow("disabled, forever") << Expiry::unlimited() << true << Status::Disabled;
        QTest::newRow("disabled, due") << Expiry::on(now.addDays(3)) << true << Status::Disabled;
        QTest::newRow("disabled, expired") << Expiry::on(now.addDays(-3)) << true << Status::Expired;
    }

    void statusDependsOnTheEnd()
    {
        QFETCH(Expiry, expiry);
        QFETCH(bool, disabled);
        QFETCH(Status, expected);
        ServiceToken token;
        token.expiry = expiry;
        token.disabled = disabled;

        QCOMPARE(statusOf(token, now), expected);
        QCOMPARE(statusOf(token, now.toOffsetFromUtc(-5 * 3600)), expected);
    }

    void putsAnEditOverWhatHasBecomeOfTheToken()
    {
        ServiceToken before;
        before.id = u"a"_s;
        before.name = u"Deploy"_s;
        before.hosts = QStringList{u"a.example.com"_s};
        before.notes = u"old"_s;
        auto after = before;
        after.name = u"Deploy to production"_s;
        after.tags = QStringList{u"ci"_s};
        auto onto = before;
        onto.hosts = QStringList{u"b.example.com"_s};
        onto.notes = u"of somebody else"_s;
        onto.disabled = true;

        auto expected = onto;
        expected.name = after.name;
        expected.tags = after.tags;
        QCOMPARE(withChanges(before, after, onto), expected);
    }

    void anEditReachesEveryField()
    {
        ServiceToken after;
        after.name = u"n"_s;
        after.clientId = u"c"_s;
        after.expiry = Expiry::unlimited();
        after.disabled = true;
        after.hosts = QStringList{u"h"_s};
        after.team = u"t"_s;
        after.owner = u"o"_s;
        after.environment = u"e"_s;
        after.tags = QStringList{u"g"_s};
        after.notes = u"m"_s;
        after.createdAt = now;
        after.secretChangedAt = now.addDays(1);

        QCOMPARE(withChanges(ServiceToken(), after, ServiceToken()), after);
    }

    void keepsItsEndInUtc()
    {
        const auto expiry
            = Expiry::on(QDateTime(QDate(2026, 12, 1), QTime(2, 0), Qt::OffsetFromUTC, 2 * 3600));

        QCOMPARE(expiry.at.timeSpec(), Qt::UTC);
        QCOMPARE(expiry.at, QDateTime(QDate(2026, 12, 1), QTime(0, 0), Qt::UTC));
    }

    void namesItsStatusForScripts()
    {
        QCOMPARE(idOf(Status::Valid), u"valid"_s);
        QCOMPARE(idOf(Status::Due), u"due"_s);
        QCOMPARE(idOf(Status::Expired), u"expired"_s);
        QCOMPARE(idOf(Status::Disabled), u"disabled"_s);
        QCOMPARE(idOf(Status::Unknown), u"unknown"_s);
    }

    void isOrderedByWhatEndsFirst()
    {
        const QStringList expected{u"long expired"_s, u"lately expired"_s, u"tomorrow a"_s, u"Tomorrow b"_s,
                                   u"next year"_s,    u"forever"_s,        u"no date"_s,    u"unknown"_s};
        QList<ServiceToken> tokens{
            named(u"unknown"_s, {}),
            named(u"next year"_s, Expiry::on(now.addYears(1))),
            named(u"forever"_s, Expiry::unlimited()),
            named(u"Tomorrow b"_s, Expiry::on(now.addDays(1))),
            named(u"lately expired"_s, Expiry::on(now.addDays(-1))),
            named(u"tomorrow a"_s, Expiry::on(now.addDays(1))),
            named(u"no date"_s, {Expiry::Kind::At, {}}),
            named(u"long expired"_s, Expiry::on(now.addYears(-1)))};

        std::sort(tokens.begin(), tokens.end(), endsBefore);

        QStringList names;
        for (const auto &token : tokens)
            names.append(token.name);
        QCOMPARE(names, expected);
    }

    void orderIsStrict()
    {
        const QList<ServiceToken> tokens{
            named(u"a"_s, {}), named(u"A"_s, {}), named(u"a"_s, Expiry::on(now)),
            named(u"a"_s, Expiry::unlimited()), named(u"b"_s, Expiry::on(now))};

        for (const auto &a : tokens) {
            QVERIFY(!endsBefore(a, a));
            for (const auto &b : tokens)
                QVERIFY(!(endsBefore(a, b) && endsBefore(b, a)));
        }
    }

private:
    static ServiceToken named(const QString &name, const Expiry &expiry)
    {
        ServiceToken token;
        token.id = name;
        token.name = name;
        token.expiry = expiry;
        return token;
    }

    const QDateTime now = QDateTime(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
};

QTEST_GUILESS_MAIN(ServiceTokenTest)
#include "ServiceTokenTest.moc"
