// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Discovery.h"
#include "KeyFetcher.h"
#include "RequestRunner.h"
#include "Verification.h"

#include <QObject>

#include <memory>
#include <optional>

namespace keyturn {

enum class ProbeStep { Discovery, Keys, Control, Credentialed, AsXhr, BrokenSecret };

/// What a probe does beyond its usual steps.
struct ProbeOptions
{
    bool withBrokenSecret = false; ///< A strict organization writes it down as a failed login (facts 2.9).
    bool asXhr = false; ///< The control request once more, as a script in a page sends it.
};

/// Everything a probe saw, and one conclusion.
struct ProbeReport
{
    access::Discovery discovery;
    std::optional<jwt::Verification>
        discoveryVerified; ///< Null: nothing to verify, or no keys to verify it with.
    std::optional<FetchedKeys> teamKeys;
    http::Exchange control; ///< Without credentials.
    std::optional<http::Exchange> credentialed; ///< Null when no token was given.
    access::Verdict verdict;
    std::optional<QByteArray> jwt;
    QString tokenId;
    std::optional<http::Exchange> brokenSecret
        = std::nullopt; ///< Null when not asked for, or without a token.
    std::optional<http::Exchange> asXhr = std::nullopt; ///< Null when not asked for.
};

/// Asks an application in a few steps who guards it and what it makes of a token (facts 2.8 and 2.9): its
/// metadata, the team's keys that signed it, a control request without credentials, the request with them,
/// and on demand two variants. The draft's deadline is for all steps together. An edge on this machine plays
/// a team whose domain is not there: what it says is judged by its own keys.
class Prober final : public QObject
{
    Q_OBJECT

public:
    using Finished = Result<ProbeReport, RequestRefusal>;

    Prober(TokenVault &vault, http::Transport &transport, Clock clock, QObject *parent = nullptr);
    ~Prober() override;

    /// A method that may change something is asked as GET, without a body.
    void run(const RequestDraft &draft, Then<Finished> then) { run(draft, {}, std::move(then)); }
    void run(const RequestDraft &draft, const ProbeOptions &options, Then<Finished> then);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_run != nullptr; }

Q_SIGNALS:
    void runningChanged(bool running);
    void stepStarted(keyturn::ProbeStep step);
    /// With the status of its answer; 0 when there was none.
    void stepFinished(keyturn::ProbeStep step, int status);

private:
    class Run;
    void finish(Finished finished, const Then<Finished> &then);

    TokenVault &m_vault;
    http::Transport &m_transport;
    Clock m_clock;
    std::unique_ptr<Run> m_run;
};

/// A secret of the same shape and length that has no more than the prefix in common with `secret`.
[[nodiscard]] Secret brokenLike(const Secret &secret);

} // namespace keyturn
