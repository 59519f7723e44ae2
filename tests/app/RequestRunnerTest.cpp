// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RequestRunner.h"

#include "MemorySecretStore.h"
#include "MemoryTokenArchive.h"
#include "SampleDraft.h"
#include "SampleTokens.h"
#include "ScriptedTransport.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class RequestRunnerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_transport = std::make_unique<ScriptedTransport>();
        m_store = std::make_unique<MemorySecretStore>();
        m_archive = std::make_unique<MemoryTokenArchive>();
        m_vault = std::make_unique<TokenVault>(*m_store, *m_archive, m_clock);
        m_runner = std::make_unique<RequestRunner>(*m_vault, *m_transport, m_clock);
        m_answer.reset();
        m_secondsPerLook = 0;
        m_vault->add(sampleToken(), sampleSecret(), {this, [](TokenVault::Added) {}});
        QTRY_COMPARE(m_vault->tokens().size(), 1);
    }

    void addsTheCredentialsOnTheWireOnly()
    {
        m_transport->willAnswer(200, {{"cf-ray", "8f2c1a2b3c4d5e6f-FRA"}}, "hello");
        run(draft());
        QVERIFY(*m_answer);
        const auto &sent = m_transport->sent().first();
        QCOMPARE(sent.secretNames, (QList<QByteArray>{"CF-Access-Client-Id", "CF-Access-Client-Secret"}));
        QCOMPARE(sent.secretValues.last(), sampleSecretBytes);
        const auto &exchange = (*m_answer)->exchange;
        QVERIFY(exchange.credentialsSent);
        QCOMPARE(exchange.request.headers, http::Headers());
        QCOMPARE(exchange.answer->status, 200);
    }

    void sendsNothingToAnOriginTheTokenIsNotBoundTo_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<tokens::Binding>("binding");
        QTest::newRow("other host") << u"https://evil.example.net/"_s << tokens::Binding::OtherHost;
        QTest::newRow("look-alike") << u"https://api.example.com.evil.net/"_s << tokens::Binding::OtherHost;
        QTest::newRow("plain http") << u"http://api.example.com/"_s << tokens::Binding::NotHttps;
    }

    void sendsNothingToAnOriginTheTokenIsNotBoundTo()
    {
        QFETCH(QString, url);
        auto wanted = draft();
        wanted.url = url;
        run(wanted);
        QVERIFY(!*m_answer);
        QCOMPARE(m_answer->error().cause, RequestRefusal::Cause::NotBound);
        QTEST(m_answer->error().binding, "binding");
        QVERIFY(m_transport->sent().isEmpty());
    }

    void followsToAnotherOriginWithoutTheCredentials()
    {
        m_transport->willAnswer(302, {{"Location", "https://evil.example.net/x"}});
        m_transport->willAnswer(200);
        auto wanted = draft();
        wanted.follow = true;
        run(wanted);
        QCOMPARE(m_transport->sent().size(), 2);
        QVERIFY(m_transport->sent().last().secretNames.isEmpty());
        const auto hop = (*m_answer)->exchange.hops.first();
        QVERIFY(hop.credentialsSent);
        QVERIFY(hop.followed);
        QCOMPARE(hop.stripped.size(), 2);
        QVERIFY(!(*m_answer)->exchange.credentialsSent);
    }

    void sharesOneDeadlineAmongAllHopsWhateverTheClockSays()
    {
        m_transport->willAnswer(302, {{"Location", "https://api.example.com/two"}});
        m_transport->willAnswer(302, {{"Location", "https://api.example.com/three"}});
        m_transport->willAnswer(200);
        auto wanted = draft();
        wanted.follow = true;
        wanted.options.deadline = 30s;
        m_secondsPerLook = 3600; // as when somebody sets it
        run(wanted);
        QVERIFY(*m_answer);
        QCOMPARE(m_transport->sent().size(), 3);
        auto left = 30'000ms;
        for (const auto &sent : m_transport->sent()) {
            QVERIFY2(sent.options.deadline <= left, "no hop has more than the one before");
            left = sent.options.deadline;
        }
        QVERIFY2(left > 20s, "hours on the clock are not hours that passed");
    }

    void refusesCredentialsTypedByHand()
    {
        auto wanted = draft();
        wanted.tokenId.clear();
        wanted.headers = {{"cf-access-client-secret", "hush"}};
        run(wanted);
        QVERIFY(!*m_answer);
        QCOMPARE(m_answer->error().cause, RequestRefusal::Cause::CredentialsByHand);
        QVERIFY(m_transport->sent().isEmpty());
    }

    void refusesWhatIsNoRequest_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<http::Headers>("headers");
        QTest::addColumn<RequestRefusal::Cause>("cause");

        using Cause = RequestRefusal::Cause;
        const auto good = u"https://api.example.com/"_s;
        QTest::newRow("empty") << QString() << QByteArray("GET") << http::Headers() << Cause::BadUrl;
        QTest::newRow("no scheme") << u"api.example.com"_s << QByteArray("GET") << http::Headers()
                                   << Cause::BadUrl;
        QTest::newRow("ftp") << u"ftp://api.example.com/"_s << QByteArray("GET") << http::Headers()
                             << Cause::BadUrl;
        QTest::newRow("user info") << u"https://a:b@api.example.com/"_s << QByteArray("GET")
                                   << http::Headers() << Cause::BadUrl;
        QTest::newRow("method") << good << QByteArray("GE T") << http::Headers() << Cause::BadMethod;
        QTest::newRow("header") << good << QByteArray("GET") << http::Headers{{"A", "b\r\nC: d"}}
                                << Cause::BadHeader;
    }

    void refusesWhatIsNoRequest()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, method);
        QFETCH(http::Headers, headers);
        auto wanted = draft();
        wanted.url = url;
        wanted.method = method;
        wanted.headers = headers;
        run(wanted);
        QVERIFY(!*m_answer);
        QTEST(m_answer->error().cause, "cause");
        QVERIFY(m_transport->sent().isEmpty());
    }

    void givesAVerdictOnANetworkFailure()
    {
        m_transport->willFail(http::TransportError::TlsFailed);
        run(draft());
        QVERIFY(*m_answer);
        QCOMPARE((*m_answer)->verdict.cause, access::Cause::TlsFailed);
        QCOMPARE((*m_answer)->verdict.outcome, access::Outcome::Unreachable);
    }

    void cancellingDropsTheCallAndAnswersNothing()
    {
        m_transport->willBeSilent();
        QSignalSpy running(m_runner.get(), &RequestRunner::runningChanged);
        m_runner->run(draft(), keep());
        QTRY_COMPARE(m_transport->openCalls(), 1);
        m_runner->cancel();
        QTRY_COMPARE(m_transport->openCalls(), 0);
        QVERIFY(!m_answer);
        QCOMPARE(running.last().first().toBool(), false);
    }

    void aNewDraftReplacesTheOld()
    {
        m_transport->willBeSilent();
        m_transport->willAnswer(204);
        m_runner->run(draft(), {this, [](RequestRunner::Finished) { QFAIL("the first was replaced"); }});
        QTRY_COMPARE(m_transport->openCalls(), 1);
        run(draft());
        QCOMPARE((*m_answer)->exchange.answer->status, 204);
    }

    void findsTheJwtOfAnEcho()
    {
        const QByteArray jwt = "eyJhbGciOiJSUzI1NiJ9.eyJ0eXBlIjoiYXBwIn0.c2ln";
        m_transport->willAnswer(200, {}, "{\"caller\":{\"assertion\":\"" + jwt + "\"}}");
        run(draft());
        QCOMPARE((*m_answer)->jwt, std::optional(jwt));
    }

private:
    RequestDraft draft() const { return sampleDraft(*m_vault); }

    Then<RequestRunner::Finished> keep()
    {
        return {this, [this](RequestRunner::Finished finished) { m_answer.emplace(std::move(finished)); }};
    }

    void run(const RequestDraft &wanted)
    {
        m_runner->run(wanted, keep());
        QTRY_VERIFY(m_answer);
    }

    QDateTime m_now{QDate(2026, 11, 24), QTime(9, 0), Qt::UTC};
    int m_secondsPerLook = 0; ///< How long passes between one look at the clock and the next.
    Clock m_clock = [this] { return m_now = m_now.addSecs(m_secondsPerLook); };
    std::unique_ptr<ScriptedTransport> m_transport;
    std::unique_ptr<MemorySecretStore> m_store;
    std::unique_ptr<MemoryTokenArchive> m_archive;
    std::unique_ptr<TokenVault> m_vault;
    std::unique_ptr<RequestRunner> m_runner;
    std::optional<RequestRunner::Finished> m_answer;
};

QTEST_GUILESS_MAIN(RequestRunnerTest)
#include "RequestRunnerTest.moc"
