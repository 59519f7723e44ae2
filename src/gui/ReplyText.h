// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"
#include "PhaseBars.h"

#include <QList>
#include <QString>

namespace keyturn {

/// What is typed as headers, one on each line. A line without a colon becomes a header with an empty value:
/// whoever checks the draft says what is wrong with it.
[[nodiscard]] http::Headers headersIn(const QString &text);

/// "302 Found"
[[nodiscard]] QString statusLineOf(const http::Reply &reply);
/// "71 ms · 2.4 kB · HTTP/2 · Ray 8f2c…-FRA"
[[nodiscard]] QString factsLineOf(const http::Reply &reply, const QString &rayId, const QString &colo);
/// One header on each line; cookie and token values are redacted.
[[nodiscard]] QString headersText(const http::Headers &headers);
[[nodiscard]] QString connectionText(const http::Reply &reply);
[[nodiscard]] QString hopText(const http::Hop &hop);
[[nodiscard]] QString sizeText(qint64 bytes);
[[nodiscard]] QList<PhaseRow> phasesOf(const http::Timing &timing);

} // namespace keyturn
