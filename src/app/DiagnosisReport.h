// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Judgement.h"
#include "Prober.h"
#include "RequestRunner.h"
#include "SecretMask.h"
#include "ServiceToken.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace keyturn {

/// What a report says beside what was seen.
struct ReportContext
{
    QDateTime at; ///< When it is made, UTC.
    access::HeaderStyle style; ///< How the token was sent.
    std::optional<tokens::ServiceToken> token; ///< From the inventory; null when none of ours was used.
};

/// One request that was made.
struct ReportedRequest
{
    QString title;
    http::Exchange exchange;
    QList<QByteArray> credentialNames; ///< Headers that were sent and are not shown.
};

struct ReportedClaim
{
    QString name;
    QString value;
    QString meaning;
};

/// A diagnosis for somebody who was not there. It holds what was seen as it was seen: what may be shown of it
/// is decided where it becomes text, see ReportText.
struct DiagnosisReport
{
    enum class Origin { Request, Probe, Recorded };

    Origin origin = Origin::Request;
    QDateTime at;
    QString version; ///< Keyturn's own.
    QString headline;
    QString explanation; ///< May be empty.
    access::Verdict verdict;
    QStringList notes; ///< Of a recorded exchange: where it was found, which credentials stand there.
    std::optional<tokens::ServiceToken> token;
    QList<ReportedRequest> requests; ///< In the order in which they were sent.
    QList<ReportedClaim> claims; ///< Of the JWT in the answer; empty when there is none.
    std::optional<access::Discovery> discovery; ///< Without its JWT. Null when it was not asked for.
    std::optional<bool> discoveryVerified; ///< Null when nobody could verify it.
    QStringList notTested;
};

[[nodiscard]] DiagnosisReport reportOf(const RequestReport &seen, const ReportContext &context);
[[nodiscard]] DiagnosisReport reportOf(const ProbeReport &seen, const ReportContext &context);
[[nodiscard]] DiagnosisReport reportOf(const transcripts::Judgement &seen, const ReportContext &context);

/// Takes the secret that was sent out of all that came back, in every form that it may have there. A secret
/// of the older kind has no shape by which it could be found without knowing it.
void hide(const Secret &secret, DiagnosisReport &report);
void hide(const SecretMask &mask, DiagnosisReport &report);

} // namespace keyturn
