// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ProbeWording.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

class ProbeWordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void namesEachStepAndCountsNone()
    {
        QSet<QString> seen;
        for (const auto step : steps) {
            for (const auto &words : {titleOf(step), sentenceFor(step)}) {
                QVERIFY(!words.isEmpty());
                QVERIFY2(!words.contains(u" of 4"_s), qPrintable(words));
                QVERIFY(!seen.contains(words));
                seen.insert(words);
            }
            QVERIFY2(sentenceFor(step).endsWith(u'…'), qPrintable(sentenceFor(step)));
        }
    }

    void saysInAFewWordsWhatAStatusShows_data()
    {
        QTest::addColumn<ProbeStep>("step");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << ProbeStep::Control << 0 << u"no answer"_s;
        QTest::newRow("keys") << ProbeStep::Keys << 200 << u"the team's keys are here"_s;
        QTest::newRow("no keys") << ProbeStep::Keys << 404 << u"no keys"_s;
        QTest::newRow("200") << ProbeStep::Credentialed << 200 << u"let through"_s;
        QTest::newRow("302") << ProbeStep::Control << 302 << u"sent elsewhere"_s;
        QTest::newRow("403") << ProbeStep::AsXhr << 403 << u"refused"_s;
        QTest::newRow("530") << ProbeStep::BrokenSecret << 530 << u"failed behind or in Cloudflare"_s;
        // The status of the answer with the metadata says nothing about it.
        QTest::newRow("discovery") << ProbeStep::Discovery << 403 << u"answered"_s;
    }

    void saysInAFewWordsWhatAStatusShows()
    {
        QFETCH(ProbeStep, step);
        QFETCH(int, status);
        QFETCH(QString, words);
        QCOMPARE(findingOf(step, status), words);
    }

    void saysMoreInTheLightOfTheWholeProbe()
    {
        auto report = reportWith(302, {{"Location", login}});
        QCOMPARE(findingOf(ProbeStep::Control, report), u"sent to the login page"_s);
        QCOMPARE(findingOf(ProbeStep::Discovery, report), u"no application is named"_s);
        QVERIFY(findingOf(ProbeStep::Credentialed, report).isEmpty());

        report.discovery.problem = access::DiscoveryProblem::None;
        report.discovery.teamHost = u"acme.cloudflareaccess.com"_s;
        QVERIFY(findingOf(ProbeStep::Discovery, report).contains(report.discovery.teamHost));
        report.discovery.problem = access::DiscoveryProblem::NotVerified;
        QVERIFY(findingOf(ProbeStep::Discovery, report).contains(u"nothing proves it"_s));
    }

    void saysWhoStoppedIt()
    {
        const auto report = reportWith(403, {{"Server", "cloudflare"}, {"CF-Mitigated", "challenge"}});
        QCOMPARE(findingOf(ProbeStep::Control, report), u"stopped by Cloudflare before Access"_s);
    }

    void saysWhyAStepWasLeftOut()
    {
        auto report = reportWith(302, {});
        QCOMPARE(reasonSkipped(ProbeStep::Credentialed, report), u"not done: no token is chosen"_s);
        QCOMPARE(reasonSkipped(ProbeStep::Keys, report), u"not needed: there is nothing to check"_s);
        report.control.answer = Failure{http::TransportFailure{http::TransportError::HostNotFound, {}, {}}};
        QCOMPARE(reasonSkipped(ProbeStep::Keys, report), u"not needed: nobody answers"_s);
    }

private:
    static ProbeReport reportWith(int status, const http::Headers &headers)
    {
        http::Reply reply;
        reply.status = status;
        reply.headers = headers;
        ProbeReport report{{}, {}, {}, {{}, false, {}, reply, {}}, {}, {}, {}, {}, {}, {}};
        report.control.request.url = QUrl(u"https://api.example.com/"_s);
        return report;
    }

    static constexpr std::initializer_list<ProbeStep> steps{ProbeStep::Discovery,    ProbeStep::Keys,
                                                            ProbeStep::Control,      ProbeStep::AsXhr,
                                                            ProbeStep::Credentialed, ProbeStep::BrokenSecret};
    const QByteArray login
        = QByteArrayLiteral("https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid=abc");
};

QTEST_GUILESS_MAIN(ProbeWordingTest)
#include "ProbeWordingTest.moc"
