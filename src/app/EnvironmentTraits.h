// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Judgement.h"
#include "Prober.h"
#include "ServiceToken.h"

#include <QDateTime>
#include <QMap>
#include <QString>
#include <QUrl>

#include <optional>
#include <variant>

namespace keyturn {

/// What two environments are compared by; what explains most stands first.
enum class Trait {
    Outcome,
    Cause,
    Layer,
    WithToken, ///< The status of the request with credentials.
    WithoutToken, ///< The status of the control request.
    Cloudflare, ///< Whether the answer has Cloudflare's marks.
    Scheme,
    TokenTeam, ///< Whether the team in the token's listing is the one that answered.
    Team,
    HeaderStyle,
    Credentials, ///< Whether any were sent.
    TokenStatus,
    Mode,
    Discovery,
    Redirects,
    JwtIssuer,
    JwtAlgorithm,
    ApplicationHost, ///< From here on, what is expected to differ between two environments.
    Audience,
    Host,
    TokenName,
    ClientId,
    TokenExpiry,
    JwtAudience,
    JwtCommonName,
    JwtExpires,
    JwtKeyId,
    Server,
    Confidence,
};
[[nodiscard]] QList<Trait> allTraits();
[[nodiscard]] QString idOf(Trait trait); ///< Stable, kebab case.
/// A difference in it can make the other environment behave otherwise, or is that otherwise.
[[nodiscard]] bool matters(Trait trait);

/// What is known of one trait. `value` is whole and may be long: `shown` is fit for the eye, with Client IDs
/// shortened and everything that looks like a credential replaced.
struct TraitValue
{
    enum class State { Unknown, Absent, Known };

    State state = State::Unknown;
    QString value;
    QString shown; ///< A stable id for traits whose values are words, such as an outcome.
};
using Traits = QMap<Trait, TraitValue>;

/// One of the two sides: what was asked, and what came of it.
struct Environment
{
    QString name; ///< "local", "production".
    QUrl url;
    access::HeaderStyle style;
    std::optional<tokens::ServiceToken> token; ///< Its listing; null without a token of ours.
    std::variant<std::monostate, ProbeReport, transcripts::Judgement> seen; ///< Nothing: it was refused.
    QDateTime at; ///< When it is looked at.
};

/// Null when nothing was seen.
[[nodiscard]] const access::Verdict *verdictIn(const Environment &environment);
/// The exchange that the verdict is about; null when there is none.
[[nodiscard]] const http::Exchange *exchangeIn(const Environment &environment);

[[nodiscard]] Traits traitsOf(const Environment &environment);

} // namespace keyturn
