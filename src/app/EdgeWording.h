// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Edge.h"
#include "LogEntry.h"

#include <QString>

namespace keyturn {

/// What the edge says of itself and of what it answered.
[[nodiscard]] QString wordFor(edge::Mode mode);
[[nodiscard]] QString sentenceFor(edge::Mode mode);
/// Short enough for a column: "Admitted", "Sent to login".
[[nodiscard]] QString wordFor(edge::Ruling ruling);
[[nodiscard]] QString sentenceFor(edge::Ruling ruling);
[[nodiscard]] QString sentenceFor(edge::Credentials credentials);
/// Why it does not listen on that port, and what to do.
[[nodiscard]] QString sentenceFor(edge::EdgeError error, quint16 port);
[[nodiscard]] QString sentenceFor(edge::ChangeError error);

/// "previous secret until 10:13:07", in the local time zone; empty when there is none any more.
[[nodiscard]] QString previousSecretText(const edge::Credential &credential, const QDateTime &now);

/// "0 s", "1 min ahead", "5 min behind".
[[nodiscard]] QString skewText(std::chrono::seconds skew);
/// What a fault does, and how often.
[[nodiscard]] QString sentenceFor(const edge::FaultRule &fault);

// One line of the log in words.
[[nodiscard]] QString requestText(const edge::LogEntry &entry); ///< "GET /v1/orders", "No request".
[[nodiscard]] QString wordFor(const edge::LogEntry &entry); ///< Of its ruling.
[[nodiscard]] QString sentenceFor(const edge::LogEntry &entry); ///< What became of the request.
[[nodiscard]] QString layerText(const edge::LogEntry &entry); ///< Who gave the answer.
[[nodiscard]] QString
policyText(const edge::LogEntry &entry); ///< Which policy decided, and why; may be empty.
/// "200 after 3 ms", or that there was none.
[[nodiscard]] QString answerText(const edge::LogEntry &entry);
[[nodiscard]] QString faultText(const edge::LogEntry &entry); ///< Empty without a fault.

} // namespace keyturn
