// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ConfigReader.h"

namespace keyturn::edge {

enum class ChangedPart {
    Team,
    Mode,
    Unmatched, ///< deny_unmatched_requests
    LocalHost,
    Upstream,
    Application,
    Policy,
    Group,
    Token,
    Firewall,
    Faults,
    Keys,
    ClockSkew,
    Client,
    Listening, ///< Takes effect at the next start only, as all that follows.
    Tls,
    UpstreamAuthorities,
    Control,
};
inline constexpr int changedPartCount = static_cast<int>(ChangedPart::Control) + 1;
[[nodiscard]] QString idOf(ChangedPart part); ///< Stable, kebab case.
[[nodiscard]] bool needsRestart(ChangedPart part);

enum class ChangeKind { Changed, Added, Removed };
[[nodiscard]] QString idOf(ChangeKind kind);

/// What is different in a file that was read again.
struct ConfigChange
{
    ChangedPart part = ChangedPart::Team;
    ChangeKind kind = ChangeKind::Changed;
    QString name = {}; ///< Of the application, policy, group or token; its id where it has none.

    bool operator==(const ConfigChange &) const = default;
};

[[nodiscard]] QList<ConfigChange> changesBetween(const Setup &before, const Setup &after);

} // namespace keyturn::edge
