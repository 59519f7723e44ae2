// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EnvironmentComparer.h"

#include "FailingSecretStore.h"
#include "MemoryTokenArchive.h"
#include "SampleTokens.h"
#include "ScriptedTransport.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const http::Header ray{"CF-Ray", "8f1e2d3c4b5a6978-FRA"};
const QByteArray login = "https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com"
                         "?kid=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

} // namespace

// Each probe is three requests where no application names itself: discovery, control, credentialed.
class EnvironmentComparerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store.failReadsWith(std::nullopt);
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_transport = std::make_unique<ScriptedTransport>();
        m_archive = std::make_unique<MemoryTokenArchive>();
        m_vault = std::make_unique<TokenVault>(m_store, *m_archive, m_clock);
        m_prober = std::make_unique<Prober>(*m_vault, *m_transport, m_clock);
        m_comparer = std::make_unique<EnvironmentComparer>(*m_prober, *m_vault, m_clock);
        m_answers.clear();
        m_vault->add(sampleToken(), sampleSecret(), {this, [](TokenVault::Added) {}});
        QTRY_COMPARE(m_vault->tokens().size(), 1);
    }

    void asksOneAfterTheOtherAndCompares()
    {
        QSignalSpy started(m_comparer.get(), &EnvironmentComparer::sideStarted);
        QSignalSpy finished(m_comparer.get(), &EnvironmentComparer::sideFinished);
        QSignalSpy steps(m_comparer.get(), &EnvironmentComparer::stepStarted);
        accepts();
        refuses();
        run(side(u"local"_s), side(u"production"_s));
        QTRY_COMPARE(m_answers.size(), 1U);
        const auto &comparison = m_answers.front().comparison;
        QCOMPARE(comparison.leftName, u"local"_s);
        QCOMPARE(comparison.rightName, u"production"_s);
        QCOMPARE(comparison.explanations.value(0).difference, Difference::NotInPolicy);
        QCOMPARE(started.size(), 2);
        QCOMPARE(finished.size(), 2);
        QCOMPARE(steps.size(), 6);
        QCOMPARE(steps.first().at(0).value<Side>(), Side::Left);
        QCOMPARE(steps.last().at(0).value<Side>(), Side::Right);
        QVERIFY(!m_comparer->isRunning());
    }

    void aRefusalOnOneSideStillShowsTheOther_data()
    {
        QTest::addColumn<bool>("isLeft");
        QTest::newRow("left") << true;
        QTest::newRow("right") << false;
    }

    void aRefusalOnOneSideStillShowsTheOther()
    {
        QFETCH(bool, isLeft);
        accepts();
        const auto unbound = side(u"elsewhere"_s, u"https://elsewhere.example.org/"_s);
        isLeft ? run(unbound, side(u"here"_s)) : run(side(u"here"_s), unbound);
        QTRY_COMPARE(m_answers.size(), 1U);
        const auto &report = m_answers.front();
        const std::size_t refused = isLeft ? 0 : 1;
        QVERIFY(report.refusals.at(refused));
        QCOMPARE(report.refusals.at(refused)->cause, RequestRefusal::Cause::NotBound);
        QVERIFY(!report.refusals.at(1 - refused));
        QVERIFY(verdictIn(report.environments.at(1 - refused)));
        QVERIFY(!verdictIn(report.environments.at(refused)));
        QCOMPARE(report.comparison.rows.size(), allTraits().size());
        QCOMPARE(m_transport->sent().size(), 3);
    }

    void whatCannotBeSearchedForTheSecretIsNotShownAndCountsAsAsked()
    {
        accepts();
        connect(m_prober.get(), &Prober::stepStarted, m_comparer.get(), [this](ProbeStep step) {
            if (step == ProbeStep::Credentialed)
                m_store.failReadsWith(tokens::StoreError::Locked);
        });
        run(side(u"here"_s), side(u"elsewhere"_s, u"https://elsewhere.example.org/"_s));
        QTRY_COMPARE(m_answers.size(), 1U);
        const auto &report = m_answers.front();
        QCOMPARE(m_transport->sent().size(), 3);
        QVERIFY(!report.refusals[0]);
        QVERIFY(report.withheld[0]);
        QCOMPARE(report.withheld[0]->store.error, tokens::StoreError::Locked);
        QVERIFY(!verdictIn(report.environments[0]));
        QVERIFY(report.refusals[1]);
        QVERIFY(!report.withheld[1]);
    }

    void comparesWhatWasRecordedWithoutAskingAnybody()
    {
        const auto judgement = transcripts::judgementOf(
            "HTTP/2 302\r\nlocation: " + login + "\r\nserver: cloudflare\r\ncf-ray: 8f1e-FRA\r\n\r\n");
        QVERIFY(judgement.transcript.exchange);
        run({u"a"_s, judgement}, {u"b"_s, judgement});
        QVERIFY(m_answers.empty()); // never before run() has returned
        QTRY_COMPARE(m_answers.size(), 1U);
        QVERIFY(m_transport->sent().isEmpty());
        QVERIFY(!differsWhereItMatters(m_answers.front().comparison));
        QCOMPARE(m_answers.front().comparison.explanations.value(0).difference, Difference::SameCause);
    }

    void theLeftSideHasNoMoreThanHalfOfTheTime()
    {
        accepts();
        accepts();
        run(side(u"a"_s), side(u"b"_s), 20s);
        QTRY_COMPARE(m_answers.size(), 1U);
        QVERIFY(m_transport->sent().first().options.deadline <= 10s);
        QVERIFY(m_transport->sent().at(3).options.deadline > 10s);
        QVERIFY(m_transport->sent().at(3).options.deadline <= 20s);
    }

    void nothingIsHeardOfACancelledComparison()
    {
        m_transport->willBeSilent();
        QSignalSpy running(m_comparer.get(), &EnvironmentComparer::runningChanged);
        run(side(u"a"_s), side(u"b"_s));
        QTRY_COMPARE(m_transport->openCalls(), 1);
        m_comparer->cancel();
        QVERIFY(!m_comparer->isRunning());
        QTRY_COMPARE(m_transport->openCalls(), 0);
        QCOMPARE(running.size(), 2);
        QCoreApplication::processEvents();
        QVERIFY(m_answers.empty());
    }

    void aListenerMayCancelAtAnyStep()
    {
        accepts();
        connect(m_comparer.get(), &EnvironmentComparer::sideFinished, m_comparer.get(), [this] {
            m_comparer->cancel();
        });
        run(side(u"a"_s), side(u"b"_s));
        QTRY_VERIFY(m_transport->sent().size() == 3 && !m_comparer->isRunning());
        QVERIFY(m_answers.empty());
    }

    void saysSoWhenSomebodyElseTakesTheProber()
    {
        m_transport->willBeSilent();
        m_transport->willBeSilent();
        QSignalSpy displaced(m_comparer.get(), &EnvironmentComparer::displaced);
        run(side(u"a"_s), side(u"b"_s));
        QTRY_COMPARE(m_transport->openCalls(), 1);
        RequestDraft other;
        other.url = u"https://api.example.com/"_s;
        m_prober->run(other, {this, [](Prober::Finished) {}});
        QTRY_COMPARE(displaced.size(), 1);
        QVERIFY(!m_comparer->isRunning());
        QVERIFY(m_prober->isRunning());
        QVERIFY(m_answers.empty());
    }

    void aSecretThatIsSentBackIsNotShown()
    {
        m_transport->willAnswer(404);
        m_transport->willAnswer(403, {ray});
        m_transport->willAnswer(403, {ray, {"CF-Access-Domain", "x" + sampleSecretBytes.toHex() + "y"}});
        refuses();
        run(side(u"a"_s), side(u"b"_s));
        QTRY_COMPARE(m_answers.size(), 1U);
        for (const auto &row : m_answers.front().comparison.rows) {
            QVERIFY(!row.left.shown.contains(QString::fromLatin1(sampleSecretBytes.toHex())));
            QVERIFY(!row.left.value.contains(QString::fromLatin1(sampleSecretBytes.toHex())));
        }
    }

private:
    ComparedSide side(const QString &name, const QString &url = u"https://api.example.com/v1"_s)
    {
        RequestDraft draft;
        draft.url = url;
        draft.tokenId = m_vault->tokens().first().id;
        return {name, draft};
    }

    void accepts()
    {
        m_transport->willAnswer(404);
        m_transport->willAnswer(302, {{"Location", login}, ray});
        m_transport->willAnswer(200, {ray}, "hello");
    }

    void refuses()
    {
        m_transport->willAnswer(404);
        m_transport->willAnswer(302, {{"Location", login}, ray});
        m_transport->willAnswer(302, {{"Location", login}, ray});
    }

    void run(const ComparedSide &left, const ComparedSide &right, std::chrono::milliseconds deadline = 30s)
    {
        const auto keep = [this](ComparisonReport report) { m_answers.push_back(std::move(report)); };
        m_comparer->run(left, right, deadline, {this, keep});
    }

    const Clock m_clock = [] { return QDateTime({2026, 11, 24}, {10, 0}, Qt::UTC); };
    FailingSecretStore m_store;
    std::unique_ptr<MemoryTokenArchive> m_archive;
    std::unique_ptr<ScriptedTransport> m_transport;
    std::unique_ptr<TokenVault> m_vault;
    std::unique_ptr<Prober> m_prober;
    std::unique_ptr<EnvironmentComparer> m_comparer;
    std::vector<ComparisonReport> m_answers;
};

QTEST_GUILESS_MAIN(EnvironmentComparerTest)
#include "EnvironmentComparerTest.moc"
