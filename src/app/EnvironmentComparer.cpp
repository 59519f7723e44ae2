// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EnvironmentComparer.h"

#include "SecretMask.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace keyturn {

namespace {

void cover(ComparisonReport &report, const SecretMask &mask)
{
    if (mask.isEmpty())
        return;
    for (auto &row : report.comparison.rows) {
        for (auto *value : {&row.left, &row.right}) {
            value->value = mask.covered(value->value, hiddenSecret);
            value->shown = mask.covered(value->shown, hiddenSecret);
        }
    }
}

QUrl shownUrl(const QUrl &url)
{
    return url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

} // namespace

struct EnvironmentComparer::Work
{
    Work(const ComparedSide &left, const ComparedSide &right, Then<Finished> whenFinished)
        : sides{left, right}
        , then(std::move(whenFinished))
    {
    }

    std::array<ComparedSide, 2> sides;
    Then<Finished> then;
    QDeadlineTimer end;
    ComparisonReport report;
    SecretMask mask;
    std::size_t current = 0;
    bool isProbing = false;
    std::unique_ptr<QObject> receiver = std::make_unique<QObject>();

    [[nodiscard]] Side side() const { return current == 0 ? Side::Left : Side::Right; }
    [[nodiscard]] Environment &environment() { return report.environments.at(current); }
};

EnvironmentComparer::EnvironmentComparer(Prober &prober, TokenVault &vault, Clock clock, QObject *parent)
    : QObject(parent)
    , m_prober(prober)
    , m_vault(vault)
    , m_clock(std::move(clock))
{
    connect(&prober, &Prober::runningChanged, this, &EnvironmentComparer::notice);
    connect(&prober, &Prober::stepStarted, this, [this](ProbeStep step) {
        if (m_work && m_work->isProbing)
            Q_EMIT stepStarted(m_work->side(), step);
    });
}

EnvironmentComparer::~EnvironmentComparer() = default;

void EnvironmentComparer::run(
    const ComparedSide &left, const ComparedSide &right, std::chrono::milliseconds deadline,
    Then<Finished> then)
{
    cancel();
    ++m_run;
    m_work = std::make_unique<Work>(left, right, std::move(then));
    m_work->end = QDeadlineTimer(deadline);
    Q_EMIT runningChanged(true);
    // Two recorded sides have their answer at once; a Then is never called before this has returned.
    const auto begin = [this, run = m_run] {
        if (m_work && run == m_run)
            next();
    };
    QTimer::singleShot(0, this, begin);
}

void EnvironmentComparer::cancel()
{
    if (!m_work)
        return;
    const auto ended = std::exchange(m_work, nullptr);
    ended->receiver.reset(); // From here on nothing that is still on its way is heard.
    if (ended->isProbing)
        m_prober.cancel();
    Q_EMIT runningChanged(false);
}

void EnvironmentComparer::next()
{
    const auto asked = m_work->sides.at(m_work->current);
    auto &environment = m_work->environment();
    environment.name = asked.name;
    environment.at = m_clock();
    Q_EMIT sideStarted(m_work->side());
    if (!m_work)
        return; // Whoever heard of it has cancelled.
    if (const auto *draft = std::get_if<RequestDraft>(&asked.source))
        return probe(*draft);
    const auto &judgement = std::get<transcripts::Judgement>(asked.source);
    if (judgement.transcript.exchange)
        environment.url = shownUrl(judgement.transcript.exchange->request.url);
    environment.style = judgement.transcript.style;
    environment.seen = judgement;
    finishSide();
}

void EnvironmentComparer::probe(const RequestDraft &draft)
{
    auto &environment = m_work->environment();
    environment.url = shownUrl(QUrl(draft.url.trimmed()));
    environment.style = draft.style;
    if (const auto *token = m_vault.withId(draft.tokenId))
        environment.token = *token;
    auto timed = draft;
    const auto left = std::max<qint64>(m_work->end.remainingTime(), 1);
    timed.options.deadline = std::chrono::milliseconds(m_work->current == 0 ? (left + 1) / 2 : left);
    timed.options.inactivity = std::min(timed.options.inactivity, timed.options.deadline);
    m_prober.cancel();
    m_work->isProbing = true;
    const auto heard = [this](Prober::Finished finished) { take(std::move(finished)); };
    m_prober.run(timed, {m_work->receiver.get(), heard});
}

void EnvironmentComparer::take(Prober::Finished finished)
{
    m_work->isProbing = false;
    if (!finished) {
        m_work->report.refusals.at(m_work->current) = finished.error();
        return finishSide();
    }
    const bool hasSecret = finished->credentialed.has_value();
    const auto tokenId = finished->tokenId;
    m_work->environment().seen = *std::move(finished);
    hasSecret ? readSecret(tokenId) : finishSide();
}

// A server may send back what it was sent, and what is compared is shown.
void EnvironmentComparer::readSecret(const QString &tokenId)
{
    const auto learn = [this](TokenVault::SecretRead secret) {
        if (secret)
            m_work->mask.learn(*secret);
        else
            withhold(secret.error());
        finishSide();
    };
    m_vault.readSecret(tokenId, {m_work->receiver.get(), learn});
}

// What cannot be searched for the secret is not shown.
void EnvironmentComparer::withhold(const VaultFailure &failure)
{
    m_work->environment().seen = std::monostate();
    m_work->report.withheld.at(m_work->current) = failure;
}

void EnvironmentComparer::finishSide()
{
    Q_EMIT sideFinished(m_work->side());
    if (!m_work)
        return;
    ++m_work->current;
    m_work->current < m_work->sides.size() ? next() : finish();
}

void EnvironmentComparer::finish()
{
    auto &report = m_work->report;
    report.comparison = comparisonOf(report.environments.at(0), report.environments.at(1));
    cover(report, m_work->mask);
    const auto then = m_work->then;
    auto result = std::move(report);
    cancel();
    then(std::move(result));
}

// The prober says that it stopped before it gives its report. When no report has come by the next turn of the
// event loop, another user has taken it.
void EnvironmentComparer::notice(bool proberRuns)
{
    if (proberRuns || !m_work || !m_work->isProbing)
        return;
    const auto stopUnlessTaken = [this, run = m_run, current = m_work->current] {
        if (!m_work || run != m_run || !m_work->isProbing || m_work->current != current)
            return;
        m_work->isProbing = false;
        cancel();
        Q_EMIT displaced();
    };
    QTimer::singleShot(0, this, stopUnlessTaken);
}

} // namespace keyturn
