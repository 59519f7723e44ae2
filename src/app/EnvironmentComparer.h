// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "EnvironmentComparison.h"

#include <QObject>

#include <array>
#include <memory>
#include <optional>
#include <variant>

namespace keyturn {

/// One side as a person names it: asked now, or recorded before.
struct ComparedSide
{
    QString name;
    std::variant<RequestDraft, transcripts::Judgement> source;
};

struct ComparisonReport
{
    Comparison comparison;
    std::array<Environment, 2> environments; ///< Left, right.
    std::array<std::optional<RequestRefusal>, 2> refusals; ///< Why one was not asked.
    /// Why one was asked and its answer is not shown: the secret that may stand in it cannot be read.
    std::array<std::optional<VaultFailure>, 2> withheld;
};

/// Asks two environments, one after the other, and compares them. A side that is refused or silent does not
/// keep the other from being shown.
class EnvironmentComparer final : public QObject
{
    Q_OBJECT

public:
    using Finished = ComparisonReport;

    EnvironmentComparer(Prober &prober, TokenVault &vault, Clock clock, QObject *parent = nullptr);
    ~EnvironmentComparer() override;

    /// `deadline` is for both sides together; the left one takes no more than half of it.
    void
    run(const ComparedSide &left, const ComparedSide &right, std::chrono::milliseconds deadline,
        Then<Finished> then);
    /// Drops what runs. Its Then is never called.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_work != nullptr; }

Q_SIGNALS:
    void runningChanged(bool running);
    void sideStarted(keyturn::Side side);
    void stepStarted(keyturn::Side side, keyturn::ProbeStep step);
    void sideFinished(keyturn::Side side);
    /// Somebody else uses the prober now; there will be no comparison.
    void displaced();

private:
    struct Work;

    void next();
    void probe(const RequestDraft &draft);
    void take(Prober::Finished finished);
    void readSecret(const QString &tokenId);
    void withhold(const VaultFailure &failure);
    void finishSide();
    void finish();
    void notice(bool proberRuns);

    Prober &m_prober;
    TokenVault &m_vault;
    Clock m_clock;
    std::unique_ptr<Work> m_work;
    int m_run = 0; ///< Counts the comparisons.
};

} // namespace keyturn
