// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Prober.h"

#include "EdgeReply.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace keyturn {

namespace {

/// cloudflared believes nothing else (facts 2.8).
access::Discovery
unlessVerified(access::Discovery discovery, const std::optional<jwt::Verification> &verified)
{
    const bool isNamed = discovery.problem == access::DiscoveryProblem::None;
    if (isNamed && (!verified || !verified->isValid()))
        discovery.problem = access::DiscoveryProblem::NotVerified;
    return discovery;
}

/// A deadline of nothing is none, as for a Transport.
QDeadlineTimer endAfter(std::chrono::milliseconds deadline)
{
    return deadline.count() > 0 ? QDeadlineTimer(deadline) : QDeadlineTimer(QDeadlineTimer::Forever);
}

http::Exchange unsent(const http::Request &request, const QDateTime &at)
{
    return {request, false, {}, Failure{http::TransportFailure{http::TransportError::TimedOut, {}, {}}}, at};
}

// A probe asks several times, and once without the token: what changes something must not be among it.
void makeHarmless(http::Request &request)
{
    if (request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS")
        return;
    request.method = "GET";
    request.body.clear();
    request.headers.removeIf([](const http::Header &header) { return http::isAboutBody(header.name); });
}

} // namespace

Secret brokenLike(const Secret &secret)
{
    const QByteArrayView prefix = secret.startsWith("cfast_") ? QByteArrayView("cfast_") : QByteArrayView();
    const auto filledWith = [&](char digit) {
        return Secret(prefix.toByteArray() + QByteArray(secret.size() - prefix.size(), digit));
    };
    Secret broken = filledWith('0');
    return broken.isSameAs(secret) ? filledWith('1') : std::move(broken);
}

// The steps of one probe, in their order; each ends by starting the next.
class Prober::Run final : public QObject
{
public:
    Run(Prober &prober, RequestDraft draft, const ProbeOptions &options, Then<Finished> then)
        : m_prober(prober)
        , m_draft(std::move(draft))
        , m_options(options)
        , m_then(std::move(then))
        , m_keys(prober.m_transport, prober.m_clock)
        , m_end(endAfter(m_draft.options.deadline))
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
            makeHarmless(m_ready.request);
            m_end = endAfter(m_draft.options.deadline);
            discover();
        };
        preparation->prepare(m_draft, {m_receiver.get(), begin});
    }

private:
    void discover()
    {
        const auto read = [this](http::Exchange seen) {
            if (seen.answer) {
                m_report.discovery
                    = access::discoveryOf(m_ready.request.url, *seen.answer, m_prober.m_clock());
            }
            // Where nobody answers at all, the same failure in a row would only repeat it.
            if (!seen.answer && seen.answer.error().error != http::TransportError::ConnectionLost) {
                m_report.control = std::move(seen);
                return conclude();
            }
            if (m_report.discovery.problem == access::DiscoveryProblem::None)
                return fetchKeys();
            control();
        };
        exchange(ProbeStep::Discovery, access::discoveryRequest(m_ready.request.url), std::nullopt, read);
    }

    void fetchKeys()
    {
        Q_EMIT m_prober.stepStarted(ProbeStep::Keys);
        const auto verify = [this](KeyFetcher::Fetched fetched) {
            constexpr int ok = 200; // A KeyFetcher takes no other answer for keys.
            const int status = fetched ? ok : fetched.error().status;
            if (fetched) {
                m_report.discoveryVerified = verified(fetched->keys);
                m_report.teamKeys = *std::move(fetched);
            }
            Q_EMIT m_prober.stepFinished(ProbeStep::Keys, status);
            control();
        };
        const auto &url = m_ready.request.url;
        if (http::isLoopback(url))
            return m_keys.fetchFromUrl(access::certsUrl(url), timeLeft(), {m_receiver.get(), verify});
        m_keys.fetchFromTeam(m_report.discovery.teamHost, timeLeft(), {m_receiver.get(), verify});
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
        const auto next = [this](http::Exchange seen) {
            m_report.control = std::move(seen);
            asXhr();
        };
        exchange(ProbeStep::Control, m_ready.request, std::nullopt, next);
    }

    void asXhr()
    {
        if (!m_options.asXhr)
            return credentialed();
        auto request = m_ready.request;
        request.headers.append({QByteArrayLiteral("X-Requested-With"), QByteArrayLiteral("XMLHttpRequest")});
        const auto next = [this](http::Exchange seen) {
            m_report.asXhr = std::move(seen);
            credentialed();
        };
        exchange(ProbeStep::AsXhr, request, std::nullopt, next);
    }

    void credentialed()
    {
        if (!m_ready.credentials)
            return conclude();
        auto credentials = std::exchange(m_ready.credentials, std::nullopt);
        if (m_options.withBrokenSecret)
            m_broken = {credentials->clientId, brokenLike(credentials->secret), credentials->style};
        const auto next = [this](http::Exchange seen) {
            m_report.credentialed = std::move(seen);
            brokenSecret();
        };
        exchange(ProbeStep::Credentialed, m_ready.request, std::move(credentials), next);
    }

    void brokenSecret()
    {
        if (!m_broken)
            return conclude();
        const auto next = [this](http::Exchange seen) {
            m_report.brokenSecret = std::move(seen);
            conclude();
        };
        exchange(ProbeStep::BrokenSecret, m_ready.request, std::exchange(m_broken, std::nullopt), next);
    }

    std::chrono::milliseconds timeLeft() const
    {
        if (m_end.isForever())
            return std::chrono::milliseconds(0);
        return std::chrono::milliseconds(std::max<qint64>(m_end.remainingTime(), 1));
    }

    template <typename Next>
    void
    exchange(ProbeStep step, const http::Request &request, std::optional<Credentials> credentials, Next next)
    {
        Q_EMIT m_prober.stepStarted(step);
        const auto finished = [this, step, next](http::Exchange seen) {
            Q_EMIT m_prober.stepFinished(step, http::statusOf(seen));
            next(std::move(seen));
        };
        if (m_end.hasExpired())
            return finished(unsent(request, m_prober.m_clock()));
        auto options = m_draft.options;
        options.deadline = timeLeft();
        auto *run = new ExchangeRun(m_prober.m_transport, m_prober.m_clock, options, this);
        run->start(request, std::move(credentials), false, {m_receiver.get(), finished});
    }

    void conclude()
    {
        m_report.discovery = unlessVerified(std::move(m_report.discovery), m_report.discoveryVerified);
        const auto pointerTo
            = [](const std::optional<http::Exchange> &seen) { return seen ? &*seen : nullptr; };
        const bool isCompared = m_report.credentialed.has_value();
        const http::Exchange &last = isCompared ? *m_report.credentialed : m_report.control;
        const access::Observation seen{
            last,
            isCompared ? &m_report.control : nullptr,
            &m_report.discovery,
            m_draft.style,
            m_ready.knowledge,
            pointerTo(m_report.brokenSecret),
            pointerTo(m_report.asXhr)};
        m_report.verdict = access::verdictOf(seen);
        m_report.tokenId = m_draft.tokenId;
        if (last.answer)
            m_report.jwt = jwtIn(last.request, *last.answer);
        m_prober.finish(std::move(m_report), m_then);
    }

    Prober &m_prober;
    RequestDraft m_draft;
    ProbeOptions m_options;
    Then<Finished> m_then;
    KeyFetcher m_keys;
    QDeadlineTimer m_end;
    std::unique_ptr<QObject> m_receiver = std::make_unique<QObject>();
    RequestPreparation::Ready m_ready;
    std::optional<Credentials> m_broken;
    ProbeReport m_report{{}, {}, {}, {{}, false, {}, Failure{http::TransportFailure{}}, {}}, {}, {}, {},
                         {}, {}, {}};
};

Prober::Prober(TokenVault &vault, http::Transport &transport, Clock clock, QObject *parent)
    : QObject(parent)
    , m_vault(vault)
    , m_transport(transport)
    , m_clock(std::move(clock))
{
}

Prober::~Prober() = default;

void Prober::run(const RequestDraft &draft, const ProbeOptions &options, Then<Finished> then)
{
    cancel();
    m_run = std::make_unique<Run>(*this, draft, options, std::move(then));
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
