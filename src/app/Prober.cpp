// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Prober.h"

namespace keyturn {

// The steps of one probe, in their order; each ends by starting the next.
class Prober::Run final : public QObject
{
public:
    Run(Prober &prober, RequestDraft draft, Then<Finished> then)
        : m_prober(prober)
        , m_draft(std::move(draft))
        , m_then(std::move(then))
        , m_keys(prober.m_transport, prober.m_clock)
    {
    }

    // Nothing that is still on its way is heard any more.
    void abandon() { m_receiver.reset(); }

    void prepare()
    {
        auto *preparation = new RequestPreparation(m_prober.m_vault, m_prober.m_clock, this);
        const auto begin = [this](RequestPreparation::Prepared prepared) {
            if (!prepared)
                return m_prober.finish(Failure{prepared.error()}, m_then);
            m_ready = *std::move(prepared);
            discover();
        };
        preparation->prepare(m_draft, {m_receiver.get(), begin});
    }

private:
    void discover()
    {
        Q_EMIT m_prober.stepStarted(ProbeStep::Discovery);
        const auto read = [this](http::Exchange seen) {
            if (seen.answer) {
                m_report.discovery = access::discoveryOf(
                    m_ready.request.url, *seen.answer, m_prober.m_clock(), m_prober.m_localTeamHost);
            }
            // Where nobody answers at all, four deadlines in a row would only repeat it.
            if (!seen.answer && seen.answer.error().error != http::TransportError::ConnectionLost)
                return conclude(std::move(seen));
            if (m_report.discovery.problem == access::DiscoveryProblem::None)
                return fetchKeys();
            control();
        };
        exchange(access::discoveryRequest(m_ready.request.url), std::nullopt, read);
    }

    void fetchKeys()
    {
        Q_EMIT m_prober.stepStarted(ProbeStep::Keys);
        const auto verify = [this](KeyFetcher::Fetched fetched) {
            if (fetched) {
                m_report.discoveryVerified = verified(fetched->keys);
                m_report.teamKeys = *std::move(fetched);
            }
            control();
        };
        const auto &host = m_report.discovery.teamHost;
        if (!m_prober.m_localCerts.isEmpty() && host == m_prober.m_localTeamHost)
            return m_keys.fetchFromUrl(
                m_prober.m_localCerts, m_draft.options.deadline, {m_receiver.get(), verify});
        m_keys.fetchFromTeam(host, m_draft.options.deadline, {m_receiver.get(), verify});
    }

    std::optional<jwt::Verification> verified(const jwt::KeySet &keys) const
    {
        const auto decoded = jwt::decode(m_report.discovery.token);
        if (!decoded)
            return std::nullopt;
        jwt::Expectations expected;
        expected.at = m_prober.m_clock();
        expected.type = QStringLiteral("match");
        expected.leeway = std::chrono::minutes(5); // what cloudflared allows (facts 2.8)
        return jwt::verify(*decoded, keys, expected);
    }

    void control()
    {
        Q_EMIT m_prober.stepStarted(ProbeStep::Control);
        const auto next = [this](http::Exchange seen) {
            if (!m_ready.credentials)
                return conclude(std::move(seen));
            m_control = std::move(seen);
            credentialed();
        };
        exchange(m_ready.request, std::nullopt, next);
    }

    void credentialed()
    {
        Q_EMIT m_prober.stepStarted(ProbeStep::Credentialed);
        const auto next = [this](http::Exchange seen) { conclude(std::move(seen)); };
        exchange(m_ready.request, std::exchange(m_ready.credentials, std::nullopt), next);
    }

    template <typename Next>
    void exchange(const http::Request &request, std::optional<Credentials> credentials, Next next)
    {
        auto *run = new ExchangeRun(m_prober.m_transport, m_prober.m_clock, m_draft.options, this);
        run->start(request, std::move(credentials), false, {m_receiver.get(), next});
    }

    void conclude(http::Exchange last)
    {
        const access::Observation seen{
            last, m_control ? &*m_control : nullptr, &m_report.discovery, m_draft.style, m_ready.knowledge};
        m_report.verdict = access::verdictOf(seen);
        m_report.tokenId = m_draft.tokenId;
        if (last.answer)
            m_report.jwt = jwtIn(last.request, *last.answer);
        if (m_control) {
            m_report.control = *std::move(m_control);
            m_report.credentialed = std::move(last);
        } else {
            m_report.control = std::move(last);
        }
        m_prober.finish(std::move(m_report), m_then);
    }

    Prober &m_prober;
    RequestDraft m_draft;
    Then<Finished> m_then;
    KeyFetcher m_keys;
    std::unique_ptr<QObject> m_receiver = std::make_unique<QObject>();
    RequestPreparation::Ready m_ready;
    std::optional<http::Exchange> m_control;
    ProbeReport m_report{{}, {}, {}, {{}, false, {}, Failure{http::TransportFailure{}}, {}}, {}, {}, {}, {}};
};

Prober::Prober(TokenVault &vault, http::Transport &transport, Clock clock, QObject *parent)
    : QObject(parent)
    , m_vault(vault)
    , m_transport(transport)
    , m_clock(std::move(clock))
{
}

Prober::~Prober() = default;

void Prober::setLocalTeam(const QString &teamHost, const QUrl &certs)
{
    m_localTeamHost = teamHost;
    m_localCerts = certs;
}

void Prober::run(const RequestDraft &draft, Then<Finished> then)
{
    cancel();
    m_run = std::make_unique<Run>(*this, draft, std::move(then));
    Q_EMIT runningChanged(true);
    m_run->prepare();
}

void Prober::finish(Finished finished, const Then<Finished> &then)
{
    const auto report = then; // the run that holds `then` goes with cancel()
    cancel();
    report(std::move(finished));
}

void Prober::cancel()
{
    if (!m_run)
        return;
    // Called from answers of objects that the run owns: they must live until their call has returned.
    auto *run = m_run.release();
    run->abandon();
    run->setParent(this);
    run->deleteLater();
    Q_EMIT runningChanged(false);
}

} // namespace keyturn
