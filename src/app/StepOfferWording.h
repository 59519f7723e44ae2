// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Verdict.h"

#include <QString>
#include <QUrl>

namespace keyturn {

// What Keyturn offers to do for a next step.

/// The text of the button for a step that Keyturn can take itself; empty for what happens elsewhere.
[[nodiscard]] QString labelFor(access::NextStep step);
/// True where that button says all that the sentence would.
[[nodiscard]] bool saysAll(access::NextStep step);
/// Where the dashboard begins, for a step whose sentence has a path in it; else empty. Never an address that
/// an answer named.
[[nodiscard]] QUrl dashboardFor(access::NextStep step);
/// What can be copied for a step that happens elsewhere: a command, header lines; empty where there is
/// nothing. Words in capitals are for the person to replace.
[[nodiscard]] QString snippetFor(access::NextStep step);

} // namespace keyturn
