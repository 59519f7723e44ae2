// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace keyturn {

/// Reads an RFC 3339 moment ("2026-11-24T09:00:00Z", with or without fraction, any offset); the
/// offset is compulsory, since a time without one means something else on each machine. A bare
/// date ("2026-11-24") is the end of that day in UTC, as people mean it when they say "expires on".
/// The answer is in UTC.
[[nodiscard]] std::optional<QDateTime> parseRfc3339(QStringView text);

/// "2026-11-24T09:00:00Z": UTC, whole seconds.
[[nodiscard]] QString toRfc3339(const QDateTime &moment);

} // namespace keyturn
