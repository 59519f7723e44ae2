// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Transcript.h"

#include <QByteArrayView>

#include <vector>

namespace keyturn::transcripts {

/// Where a credential stands: from the byte at `start` to before the one at `end`.
struct CredentialSpan
{
    qsizetype start;
    qsizetype end;
    CredentialKind kind;
};

/// Whether a value ends before this: what no header, member or variable that people print has inside it.
[[nodiscard]] bool endsValue(char c);

/// The values of the names that carry credentials, in order: headers, members of JSON and HAR, variables,
/// parameters, in whatever way they are quoted and encoded. Placeholders are none.
[[nodiscard]] std::vector<CredentialSpan> namedCredentialsIn(QByteArrayView text);

} // namespace keyturn::transcripts
