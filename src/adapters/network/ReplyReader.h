// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"

#include <QNetworkReply>
#include <QStringList>

#include <optional>

namespace keyturn {

/// What a finished reply means when it is no answer; nullopt when it is one. Qt calls some broken answers
/// fine. Told apart here: no status, an interim status (1xx but 101) as the last one, no header at all (also
/// when Qt drops a header block that is too large), Content-Length that is no number or contradicts itself, a
/// body shorter than announced, a body that cannot be decoded. Not told apart, because Qt keeps no trace of
/// it: a chunk size that cannot be read (an empty body), compressed bytes that end too early with no length
/// announced, a strange version in the status line.
struct ReplyFailure
{
    http::TransportError error;
    QString detail;
};
[[nodiscard]] std::optional<ReplyFailure>
failureOf(const QNetworkReply &reply, const QStringList &tlsProblems);

/// The status line and fields of a reply. An empty field (`X-Empty:`) is not told by Qt, and repeated fields
/// come joined with ", "; only Set-Cookie comes apart again.
[[nodiscard]] http::Reply headOf(const QNetworkReply &reply);

} // namespace keyturn
