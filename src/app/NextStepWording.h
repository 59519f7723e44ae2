// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Verdict.h"

#include <QString>
#include <QUrl>

namespace keyturn {

/// What to do, and where: with the path in the dashboard as it is today (facts 9).
[[nodiscard]] QString sentenceFor(access::NextStep step);
/// The parts of that sentence. What to do, as a sentence of its own.
[[nodiscard]] QString actionFor(access::NextStep step);
/// Where in the dashboard, "dash.cloudflare.com > the domain > DNS > Records"; empty for what happens
/// elsewhere.
[[nodiscard]] QString placeFor(access::NextStep step);
/// What else there is to know. May be empty.
[[nodiscard]] QString hintFor(access::NextStep step);
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
