// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Edge.h"
#include "JwtInspection.h"
#include "Prober.h"
#include "RequestRunner.h"
#include "Trouble.h"
#include "Verification.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

#include <functional>
#include <optional>

namespace keyturn::cli {

// Values as the command line's JSON has them. Field names are a promise: more may be added, none is changed.

[[nodiscard]] QJsonObject jsonOf(const Trouble &trouble);
[[nodiscard]] QJsonObject jsonOf(const tokens::ServiceToken &token, const QDateTime &now);
[[nodiscard]] QJsonArray jsonOf(const QList<tokens::ServiceToken> &tokens, const QDateTime &now);
[[nodiscard]] QJsonObject jsonOf(const access::Verdict &verdict);
[[nodiscard]] QJsonObject jsonOf(const http::Timing &timing);
[[nodiscard]] QJsonObject jsonOf(const http::Exchange &exchange);
[[nodiscard]] QJsonObject jsonOf(const access::Discovery &discovery);
[[nodiscard]] QJsonObject jsonOf(const JwtInspection &inspection, const QDateTime &now);
/// The members that `jwt verify` has beside those of `jwt decode`.
[[nodiscard]] QJsonObject jsonOf(const jwt::Verification &verification);
[[nodiscard]] QJsonObject jsonOf(const edge::LogEntry &entry);

/// `send`: the exchange, the JWT in it, and what it means.
[[nodiscard]] QJsonObject jsonOf(const RequestReport &report, const QDateTime &now);
[[nodiscard]] QJsonObject jsonOf(const ProbeReport &report, const QDateTime &now);

/// A JWT that was found in an answer, taken apart; null when there is none.
[[nodiscard]] QJsonValue jwtJson(const std::optional<QByteArray> &compact, const QDateTime &now);

/// `value` with `replace` of each text in it, names of members included.
[[nodiscard]] QJsonValue
withTexts(const QJsonValue &value, const std::function<QString(const QString &)> &replace);

[[nodiscard]] QJsonValue textOrNull(const QString &text); ///< Null for an empty one.
[[nodiscard]] QJsonValue momentOrNull(const QDateTime &moment); ///< RFC 3339; null for an invalid one.

/// `a` with all members of `b`.
[[nodiscard]] QJsonObject merged(QJsonObject a, const QJsonObject &b);

/// The whole body as text; null when it is not UTF-8 or was too large for memory.
[[nodiscard]] std::optional<QString> textOf(const http::Body &body);

/// "legacy", "strict", "unknown".
[[nodiscard]] QString idOf(access::OrganizationMode mode);
/// "not-offered" and its like; empty when there is none.
[[nodiscard]] QString idOf(access::DiscoveryProblem problem);
/// "not-three-parts" and its like.
[[nodiscard]] QString idOf(jwt::DecodeError error);

} // namespace keyturn::cli
