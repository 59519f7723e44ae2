// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Prober.h"

#include "MemorySecretStore.h"
#include "MemoryTokenArchive.h"
#include "SampleDraft.h"
#include "SampleTokens.h"
#include "ScriptedTransport.h"
#include "SigningKey.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

// One probe is up to four requests; the script answers them in their order.
class ProberTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_transport = std::make_unique<ScriptedTransport>();
        m_archive = std::make_unique<MemoryTokenArchive>();
        m_vault = std::make_unique<TokenVault>(m_store, *m_archive, m_clock);
        m_prober = std::make_unique<Prober>(*m_vault, *m_transport, m_clock);
        m_steps.clear();
        connect(m_prober.get(), &Prober::stepStarted, this, [this](ProbeStep step) { m_steps.append(step); });
        m_answer.reset();
        m_vault->add(sampleToken(), sampleSecret(), {this, [](TokenVault::Added) {}});
        QTRY_COMPARE(m_vault->tokens().size(), 1);
    }

    void asksInFourStepsAndDrawsOneConclusion()
    {
        m_transport->willAnswer(200, {{"CF-Access-Metadata", metadata(m_key)}});
        m_transport->willAnswer(200, {}, keySet());
        m_transport->willAnswer(302, {{"Location", login}, ray});
        m_transport->willAnswer(200, {ray}, "hello");
        run();

        QCOMPARE(
            m_steps,
            (QList{ProbeStep::Discovery, ProbeStep::Keys, ProbeStep::Control, ProbeStep::Credentialed}));
        QVERIFY(*m_answer);
        const auto &report = **m_answer;
        QCOMPARE(report.discovery.audience, audience);
        QVERIFY(report.discoveryVerified && report.discoveryVerified->isValid());
        QCOMPARE(report.control.answer->status, 302);
        QVERIFY(!report.control.credentialsSent);
        QVERIFY(report.credentialed->credentialsSent);
        QCOMPARE(report.verdict.cause, access::Cause::Accepted);
        QCOMPARE(report.verdict.confidence, access::Confidence::Certain);
    }

    void asksOnlyWhatChangesNothing()
    {
        auto changing = draft();
        changing.method = "DELETE";
        changing.body = "all of it";
        changing.headers = {{"Content-Type", "text/plain"}, {"Accept", "*/*"}};
        run(changing);
        QVERIFY(*m_answer);
        for (const auto &sent : m_transport->sent()) {
            QVERIFY(sent.request.method == "GET" || sent.request.method == "HEAD");
            QVERIFY(sent.request.body.isEmpty());
            QVERIFY(!http::hasHeader(sent.request.headers, "content-type"));
        }
    }

    void sendsTheSecretInTheLastStepOnly()
    {
        m_transport->willAnswer(404);
        m_transport->willAnswer(302, {{"Location", login}, ray});
        m_transport->willAnswer(302, {{"Location", login}, ray});
        run();
        QCOMPARE(m_transport->sent().size(), 3);
        QVERIFY(m_transport->sent().at(0).secretNames.isEmpty());
        QVERIFY(m_transport->sent().at(1).secretNames.isEmpty());
        QCOMPARE(m_transport->sent().at(2).secretValues.last(), sampleSecretBytes);
        QCOMPARE((*m_answer)->verdict.cause, access::Cause::LoginRedirectCredentialsIgnored);
    }

    void doesNotBelieveMetadataSignedBySomebodyElse()
    {
        m_transport->willAnswer(200, {{"CF-Access-Metadata", metadata(jwt::SigningKey::generate())}});
        m_transport->willAnswer(200, {}, keySet());
        m_transport->willAnswer(200, {ray});
        m_transport->willAnswer(200, {ray});
        run();
        QVERIFY(!(*m_answer)->discoveryVerified->isValid());
        QCOMPARE((*m_answer)->discovery.problem, access::DiscoveryProblem::NotVerified);
        QCOMPARE((*m_answer)->verdict.cause, access::Cause::OpenWithoutToken);
        QCOMPARE((*m_answer)->discoveryVerified->refusal, std::optional(jwt::Refusal::NoMatchingKey));
    }

    void judgesAnEdgeOnThisMachineByItsOwnKeys()
    {
        m_transport->willAnswer(200, {{"CF-Access-Metadata", metadata(m_key, u"127.0.0.1"_s)}});
        m_transport->willAnswer(200, {}, keySet());
        m_transport->willAnswer(302, {{"Location", login}, ray});
        auto wanted = draft();
        wanted.url = u"http://127.0.0.1:8787/v1?a=b"_s;
        wanted.tokenId.clear();
        run(wanted);
        QCOMPARE(
            m_transport->sent().at(1).request.url, QUrl(u"http://127.0.0.1:8787/cdn-cgi/access/certs"_s));
        QVERIFY((*m_answer)->discoveryVerified && (*m_answer)->discoveryVerified->isValid());
        QCOMPARE((*m_answer)->discovery.problem, access::DiscoveryProblem::None);
    }

    void stopsAfterTheFirstStepWhereNobodyAnswers()
    {
        m_transport->willFail(http::TransportError::HostNotFound);
        run();
        QCOMPARE(m_transport->sent().size(), 1);
        QCOMPARE((*m_answer)->verdict.cause, access::Cause::HostNotFound);
    }

    void asksNobodyAboutAnOriginTheTokenIsNotBoundTo()
    {
        auto wanted = draft();
        wanted.url = u"https://evil.example.net/"_s;
        m_prober->run(wanted, keep());
        QTRY_VERIFY(m_answer);
        QVERIFY(!*m_answer);
        QCOMPARE(m_answer->error().cause, RequestRefusal::Cause::NotBound);
        QVERIFY(m_transport->sent().isEmpty());
    }

    void triesAWrongSecretAndAScriptWhenAsked()
    {
        m_transport->willAnswer(404);
        m_transport->willAnswer(302, {{"Location", login}, ray});
        m_transport->willAnswer(401, {{"cf-access-aud", "f00d"}, ray});
        m_transport->willAnswer(200, {ray});
        m_transport->willAnswer(302, {{"Location", login}, ray});
        QSignalSpy finished(m_prober.get(), &Prober::stepFinished);
        m_prober->run(draft(), {.withBrokenSecret = true, .asXhr = true}, keep());
        QTRY_VERIFY(m_answer);

        QCOMPARE(
            m_steps,
            (QList{
                ProbeStep::Discovery, ProbeStep::Control, ProbeStep::AsXhr, ProbeStep::Credentialed,
                ProbeStep::BrokenSecret}));
        QCOMPARE(finished.size(), 5);
        QCOMPARE(finished.at(2).at(1).toInt(), 401);
        const auto &sent = m_transport->sent();
        QVERIFY(http::hasHeader(sent.at(2).request.headers, "X-Requested-With"));
        QVERIFY(sent.at(2).secretNames.isEmpty());
        QVERIFY(!http::hasHeader(sent.at(3).request.headers, "X-Requested-With"));
        QCOMPARE(sent.at(3).secretValues.last(), sampleSecretBytes);
        QCOMPARE(sent.at(4).secretValues.first(), sent.at(3).secretValues.first());
        QVERIFY(sent.at(4).secretValues.last() != sampleSecretBytes);
        const auto &report = **m_answer;
        QCOMPARE(report.asXhr->answer->status, 401);
        QCOMPARE(report.brokenSecret->answer->status, 302);
        QCOMPARE(report.verdict.cause, access::Cause::Accepted);
        const auto has = [&report](access::EvidenceKind kind) {
            const auto isIt = [kind](const access::Evidence &seen) { return seen.kind == kind; };
            return std::any_of(report.verdict.evidence.begin(), report.verdict.evidence.end(), isIt);
        };
        QVERIFY(has(access::EvidenceKind::BrokenSecretDifferent));
        QVERIFY(has(access::EvidenceKind::XhrDifferent));
    }

    void tellsWhenAnySecretIsLetIn()
    {
        m_transport->willAnswer(404);
        m_transport->willAnswer(302, {{"Location", login}, ray});
        m_transport->willAnswer(200, {ray});
        m_transport->willAnswer(200, {ray});
        m_prober->run(draft(), {.withBrokenSecret = true, .asXhr = false}, keep());
        QTRY_VERIFY(m_answer);
        QCOMPARE((*m_answer)->verdict.cause, access::Cause::SecretNotChecked);
    }

    void breaksASecretWithoutShowingIt_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArray>("broken");
        QTest::newRow("new") << "cfast_" + QByteArray(48, 'k') << "cfast_" + QByteArray(48, '0');
        QTest::newRow("old") << QByteArray(64, 'a') << QByteArray(64, '0');
        QTest::newRow("nothing but zeros") << QByteArray(64, '0') << QByteArray(64, '1');
    }

    void breaksASecretWithoutShowingIt()
    {
        QFETCH(QByteArray, secret);
        QFETCH(QByteArray, broken);
        QCOMPARE(brokenLike(Secret(secret)).expose().toByteArray(), broken);
    }

    void sendsNothingMoreWhenTheTimeIsUp()
    {
        m_transport->willAnswer(404);
        auto wanted = draft();
        wanted.options.deadline = std::chrono::milliseconds(1);
        // The first step takes all the time there is.
        connect(m_prober.get(), &Prober::stepFinished, this, [] {
            const QDeadlineTimer passed(std::chrono::milliseconds(2));
            while (!passed.hasExpired()) { }
        });
        m_prober->run(wanted, keep());
        QTRY_VERIFY(m_answer);
        QCOMPARE(m_transport->sent().size(), 1);
        QCOMPARE((*m_answer)->verdict.cause, access::Cause::TimedOut);
    }

    void hasAllTheTimeThereIsWithoutADeadline()
    {
        m_transport->willAnswer(404);
        m_transport->willAnswer(404);
        m_transport->willAnswer(404);
        auto wanted = draft();
        wanted.options.deadline = std::chrono::milliseconds(0);
        m_prober->run(wanted, keep());
        QTRY_VERIFY(m_answer);
        QVERIFY((*m_answer)->control.answer);
        for (const auto &sent : m_transport->sent())
            QCOMPARE(sent.options.deadline, std::chrono::milliseconds(0));
    }

    void cancellingDropsTheCallAndAnswersNothing()
    {
        m_transport->willBeSilent();
        QSignalSpy running(m_prober.get(), &Prober::runningChanged);
        m_prober->run(draft(), keep());
        QTRY_COMPARE(m_transport->openCalls(), 1);
        m_prober->cancel();
        QTRY_COMPARE(m_transport->openCalls(), 0);
        QVERIFY(!m_answer);
        QCOMPARE(running.last().first().toBool(), false);
    }

private:
    RequestDraft draft() const { return sampleDraft(*m_vault); }

    Then<Prober::Finished> keep()
    {
        return {this, [this](Prober::Finished finished) { m_answer.emplace(std::move(finished)); }};
    }

    void run() { run(draft()); }

    void run(const RequestDraft &wanted)
    {
        m_prober->run(wanted, keep());
        QTRY_VERIFY(m_answer);
    }

    QByteArray metadata(const jwt::SigningKey &key, const QString &host = u"api.example.com"_s) const
    {
        return key.sign(
            {{u"type"_s, u"match"_s},
             {u"hostname"_s, host},
             {u"auth_domain"_s, u"acme.cloudflareaccess.com"_s},
             {u"aud"_s, audience},
             {u"iat"_s, m_clock().toSecsSinceEpoch()}});
    }

    QByteArray keySet() const
    {
        return QJsonDocument(QJsonObject{{u"keys"_s, QJsonArray{m_key.publicJwk()}}}).toJson();
    }

    const QString audience = QString(64, u'a');
    const QByteArray login = "https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com";
    const http::Header ray{"cf-ray", "8f2c1a2b3c4d5e6f-FRA"};
    const jwt::SigningKey m_key = jwt::SigningKey::generate();
    Clock m_clock = [] { return QDateTime(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC); };
    MemorySecretStore m_store;
    std::unique_ptr<ScriptedTransport> m_transport;
    std::unique_ptr<MemoryTokenArchive> m_archive;
    std::unique_ptr<TokenVault> m_vault;
    std::unique_ptr<Prober> m_prober;
    QList<ProbeStep> m_steps;
    std::optional<Prober::Finished> m_answer;
};

QTEST_GUILESS_MAIN(ProberTest)
#include "ProberTest.moc"
